import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { ROOT } from '../support/repository';

/** An app that has this package installed from its tarball, and nothing else of this repository. */
const APP = mkdtempSync(join(tmpdir(), 'cdk8s-app-'));
const MODULES = join(APP, 'node_modules');
const PLUGINS = join(APP, 'plugins');
const PEERS = ['cdk8s', 'cdk8s-plus-28', 'constructs'];

const SET = '{ apiVersion: \'apps/v1\', kind: \'StatefulSet\', metadata: { name: \'db\' }, spec: { serviceName: \'db\', template: { metadata: { labels: { app: \'db\' } }, spec: { containers: [] } } } }';
const SERVICE = '{ apiVersion: \'v1\', kind: \'Service\', metadata: { name: \'db\' }, spec: { selector: { app: \'db\' } } }';
const MAIN = `import { ApiObject, App, Chart } from 'cdk8s';
import { StorageAudit } from 'cdk8s-stateful';
const app = new App();
const chart = new Chart(app, 'orders', { namespace: 'orders' });
new ApiObject(chart, 'set', ${SET});
new ApiObject(chart, 'service', ${SERVICE});
StorageAudit.recordConstructPaths(app);
app.synth();
`;
const PLAIN = 'apiVersion: snapshot.storage.k8s.io/v1\nkind: VolumeSnapshotClass\nmetadata: {name: snapshots}\ndriver: x\ndeletionPolicy: Delete\n';

function run(command: string, args: readonly string[], cwd: string): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(command, args, { cwd, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } });
}

/** `cdk8s synth` of an app, with this package as its validation. */
function synth(name: string, app: string, validation: object, ...flags: readonly string[]) {
  const folder = join(APP, name);
  const reports = join(folder, 'reports.json');
  const config = { language: 'typescript', app, validations: [{ class: 'StorageAuditValidation', version: '0.0.0', ...validation }] };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'cdk8s.yaml'), JSON.stringify(config));
  const cli = join(ROOT, 'node_modules/cdk8s-cli/bin/cdk8s');
  const result = run(process.execPath, [cli, 'synth', '--no-check-upgrade', '--plugins-dir', PLUGINS, '--validation-reports-output-file', reports, ...flags], folder);
  return { ...result, report: existsSync(reports) ? JSON.parse(readFileSync(reports, 'utf8')).reports[0] : undefined };
}

// programs are started here, one of them compiling TypeScript
vi.setConfig({ testTimeout: 60_000 });

beforeAll(() => {
  if (!existsSync(join(ROOT, 'lib/index.js'))) throw new Error('there is no lib/index.js: run `npx projen compile`');
  expect(run('npx', ['projen', 'bundle:cli/reader'], ROOT)).toMatchObject({ status: 0 });
  const packed = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', APP], ROOT);
  const [{ filename }] = JSON.parse(packed.stdout);
  writeFileSync(join(APP, 'package.json'), '{"name": "app", "private": true}');
  const target = join(MODULES, 'cdk8s-stateful');
  mkdirSync(target, { recursive: true });
  expect(run('tar', ['-xzf', join(APP, filename), '--strip-components=1', '-C', target], APP)).toMatchObject({ status: 0 });
  for (const peer of PEERS) symlinkSync(join(ROOT, 'node_modules', peer), join(MODULES, peer));
  // as `cdk8s` would have installed it
  const installed = join(PLUGINS, 'cdk8s-stateful/0.0.0/node_modules');
  mkdirSync(installed, { recursive: true });
  symlinkSync(target, join(installed, 'cdk8s-stateful'));
}, 60_000);

describe('an app in TypeScript', () => {
  const app = `${process.execPath} ${join(ROOT, 'node_modules/tsx/dist/cli.mjs')} main.ts`;

  beforeAll(() => {
    mkdirSync(join(APP, 'typescript'), { recursive: true });
    writeFileSync(join(APP, 'typescript/main.ts'), MAIN);
  });

  test('is judged by local path, with the construct of each of two objects of one name', () => {
    const { status, report, stdout, stderr } = synth('typescript', app, { package: './../node_modules/cdk8s-stateful' });
    expect(status, stdout + stderr).toBe(2);
    expect(report.summary).toMatchObject({ status: 'failure', metadata: { Objects: '2', Errors: '1' } });
    expect(report.violations).toMatchObject([{
      ruleName: 'STS-009 headless-service (error)',
      violatingConstructs: [{ constructPath: 'orders/set', resourceName: 'StatefulSet orders/db', manifestPath: 'dist/orders.k8s.yaml' }],
    }]);
  });
});

describe('an app that writes plain YAML', () => {
  const app = `node -e "fs.mkdirSync(process.env.CDK8S_OUTDIR,{recursive:true});fs.writeFileSync(process.env.CDK8S_OUTDIR+'/a.yaml',${JSON.stringify(PLAIN).replaceAll('"', '\'')})"`;
  const validation = (failOn: string) => ({ package: 'cdk8s-stateful', properties: { failOn } });

  test.each([['error', 0, 'success'], ['warning', 2, 'failure']] as const)('is judged by package name, failing on %s', (failOn, status, verdict) => {
    const result = synth(`plain-${failOn}`, app, validation(failOn));
    expect(result.status, result.stdout + result.stderr).toBe(status);
    expect(result.report.summary.status).toBe(verdict);
    expect(result.report.violations).toMatchObject([{ ruleName: 'BKP-031 keep-snapshots (warning)', violatingConstructs: [{ locations: [expect.stringMatching(/^5:1 deletionPolicy: /)] }] }]);
  });

  test('prints nothing of its own beside the manifests', () => {
    const { stdout, stderr } = synth('plain-stdout', app, validation('error'), '--stdout');
    // what cdk8s prints itself: its two announcements, the manifests, its report
    const others = stdout.split('\n').slice(0, stdout.split('\n').indexOf('Validation Report (cdk8s-stateful@0.0.0)')).filter((line) => line !== '');
    expect(others.filter((line) => !PLAIN.includes(line)).sort()).toEqual(['Performing validations', 'Validations finished']);
    expect(stderr).toBe('');
  });
});
