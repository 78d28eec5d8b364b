import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../../../cli/cli';
import type { World } from '../../../cli/commands/world';
import { parseConfig, readConfig } from '../../../cli/config/read-config';
import { CONFIG_SCHEMA } from '../../../cli/config/schema';

const PAGE = join(import.meta.dirname, '../../../docs/reference/cdk8s-stateful.schema.json');

const FULL = `version: 1
audit:
  failOn: error
  closedWorld: true
  assume:
    storageClasses:
      - {name: fast, provisioner: ebs.csi.aws.com, reclaimPolicy: Retain, isDefault: true}
    volumeSnapshotClasses:
      - {name: snap, driver: ebs.csi.aws.com, deletionPolicy: Retain}
    services:
      - {name: db, namespace: orders, headless: true, selector: {app: db}}
      - {name: web}
    objects:
      - {apiVersion: v1, kind: Namespace, metadata: {name: orders}}
  acknowledgements:
    - rule: STO-002
      objects: {kind: StorageClass, name: "legacy-*"}
      reason: replaced in spring
      expires: 2027-01-31
      owner: team-storage
`;

describe('a configuration', () => {
  test('says what is assumed, as far as it is known', async () => {
    expect((await parseConfig('f.yaml', FULL)).assumed).toEqual([
      {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'StorageClass',
        metadata: { name: 'fast', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
        provisioner: 'ebs.csi.aws.com',
        reclaimPolicy: 'Retain',
      },
      { apiVersion: 'snapshot.storage.k8s.io/v1', kind: 'VolumeSnapshotClass', metadata: { name: 'snap' }, driver: 'ebs.csi.aws.com', deletionPolicy: 'Retain' },
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'db', namespace: 'orders' }, spec: { clusterIP: 'None', selector: { app: 'db' } } },
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: {} },
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'orders' } },
    ]);
  });

  test('says what is acknowledged, and where that is written', async () => {
    const { acknowledgements: [given], sources: [file], failOn, closedWorld } = await parseConfig('f.yaml', FULL);
    expect({ failOn, closedWorld }).toEqual({ failOn: 'error', closedWorld: true });
    expect(given).toMatchObject({ rule: 'STO-002', in: 'configuration', written: { reason: 'replaced in spring', expires: '2027-01-31', owner: 'team-storage' } });
    expect(file.manifest).toBe(given.object);
    expect(file.place(given.path)).toMatchObject({ file: 'f.yaml', line: 16, column: 7, source: '    - rule: STO-002' });
  });

  test('may say nothing', async () => {
    expect(await parseConfig('f.yaml', 'version: 1\n')).toMatchObject({ acknowledgements: [], assumed: [], failOn: undefined, closedWorld: undefined });
  });

  test.each([
    ['failOn: error\n', ['f.yaml:1: the configuration lacks version; add it', 'f.yaml:1: failOn is not known; use one of version, audit']],
    ['version: 2\n', ['f.yaml:1: version must be equal to constant, got 2; Version of this form: 1']],
    ['version: 1\naudit:\n  failOn: panic\n', ['f.yaml:3: audit.failOn is none of the choices, got "panic"; use one of error, warning, info, never']],
    ['version: 1\naudit:\n  closedWorld: "yes"\n',
      ['f.yaml:3: audit.closedWorld is no boolean, got "yes"; The input is everything there is: references out of it are faults']],
    ['version: 1\naudit:\n  acknowledgements:\n    - rule: STO-3\n      objects: {}\n      reason: because\n      expires: soon\n', [
      'f.yaml:4: audit.acknowledgements[0].rule must match pattern "^[A-Z]{3}-[0-9]{3}$", got "STO-3"; Id of a rule, as STO-003',
      'f.yaml:5: audit.acknowledgements[0].objects must NOT have fewer than 1 properties, got {}; Whose findings; what is left out may be anything',
      'f.yaml:6: audit.acknowledgements[0].reason must NOT have fewer than 10 characters, got "because"; Why they do not matter there, in at least 10 characters',
      'f.yaml:7: audit.acknowledgements[0].expires must match format "date", got "soon"; The last day on which it holds, as 2027-01-31',
    ]],
    ['version: 1\naudit:\n  assume:\n    storageClasses:\n      - name: a\n        reclaim: Retain\n', [
      'f.yaml:6: audit.assume.storageClasses[0].reclaim is not known; use one of name, provisioner, reclaimPolicy, volumeBindingMode, allowVolumeExpansion, parameters, isDefault',
    ]],
    ['version: 1\n---\nversion: 1\n', ['f.yaml:3: another YAML document begins; a configuration is one']],
    ['', ['f.yaml:1: the configuration is no object; write one']],
    ['version: [\n', [expect.stringMatching(/^cannot read the configuration f\.yaml:\d+: /)]],
    ['- 1\n', ['f.yaml:1: the configuration is no object, got [1]; write one']],
  ])('that is %j says what is wrong', async (text, lines) => {
    const message = await parseConfig('f.yaml', text).then(() => '', (error: Error) => error.message);
    expect(message.split('\n').sort()).toEqual([...lines].sort());
  });
});

describe('the file', () => {
  const folder = (files: { readonly [name: string]: string }): string => {
    const path = mkdtempSync(join(tmpdir(), 'config-'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
    return path;
  };

  test.each(['cdk8s-stateful.yaml', '.cdk8s-stateful.yaml'])('%s is found in the folder', async (name) => {
    expect((await readConfig(undefined, folder({ [name]: FULL }))).failOn).toBe('error');
  });

  test('need not be there', async () => {
    expect(await readConfig(undefined, folder({}))).toEqual({ acknowledgements: [], assumed: [], sources: [] });
  });

  test('must be one, and what is named must be there', async () => {
    const both = folder({ 'cdk8s-stateful.yaml': FULL, '.cdk8s-stateful.yaml': FULL });
    await expect(readConfig(undefined, both)).rejects.toThrow('are both there; keep one, or name one with --config');
    expect((await readConfig(join(both, 'cdk8s-stateful.yaml'), both)).failOn).toBe('error');
    await expect(readConfig(join(both, 'missing.yaml'), both)).rejects.toThrow(/^cannot read the configuration .*missing\.yaml: .*no such file/);
  });

  test('configures an audit, gives way to options, and is no manifest', async () => {
    const disk = 'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: legacy-disk, annotations: {cdk8s-stateful.dev/owner: team, cdk8s-stateful.dev/recovery-runbook: page, cdk8s-stateful.dev/data: authoritative}}\nprovisioner: ebs.csi.aws.com\n'
      + 'parameters: {encrypted: "true", kmsKeyId: alias/a}\nvolumeBindingMode: WaitForFirstConsumer\nreclaimPolicy: Retain\n';
    const path = folder({ 'cdk8s-stateful.yaml': FULL, 'disk.yaml': disk });
    const run = async (today: string, ...more: string[]) => {
      let [out, err] = ['', ''];
      const streams = { out: (text: string) => { out += text; }, err: (text: string) => { err += text; } };
      const args = ['audit', '-o', 'json', '--config', join(path, 'cdk8s-stateful.yaml'), ...more, path];
      const status = await runCommandLine(args, streams, { now: () => new Date(`${today}T23:00:00Z`) } as World);
      const { summary, findings } = JSON.parse(out || '{}');
      const found = findings?.map(({ rule, file, line }: { rule: string; file: string; line: number }) => [rule, file, line]);
      return { status, err, acknowledged: summary?.acknowledged, findings: found };
    };
    expect(await run('2027-01-31')).toMatchObject({
      status: 0, err: '', findings: [], acknowledged: [{ rule: 'STO-002', reason: 'replaced in spring', expires: '2027-01-31', owner: 'team-storage', acknowledgedIn: 'configuration' }],
    });
    // both are warnings: the file lets them pass, the option does not
    const expired = [['ACK-004', join(path, 'cdk8s-stateful.yaml'), 16], ['STO-002', join(path, 'disk.yaml'), 2]];
    expect(await run('2027-02-01')).toMatchObject({ status: 0, findings: expired });
    expect(await run('2027-02-01', '--fail-on', 'warning')).toMatchObject({ status: 1, findings: expired });
    writeFileSync(join(path, 'cdk8s-stateful.yaml'), 'version: 1\naudits: {}\n');
    expect(await run('2027-01-31')).toMatchObject({ status: 2, err: expect.stringContaining('cdk8s-stateful.yaml:2: audits is not known') });
  });
});

test('the published schema is that of today', () => {
  const schema = `${JSON.stringify(CONFIG_SCHEMA, undefined, 2)}\n`;
  if (process.env.UPDATE_PAGES) writeFileSync(PAGE, schema);
  expect(readFileSync(PAGE, 'utf8'), 'run UPDATE_PAGES=1 npx vitest run test/cli/config').toBe(schema);
});
