import { expect, test } from 'vitest';
import { claimInSet, placeInSet } from '../../src/facts/claims-of-sets';

test('a claim has the names of its template and of its pod', () => {
  expect(claimInSet('data', 'db', 0)).toBe('data-db-0');
});

test.each([
  ['data-db-0', { template: 'data', ordinal: '0' }],
  ['wal-db-12', { template: 'wal', ordinal: '12' }],
  ['data-db-2-0', undefined],
  ['data-db-', undefined],
  ['data-db', undefined],
  ['logs-db-0', undefined],
  ['old-data-db-0', undefined],
])('%s', (claim, place) => {
  expect(placeInSet(claim, 'db', ['data', 'wal'])).toEqual(place);
});

test('a set whose name ends like a pod has claims of its own', () => {
  expect(placeInSet('data-db-2-0', 'db-2', ['data'])).toEqual({ template: 'data', ordinal: '0' });
});
