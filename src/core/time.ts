import type { Duration } from 'cdk8s';

/**
 * Whole seconds of a duration, rounded up.
 * `toSeconds()` throws for what is not integral, and `toHumanString()` and `toIsoString()` are wrong for common values.
 *
 * @see https://github.com/cdk8s-team/cdk8s-core/blob/2.x/src/duration.ts
 */
export function seconds(duration: Duration): number {
  return Math.ceil(duration.toMilliseconds() / 1000);
}

const UNITS: readonly [string, number][] = [['d', 86_400], ['h', 3_600], ['m', 60], ['s', 1]];

/** Seconds of a duration that a person typed: `90m`, `1h30m`, `2d`; undefined for what is none. */
export function parseSeconds(text: string | undefined): number | undefined {
  const parts = [...(text ?? '').matchAll(/(\d+)([dhms])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) return undefined;
  return parts.reduce((total, [, count, unit]) => total + Number(count) * UNITS.find(([name]) => name === unit)![1], 0);
}

/** A duration for people: `90` is `1m30s`. */
export function humanSeconds(total: number): string {
  let rest = total;
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count}${unit}`);
    rest -= count * size;
  }
  return parts.length > 0 ? parts.join('') : '0s';
}

/** Is it a day of the calendar as ISO 8601 writes it: `2027-01-31`? */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const midnight = new Date(`${text}T00:00:00Z`);
  // of a day that there is not, such as 2027-02-31, another one would come back
  return !Number.isNaN(midnight.getTime()) && dayOf(midnight) === text;
}

/** The day of a moment, in UTC: `2027-01-31`. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** Whether a text is a time with its zone (RFC 3339). Without a zone it would be the time of wherever the program runs. */
export function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));
}
