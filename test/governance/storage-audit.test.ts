import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch, Testing, YamlOutputType } from 'cdk8s';
import type { AppProps } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { describe, expect, test } from 'vitest';
import { runCommandLine } from '../../cli/cli';
import type { World } from '../../cli/commands/world';
import { AuditSeverity, StorageAudit } from '../../src/governance/storage-audit';

const REASON = 'volumes of the staging cluster only';

function storageClass(scope: Construct, id: string, spec: object = {}): ApiObject {
  return new ApiObject(scope, id, {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: `${Chart.of(scope).node.id}-${id}`, annotations: { zebra: 'last' } },
    provisioner: 'ebs.csi.aws.com',
    parameters: { encrypted: 'true', kmsKeyId: 'alias/orders' },
    volumeBindingMode: 'WaitForFirstConsumer',
    allowVolumeExpansion: true,
    reclaimPolicy: 'Retain',
    ...spec,
  });
}

function newApp(props: AppProps = {}): App {
  return Testing.app({ outdir: mkdtempSync(join(tmpdir(), 'audit-')), ...props });
}

/** An app whose objects render differently each time. */
function spreadingApp(charts: number, props: AppProps = {}): App {
  const app = newApp(props);
  for (let number = 0; number < charts; number += 1) {
    const chart = new Chart(app, `chart-${number}`);
    new Deployment(chart, 'web', { replicas: 3, containers: [{ image: 'nginx' }] }).scheduling.spread();
    new Deployment(chart, 'default', { replicas: 3, spread: true, containers: [{ image: 'nginx' }] });
    storageClass(chart, 'disk');
  }
  return app;
}

function filesOf(app: App): { [name: string]: string } {
  app.synth();
  const names = readdirSync(app.outdir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(names.map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'utf8')]));
}

/** Counts how often each object really renders. */
function countRenders(app: App): Map<string, number> {
  const counts = new Map<string, number>();
  for (const apiObject of app.node.findAll().filter(ApiObject.isApiObject)) {
    const original = apiObject.toJson.bind(apiObject);
    apiObject.toJson = () => {
      counts.set(apiObject.node.path, (counts.get(apiObject.node.path) ?? 0) + 1);
      return original();
    };
  }
  return counts;
}

async function auditFiles(app: App): Promise<{ status: number; summary: { acknowledged: unknown[] }; rules: string[] }> {
  let output = '';
  const status = await runCommandLine(['audit', '-o', 'json', app.outdir], { out: (text) => { output += text; }, err: () => {} }, { now: () => new Date() } as World);
  const { summary, findings } = JSON.parse(output);
  return { status, summary, rules: findings.map((finding: { rule: string }) => finding.rule) };
}

describe('the written YAML', () => {
  test.each(Object.values(YamlOutputType).filter((type) => typeof type === 'number').map((type) => [YamlOutputType[type], type]))(
    'is the same with and without the audit: %s', (_, type) => {
      const yamlOutputType = type as YamlOutputType;
      const audited = spreadingApp(3, { yamlOutputType });
      StorageAudit.enforce(audited);
      expect(filesOf(audited)).toEqual(filesOf(spreadingApp(3, { yamlOutputType })));
    },
  );

  test('is the same for 100 charts, each object rendered once', () => {
    const audited = spreadingApp(100);
    const counts = countRenders(audited);
    StorageAudit.enforce(audited);
    expect(filesOf(audited)).toEqual(filesOf(spreadingApp(100)));
    expect(counts.size).toBe(300);
    expect(new Set(counts.values())).toEqual(new Set([1]));
  });

  test('is the same by synthYaml and chart by chart', () => {
    const audited = spreadingApp(3);
    StorageAudit.enforce(audited);
    expect(audited.synthYaml()).toBe(spreadingApp(3).synthYaml());

    const byChart = spreadingApp(3);
    StorageAudit.enforce(byChart);
    expect(byChart.charts.map((chart) => Testing.synth(chart))).toEqual(spreadingApp(3).charts.map((chart) => Testing.synth(chart)));
  });

  test('of a second synth is what it would be without the audit', () => {
    const audited = spreadingApp(2);
    StorageAudit.enforce(audited);
    const plain = spreadingApp(2);
    expect([filesOf(audited), audited.synthYaml(), filesOf(audited)]).toEqual([filesOf(plain), plain.synthYaml(), filesOf(plain)]);
  });

  test('follows a change between two synths', () => {
    const app = newApp();
    const chart = new Chart(app, 'platform');
    const disk = storageClass(chart, 'disk');
    StorageAudit.enforce(app);
    expect(Testing.synth(chart)[0].allowVolumeExpansion).toBe(true);
    disk.addJsonPatch(JsonPatch.replace('/allowVolumeExpansion', false));
    expect(() => Testing.synth(chart)).toThrow('STO-002');
    expect(() => app.synth()).toThrow('STO-002');
    disk.addJsonPatch(JsonPatch.replace('/allowVolumeExpansion', true));
    expect(Testing.synth(chart)[0].allowVolumeExpansion).toBe(true);
  });

  test('follows a change after a synth that another validation stopped', () => {
    const app = newApp();
    const chart = new Chart(app, 'platform');
    const disk = storageClass(chart, 'disk');
    let problems = ['not yet'];
    chart.node.addValidation({ validate: () => problems });
    StorageAudit.enforce(app);
    expect(() => app.synthYaml()).toThrow('not yet');
    problems = [];
    disk.addJsonPatch(JsonPatch.add('/parameters/tagSpecification_1', 'team=orders'));
    expect(app.synthYaml()).toContain('team=orders');
  });
});

describe('findings', () => {
  test('fail the synth, with construct path, rule and remedy, and nothing is written', () => {
    const app = newApp();
    storageClass(new Chart(app, 'platform'), 'disk', { allowVolumeExpansion: false });
    storageClass(new Chart(app, 'other'), 'disk', { volumeBindingMode: 'Immediate' });
    StorageAudit.enforce(app);
    expect(() => app.synth()).toThrow([
      'StorageAudit: 2 of severity warning or above',
      '  [platform/disk] warning STO-002 allow-volume-expansion: StorageClass platform-disk makes volumes that cannot grow; set allowVolumeExpansion to true',
      '  [other/disk] warning STO-001 wait-for-first-consumer: StorageClass other-disk makes volumes of scope zone with volumeBindingMode Immediate; set WaitForFirstConsumer',
    ].join('\n'));
    expect(readdirSync(app.outdir)).toEqual([]);
  });

  test('are found in what JSON patches render', () => {
    const app = newApp();
    storageClass(new Chart(app, 'platform'), 'disk').addJsonPatch(JsonPatch.remove('/allowVolumeExpansion'));
    StorageAudit.enforce(app);
    expect(() => app.synth()).toThrow('[platform/disk] warning STO-002');
  });

  test('are found in charts that come after the audit, and across charts', () => {
    const app = newApp();
    StorageAudit.enforce(app);
    storageClass(new Chart(app, 'platform'), 'disk', { reclaimPolicy: 'Delete' });
    new ApiObject(new Chart(app, 'orders'), 'claim', {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'ledger', annotations: { 'cdk8s-stateful.dev/data': 'authoritative' } },
      spec: { storageClassName: 'platform-disk', resources: { requests: { storage: '10Gi' } } },
    });
    expect(() => app.synth()).toThrow('[platform/disk] error STO-003');
  });

  test.each([
    [AuditSeverity.ERROR, false],
    [AuditSeverity.WARNING, true],
    [AuditSeverity.INFO, true],
    [AuditSeverity.NEVER, false],
  ])('of severity warning with failOn %s', (failOn, fails) => {
    const app = newApp();
    storageClass(new Chart(app, 'platform'), 'disk', { allowVolumeExpansion: false });
    StorageAudit.enforce(app, { failOn });
    let failed = false;
    try { app.synth(); } catch { failed = true; }
    expect(failed).toBe(fails);
  });

  test('in a closed world include references out of the app', () => {
    const annotations = { 'cdk8s-stateful.dev/data': 'authoritative', 'audit.cdk8s-stateful.dev/BKP-032': REASON };
    const claim = { kind: 'PersistentVolumeClaim', apiVersion: 'v1', metadata: { name: 'ledger', annotations } };
    const build = (closedWorld: boolean) => {
      const app = newApp();
      new ApiObject(new Chart(app, 'orders'), 'claim', { ...claim, spec: { storageClassName: 'elsewhere', resources: { requests: { storage: '1Gi' } } } });
      StorageAudit.enforce(app, { closedWorld });
      return app;
    };
    expect(() => build(false).synth()).not.toThrow();
    expect(() => build(true).synth()).toThrow('error STO-003');
  });
});

describe('acknowledge', () => {
  test('covers a subtree, writes the reason onto the objects concerned, and the command line agrees', async () => {
    const app = newApp();
    const chart = new Chart(app, 'platform');
    storageClass(new Construct(chart, 'fixed'), 'disk', { allowVolumeExpansion: false });
    storageClass(new Construct(chart, 'growing'), 'other');
    StorageAudit.of(chart).acknowledge({ id: 'STO-002', reason: REASON });
    StorageAudit.enforce(app);
    app.synth();
    const [fixed, growing] = Testing.synth(chart);
    expect(Object.entries(fixed.metadata.annotations)).toEqual([['audit.cdk8s-stateful.dev/STO-002', REASON], ['zebra', 'last']]);
    expect(growing.metadata.annotations).toEqual({ zebra: 'last' });
    const { status, summary, rules } = await auditFiles(app);
    expect({ status, rules }).toEqual({ status: 0, rules: ['OPS-060', 'OPS-060'] });
    expect(summary.acknowledged).toEqual([
      { rule: 'STO-002', reason: REASON, acknowledgedIn: 'annotation', object: { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', namespace: null, name: 'platform-disk' } },
    ]);
  });

  test('is written without enforce, too, and then nothing fails the synth', async () => {
    const app = newApp();
    const chart = new Chart(app, 'platform');
    const disk = storageClass(chart, 'disk', { allowVolumeExpansion: false, reclaimPolicy: 'Delete', provisioner: 'kubernetes.io/aws-ebs' });
    StorageAudit.of(disk).acknowledge({ id: 'STO-005', reason: REASON });
    StorageAudit.of(app).acknowledge({ id: 'STO-008', reason: 'nothing that it could cover' });
    app.synth();
    expect((await auditFiles(app)).summary.acknowledged).toMatchObject([{ rule: 'STO-005', reason: REASON }]);
    expect(Testing.synth(chart)[0].metadata.annotations).toEqual({ 'zebra': 'last', 'audit.cdk8s-stateful.dev/STO-005': REASON });
  });

  test('leaves objects that render differently each time as they are', () => {
    const [plain, acknowledged] = [spreadingApp(2), spreadingApp(2)];
    StorageAudit.of(acknowledged).acknowledge({ id: 'STO-002', reason: REASON });
    expect(acknowledged.synthYaml()).toBe(plain.synthYaml());
  });

  test('takes the nearest reason', () => {
    const app = newApp();
    const chart = new Chart(app, 'platform');
    const disk = storageClass(chart, 'disk', { allowVolumeExpansion: false });
    StorageAudit.of(app).acknowledge({ id: 'STO-002', reason: 'said for the whole app' });
    StorageAudit.of(disk).acknowledge({ id: 'STO-002', reason: REASON });
    StorageAudit.enforce(app);
    expect(Testing.synth(chart)[0].metadata.annotations).toEqual({ 'zebra': 'last', 'audit.cdk8s-stateful.dev/STO-002': REASON });
  });

  test('of what the rule does not find fails the synth', () => {
    const app = newApp();
    const chart = new Chart(app, 'platform');
    storageClass(chart, 'disk');
    StorageAudit.of(chart).acknowledge({ id: 'STO-002', reason: REASON });
    StorageAudit.enforce(app);
    expect(() => app.synth()).toThrow('[platform] ACK-002 acknowledgement-in-use: acknowledges STO-002, which finds nothing here or below');
  });

  test('refuses an unknown rule and a reason that says nothing, both in one message', () => {
    const chart = Testing.chart();
    expect(() => StorageAudit.of(chart).acknowledge({ id: 'STO-999', reason: 'because' })).toThrow(/\[test\] 2 problems:\n {2}- id is no rule.*got "STO-999".*\n {2}- reason says too little, got "because"; write at least 10 characters/);
  });

  test('refuses rules that compare versions: a synth sees one', () => {
    expect(() => StorageAudit.of(Testing.chart()).acknowledge({ id: 'STS-043', reason: REASON })).toThrow('id is no rule that can be acknowledged, got "STS-043"');
  });

  test('writes expiry and owner for the files, and fails the synth once it is over', async () => {
    const build = (today?: string): App => {
      const app = newApp();
      const chart = new Chart(app, 'platform');
      storageClass(chart, 'disk', { allowVolumeExpansion: false });
      StorageAudit.of(app).acknowledge({ id: 'STO-002', reason: REASON, expires: '2027-01-31', owner: 'team-storage' });
      StorageAudit.enforce(app, { today });
      return app;
    };
    const inTime = build('2027-01-31');
    inTime.synth();
    expect(Testing.synth(inTime.charts[0])[0].metadata.annotations['audit.cdk8s-stateful.dev/STO-002']).toBe(`${REASON}; expires=2027-01-31; owner=team-storage`);
    expect((await auditFiles(inTime)).summary.acknowledged).toMatchObject([{ reason: REASON, expires: '2027-01-31', owner: 'team-storage' }]);
    expect(() => build('2027-02-01').synth()).toThrow(/\[platform\/disk\] warning STO-002[^]*\[platform\/disk\] warning ACK-004 .*acknowledges STO-002 until 2027-01-31, which is past \(owner: team-storage\)/);
  });

  test('expires by the day of the synth', () => {
    const synth = (expires: string) => () => {
      const app = newApp();
      storageClass(new Chart(app, 'platform'), 'disk', { allowVolumeExpansion: false });
      StorageAudit.of(app).acknowledge({ id: 'STO-002', reason: REASON, expires });
      StorageAudit.enforce(app);
      app.synth();
    };
    expect(synth('2020-01-01')).toThrow('ACK-004');
    expect(synth('9999-12-31')).not.toThrow();
  });

  test.each([
    ['expires', { expires: '31.1.2027' }, 'expires is no date, got "31.1.2027"; write it as 2027-01-31'],
    ['expires', { expires: '2027-02-30' }, 'expires is no date, got "2027-02-30"'],
    ['owner', { owner: 'a; b' }, 'owner cannot be written into an annotation, got "a; b"'],
    ['owner', { owner: '' }, 'owner cannot be written into an annotation, got ""'],
    ['reason', { reason: 'known and planned; owner=me' }, 'reason cannot be told from what follows it in an annotation'],
    ['id', { id: 'OPS-041' }, 'id is no rule that can be acknowledged, got "OPS-041"'],
  ])('refuses an %s that cannot be kept: %j', (_, prop, message) => {
    expect(() => StorageAudit.of(Testing.chart()).acknowledge({ id: 'STO-002', reason: REASON, ...prop })).toThrow(message);
  });

  test('leaves alone what an annotation says of such a rule', () => {
    const app = newApp();
    storageClass(new Chart(app, 'platform'), 'disk').metadata.addAnnotation('audit.cdk8s-stateful.dev/STO-042', REASON);
    StorageAudit.enforce(app);
    expect(() => app.synth()).not.toThrow();
  });
});
