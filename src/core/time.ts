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
