import type { KubeObject } from '../../cluster/cluster';

const KEEPS_CLAIMS = { spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' } } };

/**
 * How a set is stopped without losing what it has: one that deletes its claims when it is scaled down has to be told to keep them before.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention
 */
export function howToStop({ metadata: { namespace, name }, spec }: KubeObject): string {
  const kubectl = (verb: string, rest: string): string => `kubectl --namespace ${namespace} ${verb} statefulset/${name} ${rest}`;
  const scale = kubectl('scale', '--replicas=0');
  if (spec?.persistentVolumeClaimRetentionPolicy?.whenScaled !== 'Delete') return scale;
  const keep = kubectl('patch', `--patch '${JSON.stringify(KEEPS_CLAIMS)}'`);
  return `it deletes its claims when it is scaled down (persistentVolumeClaimRetentionPolicy.whenScaled is Delete), so first: ${keep}, in its manifest as well, and then: ${scale}`;
}
