import { expect, test } from 'vitest';
import { numberAt, pathText, stringsAt } from '../../src/audit/json';

test('strings are what is written as one word, whatever its type', () => {
  expect(stringsAt({ a: { text: 'x', number: 1, yes: true, none: null, list: [1], object: {} } }, 'a')).toEqual({ text: 'x', number: '1', yes: 'true' });
});

test.each([[3, 3], ['3', undefined], [undefined, undefined]])('the number of %j is %j', (value, expected) => {
  expect(numberAt({ value }, 'value')).toBe(expected);
});

test.each([
  [['spec', 'template', 0], 'spec.template[0]'],
  [['metadata', 'annotations', 'example.com/a', 'b'], 'metadata.annotations["example.com/a"].b'],
  [['data', 'a b'], 'data["a b"]'],
  [['data', '.a'], 'data[".a"]'],
  [['data', 'a.'], 'data["a."]'],
])('the path %j is written %s', (path, expected) => {
  expect(pathText(path)).toBe(expected);
});
