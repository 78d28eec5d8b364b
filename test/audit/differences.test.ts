import { describe, expect, test } from 'vitest';
import { describeDifference, differences, fieldDifferences } from '../../src/audit/differences';

describe('differences', () => {
  test.each([
    ['nothing and nothing', undefined, null],
    ['nothing and an empty map', undefined, {}],
    ['nothing and an empty list', undefined, []],
    ['maps of another order', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['quantities of another form', { requests: { storage: '1Gi' } }, { requests: { storage: '1024Mi' } }],
  ])('takes %s for the same', (_, before, now) => {
    expect(differences(before, now)).toEqual([]);
  });

  test.each([
    ['nothing and the empty text', undefined, '', []],
    ['a text and a number', { a: '1' }, { a: 1 }, ['a']],
    ['lists of another order', { modes: ['a', 'b'] }, { modes: ['b', 'a'] }, ['modes', 0]],
    ['lists of another length', { modes: ['a'] }, { modes: ['a', 'b'] }, ['modes']],
    ['texts that would be one quantity elsewhere', { parameters: { size: '1Gi' } }, { parameters: { size: '1024Mi' } }, ['parameters', 'size']],
    ['quantities that no one can read', { requests: { storage: 'much' } }, { requests: { storage: 'more' } }, ['requests', 'storage']],
  ])('tells %s apart', (_, before, now, path) => {
    expect(differences(before, now)[0].path).toEqual(path);
  });

  test('names each place', () => {
    expect(differences({ spec: { a: 1, b: [{ c: 2 }], d: 3 } }, { spec: { a: 1, b: [{ c: 4 }] } }, ['top'])).toEqual([
      { path: ['top', 'spec', 'b', 0, 'c'], before: 2, now: 4 },
      { path: ['top', 'spec', 'd'], before: 3, now: undefined },
    ]);
  });
});

test('an absent field counts as its default', () => {
  const fields = [{ path: ['reclaimPolicy'], absent: 'Delete' }];
  expect(fieldDifferences({}, { reclaimPolicy: 'Delete' }, fields)).toEqual([]);
  expect(fieldDifferences({}, { reclaimPolicy: 'Retain' }, fields)).toEqual([{ path: ['reclaimPolicy'], before: 'Delete', now: 'Retain' }]);
});

test.each([
  ['Delete', 'Retain', 'from Delete to Retain'],
  [undefined, { type: 'gp3' }, 'from nothing to {"type":"gp3"}'],
  ['', true, 'from "" to true'],
  ['x'.repeat(100), 1, `from ${'x'.repeat(80)}... to 1`],
])('%j and %j are described', (before, now, text) => {
  expect(describeDifference({ path: [], before, now })).toBe(text);
});
