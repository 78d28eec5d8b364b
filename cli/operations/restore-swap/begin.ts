import { isDeepStrictEqual } from 'node:util';
import type { SwapEnvironment } from './environment';
import type { SwapPlan } from './plan';
import { setsOf, readSwapPlan } from './read';
import { loadRecord, recordOf, saveRecord, stateOfSet } from './record';
import type { SwapRecord } from './record';
import { safetyGroup, takeSafetyGroup } from './safety';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import { CLAIM, ClusterError } from '../../cluster/cluster';
import type { Cluster } from '../../cluster/cluster';
import { readGroups } from '../restore/read';
import type { TakenGroup } from '../snapshot-run/take-backup';

/** How an exchange stands before its volumes are touched. */
export type Beginning =
  | { readonly state: 'refused'; readonly plan: SwapPlan }
  | { readonly state: 'already' | 'exchanging'; readonly record: SwapRecord }
  | { readonly state: 'prepared'; readonly record: SwapRecord; readonly plan: SwapPlan; readonly taken: TakenGroup };

/** Writes down what is meant and takes the group of the volumes as they are, or finds what an earlier attempt came to. Under the lease. */
export async function begin(policy: SnapshotPolicyDocument, workload: string, environment: SwapEnvironment): Promise<Beginning> {
  const { cluster, progress } = environment;
  const found = await loadRecord(policy, cluster);
  if (found?.record.phase === 'exchanging') {
    const { record } = found;
    if (record.workload === workload) return { state: 'exchanging', record };
    throw new Error(`an exchange with StatefulSet ${policy.namespace}/${record.workload} is not finished; finish it first, with --workload ${record.workload}`);
  }
  const sets = (await setsOf(policy, workload, cluster)).map((set) => (set ? stateOfSet(set) : ''));
  const same = found?.record.workload === workload && isDeepStrictEqual(found.record.sets, sets);
  if (same && found.record.phase === 'done') return { state: 'already', record: found.record };
  const plan = await readSwapPlan(policy, workload, cluster, found && safetyGroup(policy, found.record.safetyAt));
  if (plan.refusals.length > 0) return { state: 'refused', plan };
  await preflight(plan, cluster);
  const goesOn = same && isDeepStrictEqual(found.record.moves, plan.moves) && !await hasFailed(policy, found.record, cluster);
  const record = goesOn ? found.record : recordOf(workload, sets, plan.moves, cluster.now());
  if (record !== found?.record) await saveRecord(policy, record, cluster, found?.object);
  progress.step('intent', `the exchange of ${plan.moves.length} volumes is written down`, { volumes: plan.moves.map(({ volume }) => volume.name) });
  return { state: 'prepared', record, plan, taken: await takeSafetyGroup(policy, plan, record.safetyAt, environment) };
}

/** Is there a group of it that will never be complete? */
async function hasFailed(policy: SnapshotPolicyDocument, { safetyAt }: SwapRecord, cluster: Cluster): Promise<boolean> {
  const group = (await readGroups(policy, cluster)).find(({ name }) => name === safetyGroup(policy, safetyAt));
  return group?.state === 'Failed' || group?.state === 'Deleting';
}

/**
 * Would the cluster take the new claims? Their names are taken as yet, which is the last thing that it looks at. A quota that is used up
 * by the old claims has room when they are gone.
 */
async function preflight({ moves }: SwapPlan, cluster: Cluster): Promise<void> {
  for (const { claim } of moves) {
    try {
      await cluster.create(CLAIM, claim, { dryRun: true });
    } catch (error) {
      const expected = error instanceof ClusterError && (error.reason === 'AlreadyExists' || error.message.includes('exceeded quota'));
      if (!expected) throw error;
    }
  }
}
