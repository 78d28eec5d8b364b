import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { buildSync } from 'esbuild';
import { load } from 'js-yaml';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { actionChecker } from './parse-action';
import { claimsNamed } from '../support/audit-report';
import { ROOT, readText } from '../support/repository';

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly run?: string;
  readonly env?: { readonly [name: string]: string };
  readonly with?: { readonly [name: string]: string };
}

interface Action {
  readonly inputs: { readonly [name: string]: { readonly description: string; readonly default: string } };
  readonly outputs: { readonly [name: string]: { readonly value: string } };
  readonly runs: { readonly steps: readonly Step[] };
}

const TEXT = readText('action.yml');
const ACTION = load(TEXT) as Action;
const [AUDIT, UPLOAD, RESULT] = ACTION.runs.steps;
const BAD = 'apiVersion: storage.k8s.io/v1beta1\nkind: StorageClass\nmetadata:\n  name: disk\nprovisioner: disks.example.com\n';

describe('action.yml', () => {
  let errorsOf: (content: string) => string[];
  beforeAll(async () => {
    errorsOf = await actionChecker();
  });

  test('is what GitHub reads', () => {
    expect(errorsOf(TEXT)).toEqual([]);
  });

  test.each([
    ['a step with an unknown field', '      id: audit', '      ident: audit'],
    ['a step that runs nothing', /run: exit.*/, ''],
    ['no name', /^name: .*$/m, ''],
  ])('with %s is not', (_, from, to) => {
    expect(errorsOf(TEXT.replace(from, to))).not.toEqual([]);
  });

  const steps = JSON.stringify(ACTION.runs.steps);

  test.each(Object.keys(ACTION.inputs))('uses and documents its input %s', (name) => {
    expect(steps).toMatch(new RegExp(`inputs\\.${name}\\b`));
    expect(readText('docs/guide/auditing-manifests.md')).toContain(`| \`${name}\` |`);
  });

  test('uses no input that it has not', () => {
    const used = [...TEXT.matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name);
    expect(used.filter((name) => !Object.hasOwn(ACTION.inputs, name))).toEqual([]);
  });

  test('takes no input for the text of a script, where it could be run', () => {
    for (const { run } of ACTION.runs.steps) expect(run ?? '').not.toContain('${{');
  });

  test('uploads by a major version of GitHub\'s action, only what this run wrote', () => {
    expect(UPLOAD).toMatchObject({ uses: 'github/codeql-action/upload-sarif@v4', with: { sarif_file: '${{ inputs.sarif-file }}', category: '${{ inputs.category }}' } });
    expect(UPLOAD.if).toContain('steps.audit.outputs.has-sarif');
  });
});

describe('its steps', () => {
  let bundle: string;
  let folder: string;

  beforeAll(() => {
    bundle = join(mkdtempSync(join(tmpdir(), 'action-')), 'bundle.js');
    buildSync({ entryPoints: [join(ROOT, 'cli/main.ts')], bundle: true, platform: 'node', target: 'node20', outfile: bundle, logLevel: 'silent' });
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'action-'));
    // in place of npx: says what it was asked for, and runs this working copy
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin/npx'), `#!/bin/sh\necho "$1 $2" > "${folder}/npx.txt"\nshift 2\nexec "${process.execPath}" "${bundle}" "$@"\n`);
    chmodSync(join(folder, 'bin/npx'), 0o755);
    mkdirSync(join(folder, 'rendered folder'));
  });

  /** Runs the audit and the result as GitHub does: `bash --noprofile --norc -eo pipefail`, inputs put in. */
  function run(inputs: { readonly [name: string]: string }) {
    const given = { ...Object.fromEntries(Object.entries(ACTION.inputs).map(([name, { default: value }]) => [name, value])), ...inputs };
    const outputs: { [name: string]: string } = {};
    const shell = (step: Step) => spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run!], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}`,
        GITHUB_OUTPUT: join(folder, 'output.txt'),
        GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
        ...Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, value
          .replace(/\$\{\{ inputs\.([\w-]+) \}\}/, (_, input: string) => given[input])
          .replace(/\$\{\{ steps\.audit\.outputs\.([\w-]+) \}\}/, (_, output: string) => outputs[output])])),
      },
    });
    const audit = shell(AUDIT);
    for (const line of readFileSync(join(folder, 'output.txt'), 'utf8').trim().split('\n')) outputs[line.split('=')[0]] = line.split('=')[1];
    return { audit, outputs, status: shell(RESULT).status };
  }

  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');

  test('audit the path, write SARIF and the summary, and fail last', () => {
    write('rendered folder/class.yaml', BAD);
    const { audit, outputs, status } = run({ path: 'rendered folder', version: '1.2.3' });
    expect([audit.status, audit.stderr, status]).toEqual([0, '', 1]);
    expect(audit.stdout).toContain('STO-006');
    expect(outputs).toEqual({ 'has-sarif': 'true', 'exit-code': '1' });
    expect(JSON.parse(read('cdk8s-stateful.sarif')).runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('rendered%20folder/class.yaml');
    expect(read('summary.md')).toContain('## Storage audit');
    expect(read('npx.txt')).toBe('--yes cdk8s-stateful@1.2.3\n');
  });

  test('pass what is clean, and add to a summary that others began', () => {
    write('a.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n');
    write('summary.md', 'before\n');
    expect(run({ path: 'a.yaml' }).status).toBe(0);
    expect(read('summary.md')).toMatch(/^before\n## Storage audit/);
  });

  test('take several paths, earlier renders, a threshold and a closed world', () => {
    write('a.yaml', claimsNamed('a'));
    write('b.yaml', claimsNamed('b'));
    write('old.yaml', claimsNamed('a', 'b', 'gone'));
    const { audit, status } = run({ 'path': 'a.yaml\nb.yaml\n', 'against': 'old.yaml\n', 'fail-on': 'never', 'closed-world': 'true' });
    expect(audit.stdout).toContain('OPS-048');
    expect(audit.stdout).toContain('2 objects against 3');
    expect(status).toBe(0);
  });

  test('run no text of an input', () => {
    const { status } = run({ path: '$(touch pwned)"; touch pwned; "`touch pwned`' });
    expect([status, existsSync(join(folder, 'pwned'))]).toEqual([2, false]);
  });

  test('take a path that begins with a dash for a path', () => {
    write('--help', 'nothing');
    expect(run({ path: '--help' }).status).toBe(3);
  });

  test('upload nothing that an earlier run left', () => {
    write('cdk8s-stateful.sarif', '{}');
    const { outputs } = run({ 'path': 'a.yaml', 'fail-on': 'panic' });
    expect(outputs).toEqual({ 'exit-code': '2' });
  });

  test('write no summary when told not to', () => {
    write('a.yaml', claimsNamed('a'));
    run({ path: 'a.yaml', summary: 'false' });
    expect(existsSync(join(folder, 'summary.md'))).toBe(false);
  });
});
