import { expect, test } from 'vitest';
import { present } from '../../src/kube/present';

test('fields without a value are left out, in the order of the others', () => {
  expect(Object.entries(present({ b: 1, a: undefined, c: false, d: '', e: null, f: 0 }))).toEqual([['b', 1], ['c', false], ['d', ''], ['e', null], ['f', 0]]);
});
