import { lostGroups } from './groups';
import type { LostGroup } from './groups';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import { VOLUME_SNAPSHOT, VOLUME_SNAPSHOT_CONTENT } from '../../cluster/cluster';
import type { Cluster } from '../../cluster/cluster';

/** What is left of a policy's groups whose VolumeSnapshots are gone, the earliest due first. Contents are of the whole cluster. */
export async function readLostGroups(policy: SnapshotPolicyDocument, cluster: Cluster): Promise<LostGroup[]> {
  const contents = await cluster.list(VOLUME_SNAPSHOT_CONTENT, undefined, {});
  return lostGroups(policy, contents, await cluster.list(VOLUME_SNAPSHOT, policy.namespace, {}));
}
