import type { ApiObjectMetadata } from 'cdk8s';
import { ApiObject, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';

/** One `from` entry of a NetworkPolicy. */
export interface PeerSpec {
  readonly podSelector?: { readonly matchLabels: { readonly [label: string]: string } };
  readonly namespaceSelector?: { readonly matchLabels: { readonly [label: string]: string } };
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

export interface IngressPolicySpec {
  readonly matchLabels: { readonly [label: string]: string };
  /** Who may reach which ports; asked when the policy is rendered, since peers are added after it is made. */
  readonly rules: () => readonly { readonly ports: readonly number[]; readonly from: readonly PeerSpec[] }[];
}

/**
 * A policy that closes the ingress of its pods but for the rules. Egress stays as it is.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
 */
export function ingressPolicy(scope: Construct, id: string, metadata: ApiObjectMetadata, spec: IngressPolicySpec): ApiObject {
  const render = (): unknown[] => spec.rules().map(({ ports, from }) => ({
    from: from.map((peer) => ({ ...peer })),
    ports: ports.map((port) => ({ protocol: 'TCP', port })),
  }));
  return new ApiObject(scope, id, {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata,
    spec: {
      podSelector: { matchLabels: { ...spec.matchLabels } },
      policyTypes: ['Ingress'],
      ingress: Lazy.any({ produce: render }),
    },
  });
}

/**
 * A policy that lets no pod of the namespace connect anywhere, and nobody to them.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-ingress-and-all-egress-traffic
 */
export function closedNetwork(scope: Construct, id: string, metadata: ApiObjectMetadata): ApiObject {
  return new ApiObject(scope, id, {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata,
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  });
}
