import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { GroupIntent } from '../../../src/documents/snapshot-state';
import type { Cluster } from '../../cluster/cluster';
import { updateState } from '../snapshots/state';

/** Remembers what is meant, in place of what was known of the group before. */
export async function writeDown(policy: SnapshotPolicyDocument, intent: GroupIntent, cluster: Cluster): Promise<void> {
  await updateState(cluster, policy, (before) => ({
    ...before,
    begun: [...before.begun.filter(({ group }) => group !== intent.group), intent],
    runs: before.runs.filter(({ group }) => group !== intent.group),
  }));
}
