import { describe, expect, test } from 'vitest';
import { matchesPattern } from '../../src/audit/name-pattern';

describe('a pattern of names', () => {
  test.each([
    ['orders', 'orders', true], ['orders', 'orders-1', false], ['orders', 'my-orders', false], ['', '', true], ['', 'a', false],
    ['*', '', true], ['*', 'orders', true], ['ord*', 'orders', true], ['*ers', 'orders', true], ['o*e*s', 'orders', true], ['o*x*s', 'orders', false],
    ['orders-?', 'orders-1', true], ['orders-?', 'orders-', false], ['*a*b', 'ab-ab', true], ['ab*', 'a', false], ['o.ders', 'orders', false],
  ])('%j matches %j: %s', (pattern, name, expected) => expect(matchesPattern(pattern, name)).toBe(expected));

  test('takes no time that grows with its stars', () => {
    expect(matchesPattern(`${'*a'.repeat(5000)}b`, 'a'.repeat(20_000))).toBe(false);
  });
});
