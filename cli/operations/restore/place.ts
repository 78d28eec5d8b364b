import type { RestoreRequest } from './request';
import { CLAIM_ANNOTATION } from '../../../src/core/vocabulary';
import { statefulSetOf } from '../../../src/documents/policy-workload';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import { placeInSet } from '../../../src/facts/claims-of-sets';
import type { PlaceInSet } from '../../../src/facts/claims-of-sets';
import type { KubeObject } from '../../cluster/cluster';
import type { Group } from '../snapshots/group';

/** Where the volume of a snapshot belongs, by the claim that it was taken of. */
export function placeOf(policy: SnapshotPolicyDocument, { metadata, spec }: KubeObject): PlaceInSet {
  const workload = statefulSetOf(policy);
  const claim = metadata.annotations?.[CLAIM_ANNOTATION] ?? spec.source?.persistentVolumeClaimName ?? '';
  const place = placeInSet(claim, workload.name, workload.claimTemplates);
  if (place) return place;
  throw new Error(`VolumeSnapshot ${metadata.name} is of claim "${claim}", which is none of ${workload.kind} ${workload.name} of policy ${policy.name}`);
}

/**
 * The ordinal of the target that gets the volumes of a group of one pod; undefined where each volume keeps its own. Which pod was the primary says
 * nothing about the next set: its first pod has to start from the data, since it would start from nothing otherwise.
 */
export function ordinalOf(
  policy: SnapshotPolicyDocument, { ordinal }: RestoreRequest, group: Group, target: KubeObject | undefined,
): number | undefined {
  if (policy.workload.kind !== 'StatefulSet') return undefined;
  const pods = ordinalsOf(policy, group);
  if (ordinal !== undefined && pods.length > 1) {
    throw new Error(`group ${group.name} has volumes of pods ${pods.join(', ')}, which one pod cannot have; leave --ordinal out`);
  }
  if (ordinal !== undefined) return ordinal;
  return policy.workload.primaryLabels && pods.length === 1 ? target?.spec?.ordinals?.start ?? 0 : undefined;
}

/** Ordinals of the pods that a group has volumes of. */
export function ordinalsOf(policy: SnapshotPolicyDocument, { members }: Pick<Group, 'members'>): string[] {
  return [...new Set(members.map((member) => placeOf(policy, member).ordinal))];
}
