import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';

const FIXTURES = join(__dirname, '../../audit/rules');

/** Manifests that rules have something to say about: their own fixtures. */
const MANIFESTS = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml')).sort()
  .map((file) => readFileSync(join(FIXTURES, file)));

/** What has a meaning in YAML, or to whoever reads it. */
const TOKENS = [
  '---', '\n---\n', '...', '%YAML 1.2', '- ', '? ', ': ', ':', '&a ', '*a', '<<: *a', '!!str ', '!!binary ', '!x ', '|', '>', '|-\n', '|2',
  '"', "'", '[', ']', '{', '}', ',', '#', ' #', '\t', '\r', '\r\n', '\n', '  ',
  '\0', '\u0007', '\uFEFF', '\u2028', '\u0085', '\uD800', '😀', '~', 'null', 'y', '0440', '.inf', '1e999', '-0', '[a: *a]', '9'.repeat(40),
  '__proto__: ', 'constructor: ', 'apiVersion: v1\n', 'kind: List\n', 'items:\n', 'items: []\n', 'metadata: {}\n', 'metadata:\n  name: x\n',
].map((token) => Buffer.from(token));

/** A change of some bytes: where, as a share of the whole, how many go, and what comes. */
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.nat(40),
  added: fc.oneof(fc.constantFrom(...TOKENS), fc.uint8Array({ maxLength: 6 })),
});

/** Real manifests with changes. */
const mutated = fc.tuple(fc.constantFrom(...MANIFESTS), fc.array(edit, { minLength: 1, maxLength: 6 }))
  .map(([manifest, edits]) => edits.reduce((bytes, { at, removed, added }) => {
    const from = Math.floor(at * bytes.length);
    return Buffer.concat([bytes.subarray(0, from), added, bytes.subarray(from + removed)]);
  }, manifest));

/** Values of any shape where rules expect theirs. */
const shaped = fc.tuple(fc.constantFrom(...MANIFESTS), fc.array(fc.tuple(fc.nat(200), fc.jsonValue({ maxDepth: 2 })), { minLength: 1, maxLength: 4 }))
  .map(([manifest, changes]) => {
    const lines = manifest.toString().split('\n');
    for (const [number, value] of changes) {
      const line = lines[number % lines.length];
      lines[number % lines.length] = line.replace(/:\s.*$/, () => `: ${JSON.stringify(value)}`);
    }
    return Buffer.from(lines.join('\n'));
  });

/** Anything that somebody may call a manifest. */
export const anyBytes: fc.Arbitrary<Buffer> = fc.oneof(
  mutated,
  shaped,
  fc.array(fc.constantFrom(...TOKENS), { maxLength: 60 }).map((tokens) => Buffer.concat(tokens)),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
);
