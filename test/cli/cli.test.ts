import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { runCommandLine } from '../../cli/cli';
import type { World } from '../../cli/commands/world';
import { HELP } from '../../cli/render/messages';
import { FIXTURES } from '../../cli/rules/examples';
import { examplesModule } from '../../projenrc/rule-examples';
import { ACKNOWLEDGEMENT_RULES } from '../../src/audit/acknowledgement';
import { RULES } from '../../src/audit/rules/index';
import { packageVersion } from '../../src/core/version';

const GOOD = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n';
const CLASS = 'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n'
  + '  { name: disk, annotations: { cdk8s-stateful.dev/owner: team, cdk8s-stateful.dev/recovery-runbook: page, cdk8s-stateful.dev/data: authoritative } }\n'
  + 'provisioner: disks.example.com\n';
const BAD = `${CLASS}---\n`
  + 'apiVersion: snapshot.storage.k8s.io/v1\nkind: VolumeSnapshotClass\nmetadata:\n  name: snapshots\ndriver: x\ndeletionPolicy: Delete\n';

/** Commands that read files touch no cluster; of the world they know the day. */
const NO_WORLD = { now: () => new Date('2026-11-28T12:00:00Z') } as World;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'));
});

function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

async function run(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const status = await runCommandLine(args, { out: (text) => { out += text; }, err: (text) => { err += text; } }, NO_WORLD);
  return { status, out, err };
}

test('says its version', async () => {
  expect(await run('--version')).toEqual({ status: 0, out: `${packageVersion()}\n`, err: '' });
});

test('names an option that it does not know, and nothing that nobody asked for', async () => {
  expect(await run('drill', 'run', 'orders-db', '--nonsense')).toEqual({ status: 2, out: '', err: "Unknown option '--nonsense'\nsee cdk8s-stateful --help\n" });
});

describe('audit', async () => {
  test('says what is wrong in characters that no terminal obeys', async () => {
    const { err } = await run('audit', '--fail-on', 'x\u009b31m\u001b[2J');
    expect(err).toBe('--fail-on "x\ufffd31m\u241b[2J" is not one of error, warning, info, never\nsee cdk8s-stateful --help\n');
  });

  test('says 0 of what is clean', async () => {
    const { status, out, err } = await run('audit', write('good.yaml', GOOD));
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toMatch(/^0 errors, 0 warnings, 0 info, 1 object, \d+ rules, \d+ ms\n$/);
  });

  test('leaves packages and hidden folders alone, unless they are named', async () => {
    write('packages/node_modules/bad.yaml', BAD);
    write('packages/.hidden/bad.yaml', BAD);
    write('packages/good.yaml', GOOD);
    expect(await run('audit', join(folder, 'packages'))).toMatchObject({ status: 0 });
    expect((await run('audit', join(folder, 'packages/node_modules'))).out).toContain('BKP-031');
  });

  test('shows a finding with its line, and says 1', async () => {
    const { status, out } = await run('audit', '--fail-on', 'warning', write('bad.yaml', BAD));
    expect(status).toBe(1);
    expect(out.split('\n').slice(0, 6)).toEqual([
      join(folder, 'bad.yaml'),
      '  12:1    warning  BKP-031  keep-snapshots  VolumeSnapshotClass snapshots deletes snapshots with their objects',
      '          12 | deletionPolicy: Delete',
      '             | ^^^^^^^^^^^^^^ deletionPolicy',
      '        set Retain    explain: cdk8s-stateful explain BKP-031',
      '',
    ]);
  });

  test('prints JSON in its fixed form', async () => {
    const file = write('bad.yaml', BAD);
    const { out, err } = await run('audit', '-o', 'json', file);
    expect(err).toBe('');
    const report = JSON.parse(out);
    expect(Object.keys(report)).toEqual(['$schema', 'version', 'summary', 'findings', 'acknowledged', 'unreadable']);
    expect(report.version).toBe(1);
    expect(report.summary).toMatchObject({ objects: 2, errors: 0, warnings: 1, infos: 0, unreadable: 0, acknowledged: [] });
    expect(report.findings).toEqual([{
      rule: 'BKP-031',
      slug: 'keep-snapshots',
      checklist: [31],
      severity: 'warning',
      message: 'VolumeSnapshotClass snapshots deletes snapshots with their objects',
      remedy: 'set Retain',
      object: { apiVersion: 'snapshot.storage.k8s.io/v1', kind: 'VolumeSnapshotClass', namespace: null, name: 'snapshots' },
      path: 'deletionPolicy',
      file,
      line: 12,
      column: 1,
      related: [],
      fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
    }]);
  });

  test('fails on errors, unless it is told otherwise', async () => {
    expect((await run('audit', write('bad.yaml', BAD))).status).toBe(0);
    expect((await run('audit', write('error.yaml', BAD.replace('storage.k8s.io/v1', 'storage.k8s.io/v1beta1')))).status).toBe(1);
  });

  test.each([['error', 0], ['warning', 1], ['info', 1], ['never', 0]])('with --fail-on %s says %i of a warning', async (failOn, status) => {
    expect((await run('audit', '--fail-on', failOn, write('bad.yaml', BAD))).status).toBe(status);
  });

  test('judges references by --closed-world', async () => {
    const file = write('claim.yaml', 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: ledger\n  annotations:\n    cdk8s-stateful.dev/data: authoritative\n'
      + '    audit.cdk8s-stateful.dev/BKP-032: copied by the storage itself\nspec:\n  storageClassName: elsewhere\n  resources:\n    requests:\n      storage: 1Gi\n');
    expect([(await run('audit', file)).status, (await run('audit', '--closed-world', file)).status]).toEqual([0, 1]);
  });

  test('says 2 of a broken document and still judges the others', async () => {
    const { status, out, err } = await run('audit', write('broken.yaml', `kind: [\n---\n${BAD}`));
    expect(status).toBe(2);
    expect(err).toMatch(/^cannot read .*broken\.yaml:2:1: /);
    expect(out).toContain('14:1    warning  BKP-031');
    expect(out).toContain('1 unreadable');
  });

  test('says 3 when there is nothing to check', async () => {
    const { status, err } = await run('audit', write('values.yaml', 'replicas: 3\n'));
    expect(status).toBe(3);
    expect(err).toContain('values.yaml:1: no Kubernetes object');
    expect(err).toContain('nothing was checked');
  });

  test('walks folders once, links that lead back included, and takes only manifests', async () => {
    write('tree/a/one.yaml', GOOD);
    write('tree/b/two.yml', GOOD.replace('settings', 'more'));
    write('tree/b/three.json', JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' } }));
    write('tree/b/notes.txt', 'no manifest');
    symlinkSync(join(folder, 'tree'), join(folder, 'tree/b/loop'));
    const { status, out, err } = await run('audit', join(folder, 'tree'), join(folder, 'tree/a/one.yaml'));
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toContain('3 objects');
  });

  test.each(['table', 'json', 'sarif', 'junit', 'markdown'])('a %s shows no secret that it finds', async (output) => {
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: app}\nspec:\n  containers:\n'
      + '    - {name: app, image: app:1, env: [{name: DB_PASSWORD, value: hunter2secret}], volumeMounts: [{name: c, mountPath: /c, subPath: f}]}\n'
      + '  volumes: [{name: c, configMap: {name: c}}]\n';
    const { out } = await run('audit', '-o', output, write('secret/pod.yaml', pod));
    for (const rule of ['SEC-028', 'OPS-029']) expect(out).toContain(rule);
    expect(out).not.toContain('hunter2secret');
  });

  test.each<[string, string]>([
    ['that somebody has accepted', '{apiVersion: v1, kind: Pod, metadata: {name: p, annotations: {audit.cdk8s-stateful.dev/SEC-028: "a test of ours"}}, '
      + 'spec: {containers: [{name: db, image: "postgres:17", env: [{name: POSTGRES_PASSWORD, value: hunter2secret}]}]}}\n'],
    ['of a Secret on the same line of JSON', '{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"stringData":{"p":"hunter2secret"}},'
      + '{"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"c"},"spec":{}}]}\n'],
    ['of a Secret that is there twice', '{apiVersion: v1, kind: Secret, metadata: {name: s}, data: {p: hunter2secret}}\n---\n{apiVersion: v1, kind: Secret, metadata: {name: s}}\n'],
  ])('a table shows no secret %s', async (_, text) => {
    const { out } = await run('audit', write('secret/beside.yaml', text));
    expect(out).toContain('(not shown: it holds a secret)');
    expect(out).not.toContain('hunter2secret');
  });

  describe('--against', () => {
    const CLAIM = 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: ledger\nspec:\n  storageClassName: other\n';

    test('shows a change at its new and its old line, and says 1', async () => {
      const old = write('against/old.yaml', CLASS);
      const now = write('against/new.yaml', `# moved\n${CLASS}reclaimPolicy: Retain\n`);
      const { status, out } = await run('audit', '--against', old, now);
      expect(status).toBe(1);
      expect(out.split('\n').slice(0, 6)).toEqual([
        now,
        '  7:1     error    STO-042  class-fields-unchanged  StorageClass disk changes reclaimPolicy from Delete to Retain, which the API server refuses',
        '           7 | reclaimPolicy: Retain',
        '             | ^^^^^^^^^^^^^ reclaimPolicy',
        `        before: ${old}:2`,
        '        leave it, add a class of another name for new claims, and move data by clone, snapshot or dump    explain: cdk8s-stateful explain STO-042',
      ]);
      expect(out).toContain('1 object against 1, ');
    });

    test('shows what is gone where it was', async () => {
      const old = write('against/two.yaml', `${CLASS}---\n${CLAIM}`);
      const { status, out } = await run('audit', '-o', 'json', '--against', old, write('against/one.yaml', CLASS));
      expect(status).toBe(1);
      const { summary, findings } = JSON.parse(out);
      expect(summary).toMatchObject({ objects: 1, against: 2, errors: 1 });
      expect(findings).toEqual([expect.objectContaining({ rule: 'OPS-048', path: 'metadata.name', file: old, line: 10, column: 3 })]);
    });

    test('ends with 1 when everything is gone, and with 3 when that was nothing', async () => {
      const empty = write('against/nothing.yaml', '# nothing\n');
      expect(await run('audit', '--against', write('against/all.yaml', CLAIM), empty)).toMatchObject({ status: 1 });
      expect(await run('audit', '--against', write('against/settings-alone.yaml', GOOD), empty)).toMatchObject({ status: 3 });
    });

    test('adds the old place to a change in JSON', async () => {
      const old = write('against/gp2.yaml', CLASS);
      const now = write('against/gp3.yaml', CLASS.replace('disks', 'other-disks'));
      const { findings } = JSON.parse((await run('audit', '-o', 'json', '--against', old, now)).out);
      expect(findings.find(({ rule }: { rule: string }) => rule === 'STO-042')).toMatchObject({ file: now, line: 5, before: { file: old, line: 5, column: 1 } });
    });

    test('says 0 of renders that are the same, and takes folders and several of them', async () => {
      write('against/a/class.yaml', CLASS);
      write('against/b/settings.yaml', GOOD);
      const both = [join(folder, 'against/a'), join(folder, 'against/b')];
      expect(await run('audit', ...both.flatMap((each) => ['--against', each]), ...both)).toMatchObject({ status: 0, err: '' });
    });

    test.each([
      ['is not there', 'missing.yaml', 'no such file'],
      ['is broken', 'broken.yaml', 'cannot read'],
      ['holds no object', 'empty.yaml', 'nothing to compare with'],
    ])('says 2 of an old render that %s, and judges the new one', async (_, name, message) => {
      write('against/broken.yaml', 'kind: [\n');
      write('against/empty.yaml', '');
      const { status, out, err } = await run('audit', '--against', join(folder, 'against', name), write('against/good.yaml', GOOD));
      expect([status, err]).toEqual([2, expect.stringContaining(message)]);
      expect(out).toContain('1 object against 0, ');
    });
  });

  test.each([
    [['audit', '--against', '-', '-'], 'not both'],
    [['audit', '--against'], 'against'],
    [['audit', '--nonsense'], 'nonsense'],
    [['audit', '-o', 'xml'], 'no format "xml"; use one of table, json, sarif, junit, markdown'],
    [['audit', '-o', 'table', '-o', 'json'], 'table and json would both go to standard output'],
    [['audit', '--sarif-suppressed', 'maybe'], '--sarif-suppressed "maybe" is not one of omit, include'],
    [['audit', '--fail-on', 'panic'], '--fail-on "panic"'],
    [['audit', '/no/such/file'], 'no such file'],
    [['judge'], 'no command "judge"'],
    [[], 'which command?'],
    [['explain'], 'id of one rule'],
    [['explain', 'STO-999'], 'no rule STO-999'],
  ])('%j is wrong usage', async (args, message) => {
    const { status, err } = await run(...args);
    expect(status).toBe(2);
    expect(err).toContain(message);
  });

  test.each([['--help'], ['audit', '-h']])('%s %s prints help on standard output', async (...args) => {
    const { status, out, err } = await run(...args.filter(Boolean));
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toContain('Exit codes of audit: 0');
  });
});

describe('explain', () => {
  test('says why, shows wrong and right, says what to do and how to accept it', async () => {
    const { status, out } = await run('explain', 'sto-003');
    expect(status).toBe(0);
    expect(out).toContain('STO-003 retain-for-databases (error)');
    expect(out).toContain('\nWrong:\n  | apiVersion: storage.k8s.io/v1\n');
    expect(out).toContain('\n  > reclaimPolicy: Delete  # <- error\n');
    expect(out).toContain('\n  | reclaimPolicy: Retain\n');
    expect(out).toContain('audit.cdk8s-stateful.dev/STO-003: "why it does not matter here; expires=2027-01-31; owner=who accepts it"');
    expect(out).toContain("StorageAudit.of(scope).acknowledge({ id: 'STO-003', reason: 'why it does not matter here' });");
  });

  test('tells of the rules of other tools that ask for the opposite, and how to silence them', async () => {
    const { out } = await run('explain', 'uid-of-image');
    expect(out.match(/The images of databases have a user of their own/g)).toHaveLength(1);
    expect(out).toContain('  checkov CKV_K8S_40 asks for users of 10000 and above. To silence it there, on the object:\n    metadata:\n      annotations:\n        checkov.io/skip1: CKV_K8S_40=');
  });

  test('shows both renders of a rule that compares them, which only an annotation accepts', async () => {
    const { out } = await run('explain', 'STO-042');
    expect(out).toContain('  the old render:\n');
    expect(out).toContain('  the new render:\n');
    expect(out).toContain('audit.cdk8s-stateful.dev/STO-042: ');
    expect(out).not.toContain('StorageAudit');
  });

  test('offers no way to accept what is wrong with an acknowledgement', async () => {
    expect((await run('explain', 'ACK-001')).out).not.toContain('To accept it');
    const refused = (await run('explain', 'STO-006')).out;
    expect(refused).toContain('It cannot be acknowledged:\n  Every API server refuses the object.');
    expect(refused).not.toContain('To accept it');
  });

  test.each([['sto-0003', 'STO-003 (retain-for-databases)'], ['retain-for-database', 'STO-003 (retain-for-databases)'], ['ACK-002x', 'ACK-002 (acknowledgement-in-use)']])(
    'of %s suggests %s', async (name, suggestion) => {
      expect(await run('explain', name)).toMatchObject({ status: 2, out: '', err: `there is no rule ${name}; did you mean ${suggestion}? cdk8s-stateful rules lists all\n` });
    });
});

describe('rules', () => {
  const IDS = [...RULES, ...Object.values(ACKNOWLEDGEMENT_RULES)].map(({ id }) => id);

  test('lists all as a table', async () => {
    const { status, out, err } = await run('rules');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    const [titles, ...rows] = out.split('\n');
    expect(titles).toMatch(/^RULE +SEVERITY +SLUG +TITLE$/);
    expect(rows.slice(0, IDS.length).map((row) => row.split(' ')[0])).toEqual(IDS);
    const [all, ...parts] = /^(\d+) rules: (\d+) of what is there, (\d+) of what has changed \(--against\), (\d+) of acknowledgements; /m.exec(out)!.slice(1).map(Number);
    expect(all).toBe(IDS.length);
    expect(parts.reduce((sum, part) => sum + part)).toBe(all);
    const [, judged] = /(\d+) rules, \d+ ms/.exec((await run('audit', write('bad.yaml', BAD))).out)!;
    expect(parts[0]).toBe(Number(judged));
  });

  test('lists all as JSON in its fixed form', async () => {
    const { status, out } = await run('rules', '-o', 'json');
    expect(status).toBe(0);
    const { version, rules } = JSON.parse(out);
    expect(version).toBe(1);
    expect(rules.map(({ id }: { id: string }) => id)).toEqual(IDS);
    expect(rules.find(({ id }: { id: string }) => id === 'STO-005')).toEqual({
      id: 'STO-005',
      slug: 'no-in-tree-provisioner',
      title: expect.any(String),
      severity: 'error',
      checklist: [5],
      why: expect.any(String),
      remedy: expect.any(String),
      conflictsWith: [{
        tool: 'k8sgpt',
        rule: 'Storage analyzer',
        asks: expect.any(String),
        whyWrongHere: expect.any(String),
        suppress: expect.stringContaining('k8sgpt filters remove Storage'),
        source: expect.stringMatching(/^https:/),
      }],
      links: expect.any(Array),
      needs: expect.any(Array),
      kinds: ['StorageClass.storage.k8s.io'],
      acknowledgeable: true,
    });
    expect(rules.filter(({ acknowledgeable }: { acknowledgeable: boolean }) => !acknowledgeable).map(({ id }: { id: string }) => id))
      .toEqual(['STO-006', 'STS-022', 'OPS-041', ...Object.values(ACKNOWLEDGEMENT_RULES).map(({ id }) => id)]);
  });

  test.each([[['-o', 'yaml'], 'is not table or json'], [['STO-003'], 'Unexpected argument']])('%j is wrong usage', async (args, message) => {
    const { status, out, err } = await run('rules', ...args);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(message);
  });
});

test('help is there without the program', () => {
  const outfile = join(folder, 'start/index.js');
  buildSync({ entryPoints: [join(import.meta.dirname, '../../cli/start.ts')], bundle: true, platform: 'node', target: 'node20', outfile, logLevel: 'silent' });
  for (const word of ['--help', '-h', 'help']) {
    expect(spawnSync(process.execPath, [outfile, word], { encoding: 'utf8' })).toMatchObject({ status: 0, stdout: HELP, stderr: '' });
  }
  mkdirSync(join(folder, 'main'));
  writeFileSync(join(folder, 'main/index.js'), 'console.log(process.argv.slice(2).join(" "));');
  expect(spawnSync(process.execPath, [outfile, 'audit', '.'], { encoding: 'utf8' })).toMatchObject({ status: 0, stdout: 'audit .\n' });
});

test('runs as one bundled file, reading standard input', async () => {
  const outfile = join(folder, 'bundle.js');
  const examples = join(folder, 'rule-examples.js');
  writeFileSync(examples, examplesModule(FIXTURES));
  buildSync({ entryPoints: [join(import.meta.dirname, '../../cli/main.ts')], bundle: true, platform: 'node', target: 'node20', inject: [examples], outfile, logLevel: 'silent' });
  const { status, stdout, stderr } = spawnSync(process.execPath, [outfile, 'audit', '--fail-on', 'warning', '-o', 'json', '-'], { input: BAD, encoding: 'utf8', cwd: folder });
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(JSON.parse(stdout).findings[0]).toMatchObject({ rule: 'BKP-031', file: '<stdin>', line: 12 });
  // with what it shows of rules in itself
  expect(spawnSync(process.execPath, [outfile, 'explain', 'STO-003'], { encoding: 'utf8', cwd: folder }).stdout).toContain('  > reclaimPolicy: Delete  # <- error\n');
  // as a package manager links it: a file that the system starts by itself
  chmodSync(outfile, 0o755);
  expect(spawnSync(outfile, ['audit', '-'], { input: GOOD, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
});
