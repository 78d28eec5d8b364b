import { isCut } from './cut';
import type { RunEnvironment } from './environment';
import { GROUP_LABEL } from '../../../src/core/vocabulary';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import { VOLUME_SNAPSHOT } from '../../cluster/cluster';
import type { KubeObject } from '../../cluster/cluster';

/** Whoever waits holds something: an application that is frozen, or log that is kept. */
const POLL_MILLISECONDS = 100;

/** What must be cut, and what ends the wait for it. */
export interface CutRequest {
  readonly group: string;
  readonly names: readonly string[];
  readonly seconds: number;
  /** Aborted when a cut would come too late in any case. */
  readonly lost: AbortSignal;
}

/** Waits until all of these are cut; throws when one is not in time, and when what it is waited for is lost. */
export async function awaitCut(
  policy: SnapshotPolicyDocument, { group, names, seconds, lost }: CutRequest, { cluster, clock, signal }: RunEnvironment,
): Promise<KubeObject[]> {
  const deadline = clock.monotonic() + seconds * 1000;
  const stop = AbortSignal.any([signal, lost]);
  for (;;) {
    const snapshots = await cluster.list(VOLUME_SNAPSHOT, policy.namespace, { [GROUP_LABEL]: group });
    stop.throwIfAborted();
    const cut = snapshots.filter((each) => names.includes(each.metadata.name) && isCut(each, policy));
    if (cut.length === names.length) return cut;
    if (clock.monotonic() >= deadline) throw new Error(`${why(names, snapshots, cut)} within ${Math.round(seconds)} s`);
    await clock.sleep(POLL_MILLISECONDS, stop);
  }
}

function why(names: readonly string[], snapshots: readonly KubeObject[], cut: readonly KubeObject[]): string {
  return names.filter((name) => !cut.some(({ metadata }) => metadata.name === name)).map((name) => {
    const error: string | undefined = snapshots.find(({ metadata }) => metadata.name === name)?.status?.error?.message;
    return `${name} was not cut${error === undefined ? '' : ` (${error})`}`;
  }).join(', ');
}
