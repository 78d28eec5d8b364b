import { expect, test } from 'vitest';
import { referencesIn } from '../../src/audit/variable-references';

test.each<[string, string[]]>([
  ['$(A)', ['A']],
  ['a-$(A)-$(B_1)', ['A', 'B_1']],
  ['$$(A)', []],
  ['$$$(A)', ['A']],
  ['$(A', []],
  ['$A ${A}', []],
  ['$()', ['']],
  ['$($(A)', ['A']],
  ['$(date +%s)', ['date +%s']],
])('%s refers to %j', (text, names) => {
  expect(referencesIn(text)).toEqual(names);
});

test('a megabyte of beginnings is looked through at once', () => {
  const before = performance.now();
  expect(referencesIn('$('.repeat(500_000))).toEqual([]);
  expect(performance.now() - before).toBeLessThan(1_000);
});
