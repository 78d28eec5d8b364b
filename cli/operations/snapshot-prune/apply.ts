import { awaitGone } from './await-gone';
import { deleteGroup, makeSafe } from './delete-group';
import type { GroupProgress } from './delete-group';
import { outcomeOfDeletion, outcomeOfReprieve, reportOutcome } from './outcome';
import type { GroupOutcome } from './outcome';
import { planPrune } from './plan';
import type { PrunePlan } from './plan';
import { ofThisMode, pruneGroupSnapshots } from './prune-group-snapshots';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { SnapshotStateDocument } from '../../../src/documents/snapshot-state';
import type { Cluster } from '../../cluster/cluster';
import type { Progress } from '../progress';
import type { Clock } from '../snapshots/clock';
import { listSnapshots, takesGroupSnapshots } from '../snapshots/group-snapshot';
import { withPolicyLease } from '../snapshots/lease';
import { loadState, stateIfAny, updateState } from '../snapshots/state';

/** What a prune works with. */
export interface PruneEnvironment {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly progress: Progress;
  /** Who prunes: for the lease. */
  readonly holder: string;
  /** Stops it between two VolumeSnapshots; the next prune goes on. */
  readonly signal: AbortSignal;
}

export interface PruneResult {
  readonly plan: PrunePlan;
  /** One for each group that was to be touched. */
  readonly outcomes: readonly GroupOutcome[];
}

/** Whether everything that the policy asks for is done. */
export function isDone({ plan, outcomes }: PruneResult): boolean {
  return plan.refusal === undefined && outcomes.every(({ result }) => result === 'deleted' || result === 'reprieved');
}

/** What a prune would do now. Only reads. */
export async function previewPrune(policy: SnapshotPolicyDocument, cluster: Cluster): Promise<PrunePlan> {
  return planWith(await stateIfAny(cluster, policy), policy, cluster);
}

async function planWith(state: SnapshotStateDocument, policy: SnapshotPolicyDocument, cluster: Cluster): Promise<PrunePlan> {
  return planPrune(policy, state, await listSnapshots(cluster, policy), cluster.now());
}

/** Deletes the groups that a policy no longer keeps, under its lease. */
export async function prune(policy: SnapshotPolicyDocument, environment: PruneEnvironment): Promise<PruneResult> {
  return withPolicyLease(policy, environment, async ({ signal }) => pruneUnderLease(policy, { ...environment, signal }));
}

async function pruneUnderLease(policy: SnapshotPolicyDocument, environment: PruneEnvironment): Promise<PruneResult> {
  const { cluster, signal } = environment;
  const state = await loadState(cluster, policy);
  const plan = await planWith(state, policy, cluster);
  if (plan.refusal !== undefined) return { plan, outcomes: [] };
  // written before the first change: after a crash the next prune finishes these, or takes back what was begun
  await rememberPruning(cluster, policy, [...plan.reprieved, ...plan.doomed].map(({ name }) => name));
  const outcomes = takesGroupSnapshots(policy)
    ? await pruneGroupSnapshots(policy, plan, state, environment)
    : [...await reprieveAll(policy, plan, environment), ...await deleteAll(policy, plan, environment)];
  // a stopped prune may have lost its lease, and the state with it; what was written above is right for the next one
  if (!signal.aborted) await rememberPruning(cluster, policy, outcomes.filter(isUnfinished).map(({ group }) => group));
  return { plan, outcomes };
}

async function rememberPruning(cluster: Cluster, policy: SnapshotPolicyDocument, pruning: readonly string[]): Promise<void> {
  await updateState(cluster, policy, (state) => (state.pruning.join() === pruning.join() ? state : { ...state, pruning }));
}

function isUnfinished({ result }: GroupOutcome): boolean {
  return result === 'failed' || result === 'leaked';
}

async function reprieveAll(policy: SnapshotPolicyDocument, { reprieved }: PrunePlan, environment: PruneEnvironment): Promise<GroupOutcome[]> {
  if (policy.snapshotClass.deletionPolicy === 'Delete') return [];
  const { cluster, progress, signal } = environment;
  const outcomes: GroupOutcome[] = [];
  for (const group of reprieved) outcomes.push(outcomeOfReprieve(await makeSafe(cluster, group, signal)));
  for (const outcome of outcomes) reportOutcome(progress, outcome);
  return outcomes;
}

async function deleteAll(policy: SnapshotPolicyDocument, plan: PrunePlan, environment: PruneEnvironment): Promise<GroupOutcome[]> {
  const { progress, signal } = environment;
  const { foreign, doomed } = ofThisMode(policy, plan.doomed);
  const deletions: GroupProgress[] = [];
  for (const group of doomed) {
    if (signal.aborted) break;
    progress.step('delete', `deletes group ${group.name}`, { group: group.name, snapshots: group.members.map(({ metadata }) => metadata.name) });
    deletions.push(await deleteGroup(group, policy.snapshotClass.deletionPolicy, environment));
  }
  const left = await awaitGone(policy, deletions.flatMap(({ remains }) => remains), environment);
  const untouched = doomed.slice(deletions.length).map(({ name }): GroupProgress => ({ group: name, result: 'stopped', remains: [] }));
  const outcomes = [...foreign, ...[...deletions, ...untouched].map((deletion) => outcomeOfDeletion(deletion, left, signal))];
  for (const outcome of outcomes) reportOutcome(progress, outcome);
  return outcomes;
}
