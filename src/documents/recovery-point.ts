import type { PolicySchedule, SnapshotPolicyDocument } from './snapshot-policy';
import { longestGapSeconds } from '../core/cron-times';

const HOUR = 3600;

/** Zones whose clocks are never set: https://github.com/eggert/tz/blob/main/etcetera */
const FIXED_ZONE = /^(Etc\/|UTC$|GMT$)/;

/**
 * How old the newest complete group may become before a policy does not keep its promise: what was said, or else what its schedule
 * can keep, which is the longest time between two runs, an hour more where that may fall on the night in which clocks are set
 * back, and the time that a run may take.
 */
export function recoveryPointSeconds({ objectives, schedule, deadlines }: Pick<SnapshotPolicyDocument, 'objectives' | 'schedule' | 'deadlines'>): number {
  if (objectives) return objectives.rpoSeconds;
  return longestWaitSeconds(schedule) + deadlines.quiesceSeconds + deadlines.waitSeconds;
}

/** The longest time between two runs of a schedule, on the night in which clocks are set back too. */
export function longestWaitSeconds({ cron, timeZone }: Pick<PolicySchedule, 'cron' | 'timeZone'>): number {
  const gap = longestGapSeconds(cron);
  return gap > HOUR && !FIXED_ZONE.test(timeZone) ? gap + HOUR : gap;
}
