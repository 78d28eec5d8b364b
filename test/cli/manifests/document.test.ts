import { describe, expect, test } from 'vitest';
import { readText } from '../../../cli/manifests/document';

const OBJECT = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n';

function dataOf(yaml: string): unknown {
  return readText('f', `${OBJECT}data:\n  ${yaml.replaceAll('\n', '\n  ')}\n`).objects[0].manifest.data;
}

describe('scalars are read as Kubernetes reads them', () => {
  test.each([
    ['x: 0440', { x: 288 }],
    ['x: 0o440', { x: 288 }],
    ['x: yes\ny: Off', { x: true, true: false }],
    ['x: 22:22', { x: '22:22' }],
    ['x: 2024-01-01', { x: '2024-01-01' }],
    ['x: 1e3', { x: 1000 }],
    ['x: 1_000', { x: 1000 }],
    ['x: 0x1F\nz: 0b11', { x: 31, z: 3 }],
    ['x: -5\nz: +1', { x: -5, z: 1 }],
    ['x: 08', { x: 8 }],
    ['x: 10Gi\nz: 1.2.3', { x: '10Gi', z: '1.2.3' }],
    ['x: .\nz: "0440"', { x: '.', z: '0440' }],
    ['x: ~', { x: null }],
    ['x: &a {k: 1}\nz:\n  <<: *a', { x: { k: 1 }, z: { k: 1 } }],
  ])('%j', (yaml, expected) => {
    expect(dataOf(yaml)).toEqual(expected);
  });
});

describe('places', () => {
  const text = `# first\n---\n${OBJECT}---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - name: a\n    - name: b\n      args: [x, "y"]\n`;
  const pod = readText('f.yaml', text).objects[1];

  test.each([
    [['spec', 'containers', 1, 'name'], 14, 7, 4],
    [['spec', 'containers', 1, 'args', 1], 15, 18, 1],
    [['spec', 'containers', 1], 14, 7, 1],
    [['metadata', 'name'], 10, 12, 4],
    [['spec', 'containers', 1, 'image'], 14, 7, 1],
    [['spec', 'volumes'], 11, 1, 4],
    [['status'], 9, 1, 4],
    [[], 9, 1, 4],
  ])('of %j', (path, line, column, length) => {
    expect(pod.place(path)).toMatchObject({ file: 'f.yaml', line, column, length, source: text.split('\n')[line - 1] });
  });

  test('are right with CRLF, in lists of objects and after a byte order mark', () => {
    const crlf = readText('f', `\uFEFF${OBJECT}`.replaceAll('\n', '\r\n')).objects[0].place(['metadata', 'name']);
    expect(crlf).toMatchObject({ line: 4, column: 3, source: '  name: settings' });
    const list = readText('f', 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: p\n').objects;
    expect(list.map((object) => [object.manifest.kind, object.place(['metadata', 'name']).line, object.place(['spec']).line])).toEqual([['Pod', 7, 5]]);
  });
});

describe('reading', () => {
  test('a broken document loses only itself', () => {
    const { objects, errors } = readText('f', `${OBJECT}---\nkind: [unclosed\n---\n${OBJECT}`);
    expect(objects).toHaveLength(2);
    expect(errors.map(({ file, line }) => [file, line !== undefined && line >= 6 && line <= 7])).toEqual([['f', true]]);
  });

  test.each(['kind: a\nkind: b\n', 'a: b: c\n', '\tx: 1\n', 'a: *nowhere\n'])('%j is an error', (text) => {
    expect(readText('f', text).errors).toHaveLength(1);
  });

  test('knows what is no object, and what is nothing', () => {
    const { objects, errors, skipped } = readText('f', `---\n# only a comment\n---\nreplicas: 3\n---\n${OBJECT}--- # again\n${OBJECT}...\n`);
    expect([objects.length, errors, skipped]).toEqual([2, [], ['f:4']]);
  });

  test('keeps a directive with its document and a marker inside a value', () => {
    const { objects } = readText('f', `%YAML 1.1\n---\n${OBJECT}data:\n  x: |\n    ---\n    y\n`);
    expect(objects.map(({ manifest }) => manifest.data)).toEqual([{ x: '---\ny\n' }]);
  });

  test('reads JSON indented with tabs', () => {
    expect(readText('f.json', '{\n\t"apiVersion": "v1",\n\t"kind": "Pod",\n\t"metadata": {}\n}\n').objects).toHaveLength(1);
  });
});

describe('a template that nobody rendered', () => {
  const HINT = '; if {{ is of a template, audit what is rendered from it';

  test.each([
    ['a value', 'kind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n', 3, 9],
    ['an item', 'args:\n  - {{ .Values.arg }}\n', 2, 5],
    ['a line of its own', '{{ include "pod" . }}\n', 1, 1],
    ['a condition, where the parser knows the place', 'kind: Pod\n{{- if .Values.name }}\nmetadata: {}\n{{- end }}\n', 2, 3],
  ])('says so: %s', (_, text, line, column) => {
    expect(readText('f', text).errors).toEqual([{ file: 'f', line, column, reason: expect.stringContaining(HINT) }]);
  });

  test.each([
    ['in quotes', 'kind: "{{ .x }}"\n\tmetadata: {}\n'],
    ['in the middle of a text', 'kind: see {{ .x }}\n\tmetadata: {}\n'],
  ])('is not suspected: %s', (_, text) => {
    expect(readText('f', text).errors).toEqual([{ file: 'f', line: 2, column: 1, reason: expect.not.stringContaining('{{') }]);
  });
});
