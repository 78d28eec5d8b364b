import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { constructFromEvents } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { eventsOf } from '../../../cli/manifests/events';
import { asValue, kubernetesSchema } from '../../../cli/manifests/kubernetes-schema';
import { plainDocument } from '../../../cli/manifests/plain-document';

/** What the parser's own constructor makes of a text: its documents, or a fault. */
function constructed(text: string): { readonly documents?: unknown[] } {
  try {
    const documents = constructFromEvents(eventsOf(text), { source: text, schema: kubernetesSchema(text), json: true });
    return { documents: documents.map(asValue) };
  } catch {
    return {};
  }
}

function plain(text: string): { readonly value: unknown } | undefined {
  return plainDocument(text, eventsOf(text));
}

const recorded = JSON.parse(readFileSync(join(import.meta.dirname, 'kubernetes-decoder/cases.json'), 'utf8')) as { documents: string[] };

const SCALARS = ['', '~', 'null', 'nul', 'yes', 'No', 'y', 'off', 'true', 'trUe', '0440', '0x1F', '1_0', '-0', '.5', '1e400', '.inf', '-.NaN', '18446744073709551616',
  '<<', '__proto__', 'constructor', 'a', 'image:tag', "'quoted'", '"\\u0041"', '""', "'<<'", '2026-11-22', '22:22', '=', '!x', '!!str 1', '!!int "7"', '&x a', '*x', '|\n    text\n', 'é'];
const scalar = fc.constantFrom(...SCALARS);
const { value: anyValue } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
    fc.array(fc.tuple(scalar, tie('value')), { maxLength: 4 }).map((pairs) => `{${pairs.map(([key, value]) => `${key}: ${value}`).join(', ')}}`),
  ),
}));
const block = fc.array(fc.tuple(scalar, anyValue), { minLength: 1, maxLength: 5 }).map((pairs) => pairs.map(([key, value]) => `${key}: ${value}\n`).join(''));

describe('what is built the short way is what the parser builds', () => {
  test.each(recorded.documents.filter((text) => constructed(text).documents !== undefined))('%j', (text) => {
    const value = plain(text);
    if (value) expect([value.value]).toEqual(constructed(text).documents);
    else expect(text, 'only what tools do not write is left to the parser').toMatch(/[&*!<%]|\.(inf|nan)|\.\.\.|__proto__|^(#.*)?\s*$|---/i);
  });

  test('of anything', () => {
    let count = 0;
    fc.assert(fc.property(fc.oneof(block, anyValue), (text) => {
      let built: ReturnType<typeof plain>;
      try {
        built = plain(text);
      } catch {
        return;
      }
      if (!built) return;
      count += 1;
      expect(constructed(text).documents).toEqual([built.value]);
    }), { numRuns: 3000, seed: 20261122 });
    expect(count).toBeGreaterThan(300);
  });
});

test.each([
  'a: 1\na: 2\n', 'true: 1\nyes: 2\n', 'a: .nan\n', 'a: &x 1\n', 'a: !!str 1\n', 'a: [&x b, *x]\n', '<<: {a: 1}\n', 'a: <<\n', '__proto__: 1\n', '~: 1\n', '[a]: 1\n',
  'a: 1\n---\nb: 2\n', '%YAML 1.2\n---\na: 1\n', '# nothing\n', '[!x a]\n', '!x {a: 1}\n', '&x [a]\n', 'a: {b: 1, b: 2}\n', '[[.inf]]\n',
])('%j is left to the parser', (text) => {
  expect(plain(text)).toBeUndefined();
});
