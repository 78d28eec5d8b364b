import { describe, expect, test } from 'vitest';
import { sourceLine } from '../../../cli/render/source-line';

describe('a line of source', () => {
  test('is shown whole where it fits', () => {
    expect(sourceLine('  name: db', 3, 4, 40)).toEqual({ text: '  name: db', caret: '  ^^^^' });
  });

  test.each([
    ['its beginning', 1, `${'x'.repeat(34)}...`, '^^^'],
    ['its middle', 500_001, `...${'x'.repeat(17)}HERE${'x'.repeat(13)}...`, `${' '.repeat(20)}^^^`],
    ['its end', 999_999, undefined, undefined],
  ])('of a million characters is cut around %s', (_, column, text, caret) => {
    const source = `${'x'.repeat(500_000)}HERE${'x'.repeat(499_996)}`;
    const cut = sourceLine(source, column, 3, 40);
    expect(cut.text.length).toBeLessThanOrEqual(40);
    if (text !== undefined) expect(cut).toEqual({ text, caret });
    expect(cut.text[cut.caret.indexOf('^')]).toBe(source[column - 1]);
  });

  test('has a caret no longer than what is shown of it', () => {
    const { text, caret } = sourceLine('x'.repeat(1000), 1, 1000, 40);
    expect([text.length, caret.length]).toEqual([37, 34]);
  });

  test('of 100 MB costs nothing', () => {
    const source = 'x'.repeat(100_000_000);
    const started = performance.now();
    sourceLine(source, 99_999_990, 5, 100);
    expect(performance.now() - started).toBeLessThan(200);
  });

  test('keeps the caret under what is meant, whatever stands before it', () => {
    expect(sourceLine('\t\u001b[1mname: x', 6, 4, 40)).toEqual({ text: ' ␛[1mname: x', caret: '     ^^^^' });
  });
});
