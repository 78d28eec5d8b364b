import { Duration, Lazy, Size } from 'cdk8s';
import { expect, test } from 'vitest';
import { describeFault } from '../../src/core/faults';
import { checkProps, DURATION, listOf, mapOf, METADATA, NUMBER, oneOf, optional, shapeFaults, SIZE, struct, SWITCH, TEXT, WORDS } from '../../src/core/shape';
import type { Shape } from '../../src/core/shape';

const messages = (shape: Shape, value: unknown) => shapeFaults(shape, 'prop', value).map(describeFault);

test.each<[string, Shape, unknown, string[]]>([
  ['nothing', TEXT, undefined, ['prop is missing; use a string']],
  ['null', TEXT, null, ['prop is missing; use a string']],
  ['null for what may be left out', optional(TEXT), null, ['prop is null; leave it out, or use a string']],
  ['a number', TEXT, 7, ['prop is no text, got "7"; use a string']],
  ['a function', TEXT, () => 'a', ['prop is no text, got "a function"; use a string']],
  ['blank text', WORDS, ' ', ['prop is empty, got " "; say something']],
  ['text', NUMBER, '7', ['prop is no number, got "7"; use a number']],
  ['text', SWITCH, 'true', ['prop is no boolean, got "true"; use true or false']],
  ['text', SIZE, '20Gi', ['prop is no Size, got "20Gi"; use a Size such as Size.gibibytes(20)']],
  ['a size', DURATION, Size.gibibytes(1), ['prop is no Duration, got "Size"; use a Duration such as Duration.minutes(5)']],
  ['an unknown word', oneOf({ A: 'a', B: 'b' }), 'c', ['prop is no value that is known, got "c"; use a, b']],
  ['a list with holes', listOf(TEXT), ['a', undefined, null, 7], ['prop[1] is missing; use a string', 'prop[2] is missing; use a string', 'prop[3] is no text, got "7"; use a string']],
  ['text', listOf(TEXT), 'a', ['prop is no list, got "a"; use a list: use a string']],
  ['a map with holes', mapOf(TEXT), { a: 'a', b: undefined }, ['prop["b"] is missing; use a string']],
  ['a list', mapOf(TEXT), ['a'], ['prop is no object, got "a list"; use an object: use a string']],
  ['an object of another shape', struct<{ readonly a: string; readonly b?: number }>({ a: TEXT, b: optional(NUMBER) }), { b: {} },
    ['prop.a is missing; use a string', 'prop.b is no number, got "an object"; use a number']],
  ['a value that is made later', METADATA, { labels: { team: Lazy.any({ produce: () => 'orders' }) } },
    ['prop.labels["team"] is made later (Lazy), and everything here is checked now; use a string']],
])('%s is refused', (_, shape, value, expected) => {
  expect(messages(shape, value)).toEqual(expected);
});

test.each<[Shape, unknown]>([
  [TEXT, ''], [WORDS, 'a'], [NUMBER, NaN], [SWITCH, false], [SIZE, Size.mebibytes(1)], [DURATION, Duration.days(1)], [listOf(TEXT), []], [mapOf(TEXT), {}], [METADATA, { name: 'a', finalizers: [] }],
])('%o takes %o', (shape, value) => {
  expect(messages(shape, value)).toEqual([]);
});

test('props that are not there are told as such, and all of them at once', () => {
  expect(() => checkProps<{ readonly a: string; readonly b: number }>('chart/thing', { a: TEXT, b: NUMBER }, undefined as never)).toThrow(new Error('[chart/thing] props is missing; use an object of its options'));
  expect(() => checkProps<{ readonly a: string; readonly b: number }>('chart/thing', { a: TEXT, b: NUMBER }, {} as never))
    .toThrow(new Error('[chart/thing] 2 problems:\n  - a is missing; use a string\n  - b is missing; use a number'));
});
