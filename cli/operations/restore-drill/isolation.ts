import { isDeepStrictEqual } from 'node:util';
import type { RestoreDrillDocument } from '../../../src/documents/restore-drill';
import { NETWORK_POLICY } from '../../cluster/cluster';
import type { Cluster, KubeObject } from '../../cluster/cluster';

/** What restores production's data, without a closed network, would let it act on production. */
export class NotIsolated extends Error {}

/**
 * Looks that the namespace is closed both ways: a policy for all of its pods that allows nothing, and none that allows anything.
 * Whether the network of the cluster enforces policies cannot be seen here. Throws NotIsolated.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-ingress-and-all-egress-traffic
 */
export async function expectIsolation(cluster: Cluster, { namespace }: RestoreDrillDocument): Promise<void> {
  const policies = await cluster.list(NETWORK_POLICY, namespace, {});
  const open = policies.filter((policy) => !allowsNothing(policy)).map(({ metadata }) => metadata.name);
  if (open.length > 0) throw new NotIsolated(`NetworkPolicy ${open.join(', ')} of namespace ${namespace} lets restored data be reached or reach out; take it away`);
  if (policies.some(closesAll)) return;
  throw new NotIsolated(`no NetworkPolicy closes namespace ${namespace} both ways; apply the manifests of the drill, which hold one`);
}

function allowsNothing({ spec }: KubeObject): boolean {
  return (spec.ingress ?? []).length === 0 && (spec.egress ?? []).length === 0;
}

function closesAll({ spec }: KubeObject): boolean {
  return isDeepStrictEqual(spec.podSelector, {}) && ['Ingress', 'Egress'].every((direction) => spec.policyTypes?.includes(direction));
}
