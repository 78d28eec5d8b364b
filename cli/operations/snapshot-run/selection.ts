import type { Labels } from './group-snapshot';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { GroupIntent } from '../../../src/documents/snapshot-state';
import { CLAIM } from '../../cluster/cluster';
import type { Cluster, KubeObject } from '../../cluster/cluster';

/**
 * Labels by which a VolumeGroupSnapshot finds the claims of a set: the set's controller puts those of its selector on each claim. Of a
 * selector the snapshot controller reads `matchLabels` alone, and without any it takes every claim of the namespace.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/controller/statefulset/stateful_set_utils.go getPersistentVolumeClaims
 * @see https://github.com/kubernetes-csi/external-snapshotter/blob/v8.6.0/pkg/common-controller/groupsnapshot_controller_helper.go getClaimsFromVolumeGroupSnapshot
 */
export function selectorOf({ metadata, spec }: KubeObject): Labels {
  const labels: Labels = spec?.selector?.matchLabels ?? {};
  if (Object.keys(labels).length > 0) return labels;
  throw new Error(`StatefulSet ${metadata.namespace}/${metadata.name} has no matchLabels in its selector, by which a VolumeGroupSnapshot could find its claims and no others; take a VolumeSnapshot of each`);
}

/** Throws unless the labels select exactly the claims that are meant: nothing is made for a group that would be another one. */
export async function requireSelection(
  policy: SnapshotPolicyDocument, members: GroupIntent['members'], labels: Labels, cluster: Cluster,
): Promise<void> {
  const selected = (await cluster.list(CLAIM, policy.namespace, labels)).map(({ metadata }) => metadata.name);
  const meant = members.map(({ claim }) => claim);
  const missing = meant.filter((claim) => !selected.includes(claim));
  const others = selected.filter((claim) => !meant.includes(claim));
  const text = Object.entries(labels).map(([label, value]) => `${label}=${value}`).join(',');
  const problems = [
    ...missing.length > 0 ? [`${missing.join(', ')} would not be in it: put these labels on`] : [],
    ...others.length > 0 ? [`${others.join(', ')} would be as well: bind or delete what is of the set, take the labels off what is not`] : [],
  ];
  if (problems.length === 0) return;
  throw new Error(`a VolumeGroupSnapshot takes all claims of namespace ${policy.namespace} with the labels ${text}, and those are not the bound ones of StatefulSet ${policy.workload.name}: ${problems.join('; ')}`);
}
