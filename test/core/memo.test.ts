import { expect, test } from 'vitest';
import { Memo, MemoByOwner } from '../../src/core/memo';

test('what was set is given out again, and nothing for another key', () => {
  const memo = new Memo<readonly string[]>();
  const value = ['one'];
  expect(memo.set('a', value)).toBe(value);
  expect(memo.get('a')).toBe(value);
  expect(memo.get('b')).toBeUndefined();
});

test('a thousand values are remembered, and not all of a long day', () => {
  const memo = new Memo<number>();
  for (let index = 0; index < 1000; index += 1) memo.set(String(index), index);
  expect(memo.get('0')).toBe(0);
  memo.set('1000', 1000);
  expect(memo.get('0')).toBeUndefined();
  expect(memo.get('1000')).toBe(1000);
});

test('each owner has a memory of its own', () => {
  const memos = new MemoByOwner<number>();
  const [one, other] = [{}, {}];
  memos.of(one).set('a', 1);
  expect(memos.of(one).get('a')).toBe(1);
  expect(memos.of(other).get('a')).toBeUndefined();
});
