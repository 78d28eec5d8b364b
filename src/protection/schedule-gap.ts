import type { Duration } from 'cdk8s';
import { cronFaults } from '../core/cron';
import { longestGapSeconds } from '../core/cron-times';
import type { Fault } from '../core/faults';
import { humanSeconds, seconds } from '../core/time';

/** A time within which something has to come again. */
export interface PromisedTime {
  readonly prop: string;
  /** Left out: what the schedule can keep. */
  readonly within?: Duration;
  /** What the schedule is of: `runs`. */
  readonly what: string;
  readonly remedy: string;
}

/** Why a schedule cannot keep a promise. Of what is no schedule only `cronFaults` has something to say. */
export function gapFaults(cron: string, { prop, within, what, remedy }: PromisedTime): Fault[] {
  if (cronFaults('schedule', cron).length > 0) return [];
  const gap = longestGapSeconds(cron);
  if (gap === Infinity) return [{ prop: 'schedule', problem: 'is never due', got: cron, remedy: 'use a day that there is in one of its months' }];
  if (within === undefined || seconds(within) >= gap) return [];
  return [{
    prop, problem: `is shorter than the longest time between two ${what} of the schedule, ${humanSeconds(gap)}`, got: humanSeconds(seconds(within)), remedy,
  }];
}
