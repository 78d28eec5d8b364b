import type { RestorePlan, VolumeRestore } from './plan';
import { CLAIM, VOLUME_SNAPSHOT } from '../../cluster/cluster';
import type { Cluster } from '../../cluster/cluster';
import type { Clock } from '../snapshots/clock';

const POLL_SECONDS = 2;

/** What became of a claim. */
export interface ClaimOutcome {
  readonly claim: string;
  readonly bound: boolean;
  /** Why it has no volume yet. */
  readonly reason?: string;
}

interface Surroundings {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly waitSeconds: number;
  readonly signal: AbortSignal;
}

/** Waits until the claims have their volumes, unless that takes pods and there are none. */
export async function awaitBound(plan: RestorePlan, { cluster, clock, waitSeconds, signal }: Surroundings): Promise<ClaimOutcome[]> {
  const deadline = clock.monotonic() + waitSeconds * 1000;
  for (;;) {
    const outcomes: ClaimOutcome[] = [];
    for (const volume of plan.volumes) outcomes.push(await outcomeOf(volume, plan, cluster));
    const waiting = plan.volumes.filter((_, at) => !outcomes[at].bound);
    const hopeless = !plan.setRuns && waiting.every(({ waitsForPod }) => waitsForPod);
    if (waiting.length === 0 || hopeless || clock.monotonic() >= deadline || signal.aborted) return outcomes;
    await clock.sleep(POLL_SECONDS * 1000, signal).catch(() => undefined);
  }
}

async function outcomeOf(volume: VolumeRestore, plan: RestorePlan, cluster: Cluster): Promise<ClaimOutcome> {
  const { claim: { metadata: { name, namespace } }, snapshot, imported, waitsForPod } = volume;
  const claim = await cluster.get(CLAIM, name, namespace);
  if (!claim) return { claim: name, bound: false, reason: 'it was deleted meanwhile' };
  if (claim.status?.phase === 'Bound') return { claim: name, bound: true };
  if (waitsForPod && !plan.setRuns) return { claim: name, bound: false, reason: `its class makes the volume when the first pod ${plan.policy.workload.kind === 'StatefulSet' ? `of ${plan.request.workload} ` : ''}uses it` };
  const { metadata } = imported?.snapshot ?? snapshot;
  const source = await cluster.get(VOLUME_SNAPSHOT, metadata.name, metadata.namespace);
  const problem: string | undefined = source ? source.status?.error?.message : 'it is gone';
  return { claim: name, bound: false, reason: problem === undefined ? `it is ${claim.status?.phase ?? 'Pending'}` : `VolumeSnapshot ${metadata.name}: ${problem}` };
}
