import { Duration } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { Retention } from '../../src/protection/retention';
import type { RetentionProps } from '../../src/protection/retention';

describe('Retention.of', () => {
  test('keeps nothing that was not said, but three good groups and two days of failed ones', () => {
    expect(Retention.of({ last: 1 })).toMatchObject({ last: 1, hourly: 0, daily: 0, weekly: 0, monthly: 0, minReady: 3 });
    expect(Retention.of({ last: 1 })._render().failedTtlSeconds).toBe(2 * 24 * 3600);
  });

  test('puts every count where it belongs', () => {
    expect(Retention.of({ last: 1, hourly: 2, daily: 3, weekly: 4, monthly: 5, minReady: 6, failedTtl: Duration.hours(1) })._render())
      .toEqual({ last: 1, hourly: 2, daily: 3, weekly: 4, monthly: 5, minReady: 6, failedTtlSeconds: 3600 });
  });

  test('by age alone is one', () => {
    expect(Retention.of({ maxAge: Duration.days(30) })._render()).toMatchObject({ last: 0, minReady: 3, maxAgeSeconds: 30 * 24 * 3600 });
  });

  test.each<[string, RetentionProps, string]>([
    ['a negative count', { hourly: -1, last: 1 }, 'hourly is not a number of groups, got "-1"; use a whole number of 0 or more'],
    ['half a group', { daily: 1.5 }, 'daily is not a number of groups, got "1.5"; use a whole number of 0 or more'],
    ['no number', { last: NaN, daily: 1 }, 'last is not a number of groups, got "NaN"; use a whole number of 0 or more'],
    ['to keep no good group', { last: 1, minReady: 0 }, 'minReady would let the last good group be deleted, got "0"; use 1 or more'],
    ['fewer than none', { last: 1, minReady: -1 }, 'minReady is not a number of groups, got "-1"; use a whole number of 0 or more'],
    ['no rule', {}, 'retention keeps nothing but minReady; set at least one of last, hourly, daily, weekly, monthly, maxAge'],
    ['rules of nothing', { last: 0, monthly: 0, minReady: 5 }, 'retention keeps nothing but minReady; set at least one of last, hourly, daily, weekly, monthly, maxAge'],
    ['no age', { maxAge: Duration.seconds(0) }, 'maxAge is no time, got "0"; use a second or more'],
    ['no time for diagnosis', { last: 1, failedTtl: Duration.seconds(0) }, 'failedTtl is no time, got "0"; use a second or more'],
  ])('refuses %s', (_, props, message) => {
    expect(() => Retention.of(props)).toThrow(new Error(`[Retention.of] ${message}`));
  });

  test('says all that is wrong in one message', () => {
    expect(() => Retention.of({ weekly: -2, minReady: 0, failedTtl: Duration.seconds(0) })).toThrow(new Error([
      '[Retention.of] 4 problems:',
      'weekly is not a number of groups, got "-2"; use a whole number of 0 or more',
      'minReady would let the last good group be deleted, got "0"; use 1 or more',
      'retention keeps nothing but minReady; set at least one of last, hourly, daily, weekly, monthly, maxAge',
      'failedTtl is no time, got "0"; use a second or more',
    ].join('\n  - ')));
  });
});
