import type { Manifest } from './finding';
import { kindOf, namespaceOf } from './manifests';

/**
 * Policies for the pods of their namespace, in languages of their own.
 *
 * @see https://docs.cilium.io/en/stable/network/kubernetes/policy/, https://docs.tigera.io/calico/latest/reference/resources/networkpolicy
 */
const OF_NAMESPACES: readonly string[] = ['CiliumNetworkPolicy.cilium.io', 'NetworkPolicy.projectcalico.org', 'NetworkPolicy.crd.projectcalico.org'];

/**
 * Policies for pods of any namespace.
 *
 * @see https://network-policy-api.sigs.k8s.io/api-overview/, https://docs.tigera.io/calico/latest/reference/resources/globalnetworkpolicy
 */
const OF_CLUSTERS: readonly string[] = [
  'CiliumClusterwideNetworkPolicy.cilium.io', 'GlobalNetworkPolicy.projectcalico.org', 'GlobalNetworkPolicy.crd.projectcalico.org',
  'AdminNetworkPolicy.policy.networking.k8s.io', 'BaselineAdminNetworkPolicy.policy.networking.k8s.io', 'ClusterNetworkPolicy.policy.networking.k8s.io',
];

export const OTHER_NETWORK_POLICIES: readonly string[] = [...OF_NAMESPACES, ...OF_CLUSTERS];

/** Network policies that may close what no NetworkPolicy of Kubernetes does. What they select is not followed. */
export class OtherNetworkPolicies {
  private readonly namespaces = new Set<string>();
  private isAnyOfCluster = false;

  public file(object: Manifest): void {
    const kind = kindOf(object);
    if (OF_NAMESPACES.includes(kind)) this.namespaces.add(namespaceOf(object));
    if (OF_CLUSTERS.includes(kind)) this.isAnyOfCluster = true;
  }

  /** Is there one that may be for pods of a namespace? */
  public mayGuard(namespace: string): boolean {
    return this.isAnyOfCluster || this.namespaces.has(namespace);
  }
}
