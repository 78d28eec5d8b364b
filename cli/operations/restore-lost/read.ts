import { lostGroups } from './groups';
import type { LostGroup } from './groups';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { SnapshotStateDocument } from '../../../src/documents/snapshot-state';
import { VOLUME_SNAPSHOT, VOLUME_SNAPSHOT_CONTENT } from '../../cluster/cluster';
import type { Cluster } from '../../cluster/cluster';
import { takesGroupSnapshots } from '../snapshots/group-snapshot';
import { stateIfAny } from '../snapshots/state';

/**
 * What is left of a policy's groups whose VolumeSnapshots are gone, the earliest due first. Contents are of the whole cluster. Throws where
 * groups were VolumeGroupSnapshots: the snapshot controller names their members, so that no name tells of them.
 *
 * @param state a copy of the policy's state, kept elsewhere; else what the namespace has.
 */
export async function readLostGroups(policy: SnapshotPolicyDocument, cluster: Cluster, state?: SnapshotStateDocument): Promise<LostGroup[]> {
  const { runs } = state ?? await stateIfAny(cluster, policy);
  const contents = await cluster.list(VOLUME_SNAPSHOT_CONTENT, undefined, {});
  const found = lostGroups(policy, contents, await cluster.list(VOLUME_SNAPSHOT, policy.namespace, {}), runs);
  if (found.length > 0 || !takesGroupSnapshots(policy)) return found;
  const where = `kubectl get volumegroupsnapshotcontents shows those of namespace ${policy.namespace}, and in their status the handles of their copies`;
  throw new Error(`policy ${policy.namespace}/${policy.name} takes VolumeGroupSnapshots, and which group and claim their copies are of cannot be told when these are gone; the copies may be there: ${where}, to be restored by hand`);
}
