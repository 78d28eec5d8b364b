import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { documentsIn } from '../../../cli/manifests/document-texts';
import type { DocumentText } from '../../../cli/manifests/document-texts';
import { parseDocument } from '../../../cli/manifests/parse';
import { keptSource } from '../../../cli/manifests/source';
import { splitDocuments } from '../../../cli/manifests/split';

/** What the decoder of Kubernetes itself does; CONTRIBUTING.md says how to record it again. */
interface Recording {
  readonly documents: readonly { readonly yaml: string; readonly json?: unknown; readonly error?: string }[];
  readonly streams: readonly { readonly text: string; readonly documents: readonly unknown[]; readonly error?: string }[];
}

const FOLDER = join(import.meta.dirname, 'kubernetes-decoder');
const recorded = JSON.parse(readFileSync(join(FOLDER, 'recorded.json'), 'utf8')) as Recording;
const cases = JSON.parse(readFileSync(join(FOLDER, 'cases.json'), 'utf8')) as { documents: string[]; streams: string[] };

/** Where we say no to what Kubernetes reads: why. */
const REFUSED = new Map<string, string>([
  ...['a: 1\na: 2\n', 'a: 1\n"a": 2\n', '1: a\n"1": b\n', 'y: 1\ntrue: 2\n', 'a: {b: 1, b: 2}\n', 'a: &x a\n*x : 1\n', 'a: &x {k: 1}\nb:\n  <<: *x\n  k: 2\n  k: 3\n']
    .map((yaml) => [yaml, 'one of two values is lost'] as const),
  ...['x: 1\n...\ny: 2\n', 'x: 1\n---\ny: 2\n'].map((yaml) => [yaml, 'Kubernetes drops the rest'] as const),
  ['{"a": 1, "a": 2}', 'one of two values is lost'],
  ...['x: "a"#b\n', 'x: [a, b]#c\n', 'x: {\n\ty: 1\n}\n', 'x: "a\rb"\n'].map((yaml) => [yaml, 'no YAML'] as const),
]);

/** Where we read otherwise: what, and why. */
const OTHERWISE = new Map<string, { readonly value: unknown; readonly why: string }>([
  ['x: "\\ud83d\\ude00"\n', { value: { x: '😀' }, why: 'JSON' }],
  ['x: "\\/"\n', { value: { x: '/' }, why: 'JSON' }],
  ['x: |\n  \ta\n', { value: { x: '\ta\n' }, why: 'YAML' }],
  ['%YAML 1.2\n---\nx: 1\n', { value: { x: 1 }, why: 'YAML' }],
  ['%FOO bar\n---\nx: 1\n', { value: { x: 1 }, why: 'YAML' }],
  ['16777217.0: v\n', { value: { 16777217: 'v' }, why: 'whole floats are not told from integers' }],
  ['x: a\u0085b\n', { value: { x: 'a\u0085b' }, why: 'no line break since YAML 1.2' }],
  ['x: a\u2028b\n', { value: { x: 'a\u2028b' }, why: 'no line break since YAML 1.2' }],
  ['x: |\n  a\u0085  b\n', { value: { x: 'a\u0085  b\n' }, why: 'no line break since YAML 1.2' }],
  ['x: |\n  a\u2028  b\n', { value: { x: 'a\u2028  b\n' }, why: 'no line break since YAML 1.2' }],
]);

test('all cases are recorded', () => {
  expect(recorded.documents.map(({ yaml }) => yaml)).toEqual(cases.documents);
  expect(recorded.streams.map(({ text }) => text)).toEqual(cases.streams);
});

describe('a document is what it is to Kubernetes', () => {
  test.each(recorded.documents)('$yaml', ({ yaml, json, error }) => {
    const { value, fault } = parseDocument(yaml);
    const other = OTHERWISE.get(yaml);
    if (other) expect(value, other.why).toEqual(other.value);
    else if (error !== undefined || REFUSED.has(yaml)) expect(fault?.reason, error ?? REFUSED.get(yaml)).toBeTypeOf('string');
    else expect({ value: value ?? null, fault }).toEqual({ value: json, fault: undefined });
  });
});

/** Where Kubernetes drops something without a word, and we say so. */
const SAID = new Set(['a: 1\n...\nb: 2\n', 'a: 1\n...\nb: 2\n---\nc: 3\n', 'a: 1\r---\rb: 2\r']);

/** Where we read a stream that Kubernetes gives up, or more of it. */
const READ = new Map<string, unknown[]>([
  ['%YAML 1.1\n---\na: 1\n', [{ a: 1 }]],
  ['{"a": 1}\n{"b": 2}\n{"c": 3}\nd: 4\n', [{ a: 1 }, { b: 2 }, { c: 3 }, { d: 4 }]],
]);

describe('a stream has the documents that it has to Kubernetes, and goes on after a broken one', () => {
  test.each(recorded.streams)('$text', ({ text, documents, error }) => {
    const found = documentsOf(text);
    const values = found.flatMap(({ value }) => (value === undefined || value === null ? [] : [value]));
    const faults = found.flatMap(({ fault }) => fault ?? []);
    if (READ.has(text)) expect(values).toEqual(READ.get(text));
    else if (error === undefined && !REFUSED.has(text)) expect(values).toEqual(documents);
    else if (error !== undefined) expect(values.slice(0, documents.length)).toEqual(documents);
    expect(faults.length > 0).toBe(SAID.has(text) || REFUSED.has(text) || (error !== undefined && !READ.has(text)));
  });
});

function documentsOf(text: string): DocumentText[] {
  const bytes = Buffer.from(text);
  let done = 0;
  const read = (target: Buffer) => {
    const count = bytes.copy(target, 0, done);
    done += count;
    return count;
  };
  return Array.from(splitDocuments(read), (piece) => (
    [...documentsIn({ source: keptSource('f', piece.start, piece.bytes), start: piece.start, end: piece.start + piece.bytes.length, linesBefore: piece.linesBefore }, piece.bytes)]
  )).flat();
}
