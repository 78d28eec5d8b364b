import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestGapSeconds, nextRun } from '../../src/core/cron-times';

const HOUR = 3600;
const DAY = 24 * HOUR;

function next(expression: string, timeZone: string, after: string): string | undefined {
  return nextRun(expression, timeZone, new Date(after))?.toISOString();
}

describe('the next run', () => {
  test.each([
    ['43 * * * *', '2026-11-21T16:42:59Z', '2026-11-21T16:43:00.000Z'],
    ['43 * * * *', '2026-11-21T16:43:00Z', '2026-11-21T17:43:00.000Z'],
    ['*/20 * * * *', '2026-11-21T23:59:30Z', '2026-11-22T00:00:00.000Z'],
    ['7 3 * * *', '2026-11-21T03:07:01Z', '2026-11-22T03:07:00.000Z'],
    ['0 12 1 jan ?', '2026-11-21T00:00:00Z', '2027-01-01T12:00:00.000Z'],
    ['0 6 * * mon-fri', '2026-11-21T00:00:00Z', '2026-11-23T06:00:00.000Z'],
    ['5/25 0 * * *', '2026-11-21T00:06:00Z', '2026-11-21T00:30:00.000Z'],
    ['0 0 29 2 *', '2026-11-21T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  ])('of %s after %s is %s', (expression, after, expected) => {
    expect(next(expression, 'Etc/UTC', after)).toBe(expected);
  });

  test('is by the clock of the time zone', () => {
    expect(next('0 3 * * *', 'Europe/Berlin', '2026-11-21T00:00:00Z')).toBe('2026-11-21T02:00:00.000Z');
    expect(next('0 3 * * *', 'Asia/Kathmandu', '2026-11-21T00:00:00Z')).toBe('2026-11-21T21:15:00.000Z');
  });

  test('of a day of the month and of the week is on either of them', () => {
    expect(next('0 0 13 * fri', 'Etc/UTC', '2026-11-21T00:00:00Z')).toBe('2026-11-27T00:00:00.000Z');
    expect(next('0 0 13 * *', 'Etc/UTC', '2026-11-21T00:00:00Z')).toBe('2026-12-13T00:00:00.000Z');
  });

  test('of days with a step, which is no star, is on either of them as well', () => {
    expect(next('0 0 */10 * sun', 'Etc/UTC', '2026-11-21T00:00:00Z')).toBe('2026-11-22T00:00:00.000Z');
    expect(next('0 0 */1 * sun', 'Etc/UTC', '2026-11-22T00:00:00Z')).toBe('2026-11-29T00:00:00.000Z');
  });

  test('leaves out a time that the clocks skip', () => {
    expect(next('30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z')).toBe('2026-03-30T00:30:00.000Z');
  });

  test('comes twice where the clocks show a time twice', () => {
    const first = next('30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z')!;
    expect([first, next('30 2 * * *', 'Europe/Berlin', first)]).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']);
  });

  test('in the first hour of a day that follows a skipped one is found', () => {
    expect(next('15 0 30 3 *', 'Europe/Berlin', '2026-03-29T00:30:00Z')).toBe('2026-03-29T22:15:00.000Z');
  });

  test('of what is never due is none', () => {
    expect(next('0 0 30 2 *', 'Etc/UTC', '2026-11-21T00:00:00Z')).toBeUndefined();
  });
});

describe('the longest time between two runs', () => {
  test.each([
    ['* * * * *', 60],
    ['43 * * * *', HOUR],
    ['*/20 * * * *', 20 * 60],
    ['0,10 * * * *', 50 * 60],
    ['7 3 * * *', DAY],
    ['0 8-18 * * *', 14 * HOUR],
    ['0 6 * * 1-5', 3 * DAY],
    ['0 0 * * 0', 7 * DAY],
    ['0 0 1 * *', 31 * DAY],
    ['0 0 31 * *', 61 * DAY],
    ['0 0 1 1 *', 366 * DAY],
    ['0 0 29 2 *', 1461 * DAY],
    ['0 0 30 2 *', Infinity],
  ])('of %s is %d seconds', (expression, seconds) => {
    expect(longestGapSeconds(expression)).toBe(seconds);
  });

  test('is that of the runs themselves', () => {
    const part = (max: number) => fc.oneof(fc.constant('*'), fc.uniqueArray(fc.nat({ max }), { minLength: 1, maxLength: 3 }).map((values) => values.join(',')));
    fc.assert(fc.property(part(59).filter((each) => each !== '*'), part(23), part(6), (minute, hour, weekDay) => {
      const expression = `${minute} ${hour} * * ${weekDay}`;
      const runs: number[] = [];
      const end = Date.parse('2026-06-17T00:00:00Z');
      for (let at = nextRun(expression, 'Etc/UTC', new Date('2026-06-01T00:00:00Z')); at && at.getTime() < end; at = nextRun(expression, 'Etc/UTC', at)) runs.push(at.getTime() / 1000);
      const gaps = runs.slice(1).map((run, at) => run - runs[at]);
      expect(longestGapSeconds(expression)).toBe(Math.max(...gaps));
    }), { numRuns: 15 });
  });
});
