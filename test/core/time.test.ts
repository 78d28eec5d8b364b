import { Duration } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { humanSeconds, parseSeconds, seconds } from '../../src/core/time';

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

describe('parseSeconds', () => {
  test.each([['0s', 0], ['45s', 45], ['90m', 5400], ['3h', 10_800], ['2d', 172_800], ['1h30m', 5400], ['1d1h1m1s', 90_061]])('%s is %d', (text, total) => {
    expect(parseSeconds(text)).toBe(total);
  });

  test.each([[undefined], [''], ['3'], ['h'], ['3 h'], ['3H'], ['-3h'], ['1.5h'], ['3h later'], ['in 3h'], ['PT3H']])('%s is no duration', (text) => {
    expect(parseSeconds(text)).toBeUndefined();
  });

  test('reads what humanSeconds writes', () => {
    for (const total of [0, 59, 3605, 129_600, 90_061]) expect(parseSeconds(humanSeconds(total))).toBe(total);
  });
});
