import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Yaml } from 'cdk8s';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit, exampleNames, synthesize, withoutVersion } from './example';
import type { Synthesized } from './example';
import { defaultOperationsImage } from '../../src/kube/operations-image';
import { readText } from '../support/repository';

const KEPT = join(__dirname, '__snapshots__');
const UPDATE = 'look at the difference, then run UPDATE_PAGES=1 npx vitest run test/examples';

describe.each(exampleNames())('example %s', (name) => {
  let example: Synthesized;

  beforeAll(() => {
    example = synthesize(name);
    if (!process.env.UPDATE_PAGES) return;
    for (const [file, text] of Object.entries(example.files)) {
      mkdirSync(join(KEPT, name), { recursive: true });
      writeFileSync(join(KEPT, name, file), text);
    }
  });
  afterAll(() => example.remove());

  test('is judged clean, with nothing acknowledged', () => {
    const { summary, findings } = audit(example.folder);
    expect(findings.filter(({ severity }: { severity: string }) => severity !== 'info')).toEqual([]);
    expect(summary).toMatchObject({ errors: 0, warnings: 0, unreadable: 0, acknowledged: [] });
    expect(summary.objects).toBe(objectsIn(example).length);
  });

  test('renders what was reviewed', () => {
    const reviewed = readdirSync(join(KEPT, name)).sort();
    expect(Object.keys(example.files).sort(), `the example writes other files than before: ${UPDATE}, and remove what is gone`).toEqual(reviewed);
    for (const [file, text] of Object.entries(example.files)) {
      expect(text, `${file} is not what was reviewed: ${UPDATE}`).toBe(readFileSync(join(KEPT, name, file), 'utf8'));
    }
  });

  test('renders the same bytes in another process', () => {
    const again = synthesize(name);
    again.remove();
    expect(again.files).toEqual(example.files);
  });

  test('renders objects that an API server can read', () => {
    const objects = objectsIn(example);
    expect(objects.length).toBeGreaterThan(0);
    for (const object of objects) {
      expect(object).toMatchObject({ apiVersion: expect.stringMatching(/^([a-z0-9.-]+\/)?v\d/), kind: expect.stringMatching(/^[A-Z]\w+$/), metadata: { name: expect.stringMatching(/^[a-z0-9.-]+$/) } });
      for (const map of [object.metadata.labels, object.metadata.annotations]) {
        for (const value of Object.values(map ?? {})) expect(value).toBeTypeOf('string');
      }
      expect(JSON.stringify(object)).not.toMatch(/null|undefined|\[object Object\]|\$\{Token/);
    }
    const identities = objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`);
    expect(identities).toEqual([...new Set(identities)]);
  });
});

test('the version of the library is not part of what is reviewed', () => {
  const image = defaultOperationsImage();
  expect(withoutVersion(`image: ${image}\n`)).toBe('image: ghcr.io/cdk8s-stateful/cdk8s-stateful:<version>\n');
  expect(withoutVersion('image: registry.example/orders:0.0.0\n')).toBe('image: registry.example/orders:0.0.0\n');
});

describe('README.md', () => {
  const blocks = [...readText('README.md').matchAll(/^```(?:ts|typescript)\n([\s\S]*?)^```$/gm)].map(([, code]) => code.trim());

  test.each(['charts.ts', 'main.ts'])('shows examples/quickstart/%s as it is, but for the import path', (file) => {
    const code = readText(`examples/quickstart/${file}`).replace(/'\.\.\/\.\.\/src'/g, '\'cdk8s-stateful\'').trim();
    expect(blocks, `put the text of examples/quickstart/${file} into README.md, importing from 'cdk8s-stateful'`).toContain(code);
  });
});

function objectsIn({ folder, files }: Synthesized): any[] {
  return Object.keys(files).filter((file) => file.endsWith('.yaml')).flatMap((file) => Yaml.load(join(folder, file)));
}
