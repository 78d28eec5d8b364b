import type { Surroundings } from './await-seen';
import type { Remains } from './delete-group';
import { POLICY_LABEL } from '../../../src/core/vocabulary';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import { ClusterError, VOLUME_SNAPSHOT, VOLUME_SNAPSHOT_CONTENT } from '../../cluster/cluster';
import type { Cluster } from '../../cluster/cluster';
import type { Clock } from '../snapshots/clock';

/** For all groups together. A driver that deletes takes seconds. */
export const PATIENCE_SECONDS = 120;
const POLL_SECONDS = 2;

/** Waits until what was deleted is gone; returns what was not seen to be. */
export async function awaitGone(
  policy: SnapshotPolicyDocument, deleted: readonly Remains[], { cluster, clock, signal }: Surroundings,
): Promise<readonly Remains[]> {
  const look = policy.snapshotClass.deletionPolicy === 'Retain' ? contentsLeft : snapshotsLeft;
  const deadline = clock.monotonic() + PATIENCE_SECONDS * 1000;
  let left = deleted;
  while (left.length > 0 && !signal.aborted) {
    left = await lookAgain(() => look(cluster, policy, left), left);
    if (left.length === 0 || clock.monotonic() >= deadline) break;
    await pause(clock, signal);
  }
  return left;
}

async function contentsLeft(cluster: Cluster, _: SnapshotPolicyDocument, remains: readonly Remains[]): Promise<Remains[]> {
  const left: Remains[] = [];
  for (const each of remains) {
    const content = await cluster.get(VOLUME_SNAPSHOT_CONTENT, each.object.metadata.name);
    if (content?.metadata.uid === each.object.metadata.uid) left.push(each);
  }
  return left;
}

/** The account of a policy whose class deletes may not look at contents. */
async function snapshotsLeft(cluster: Cluster, { name, namespace }: SnapshotPolicyDocument, remains: readonly Remains[]): Promise<Remains[]> {
  const there = new Set((await cluster.list(VOLUME_SNAPSHOT, namespace, { [POLICY_LABEL]: name })).map(({ metadata }) => metadata.uid));
  return remains.filter(({ object }) => there.has(object.metadata.uid));
}

/** A cluster that does not answer once is asked again. */
async function lookAgain(look: () => Promise<readonly Remains[]>, before: readonly Remains[]): Promise<readonly Remains[]> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof ClusterError) return before;
    throw error;
  }
}

async function pause(clock: Clock, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(POLL_SECONDS * 1000, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
