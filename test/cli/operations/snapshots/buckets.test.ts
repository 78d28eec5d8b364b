import { expect, test } from 'vitest';
import { bucketsIn } from '../../../../cli/operations/snapshots/buckets';

test.each([
  ['Etc/UTC', '2026-03-01T00:00:00Z', { hourly: expect.stringMatching(/^2026-03-01T00 GMT/), daily: '2026-03-01', weekly: '2026-02-23', monthly: '2026-03' }],
  ['Etc/UTC', '2026-03-01T23:59:59Z', { hourly: expect.stringMatching(/^2026-03-01T23 GMT/), daily: '2026-03-01', weekly: '2026-02-23', monthly: '2026-03' }],
  ['Europe/Berlin', '2026-02-28T23:30:00Z', { hourly: '2026-03-01T00 GMT+01:00', daily: '2026-03-01', weekly: '2026-02-23', monthly: '2026-03' }],
  ['America/New_York', '2026-03-01T03:00:00Z', { hourly: '2026-02-28T22 GMT-05:00', daily: '2026-02-28', weekly: '2026-02-23', monthly: '2026-02' }],
  ['Asia/Kathmandu', '2026-03-01T18:15:00Z', { hourly: '2026-03-02T00 GMT+05:45', daily: '2026-03-02', weekly: '2026-03-02', monthly: '2026-03' }],
  // week 53 of 2026 ends on a Sunday in 2027
  ['Etc/UTC', '2027-01-03T12:00:00Z', { hourly: expect.stringMatching(/^2027-01-03T12 GMT/), daily: '2027-01-03', weekly: '2026-12-28', monthly: '2027-01' }],
])('in %s, %s lies in', (timeZone, instant, buckets) => {
  expect(bucketsIn(timeZone)(new Date(instant))).toEqual(buckets);
});

test('the hour that the end of summer time repeats is two hours', () => {
  const bucketsOf = bucketsIn('Europe/Berlin');
  expect(['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'].map((instant) => bucketsOf(new Date(instant)).hourly)).toEqual(['2026-10-25T02 GMT+02:00', '2026-10-25T02 GMT+01:00']);
});
