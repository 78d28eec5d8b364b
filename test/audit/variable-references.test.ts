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
  ['$(date +%s)', ['date +%s']],
])('%s refers to %j', (text, names) => {
  expect(referencesIn(text)).toEqual(names);
});
