import { POLICY_LABEL } from '../../../src/core/vocabulary';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import { VOLUME_SNAPSHOT } from '../../cluster/cluster';
import type { Cluster, KubeObject, OwnerReference } from '../../cluster/cluster';
import { groupSnapshotKinds } from '../../cluster/group-snapshot-kinds';

const KIND = 'VolumeGroupSnapshot';

/** Is each group of the policy one VolumeGroupSnapshot? */
export function takesGroupSnapshots({ snapshotClass }: SnapshotPolicyDocument): boolean {
  return snapshotClass.kind === 'VolumeGroupSnapshotClass';
}

export function isGroupSnapshot({ kind }: KubeObject): boolean {
  return kind === KIND;
}

/**
 * The VolumeGroupSnapshot that the snapshot controller made a VolumeSnapshot for.
 * https://github.com/kubernetes-csi/external-snapshotter/blob/v8.6.0/pkg/utils/util.go BuildVolumeGroupSnapshotOwnerReference
 */
export function groupSnapshotOf({ metadata }: KubeObject): OwnerReference | undefined {
  return metadata.ownerReferences?.find(({ kind }) => kind === KIND);
}

/** The VolumeSnapshots that were made for a VolumeGroupSnapshot, with our labels or without. */
export async function membersOfGroupSnapshot(cluster: Cluster, { metadata }: KubeObject): Promise<KubeObject[]> {
  const snapshots = await cluster.list(VOLUME_SNAPSHOT, metadata.namespace, {});
  return snapshots.filter((snapshot) => groupSnapshotOf(snapshot)?.uid === metadata.uid);
}

/** What a policy's groups consist of: VolumeSnapshots, and VolumeGroupSnapshots, whose members may not be there or not be labelled yet. */
export async function listSnapshots(
  cluster: Cluster, policy: SnapshotPolicyDocument, labels: { readonly [label: string]: string } = { [POLICY_LABEL]: policy.name },
): Promise<KubeObject[]> {
  const snapshots = await cluster.list(VOLUME_SNAPSHOT, policy.namespace, labels);
  if (!takesGroupSnapshots(policy)) return snapshots;
  const { snapshot } = await groupSnapshotKinds(cluster);
  return [...snapshots, ...await cluster.list(snapshot, policy.namespace, labels)];
}
