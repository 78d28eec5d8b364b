import { statusOf } from './plan';
import type { SnapshotStatus } from './plan';
import { POLICY_LABEL } from '../../../src/core/vocabulary';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import { VOLUME_SNAPSHOT } from '../../cluster/cluster';
import type { Cluster } from '../../cluster/cluster';
import { stateIfAny } from '../snapshots/state';

/** How the groups of a policy are now. Only reads. */
export async function readStatus(policy: SnapshotPolicyDocument, cluster: Cluster, maxAgeSeconds?: number): Promise<SnapshotStatus> {
  const state = await stateIfAny(cluster, policy);
  const snapshots = await cluster.list(VOLUME_SNAPSHOT, policy.namespace, { [POLICY_LABEL]: policy.name });
  return statusOf(policy, state, snapshots, cluster.now(), maxAgeSeconds);
}
