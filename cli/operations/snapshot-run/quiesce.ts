import type { RunEnvironment } from './environment';
import { describeError } from './login';
import { withServer } from './with-server';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { QuiesceEvidence } from '../../../src/documents/snapshot-state';

/**
 * Prepares the data as the policy asks. Where that fails the snapshots are taken all the same: they hold what a power cut
 * would have left, which is what restoring starts from in any case, and the run says that it got less than was asked.
 */
export async function quiesce(policy: SnapshotPolicyDocument, environment: RunEnvironment): Promise<QuiesceEvidence> {
  const { strategy } = policy.quiesce;
  const { cluster, progress } = environment;
  if (policy.quiesce.strategy !== 'postgres-checkpoint') return { strategy, result: 'not asked' };
  try {
    const { lsn } = await withServer(policy, policy.quiesce, environment, environment.checkpoint);
    progress.step('quiesced', `${policy.quiesce.service} wrote a checkpoint; its log stood at ${lsn}`, { lsn });
    return { strategy, result: 'done', finishedAt: cluster.now().toISOString(), lsn };
  } catch (error) {
    environment.signal.throwIfAborted();
    const reason = describeError(error);
    progress.warn('quiesce', `no checkpoint of ${policy.quiesce.service}, so a restored server replays more of its log: ${reason}`);
    return { strategy, result: 'failed', finishedAt: cluster.now().toISOString(), reason };
  }
}
