import type { Fault } from './faults';
import { stableHash } from './names';

/** A field of a cron expression, its range and the names that may stand for numbers. */
export interface CronField {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly words?: readonly string[];
}

// https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
export const CRON_FIELDS: readonly CronField[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, words: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] },
  { name: 'weekDay', min: 0, max: 6, words: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

/** What is wrong with a cron expression of five fields, if anything. */
export function cronFaults(prop: string, expression: string): Fault[] {
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== CRON_FIELDS.length) {
    return [{ prop, problem: 'has not five fields', got: expression, remedy: 'use minute, hour, day, month and weekDay; the time zone is a prop of its own' }];
  }
  return CRON_FIELDS.flatMap((field, at) => (fields[at].split(',').every((part) => isPart(part, field)) ? [] : [{
    prop: `${prop}.${field.name}`, problem: 'is not a field of a schedule', got: fields[at], remedy: `use ${field.min} to ${field.max}, as 5, 1-5, */10 or 1,15`,
  }]));
}

/**
 * Whether a time zone is known by its IANA name. `Local` is refused by Kubernetes: it would be the control plane's. So is
 * `europe/berlin`, since Kubernetes looks for a file of that name.
 *
 * @see https://pkg.go.dev/time#LoadLocation
 */
export function timeZoneFaults(prop: string, timeZone: string): Fault[] {
  const known = knownTimeZone(timeZone);
  // of an alias, what it stands for is known and not how it is spelled; but no part of a name begins with a small letter
  const spelled = known?.toLowerCase() === timeZone.toLowerCase() ? known === timeZone : /^[A-Z][^/]*(\/[A-Z][^/]*)*$/.test(timeZone);
  if (known !== undefined && spelled) return [];
  return [{ prop, problem: 'is not the name of a time zone', got: timeZone, remedy: 'use a name of the IANA database, as "Etc/UTC" or "Europe/Berlin"' }];
}

function knownTimeZone(timeZone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/**
 * The expression with its minute moved: minute 0 becomes one that is chosen by a hash of the key, always the same, so that
 * not everybody's schedules start together. Another minute was meant, and stays.
 */
export function spreadMinute(expression: string, key: string): string {
  return expression.replace(/^\s*0(?=\s)/, String(stableHash(key, 60)));
}

/**
 * Half an hour later, on the same days: the last half hour of a day is followed in the first of its last hour. What runs
 * several times an hour is followed once an hour, at a minute that is made from the key.
 */
export function halfAnHourLater(expression: string, key: string): string {
  const [minute, hour, ...days] = expression.trim().split(/\s+/);
  const later = (/^\d+$/.test(minute) ? Number(minute) : stableHash(key, 30)) + 30;
  return [later % 60, later < 60 ? hour : hour.split(',').map(nextHour).join(','), ...days].join(' ');
}

/** Of hours that are no numbers, as every hour, the next are the same. */
function nextHour(hour: string): string {
  return /^\d+$/.test(hour) && Number(hour) < 23 ? String(Number(hour) + 1) : hour;
}

function isPart(part: string, { min, max, words = [] }: CronField): boolean {
  const [range, step, ...more] = part.split('/');
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
  if (range === '*' || range === '?') return true;
  const ends = range.split('-').map((end) => (words.includes(end.toLowerCase()) ? words.indexOf(end.toLowerCase()) + min : /^\d+$/.test(end) ? Number(end) : NaN));
  return ends.length <= 2 && ends.every((end) => end >= min && end <= max) && (ends.length === 1 || ends[0] <= ends[1]);
}
