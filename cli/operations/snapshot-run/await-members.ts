import type { RunEnvironment } from './environment';
import { findGroupSnapshot } from './group-snapshot';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { GroupIntent } from '../../../src/documents/snapshot-state';
import type { Cluster, Kind, KubeObject } from '../../cluster/cluster';
import { membersOfGroupSnapshot } from '../snapshots/group-snapshot';

const POLL_MILLISECONDS = 500;

/** What the driver made of a VolumeGroupSnapshot. */
export interface CutGroup {
  readonly snapshot: KubeObject;
  readonly members: readonly KubeObject[];
}

/** Waits until the members are there; undefined where the driver needs longer, or cannot cut them, which a later run finds out. */
export async function awaitMembers(
  policy: SnapshotPolicyDocument, intent: GroupIntent, kind: Kind, { cluster, clock, signal }: RunEnvironment,
): Promise<CutGroup | undefined> {
  const deadline = clock.monotonic() + policy.deadlines.waitSeconds * 1000;
  for (;;) {
    const found = await membersNow(policy, intent, kind, cluster);
    signal.throwIfAborted();
    if (found) return found;
    if (clock.monotonic() >= deadline) return undefined;
    await clock.sleep(POLL_MILLISECONDS, signal);
  }
}

/**
 * The members, if they can be judged: they are made before the VolumeGroupSnapshot says that it is cut, so that one that lacks one then
 * lacks it for good; it is given the time that a run waits.
 *
 * @see https://github.com/kubernetes-csi/external-snapshotter/blob/v8.6.0/pkg/common-controller/groupsnapshot_controller_helper.go syncUnreadyGroupSnapshot
 */
export async function membersNow(policy: SnapshotPolicyDocument, intent: GroupIntent, kind: Kind, cluster: Cluster): Promise<CutGroup | undefined> {
  const snapshot = await findGroupSnapshot(cluster, kind, policy.namespace, intent.group);
  if (!snapshot?.status?.creationTime || snapshot.metadata.deletionTimestamp !== undefined) return undefined;
  const members = await membersOfGroupSnapshot(cluster, snapshot);
  const isWhole = intent.members.every(({ claim }) => members.some((member) => claimOf(member) === claim));
  const age = cluster.now().getTime() - Date.parse(snapshot.metadata.creationTimestamp!);
  return isWhole || age >= policy.deadlines.waitSeconds * 1000 ? { snapshot, members } : undefined;
}

/** Name of the claim that a member is of. */
export function claimOf({ spec }: KubeObject): string {
  return spec.source?.persistentVolumeClaimName ?? '';
}
