import { lostGroups } from './groups';
import type { LostGroup } from './groups';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import { VOLUME_SNAPSHOT, VOLUME_SNAPSHOT_CONTENT } from '../../cluster/cluster';
import type { Cluster } from '../../cluster/cluster';
import { takesGroupSnapshots } from '../snapshots/group-snapshot';

/**
 * What is left of a policy's groups whose VolumeSnapshots are gone, the earliest due first. Contents are of the whole cluster. Throws where
 * groups were VolumeGroupSnapshots: the snapshot controller names their members, so that no name tells of them.
 */
export async function readLostGroups(policy: SnapshotPolicyDocument, cluster: Cluster): Promise<LostGroup[]> {
  const contents = await cluster.list(VOLUME_SNAPSHOT_CONTENT, undefined, {});
  const found = lostGroups(policy, contents, await cluster.list(VOLUME_SNAPSHOT, policy.namespace, {}));
  if (found.length > 0 || !takesGroupSnapshots(policy)) return found;
  const where = `kubectl get volumegroupsnapshotcontents shows those of namespace ${policy.namespace}, and in their status the handles of their copies`;
  throw new Error(`policy ${policy.namespace}/${policy.name} takes VolumeGroupSnapshots, and which group and claim their copies are of cannot be told when these are gone; the copies may be there: ${where}, to be restored by hand`);
}
