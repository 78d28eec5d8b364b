/**
 * What ingress NetworkPolicies let through, for tests: few test clusters enforce policies.
 * It knows the fields that appear in our tests and refuses to guess about others.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
import { BlockList, isIPv6 } from 'net';

interface Labels { readonly [label: string]: string }

export interface Pod {
  readonly namespace: string;
  readonly labels: Labels;
  /** Labels of its namespace, besides the name that every namespace carries. */
  readonly namespaceLabels?: Labels;
}

/** Who connects: a pod, or an address outside the cluster. */
export type Source = Pod | { readonly ip: string };

interface Selector { readonly matchLabels?: Labels }

interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

interface Rule {
  readonly from?: readonly Peer[];
  readonly ports?: readonly { readonly protocol?: string; readonly port: number }[];
}

interface Policy {
  readonly kind: string;
  readonly metadata: { readonly namespace?: string };
  readonly spec: {
    readonly podSelector: Selector;
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly Rule[];
  };
}

/** May this source open a TCP connection to this port of this pod? Objects other than NetworkPolicies are passed over. */
export function allowsIngress(objects: readonly unknown[], from: Source, to: Pod, port: number): boolean {
  const policies = (objects as readonly Policy[])
    .filter(({ kind }) => kind === 'NetworkPolicy')
    .filter(({ metadata, spec }) => (metadata.namespace ?? to.namespace) === to.namespace && selects(spec.podSelector, to.labels))
    .filter(({ spec }) => spec.policyTypes?.includes('Ingress') ?? true);
  if (policies.length === 0) return true;
  return policies.some(({ spec }) => (spec.ingress ?? []).some((rule) =>
    (empty(rule.ports) || rule.ports!.some((open) => (open.protocol ?? 'TCP') === 'TCP' && open.port === port))
    && (empty(rule.from) || rule.from!.some((peer) => isPeer(peer, from, to.namespace)))));
}

/** A missing or an empty list means everything. */
function empty(list: readonly unknown[] | undefined): boolean {
  return list === undefined || list.length === 0;
}

function isPeer(peer: Peer, from: Source, ownNamespace: string): boolean {
  if (peer.ipBlock) return 'ip' in from && inBlock(from.ip, peer.ipBlock.cidr) && !(peer.ipBlock.except ?? []).some((cidr) => inBlock(from.ip, cidr));
  if (!peer.podSelector && !peer.namespaceSelector) throw new Error('a peer selects nothing: the API server refuses it');
  if ('ip' in from) return false;
  const namespaceLabels = { ...from.namespaceLabels, 'kubernetes.io/metadata.name': from.namespace };
  const here = peer.namespaceSelector ? selects(peer.namespaceSelector, namespaceLabels) : from.namespace === ownNamespace;
  return here && selects(peer.podSelector ?? {}, from.labels);
}

/** An empty selector selects everything. */
function selects(selector: Selector, labels: Labels): boolean {
  const unknown = Object.keys(selector).find((field) => field !== 'matchLabels');
  if (unknown !== undefined) throw new Error(`selectors with ${unknown} are not evaluated; extend test/support/network-policies.ts`);
  return Object.entries(selector.matchLabels ?? {}).every(([label, value]) => labels[label] === value);
}

function inBlock(ip: string, cidr: string): boolean {
  const [address, bits] = cidr.split('/');
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  if (isIPv6(ip) !== (family === 'ipv6')) return false;
  const block = new BlockList();
  block.addSubnet(address, Number(bits), family);
  return block.check(ip, family);
}
