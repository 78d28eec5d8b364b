import type { RestoreFacts } from './facts';
import { placeOf } from './place';
import { plainClaimOf } from './plain-claim';
import type { RestoreRequest } from './request';
import { larger } from './size';
import { RESTORED_FROM_ANNOTATION, WORKLOAD_LABEL } from '../../../src/core/vocabulary';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import { claimInSet } from '../../../src/facts/claims-of-sets';
import { CLAIM, VOLUME_SNAPSHOT } from '../../cluster/cluster';
import type { KubeObject } from '../../cluster/cluster';

/**
 * The claim that is filled from a snapshot.
 *
 * @param dataSource name of the VolumeSnapshot in the namespace of the claim.
 */
export function claimOf(
  policy: SnapshotPolicyDocument, request: RestoreRequest, snapshot: KubeObject, dataSource: string, facts: RestoreFacts,
): KubeObject {
  switch (policy.workload.kind) {
    case 'StatefulSet': return claimOfSet(policy, request, snapshot, dataSource, facts);
    case 'PersistentVolumeClaims': return plainClaimOf(request, snapshot, dataSource);
  }
}

/**
 * The claim that a pod of the target looks for. Class, access mode and labels are those that the set would give it; the size is that of the
 * set or of the copy, whichever is more.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage
 */
function claimOfSet(
  policy: SnapshotPolicyDocument, request: RestoreRequest, snapshot: KubeObject, dataSource: string, facts: RestoreFacts,
): KubeObject {
  const { template: role, ordinal } = placeOf(policy, snapshot);
  const template = templateOf(role, request, facts);
  const storageClassName: string | undefined = request.storageClass ?? template?.spec.storageClassName;
  const { accessModes = ['ReadWriteOncePod'], volumeMode, resources } = template?.spec ?? {};
  return {
    apiVersion: CLAIM.apiVersion,
    kind: CLAIM.kind,
    metadata: {
      name: claimInSet(role, request.workload, request.ordinal ?? ordinal),
      namespace: request.namespace,
      // the controller of the set labels the claims that it makes with the set's selector
      labels: { ...template?.metadata.labels, ...(facts.target?.spec.selector?.matchLabels ?? { [WORKLOAD_LABEL]: request.workload }) },
      annotations: { ...template?.metadata.annotations, [RESTORED_FROM_ANNOTATION]: `${policy.namespace}/${snapshot.metadata.name}` },
    },
    spec: {
      accessModes,
      ...(volumeMode !== undefined ? { volumeMode } : {}),
      ...(storageClassName !== undefined ? { storageClassName } : {}),
      resources: { requests: { storage: larger(resources?.requests?.storage, snapshot.status?.restoreSize) } },
      dataSource: { apiGroup: VOLUME_SNAPSHOT.apiVersion.split('/')[0], kind: VOLUME_SNAPSHOT.kind, name: dataSource },
    },
  };
}

/** Is this claim the one that a restore of the snapshot made? */
export function isFrom(claim: KubeObject, snapshot: KubeObject): boolean {
  return sourceOf(claim) === `${snapshot.metadata.namespace}/${snapshot.metadata.name}`;
}

/** The VolumeSnapshot that a restore filled the claim from, if one did. */
export function sourceOf({ metadata }: KubeObject): string | undefined {
  return metadata.annotations?.[RESTORED_FROM_ANNOTATION];
}

function templateOf(role: string, { namespace, workload, storageClass }: RestoreRequest, { target, source }: RestoreFacts): KubeObject | undefined {
  const set = target ?? source;
  const templates: KubeObject[] = set?.spec?.volumeClaimTemplates ?? [];
  const found = templates.find(({ metadata }) => metadata.name === role);
  if (found) return found;
  if (set) {
    const names = templates.map(({ metadata }) => metadata.name).join(', ') || 'none';
    throw new Error(`StatefulSet ${set.metadata.namespace}/${set.metadata.name} has no claim template ${role}, which the snapshots are of; it has ${names}`);
  }
  if (storageClass !== undefined) return undefined;
  const remedy = 'apply it with replicas: 0 first, or name a class (--storage-class)';
  throw new Error(`there is no StatefulSet ${namespace}/${workload} to take the class of ${role} from; ${remedy}`);
}
