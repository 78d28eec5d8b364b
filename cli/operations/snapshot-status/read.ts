import { statusOf } from './plan';
import type { SnapshotStatus } from './plan';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { Cluster } from '../../cluster/cluster';
import { listSnapshots } from '../snapshots/group-snapshot';
import { stateIfAny } from '../snapshots/state';

/** How the groups of a policy are now. Only reads. */
export async function readStatus(policy: SnapshotPolicyDocument, cluster: Cluster, maxAgeSeconds?: number): Promise<SnapshotStatus> {
  const state = await stateIfAny(cluster, policy);
  const snapshots = await listSnapshots(cluster, policy);
  return statusOf(policy, state, snapshots, cluster.now(), maxAgeSeconds);
}
