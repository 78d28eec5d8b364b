import { PATIENCE_SECONDS } from './await-gone';
import type { GroupProgress, Remains } from './delete-group';
import type { Progress } from '../progress';

/**
 * `deleted`: all of it is gone. `reprieved`: kept after all, and as safe as before. `leaked`: deleted, but not seen to be
 * gone. `failed`: the cluster refused something. `stopped`: told to stop before it was done.
 */
export interface GroupOutcome {
  readonly group: string;
  readonly result: 'deleted' | 'reprieved' | 'leaked' | 'failed' | 'stopped';
  readonly problem?: string;
}

export const STOPPED = 'told to stop; the next prune goes on';

export function outcomeOfReprieve({ group, result, problem }: GroupProgress): GroupOutcome {
  if (result === 'stopped') return { group, result, problem: STOPPED };
  return result === 'failed' ? { group, result, problem } : { group, result: 'reprieved' };
}

/** @param left what was not seen to be gone, of any group. */
export function outcomeOfDeletion({ group, result, problem }: GroupProgress, left: readonly Remains[], signal: AbortSignal): GroupOutcome {
  if (result === 'failed') return { group, result, problem };
  if (result === 'stopped') return { group, result, problem: STOPPED };
  const names = left.filter((each) => each.group === group).map(({ object }) => `${object.kind} ${object.metadata.name}`);
  if (names.length === 0) return { group, result: 'deleted' };
  if (signal.aborted) return { group, result: 'stopped', problem: `told to stop before ${names.join(', ')} was seen to be gone` };
  return { group, result: 'leaked', problem: `${names.join(', ')} not gone ${PATIENCE_SECONDS} s after the deletion; see the events of these objects and the logs of the driver's csi-snapshotter` };
}

export function reportOutcome(progress: Progress, { group, result, problem }: GroupOutcome): void {
  if (problem === undefined) progress.step(result, `group ${group} is ${result}`, { group });
  else progress.warn(result, `group ${group} ${result}: ${problem}`, { group });
}
