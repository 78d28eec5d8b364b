import type { SwapPlan } from './plan';
import { readSwapPlan, setsOf } from './read';
import { loadRecord, stateOfSet } from './record';
import { safetyGroup } from './safety';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { Cluster } from '../../cluster/cluster';

/** What an exchange would do now, or is left to do of one that was interrupted. Only reads. */
export async function previewSwap(policy: SnapshotPolicyDocument, workload: string, cluster: Cluster): Promise<SwapPlan> {
  const record = (await loadRecord(policy, cluster))?.record;
  const plan = async (): Promise<SwapPlan> => readSwapPlan(policy, workload, cluster, record && safetyGroup(policy, record.safetyAt));
  if (record?.workload !== workload || record.phase === 'prepared') return plan();
  const sets = (await setsOf(policy, workload, cluster)).map((set) => (set ? stateOfSet(set) : ''));
  const stands = record.phase === 'exchanging' || record.sets.join() === sets.join();
  if (!stands) return plan();
  return { policy, workload, moves: record.moves, sizes: {}, ordinals: [], refusals: [], earlier: record.phase };
}
