import { runSnapshots } from './apply';
import type { RunResult } from './await-ready';
import type { RunEnvironment } from './environment';
import type { RunRequest } from './plan';
import { POLICY_LABEL } from '../../../src/core/vocabulary';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import { ClusterError, VOLUME_SNAPSHOT } from '../../cluster/cluster';
import { LeaseHeld } from '../snapshots/acquire-lease';
import { isOverdue, protectedCondition, withConditions } from '../snapshots/conditions';
import type { Observed } from '../snapshots/conditions';
import { groupsOf } from '../snapshots/group';
import { updateState } from '../snapshots/state';

export interface ConcludedRun extends RunResult {
  /** The policy has had the time that it promises, and has no complete group that is as new. */
  readonly overdue: boolean;
}

/**
 * One run of a policy, with its conditions in the state afterwards: where it could not be taken as well, but not where another run is
 * at it or somebody stopped it, which says nothing about the policy.
 */
export async function runAndConclude(policy: SnapshotPolicyDocument, request: RunRequest, environment: RunEnvironment): Promise<ConcludedRun> {
  const result = await runSnapshots(policy, request, environment).catch(async (error: unknown) => {
    if (error instanceof Error && !(error instanceof LeaseHeld) && !environment.signal.aborted) await conclude(policy, failed(error), environment);
    throw error;
  });
  return { ...result, overdue: await conclude(policy, readyAfter(result), environment) };
}

/** Writes the conditions down. Without them the run is no less: what a cluster refuses here is only said. */
async function conclude(policy: SnapshotPolicyDocument, ready: Observed, { cluster, progress }: RunEnvironment): Promise<boolean> {
  try {
    const snapshots = await cluster.list(VOLUME_SNAPSHOT, policy.namespace, { [POLICY_LABEL]: policy.name });
    const now = cluster.now();
    const condition = protectedCondition(policy, groupsOf(snapshots, policy, now), now);
    const state = await updateState(cluster, policy, (before) => withConditions(before, [condition, ready], now));
    if (condition.status !== 'True') progress.warn('protection', condition.message, { reason: condition.reason });
    return isOverdue(policy, state, condition, now);
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    progress.warn('conditions', `the conditions of the policy are not written down: ${error.message}`);
    return false;
  }
}

function failed(error: Error): Observed {
  return { type: 'Ready', status: 'False', reason: 'RunFailed', message: error.message };
}

/** Did the last run get what the policy asks for? */
function readyAfter({ group, state, degraded, erring, reason = 'it does not say why' }: RunResult): Observed {
  const type = 'Ready';
  if (state === 'Failed') return { type, status: 'False', reason: 'GroupFailed', message: `group ${group} failed: ${reason}` };
  if (erring) return { type, status: 'False', reason: 'DriverReportsError', message: `group ${group} is not ready: ${reason}` };
  if (state === 'Pending') return { type, status: 'Unknown', reason: 'GroupPending', message: `group ${group} is not ready yet: ${reason}` };
  if (degraded) return { type, status: 'False', reason: 'LessThanAsked', message: `group ${group} is complete, and less than the policy asks for: ${reason}` };
  return { type, status: 'True', reason: 'RunComplete', message: `group ${group} is complete` };
}
