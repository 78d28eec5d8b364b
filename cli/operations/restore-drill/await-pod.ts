import { containerOf, unscheduledBecause } from './judge';
import type { RestoreDrillDocument } from '../../../src/documents/restore-drill';
import { POD } from '../../cluster/cluster';
import type { Cluster, KubeObject } from '../../cluster/cluster';
import type { Progress } from '../progress';
import type { Clock } from '../snapshots/clock';

const POLL_SECONDS = 2;
/** Starts of the server that end in a failure: data that cannot be read is not read by trying more often. */
const MOST_RESTARTS = 3;

interface Surroundings {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Waits until the validator has ended, the server has failed for good, or the time is over; returns the pod as it is then. Says
 * once that no node takes it, and says it again when it is told to stop meanwhile.
 */
export async function awaitPod(pod: KubeObject, drill: RestoreDrillDocument, surroundings: Surroundings): Promise<KubeObject> {
  const { cluster, clock, progress, signal } = surroundings;
  const deadline = clock.monotonic() + drill.deadlineSeconds * 1000;
  let told = false;
  for (;;) {
    const seen = await cluster.get(POD, pod.metadata.name, pod.metadata.namespace);
    if (!seen || seen.metadata.uid !== pod.metadata.uid) throw new Error(`pod ${pod.metadata.namespace}/${pod.metadata.name} is gone; somebody has deleted it`);
    const ended = containerOf(seen, 'containerStatuses', drill.validator)?.state?.terminated !== undefined;
    const hopeless = containerOf(seen, 'initContainerStatuses', drill.server)?.restartCount >= MOST_RESTARTS;
    if (ended || hopeless || ['Failed', 'Succeeded'].includes(seen.status?.phase) || clock.monotonic() >= deadline) return seen;
    const unscheduled = unscheduledBecause(seen);
    if (unscheduled !== undefined && !told) {
      told = true;
      progress.warn('pod', `no node takes pod ${drill.namespace}/${drill.name}: ${unscheduled}`, { pod: drill.name });
    }
    try {
      await clock.sleep(POLL_SECONDS * 1000, signal);
    } catch (error) {
      if (unscheduled === undefined) throw error;
      throw new Error(`${(error as Error).message}, while no node took the pod: ${unscheduled}`, { cause: error });
    }
  }
}
