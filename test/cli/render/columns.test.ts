import { expect, test } from 'vitest';
import { columns, instant } from '../../../cli/render/columns';

test('columns are as wide as their widest cell, without blanks at the end', () => {
  expect(columns(['A', 'LONG', 'LAST'], [['first', 'x', 'any length at all'], ['2', 'y', '']])).toEqual([
    'A      LONG  LAST',
    'first  x     any length at all',
    '2      y',
  ]);
});

test('instants are without fractions', () => {
  expect(instant(new Date('2026-03-01T01:02:03.456Z'))).toBe('2026-03-01T01:02:03Z');
});
