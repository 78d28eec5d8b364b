import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, Chart, JsonPatch, Size, Testing } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { documentOf, makePolicy, policyObjects, protectedDatabase } from './fixtures';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { PostgresVersion } from '../../src/facts/engines/postgres-image';
import { StorageAudit } from '../../src/governance/storage-audit';
import { Quiesce } from '../../src/protection/quiesce';
import { SnapshotPolicy } from '../../src/protection/snapshot-policy';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { SnapshotDeletionPolicy } from '../../src/storage/snapshot-class';
import { VolumeSnapshotClass } from '../../src/storage/volume-snapshot-class';
import { PostgresCredentials } from '../../src/workloads/postgres-credentials';
import { PostgresStatefulSet } from '../../src/workloads/postgres-stateful-set';
import { allowsIngress } from '../support/network-policies';
import { makeDatabase, objectOf, objectsOf, ordersChart } from '../workloads/fixtures';

const CLUSTER_SCOPED = ['ClusterRole', 'ClusterRoleBinding', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'VolumeSnapshotClass'];

const isClusterScoped = ({ kind }: any): boolean => CLUSTER_SCOPED.includes(kind);
const namesOf = (objects: readonly any[]): string[] => objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort();

/** A chart with the database and a policy with this class. */
function withClass(deletionPolicy: SnapshotDeletionPolicy, props: Parameters<typeof protectedDatabase>[0] = {}) {
  const chart = ordersChart();
  const snapshotClass = VolumeSnapshotClass.fromVolumeSnapshotClassName(chart, 'copies', 'orders-copies', { deletionPolicy });
  return protectedDatabase({ snapshotClass, ...props }, chart);
}

describe('names', () => {
  test('of everything begin with that of the policy', () => {
    const { chart, policy } = protectedDatabase({ metadata: { name: 'nightly' } });
    expect(policy.policyName).toBe('nightly');
    expect(policy.snapshotClassName).toBe('cdk8s-stateful.orders.nightly');
    for (const { kind, metadata } of policyObjects(chart)) expect(metadata.name, kind).toMatch(/^(cdk8s-stateful\.orders\.)?nightly(-|$)/);
  });

  test('are made from the workload when none was given', () => {
    expect(protectedDatabase().policy.policyName).toBe('orders-db-snapshots');
  });

  test('fit, whatever the workload is called', () => {
    const chart = ordersChart();
    const { db } = makeDatabase({ metadata: { name: `orders-${'x'.repeat(45)}` } }, chart);
    expect(db.workloadName).toHaveLength(52);
    const policy = makePolicy(chart);
    policy.protect(db);
    expect(policy.policyName).toMatch(/^orders-x{30}-[0-9a-f]{8}$/);
    for (const { kind, metadata } of policyObjects(chart)) {
      expect(metadata.name.length, kind).toBeLessThanOrEqual(kind === 'CronJob' ? 52 : isClusterScoped({ kind }) ? 253 : 63);
      for (const value of Object.values<string>(metadata.labels)) expect(value.length, kind).toBeLessThanOrEqual(63);
    }
    expect(documentOf(chart, policy.policyName).workload.name).toBe(db.workloadName);
  });
});

test('objects carry the policy, the workload and what the user says', () => {
  const { chart } = protectedDatabase({ metadata: { labels: { team: 'orders' }, annotations: { owner: 'ann' } } });
  for (const { kind, metadata } of policyObjects(chart).filter((object) => !isClusterScoped(object))) {
    expect(metadata, kind).toMatchObject({
      namespace: 'orders',
      labels: { 'app.kubernetes.io/name': 'cdk8s-stateful', 'cdk8s-stateful.dev/policy': 'orders-db-snapshots', 'cdk8s-stateful.dev/workload': 'orders-db', 'team': 'orders' },
      annotations: { owner: 'ann' },
    });
  }
});

describe('what programs write', () => {
  const { chart } = protectedDatabase();

  test.each([['ConfigMap', 'orders-db-snapshots-state'], ['Lease', 'orders-db-snapshots']])('%s is rendered empty, so that an apply takes nothing away', (kind, name) => {
    expect(Object.keys(objectOf(chart, kind, name)).sort()).toEqual(['apiVersion', 'kind', 'metadata']);
  });
});

describe('the way to the database', () => {
  const DB = { namespace: 'orders', labels: { 'cdk8s-stateful.dev/workload': 'orders-db' } };

  function opened(props: Parameters<typeof protectedDatabase>[0] = {}) {
    const objects = objectsOf(protectedDatabase(props).chart);
    const labelsOf = (name: string): any => objects.find(({ kind, metadata }) => kind === 'CronJob' && metadata.name === name).spec.jobTemplate.spec.template.metadata.labels;
    return (name: string, port: number = 5432, namespace: string = 'orders'): boolean => allowsIngress(objects, { namespace, labels: labelsOf(name) }, DB, port);
  }

  test('is open to pods that take snapshots, at its port', () => {
    const may = opened();
    expect(may('orders-db-snapshots')).toBe(true);
    expect(may('orders-db-snapshots', 22)).toBe(false);
  });

  test('is shut for those that prune, for the same pods elsewhere and for strangers', () => {
    const may = opened();
    expect(may('orders-db-snapshots-prune')).toBe(false);
    expect(may('orders-db-snapshots', 5432, 'other')).toBe(false);
    expect(allowsIngress(objectsOf(protectedDatabase().chart), { namespace: 'orders', labels: { 'app.kubernetes.io/name': 'cdk8s-stateful' } }, DB, 5432)).toBe(false);
  });

  test('stays shut when nothing is prepared', () => {
    expect(opened({ quiesce: Quiesce.none() })('orders-db-snapshots')).toBe(false);
    expect(documentOf(protectedDatabase({ quiesce: Quiesce.none() }).chart).quiesce).toEqual({ strategy: 'none' });
  });
});

describe('cluster-scoped objects', () => {
  test('go where they are told, and nothing else does', () => {
    const chart = ordersChart();
    const platform = new Chart(chart.node.root, 'platform', { namespace: 'platform' });
    protectedDatabase({ clusterScope: platform }, chart);
    const objects = objectsOf(platform);
    expect(namesOf(objects)).toEqual(CLUSTER_SCOPED.map((kind) => `${kind} cdk8s-stateful.orders.orders-db-snapshots`));
    for (const { kind, metadata } of objects) expect(metadata, kind).not.toHaveProperty('namespace');
    expect(objectsOf(chart).filter(isClusterScoped)).toEqual([]);
    expect(policyObjects(chart).map(({ metadata }) => metadata.namespace)).toEqual(Array(12).fill('orders'));
  });

  test('are the policy\'s own otherwise', () => {
    const objects = objectsOf(protectedDatabase().chart).filter(isClusterScoped);
    expect(objects.map(({ kind }) => kind).sort()).toEqual(CLUSTER_SCOPED);
    for (const { kind, metadata } of objects) expect(metadata, kind).not.toHaveProperty('namespace');
  });

  test('are a class that keeps copies, for the driver of the volumes', () => {
    expect(objectOf(protectedDatabase().chart, 'VolumeSnapshotClass')).toMatchObject({ driver: 'ebs.csi.aws.com', deletionPolicy: 'Retain' });
  });

  test('are none where somebody else sees to them', () => {
    const { chart, policy } = withClass(SnapshotDeletionPolicy.RETAIN, { clusterScopedObjects: false });
    expect(objectsOf(chart).filter(isClusterScoped)).toEqual([]);
    expect(policy.snapshotClassName).toBe('orders-copies');
    expect(documentOf(chart).snapshotClass).toEqual({ name: 'orders-copies', cut: 'creationTime', deletionPolicy: 'Retain' });
  });

  test('are none for a class whose copies go with their snapshots', () => {
    const { chart } = withClass(SnapshotDeletionPolicy.DELETE);
    expect(objectsOf(chart).filter(isClusterScoped)).toEqual([]);
    expect(documentOf(chart).snapshotClass.deletionPolicy).toBe('Delete');
  });

  test('are the rights alone for a class of which copies stay', () => {
    const { chart } = withClass(SnapshotDeletionPolicy.RETAIN);
    expect(objectsOf(chart).filter(isClusterScoped).map(({ kind }) => kind).sort()).toEqual(CLUSTER_SCOPED.filter((kind) => kind !== 'VolumeSnapshotClass'));
    expect(documentOf(chart).snapshotClass.deletionPolicy).toBe('Retain');
  });
});

describe('presets', () => {
  test.each<[string, (chart: Chart) => SnapshotPolicy, string, object]>([
    ['hourlyDailyWeekly', (chart) => SnapshotPolicy.hourlyDailyWeekly(chart, 'backup'), '43 * * * *', { last: 6, hourly: 24, daily: 7, weekly: 4, monthly: 0 }],
    ['dailyWeeklyMonthly', (chart) => SnapshotPolicy.dailyWeeklyMonthly(chart, 'backup'), '43 0 * * *', { last: 3, hourly: 0, daily: 14, weekly: 8, monthly: 12 }],
  ])('%s keeps what its name says', (_, make, cron, kept) => {
    const chart = ordersChart();
    make(chart).protect(makeDatabase({}, chart).db);
    expect(documentOf(chart)).toMatchObject({ schedule: { cron }, retention: { ...kept, minReady: 3, failedTtlSeconds: 172_800 } });
  });

  test('take every other option', () => {
    const chart = ordersChart();
    SnapshotPolicy.hourlyDailyWeekly(chart, 'backup', { metadata: { name: 'hourly' }, suspend: true, jitter: false }).protect(makeDatabase({}, chart).db);
    expect(documentOf(chart, 'hourly').schedule).toEqual({ cron: '0 * * * *', timeZone: 'Etc/UTC', suspend: true });
  });
});

test('a workload may have two policies', () => {
  const { chart, db } = protectedDatabase();
  makePolicy(chart, { metadata: { name: 'yearly' } }, 'yearly').protect(db);
  const names = namesOf(objectsOf(chart));
  expect(names).toEqual([...new Set(names)]);
  expect(policyObjects(chart).filter(({ metadata }) => metadata.labels['cdk8s-stateful.dev/policy'] === 'yearly')).toHaveLength(17);
  expect(objectsOf(chart).filter(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'orders-db')[0].spec.ingress).toHaveLength(3);
});

describe('the audit', () => {
  function synth(protect: (policy: SnapshotPolicy, db: PostgresStatefulSet) => void): void {
    const app = Testing.app({ outdir: mkdtempSync(join(tmpdir(), 'policy-')) });
    const platform = new Chart(app, 'platform');
    const chart = new Chart(app, 'shop', { namespace: 'orders' });
    const backend = AwsEbs.gp3({ kmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0' });
    const storageClass = new ProductionStorageClass(platform, 'disk', { metadata: { name: 'orders-disk' }, backend });
    const db = new PostgresStatefulSet(chart, 'db', {
      metadata: { name: 'orders-db' }, version: PostgresVersion.V17, storageClass, dataSize: Size.gibibytes(20), credentials: PostgresCredentials.fromSecretName('orders-login'),
    });
    protect(SnapshotPolicy.hourlyDailyWeekly(chart, 'backup', { clusterScope: platform }), db);
    StorageAudit.enforce(app);
    app.synth();
  }

  test('has nothing to say against a database with a policy', () => {
    expect(() => synth((policy, db) => policy.protect(db))).not.toThrow();
  });

  test('sees the policy: one whose document is changed is not that of the database', () => {
    expect(() => synth((policy, db) => {
      policy.protect(db);
      ApiObject.of(policy.node.findChild('Document')).addJsonPatch(JsonPatch.remove('/data'));
    })).toThrow('BKP-0');
  });
});
