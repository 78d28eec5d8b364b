import { Duration } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { humanSeconds, seconds } from '../../src/core/time';

describe('seconds', () => {
  test.each([
    [Duration.millis(0), 0],
    [Duration.millis(1), 1],
    [Duration.millis(1000), 1],
    [Duration.millis(1500), 2],
    [Duration.seconds(90), 90],
    [Duration.minutes(2), 120],
    [Duration.hours(36), 129_600],
    [Duration.days(7), 604_800],
  ])('%# rounds up to whole seconds', (duration, expected) => {
    expect(seconds(duration)).toBe(expected);
  });
});

describe('humanSeconds', () => {
  test.each([
    [0, '0s'],
    [1, '1s'],
    [59, '59s'],
    [60, '1m'],
    [90, '1m30s'],
    [3_600, '1h'],
    [3_605, '1h5s'],
    [86_400, '1d'],
    [129_600, '1d12h'],
    [90_061, '1d1h1m1s'],
  ])('%d is %s', (total, text) => {
    expect(humanSeconds(total)).toBe(text);
  });
});
