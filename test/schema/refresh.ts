/**
 * Rewrites the vendored schemas:
 *
 *     npx tsx test/schema/refresh.ts 1.28 1.36
 *
 * No package of npm has Kubernetes' OpenAPI of several versions as data. kubernetes-validate of PyPI has, of each minor's first
 * release; external-snapshotter keeps its CustomResourceDefinitions in its Go module. It needs `python3` with pip, and `go`.
 */
import { execFileSync } from 'child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { load } from 'js-yaml';
import { KINDS } from './kinds';
import { reduceDefinitions, reduceResources } from './reduce';
import type { Definitions, Reduced, ResourceDefinition } from './reduce';

const KUBERNETES_VALIDATE = '1.37.0';
const EXTERNAL_SNAPSHOTTER = 'v8.6.0';

function refreshKubernetes(minors: readonly string[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'schemas-'));
  try {
    const python = (...args: string[]) => execFileSync('python3', ['-m', ...args], { cwd: folder });
    python('pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', '--dest', '.', `kubernetes-validate==${KUBERNETES_VALIDATE}`);
    const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'))!;
    python('zipfile', '--extract', wheel, '.');
    for (const minor of minors) {
      const path = join(folder, 'kubernetes_validate/kubernetes-json-schema', `v${minor}.0-local`, '_definitions.json');
      const { $defs } = JSON.parse(readFileSync(path, 'utf8')) as { readonly $defs: Definitions };
      const source = `https://github.com/kubernetes/kubernetes/tree/v${minor}.0/api/openapi-spec, by way of kubernetes-validate ${KUBERNETES_VALIDATE} of PyPI`;
      write(`kubernetes/${minor}.json`, minor, source, reduceDefinitions($defs, KINDS));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function refreshSnapshotter(): void {
  const client = `github.com/kubernetes-csi/external-snapshotter/client/v8@${EXTERNAL_SNAPSHOTTER}`;
  const { Dir } = JSON.parse(execFileSync('go', ['mod', 'download', '-json', client], { encoding: 'utf8' })) as { readonly Dir: string };
  const folder = join(Dir, 'config/crd');
  const resources = readdirSync(folder).filter((name) => name.includes('storage.k8s.io_'))
    .map((name) => load(readFileSync(join(folder, name), 'utf8')) as ResourceDefinition);
  const source = `https://github.com/kubernetes-csi/external-snapshotter/tree/client/${EXTERNAL_SNAPSHOTTER}/client/config/crd`;
  write('external-snapshotter/crds.json', EXTERNAL_SNAPSHOTTER, source, reduceResources(resources));
}

/** One definition a line, so that a refresh can be read as a difference. */
function write(file: string, version: string, source: string, { kinds, definitions }: Reduced): void {
  const lines = (entries: object) => `{\n${Object.entries(entries).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(',\n')}\n}`;
  const header = Object.entries({ version, source, license: 'Apache-2.0', changes: 'reduced to kinds that are rendered, without prose, closed to unknown fields' })
    .map(([name, value]) => `"${name}": ${JSON.stringify(value)}`);
  writeFileSync(join(__dirname, file), `{\n${header.join(',\n')},\n"kinds": ${lines(kinds)},\n"definitions": ${lines(definitions)}\n}\n`);
  console.log(`${file}: ${Object.keys(kinds).length} kinds, ${Object.keys(definitions).length} definitions`);
}

const minors = process.argv.slice(2);
if (minors.length === 0 || minors.some((minor) => !/^1\.\d+$/.test(minor))) throw new Error('name minor versions of Kubernetes, such as 1.28 1.36');
refreshKubernetes(minors);
refreshSnapshotter();
