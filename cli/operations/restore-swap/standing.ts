import { isDeepStrictEqual } from 'node:util';
import { setsOf } from './read';
import type { SwapRecord } from './record';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import { CLAIM } from '../../cluster/cluster';
import type { Cluster, KubeObject } from '../../cluster/cluster';

/** What tells whether the two sets have been started since. */
export async function statesOfSets(policy: SnapshotPolicyDocument, workload: string, cluster: Cluster): Promise<string[]> {
  return (await setsOf(policy, workload, cluster)).map((set) => (set ? stateOf(set) : 'not there'));
}

/** Is an exchange that was made still as it was made, and has neither set been started since? */
export async function stillStands({ phase, sets, moves }: SwapRecord, now: readonly string[], cluster: Cluster): Promise<boolean> {
  if (phase !== 'done' || !isDeepStrictEqual(sets, now)) return false;
  const claims = await Promise.all(moves.map(({ claim: { metadata } }) => cluster.get(CLAIM, metadata.name, metadata.namespace)));
  return moves.every(({ claim }, at) => claims[at]?.spec.volumeName === claim.spec.volumeName);
}

function stateOf({ metadata }: KubeObject): string {
  return `${metadata.uid} ${metadata.generation}`;
}
