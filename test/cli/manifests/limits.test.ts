import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readText } from '../../../cli/manifests/document';
import { readInputs } from '../../../cli/manifests/files';
import { MAX_DOCUMENT_BYTES } from '../../../cli/manifests/split';

const OBJECT = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';

/** What would take a parser for ever, or all memory: each is an error that names the limit, and loses only itself. */
const HEAVY: readonly (readonly [string, () => string, RegExp])[] = [
  ['aliases of aliases', () => Array.from({ length: 9 }, (_, level) => `a${level}: &a${level} [${Array(9).fill(level === 0 ? 'x' : `*a${level - 1}`).join(',')}]\n`).join(''), /more than 400000 values/],
  ['an alias of itself', () => 'data: &x {a: [*x]}\n', /holds itself/],
  ['merges of many keys', () => `b: &b {${Array.from({ length: 1000 }, (_, key) => `k${key}: 1`).join(', ')}}\nl:\n${'- <<: *b\n'.repeat(101)}`, /more than 100000 keys/],
  ['lists in lists', () => `data: ${'['.repeat(1e5)}\n`, /more than 500 deep/],
  ['lists in lists, closed', () => `data: ${'['.repeat(1e5)}${']'.repeat(1e5)}\n`, /more than 500 deep/],
  ['mappings in mappings', () => `data: ${'{a: '.repeat(1e5)}\n`, /more than 500 deep/],
  ['blocks in blocks', () => Array.from({ length: 2000 }, (_, level) => `${' '.repeat(level)}a:\n`).join(''), /more than 500 deep/],
  ['items of items', () => `data:\n  ${'- '.repeat(1e5)}a\n`, /more than 500 deep/],
  ['one line', () => `data: {a: "${'x'.repeat(MAX_DOCUMENT_BYTES)}"}\n`, /longer than 32 MiB/],
  ['very many values', () => `data: [${'1,'.repeat(4_000_001)}]\n`, /more than 4000000 values/],
  ['NUL', () => `data: {a: "${'\0'.repeat(1e5)}"}\n`, /null byte/],
];

describe('what is too much is an error of its own document', () => {
  test.each(HEAVY)('%s', (_, content, reason) => {
    const { objects, errors } = readText('f', `${OBJECT}---\n${OBJECT}${content()}---\n${OBJECT}`);
    expect(errors.map((error) => error.reason)).toEqual([expect.stringMatching(reason)]);
    expect(objects).toHaveLength(2);
  });
});

describe('what looks like too much is read', () => {
  test.each<[string, () => string, unknown]>([
    ['many keys', () => `data:\n${Array.from({ length: 1e5 }, (_, key) => `  k${key}: v\n`).join('')}`, { k99999: 'v' }],
    ['a long value', () => `data: {a: "${'x'.repeat(5e6)}"}\n`, { a: 'x'.repeat(5e6) }],
    ['keys that objects have', () => 'data: {__proto__: a, constructor: b, toString: c}\n', JSON.parse('{"__proto__": "a", "constructor": "b", "toString": "c"}')],
    ['aliases', () => `data: {a: &a x, b: [${'*a, '.repeat(1e4)}]}\n`, { b: Array(1e4).fill('x') }],
  ])('%s', (_, content, data) => {
    const { objects, errors } = readText('f', OBJECT + content());
    expect(errors).toEqual([]);
    expect(objects[0].manifest.data).toMatchObject(data as object);
    expect(Object.getPrototypeOf(objects[0].manifest.data)).toBe(Object.prototype);
  });

  test.each([
    ['comments', '# nothing\n'],
    ['blank lines', '\n'],
    ['comments after a marker', '---\n', '# nothing\n'],
  ])('a million lines of %s before an object', (_, first, line = first) => {
    const { objects, errors } = readText('f', first + line.repeat(1e6) + OBJECT);
    expect(errors).toEqual([]);
    expect(objects).toHaveLength(1);
  });

  test('a million documents without content', () => {
    expect(readText('f', '---\n# nothing\n'.repeat(2e5))).toEqual({ objects: [], errors: [], skipped: [] });
  });
});

describe('files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'manifests-'));
  const file = join(folder, 'm.yaml');
  afterAll(() => rmSync(folder, { recursive: true }));

  function read(bytes: Buffer | string) {
    writeFileSync(file, bytes);
    return readInputs([file]);
  }

  test.each<[string, (text: string) => Buffer]>([
    ['UTF-8 with a mark', (text) => Buffer.from(`\uFEFF${text}`)],
    ['UTF-16, little end first', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16, big end first', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ])('in %s', (_, encode) => {
    const { objects, errors } = read(encode(`${OBJECT}---\n# ä€😀\n${OBJECT}`));
    expect(errors).toEqual([]);
    expect(objects.map((object) => object.place(['metadata', 'name']).line)).toEqual([3, 8]);
  });

  test('bytes that are no UTF-8 are an error where they are', () => {
    const { objects, errors } = read(Buffer.concat([Buffer.from(`${OBJECT}---\na: b\nc: ä`), Buffer.from([0xc3, 0x28]), Buffer.from(`\n---\n${OBJECT}`)]));
    expect(objects).toHaveLength(2);
    expect(errors).toEqual([{ file, line: 6, column: 5, reason: expect.stringContaining('UTF-8') }]);
  });

  test('documents across the blocks in which a file is read', () => {
    const documents = 4000;
    const { objects, errors } = read(Array.from({ length: documents }, (_, number) => `--- # ${'-'.repeat(number % 97)}\n${OBJECT}data: {number: "${number}"}\n`).join(''));
    expect(errors).toEqual([]);
    expect(objects.map(({ manifest }) => manifest.data)).toEqual(Array.from({ length: documents }, (_, number) => ({ number: String(number) })));
    const last = objects.at(-1)!.place(['data', 'number']);
    expect(last).toEqual({ file, line: documents * 5, column: 8, source: `data: {number: "${documents - 1}"}`, length: 6 });
  });

  test('a pipe is read once, and places are known all the same', () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    spawn('sh', ['-c', 'printf %s "$1" > "$0"', pipe, `${OBJECT}---\n${OBJECT}`]);
    const { objects, errors } = readInputs([pipe]);
    expect(errors).toEqual([]);
    expect(objects.map((object) => object.place(['metadata', 'name']).line)).toEqual([3, 7]);
  });

  test('a pipe in a folder is not waited for', () => {
    const pipe = join(mkdtempSync(join(folder, 'with-a-pipe-')), 'pipe.yaml');
    execFileSync('mkfifo', [pipe]);
    expect(readInputs([dirname(pipe)])).toEqual({ objects: [], errors: [{ file: pipe, reason: expect.stringContaining('pipe') }], skipped: [] });
  });

  test.each([['a pipe', () => execFileSync('mkfifo', [join(folder, 'far-pipe')]), 'far-pipe'], ['a device', () => undefined, '/dev/zero']])(
    'a link to %s in a folder is not read', (_, make, target) => {
      make();
      const link = join(mkdtempSync(join(folder, 'with-a-link-')), 'link.yaml');
      symlinkSync(resolve(folder, target), link);
      expect(readInputs([dirname(link)])).toEqual({ objects: [], errors: [{ file: link, reason: expect.stringContaining('a device') }], skipped: [] });
    });

  test('a link that leads to itself loses only itself', () => {
    const links = mkdtempSync(join(folder, 'with-a-circle-'));
    for (const name of ['circle', 'circle.yaml']) symlinkSync(join(links, name), join(links, name));
    writeFileSync(join(links, 'm.yaml'), OBJECT);
    const { objects, errors } = readInputs([links]);
    expect(errors).toEqual([{ file: join(links, 'circle.yaml'), reason: expect.stringContaining('ELOOP') }]);
    expect(objects).toHaveLength(1);
  });

  test('one that was changed after it was read says so', () => {
    const { objects: [, second] } = read(`${OBJECT}---\n${OBJECT}`);
    appendFileSync(file, '# more\n');
    expect(second.place(['metadata', 'name'])).toMatchObject({ file, line: 4, column: 1, source: '(changed since it was read)' });
  });
});

test('the template that Helm rendered an object from is kept', () => {
  const { objects } = readText('f', `---\n# Source: db/templates/set.yaml\n${OBJECT}---\n${OBJECT}---\n# a comment\n# Source: db/templates/service.yaml  \n${OBJECT}`);
  expect(objects.map((object) => object.place(['metadata', 'name']).template)).toEqual(['db/templates/set.yaml', undefined, 'db/templates/service.yaml']);
});

describe('lists', () => {
  const item = (name: string) => `apiVersion: v1\n  kind: Pod\n  metadata: {name: ${name}}\n`;
  test.each<[string, string, string[], number]>([
    ['a list', `apiVersion: v1\nkind: List\nitems:\n- ${item('a')}- ${item('b')}`, ['Pod a', 'Pod b'], 0],
    ['items without a kind', 'apiVersion: v1\nkind: PodList\nitems:\n- metadata: {name: a}\n', ['Pod a'], 0],
    ['a list in a list', '{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Pod, metadata: {name: a}}]}]}', ['Pod a'], 0],
    ['no items', 'apiVersion: v1\nkind: List\nmetadata: {}\nitems: []\n', [], 0],
    ['null for items', 'apiVersion: v1\nkind: PodList\nmetadata: {}\nitems:\n', [], 0],
    ['items that are no objects', `apiVersion: v1\nkind: List\nitems:\n- 1\n- ${item('a')}- null\n`, ['Pod a'], 2],
    ['an object that is named like a list', 'apiVersion: example.com/v1\nkind: AllowList\nmetadata: {name: a}\n', ['AllowList a'], 0],
  ])('%s', (_, text, names, skipped) => {
    const read = readText('f', text);
    expect(read.objects.map(({ manifest }) => `${manifest.kind} ${manifest.metadata.name}`)).toEqual(names);
    expect(read.skipped).toHaveLength(skipped);
    for (const object of read.objects) expect(object.place(['metadata', 'name']).source).toContain(object.manifest.metadata.name);
  });
});
