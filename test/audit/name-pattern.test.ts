import { describe, expect, test } from 'vitest';
import { matchesParts, matchesPattern } from '../../src/audit/name-pattern';

describe('a pattern of names', () => {
  test.each([
    ['orders', 'orders', true], ['orders', 'orders-1', false], ['orders', 'my-orders', false], ['', '', true], ['', 'a', false],
    ['*', '', true], ['*', 'orders', true], ['ord*', 'orders', true], ['*ers', 'orders', true], ['o*e*s', 'orders', true], ['o*x*s', 'orders', false],
    ['orders-?', 'orders-1', true], ['orders-?', 'orders-', false], ['*a*b', 'ab-ab', true], ['ab*', 'a', false], ['o.ders', 'orders', false],
    ['(x)[0]+^$|{}', '(x)[0]+^$|{}', true], ['*-db', '-db', true], ['?', '', false],
  ])('%j matches %j: %s', (pattern, name, expected) => expect(matchesPattern(pattern, name)).toBe(expected));

  test('in parts names the characters that may stand there', () => {
    expect(['a1', 'b1', 'ab1', 'c1'].map((name) => matchesParts(['ab', '*', '1'], name))).toEqual([true, true, true, false]);
  });

  test('takes no time that grows with its stars', () => {
    expect(matchesPattern(`${'*a'.repeat(5000)}b`, 'a'.repeat(20_000))).toBe(false);
  });
});
