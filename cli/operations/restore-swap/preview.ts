import type { SwapPlan } from './plan';
import { readSwapPlan } from './read';
import { loadRecord } from './record';
import { safetyGroup } from './safety';
import { statesOfSets, stillStands } from './standing';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { Cluster } from '../../cluster/cluster';

/** What an exchange would do now, or is left to do of one that was interrupted. Only reads. */
export async function previewSwap(policy: SnapshotPolicyDocument, workload: string, cluster: Cluster): Promise<SwapPlan> {
  const record = (await loadRecord(policy, cluster))?.record;
  if (record?.workload === workload && record.phase !== 'prepared') {
    const earlier = { policy, workload, moves: record.moves, sizes: {}, ordinals: [], refusals: [], earlier: record.phase };
    if (record.phase === 'exchanging' || await stillStands(record, await statesOfSets(policy, workload, cluster), cluster)) return earlier;
  }
  return readSwapPlan(policy, workload, cluster, record && safetyGroup(policy, record.safetyAt));
}
