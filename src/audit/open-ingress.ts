import type { Manifest } from './finding';
import { at, isObject, listAt, numberAt, objectAt, stringAt } from './json';
import type { DatabaseContainer } from './workload';

/** Networks that hold every address: what lets these in lets in everybody. */
const EVERYWHERE: readonly unknown[] = ['0.0.0.0/0', '::/0'];

/** Does a NetworkPolicy say who may connect? Ingress is meant where policyTypes is absent. */
export function guardsIngress(policy: Manifest): boolean {
  const types = listAt(policy, 'spec', 'policyTypes');
  return types.length === 0 || types.includes('Ingress');
}

/**
 * How a rule for ingress of a NetworkPolicy lets every pod of the cluster connect to a database; undefined when none does.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors
 */
export function openIngress(policy: Manifest, database: DatabaseContainer): string | undefined {
  const reasons = listAt(policy, 'spec', 'ingress').filter((rule) => reaches(rule, database)).map(opennessOf);
  return reasons.find((reason) => reason !== undefined);
}

function opennessOf(rule: unknown): string | undefined {
  const peers = listAt(rule, 'from');
  if (peers.length === 0) return 'without "from"';
  if (peers.some((peer) => isEmpty(at(peer, 'namespaceSelector')) && (at(peer, 'podSelector') === undefined || isEmpty(at(peer, 'podSelector'))))) return 'for all namespaces';
  const open = peers.find((peer) => EVERYWHERE.includes(at(peer, 'ipBlock', 'cidr')) && listAt(peer, 'ipBlock', 'except').length === 0);
  return open === undefined ? undefined : `for ${stringAt(open, 'ipBlock', 'cidr')}`;
}

function isEmpty(selector: unknown): boolean {
  return isObject(selector) && listAt(selector, 'matchExpressions').length === 0 && Object.keys(objectAt(selector, 'matchLabels')).length === 0;
}

/** Is a port of the database among those of a rule? A rule without ports is for all of them. */
function reaches(rule: unknown, { container, engine }: DatabaseContainer): boolean {
  const ports = listAt(rule, 'ports');
  if (ports.length === 0) return true;
  const own = listAt(container, 'ports');
  const numbers = [...engine.ports.map(({ port }) => port), ...own.map((entry) => numberAt(entry, 'containerPort'))];
  const names = own.map((entry) => stringAt(entry, 'name'));
  return ports.some((entry) => {
    const { port, endPort, protocol } = objectAt(entry);
    if (protocol !== undefined && protocol !== 'TCP') return false;
    if (typeof port === 'string') return names.includes(port);
    if (typeof port !== 'number') return true;
    return numbers.some((number) => number !== undefined && number >= port && number <= (typeof endPort === 'number' ? endPort : port));
  });
}
