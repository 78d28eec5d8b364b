import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BlockLines } from '../../../cli/manifests/block-lines';
import { eventsOf } from '../../../cli/manifests/events';
import { parseDocument } from '../../../cli/manifests/parse';
import { Positions } from '../../../cli/manifests/positions';

type Path = (string | number)[];

/** Block style with what trips over indentation: comments, blank lines, flow, scalars over several lines, lists no deeper than their key. */
const scalar = fc.constantFrom('x', '"a b"', '[1, 2]', '{k: v}', '|\n      a: b\n      - c', '>-\n      # d\n      e: f', '&a x', '', '!!str 5', '"m\n      n: o"', 'p\n      q');
const { block } = fc.letrec<{ block: string[]; value: string[] }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 3 },
    fc.uniqueArray(fc.constantFrom('a', 'b.c/d', 'on', '"q"', 'k-1', '0440', 'z'), { minLength: 1, maxLength: 3 }).chain((keys) => (
      fc.tuple(...keys.map((key) => fc.tuple(fc.constant(key), tie('value') as fc.Arbitrary<string[]>, fc.boolean())))
        .map((entries) => entries.flatMap(([key, [first, ...more], isFlush]) => (first === '' && more.length > 0
          ? [`${key}:`, ...more.map((line) => (isFlush && more[0].startsWith('-') ? line : `  ${line}`))]
          : [`${key}: ${first}`, ...more.map((line) => `  ${line}`)]))))),
    fc.array(fc.tuple(tie('block') as fc.Arbitrary<string[]>, fc.boolean()), { minLength: 1, maxLength: 3 }).map((items) => items.flatMap(([[first, ...more], isBelow]) => (
      [...isBelow ? ['-', `  ${first}`] : [`- ${first}`], ...more.map((line) => `  ${line}`)]
    ))),
  ),
  value: fc.oneof(
    { maxDepth: 3 },
    scalar.map((text) => text.split('\n')),
    fc.tuple(tie('block') as fc.Arbitrary<string[]>, fc.constantFrom([], ['# comment'], ['']))
      .map(([lines, before]) => ['', ...lines.flatMap((line, number) => (number === 0 ? [line] : [...before, line]))]),
  ),
}));

function pathsOf(value: unknown, path: Path = []): Path[] {
  const inside = Array.isArray(value)
    ? value.flatMap((item, position) => pathsOf(item, [...path, position]))
    : typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, entry]) => pathsOf(entry, [...path, key])) : [];
  return [path, [...path, 'absent'], [...path, 7], ...inside];
}

describe('places', () => {
  test('by lines and by events are the same', () => {
    let told = 0;
    fc.assert(fc.property(block, (lines) => {
      const text = `---\n# c\n${lines.join('\n')}\n`;
      const { value, fault } = parseDocument(text);
      if (fault || typeof value !== 'object') return;
      const [byLines, byEvents] = [BlockLines.of(text), new Positions(text, eventsOf(text))];
      for (const path of pathsOf(value)) {
        const found = byLines?.locate(path);
        if (found) told += 1;
        if (found) expect({ path, found }).toEqual({ path, found: byEvents.locate(path) });
      }
    }), { numRuns: 1000, seed: 7 });
    // else this would be a test of nothing
    expect(told).toBeGreaterThan(1000);
  });

  test.each<[string, Path, string]>([
    ['b: &b {k: 1}\na:\n  <<: *b\n  l: 2\n', ['a', 'k'], '<<'],
    ['a: &b {k: 1}\nc: *b\n', ['c', 'k'], 'c'],
    ['a: &b {k: 1}\nc: [*b]\n', ['c', 0, 'k'], '*b'],
    ['y: {0440: x}\n', ['true', '288'], '0440'],
    ['"y": 1\ny: 2\n', ['y'], 'y'],
    ['{"a": {"b": [1, {"c": 2}]}}', ['a', 'b', 1, 'c'], 'c'],
    ['? a\n: b\n', ['a'], 'a'],
  ])('%j at %j', (text, path, expected) => {
    const { start, end } = new Positions(text, eventsOf(text)).locate(path);
    expect(text.slice(start, end)).toBe(expected);
  });
});
