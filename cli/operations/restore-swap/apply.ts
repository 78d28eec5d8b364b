import { isDeepStrictEqual } from 'node:util';
import { begin } from './begin';
import { closeSets, openSets } from './close';
import type { SwapEnvironment } from './environment';
import { exchange } from './exchange';
import type { SwapPlan } from './plan';
import { podsOf, stoppedProblems } from './problems';
import { readSwapPlan, setsOf } from './read';
import { loadRecord, saveRecord } from './record';
import type { SwapRecord } from './record';
import { awaitSafetyGroup, holdSafetyGroup, markAtRest, safetyGroup } from './safety';
import { statesOfSets } from './standing';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import { POD } from '../../cluster/cluster';
import type { Cluster } from '../../cluster/cluster';
import { readGroups } from '../restore/read';
import { withPolicyLease } from '../snapshots/lease';

export interface SwapResult {
  /**
   * `refused`: nothing was done. `waiting`: the group is taken and not ready, no volume is touched. `already`: this exchange was made, and
   * neither set has been started since.
   */
  readonly state: 'refused' | 'waiting' | 'done' | 'already';
  readonly refusals: readonly string[];
  /** What was exchanged, or is to be. */
  readonly record?: SwapRecord;
  /** The group that holds the volumes of the policy's set as they were. */
  readonly group?: string;
  /** Why the group is not ready. */
  readonly reason?: string;
}

/**
 * Exchanges the volumes of the policy's set and of one that was restored beside it, under each other's names. Both are stopped. No volume
 * is deleted, none is at any time bound to a claim that would take it along, and what they held is in a group that is held before the
 * first of them is touched. Done again after an interruption it goes on.
 */
export async function swap(policy: SnapshotPolicyDocument, workload: string, environment: SwapEnvironment): Promise<SwapResult> {
  const begun = await withPolicyLease(policy, environment, async ({ signal }) => begin(policy, workload, { ...environment, signal }));
  if (begun.state === 'refused') return { state: 'refused', refusals: begun.plan.refusals };
  const { record } = begun;
  const result = { refusals: [], record, group: safetyGroup(policy, record.safetyAt) };
  if (begun.state === 'already') return { ...result, state: 'already' };
  if (begun.state === 'prepared') {
    const { state, reason = 'it does not say why' } = await awaitSafetyGroup(policy, begun.plan, begun.taken, environment.waitSeconds, environment);
    if (state === 'Pending') return { ...result, state: 'waiting', reason };
    if (state === 'Failed') throw new Error(`the group of the volumes as they are failed, so nothing is exchanged: ${reason}; the same command tries again`);
    environment.progress.step('safety', `group ${result.group} holds the volumes as they are, until somebody releases it`, { group: result.group });
  }
  return withPolicyLease(policy, environment, async ({ signal }) => {
    const refusals = await finish(policy, begun.record, { ...environment, signal });
    return refusals.length > 0 ? { ...result, state: 'refused', refusals } : { ...result, state: 'done' };
  });
}

/** Exchanges what was written down. Returns why not, if something has changed meanwhile. */
async function finish(policy: SnapshotPolicyDocument, begun: SwapRecord, environment: SwapEnvironment): Promise<readonly string[]> {
  const { cluster } = environment;
  const found = await loadRecord(policy, cluster);
  if (!found || !isDeepStrictEqual(found.record, begun)) throw new Error('another exchange was begun meanwhile; look at what it does, nothing more is done here');
  let { object } = found;
  const { record } = found;
  if (record.phase === 'prepared') {
    const plan = await readSwapPlan(policy, record.workload, cluster);
    const refusals = [...plan.refusals, ...await changes(policy, record, plan, cluster)];
    if (refusals.length > 0) return refusals;
    await holdSafetyGroup(policy, record.workload, record.safetyAt, cluster);
    await markAtRest(policy, record.safetyAt, cluster);
    object = await saveRecord(policy, { ...record, phase: 'exchanging' }, cluster, object);
  } else {
    const refusals = await startedProblems(policy, record, cluster);
    if (refusals.length > 0) return refusals;
  }
  await closeSets(policy, record.workload, cluster);
  await exchange(record, environment);
  await openSets(policy, record.workload, cluster);
  await saveRecord(policy, { ...record, phase: 'done', finishedAt: cluster.now().toISOString() }, cluster, object);
  return [];
}

async function changes(policy: SnapshotPolicyDocument, record: SwapRecord, plan: SwapPlan, cluster: Cluster): Promise<string[]> {
  const name = safetyGroup(policy, record.safetyAt);
  const sets = await statesOfSets(policy, record.workload, cluster);
  const group = (await readGroups(policy, cluster)).find((each) => each.name === name);
  return [
    ...plan.refusals.length > 0 || isDeepStrictEqual(plan.moves, record.moves) ? [] : ['claims or volumes have changed since the exchange was written down; the same command begins anew'],
    ...isDeepStrictEqual(sets, record.sets) ? [] : [`a set was changed since group ${name} was taken, and may have run; the same command takes another one`],
    ...group?.state === 'Complete' ? [] : [`group ${name} is ${group ? `${group.state}: ${group.reason}` : 'gone'}, so that nothing holds the volumes as they were`],
  ];
}

/** An exchange that is under way is finished with both sets stopped, too. */
async function startedProblems(policy: SnapshotPolicyDocument, { workload, moves }: SwapRecord, cluster: Cluster): Promise<string[]> {
  const { namespace } = policy;
  const names = [policy.workload.name, workload];
  const sets = await setsOf(policy, workload, cluster);
  const pods = await cluster.list(POD, namespace, {});
  return [
    ...sets.flatMap((set, at) => (set ? stoppedProblems(namespace, names[at], set) : [])),
    ...moves.flatMap(({ from }) => podsOf(from.name, pods).map((pod) => `claim ${namespace}/${from.name} is in use by pod ${pod}; wait until that is gone`)),
  ];
}
