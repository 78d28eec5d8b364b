import { describe, expect, test } from 'vitest';
import { printable, printableJson } from '../../../cli/render/printable';

describe('printable', () => {
  test.each([
    ['an escape sequence', '\u001b[2J', '␛[2J'],
    ['its eight-bit form', '\u009b2J', '\ufffd2J'],
    ['line breaks, so that it stays one line', 'a\r\nb', 'a␍␊b'],
    ['a tab, by a blank', 'a\tb', 'a b'],
    ['NUL and DEL', '\u0000\u007f', '␀␡'],
    ['a change of direction', 'a\u202eb', 'a\ufffdb'],
    ['line separators', '\u2028\u2029', '\ufffd\ufffd'],
    ['what XML may not hold', '\ufffe\uffff', '\ufffd\ufffd'],
    ['halves of surrogate pairs', 'a\ud800b\udc00', 'a\ufffdb\ufffd'],
  ])('replaces %s and keeps the length', (_, text, expected) => {
    expect(printable(text)).toBe(expected);
    expect(printable(text)).toHaveLength(text.length);
  });

  test('leaves every other language and emoji alone', () => {
    expect(printable('größe 数据库 база 🐘')).toBe('größe 数据库 база 🐘');
  });
});

test('printableJson means the same and holds nothing that a terminal obeys', () => {
  const value = { text: '\u001b[31m \u009b2J \u202e \u007f\n', list: [1] };
  expect(JSON.parse(printableJson(value))).toEqual(value);
  // eslint-disable-next-line no-control-regex
  expect(printableJson(value)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
});
