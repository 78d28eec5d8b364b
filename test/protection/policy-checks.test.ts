import { ApiObject, App, Chart, Cron, Duration, Size, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { describe, expect, test } from 'vitest';
import { makePolicy, protectedDatabase, refusal } from './fixtures';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { AwsEfs } from '../../src/facts/drivers/aws-efs-backends';
import { CsiHostPath } from '../../src/facts/drivers/csi-hostpath-backends';
import { GceHyperdisk } from '../../src/facts/drivers/gce-pd-backends';
import type { VolumeBackend } from '../../src/facts/drivers/volume-backend';
import { Quiesce } from '../../src/protection/quiesce';
import type { SnapshotPolicyProps } from '../../src/protection/snapshot-policy-props';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { SnapshotDeletionPolicy } from '../../src/storage/snapshot-class';
import { VolumeSnapshotClass } from '../../src/storage/volume-snapshot-class';
import { ProductionStatefulSet } from '../../src/workloads/production-stateful-set';
import type { IStatefulWorkload, WorkloadVolume } from '../../src/workloads/stateful-workload';
import { queueEngine } from '../support/samples';
import { disk, makeDatabase, objectsOf, ordersChart } from '../workloads/fixtures';

const COPIES_REMEDY = 'give it, or give the StorageClass its backend';

function copies(chart: Chart, backend?: VolumeBackend, deletionPolicy = SnapshotDeletionPolicy.RETAIN) {
  return VolumeSnapshotClass.fromVolumeSnapshotClassName(chart, 'copies', 'orders-copies', { backend, deletionPolicy });
}

function queue(chart: Chart): ProductionStatefulSet {
  const storageClass = disk(chart);
  return new ProductionStatefulSet(chart, 'queue', {
    metadata: { name: 'queue' },
    engine: queueEngine(),
    volumes: [{ role: 'data', size: Size.gibibytes(20), storageClass }, { role: 'wal', size: Size.gibibytes(5), storageClass }],
  });
}

/** Something else that keeps data, as another package may have it. */
function workload(chart: Chart, volumes: WorkloadVolume[], changes: Partial<IStatefulWorkload> = {}): IStatefulWorkload {
  const fields = { workloadName: 'other', workloadNamespace: 'orders', replicas: 1, matchLabels: {}, volumes, allowFrom: () => undefined };
  return Object.assign(new Construct(chart, 'other'), fields, changes);
}

function volumeOn(chart: Chart, backend?: VolumeBackend): WorkloadVolume {
  const storageClass = ProductionStorageClass.fromStorageClassName(chart, 'class', 'orders-class', { backend });
  return { role: 'data', claimTemplateName: 'data', size: Size.gibibytes(20), storageClass };
}

/** What a policy of these props says of a workload. */
function said(
  workloadIn: (chart: Chart) => IStatefulWorkload, props: (chart: Chart) => Partial<SnapshotPolicyProps> = () => ({}), chart: Chart = ordersChart(),
): string {
  return refusal(workloadIn(chart), makePolicy(chart, props(chart)));
}

const database = (chart: Chart): IStatefulWorkload => makeDatabase({}, chart).db;

describe('a policy refuses', () => {
  test('to protect twice', () => {
    const { db, policy } = protectedDatabase();
    expect(refusal(db, policy)).toBe('[shop/backup] protect was called for orders-db-snapshots already, got "orders-db"; make another policy for another workload');
  });

  test('a namespace that nobody knows', () => {
    const chart = new Chart(Testing.app(), 'shop');
    expect(said(database, undefined, chart)).toBe('[shop/backup] namespace is not known, and accounts are bound in a namespace; '
      + 'give the chart one, as new Chart(app, \'orders\', { namespace: \'orders\' })');
  });

  test('another namespace than that of the workload', () => {
    expect(said(database, () => ({ metadata: { namespace: 'backups' } }))).toBe('[shop/backup] metadata.namespace is not that of the workload, orders: '
      + 'a snapshot lies beside its claim, got "backups"; make the policy in the chart of the workload');
    expect(said((chart) => workload(chart, [volumeOn(chart, AwsEbs.gp3())], { workloadNamespace: undefined }))).toBe('[shop/backup] metadata.namespace is not that of the workload, '
      + 'which has none: a snapshot lies beside its claim, got "orders"; make the policy in the chart of the workload');
  });

  test.each<[string, string, string]>([
    ['that is too long', 'a'.repeat(47), `is 47 characters long, got "${'a'.repeat(47)}"; use at most 46`],
    ['that is no label', 'Orders.Backup', 'is not a DNS label (RFC 1123), got "Orders.Backup"; use lower-case letters, digits and "-", beginning and ending with a letter or digit'],
  ])('a name %s', (_, name, message) => {
    expect(said(database, () => ({ metadata: { name } }))).toBe(`[shop/backup] metadata.name ${message}`);
  });

  test('labels that Kubernetes refuses', () => {
    expect(said(database, () => ({ metadata: { labels: { 'a b': 'x' } } }))).toBe('[shop/backup] metadata.labels has a key that Kubernetes refuses, got "a b"; '
      + 'use [prefix/]name with a name of at most 63 characters');
  });

  test.each([['another policy', 'orders-db-snapshots', 'Resource'], ['the CronJob that prunes for another', 'orders-db-snapshots-prune', 'Prune']])(
    'the name of %s', (_, name, taken) => {
      const { chart, db } = protectedDatabase();
      expect(refusal(db, makePolicy(chart, { metadata: { name } }, 'again'))).toBe(
        `[shop/again] metadata.name gives a CronJob the name of shop/backup/${taken}, got "${name}"; give each policy a name of its own`,
      );
    },
  );

  test('a checkpoint of what is no PostgreSQL', () => {
    expect(said((chart) => workload(chart, [volumeOn(chart, AwsEbs.gp3())]), () => ({ quiesce: Quiesce.postgresCheckpoint() }))).toBe(
      '[shop/backup] quiesce needs a server of PostgreSQL, which other is not known to be, got "postgres-checkpoint"; use Quiesce.none(), or PostgresStatefulSet',
    );
  });

  test.each([[[], ''], [[-1], '-1'], [[0.5], '0.5'], [[1, 1], '1, 1']])('pods %j', (ordinals, got) => {
    expect(said(database, () => ({ ordinals }))).toBe(
      `[shop/backup] ordinals are no ordinals of pods, each once, got "${got}"; use whole numbers of 0 or more, or leave them out for all pods`,
    );
  });

  test.each<[string, Partial<SnapshotPolicyProps>, string]>([
    ['that are none', { primaryLabels: {} }, 'primaryLabels are none, and all pods have no labels, got "{}"; say what the primary is marked with, as { role: \'primary\' }, or leave them out for all pods'],
    ['beside ordinals', { primaryLabels: { role: 'primary' }, ordinals: [0] }, 'primaryLabels are said beside ordinals, and the primary is on any of the pods, got "role=primary"; leave one of them out'],
    ['that Kubernetes refuses', { primaryLabels: { 'a b': 'x' } }, 'primaryLabels has a key that Kubernetes refuses, got "a b"; use [prefix/]name with a name of at most 63 characters'],
    ['that select all pods', { primaryLabels: { 'role': 'primary', 'cdk8s-stateful.dev/workload': 'orders-db' } }, 'primaryLabels are labels that select all pods of orders-db and are never changed, '
      + 'got "cdk8s-stateful.dev/workload"; use those alone that are set on the pod that takes writes'],
  ])('labels of a primary %s', (_, props, message) => {
    expect(said(database, () => props)).toBe(`[shop/backup] ${message}`);
  });

  test('to wait for less than a minute', () => {
    expect(said(database, () => ({ readyDeadline: Duration.seconds(59) }))).toBe('[shop/backup] readyDeadline is shorter than drivers need, got "59s"; use a minute or more');
  });

  test('to make no cluster-scoped objects when it would need a class', () => {
    expect(said(database, () => ({ clusterScopedObjects: false }))).toBe('[shop/backup] snapshotClass is missing: '
      + 'without cluster-scoped objects the policy cannot make its own; use VolumeSnapshotClass.fromVolumeSnapshotClassName');
  });

  test('a pod of several volumes', () => {
    expect(said(queue)).toBe('[shop/backup] protect takes the volumes of a pod one after the other, and a database restored from different moments is corrupt, '
      + 'got "data, wal"; protect a workload with one volume for each pod, or stop queue from writing meanwhile, with Quiesce.exec()');
  });

  test('a workload without volumes', () => {
    expect(said((chart) => workload(chart, []))).toBe('[shop/backup] protect finds no volume to snapshot, got "other"; protect a workload that keeps its data on volumes');
  });

  test('to guess the driver', () => {
    const unknown = (chart: Chart): IStatefulWorkload => workload(chart, [volumeOn(chart)]);
    expect(said(unknown)).toBe(`[shop/backup] snapshotClass is missing, and StorageClass orders-class does not say which driver its own would be for; ${COPIES_REMEDY}`);
    const chart = ordersChart();
    makePolicy(chart, { snapshotClass: copies(chart) }).protect(unknown(chart));
  });

  test('a driver that takes no snapshots, and names what there is instead', () => {
    expect(said((chart) => workload(chart, [volumeOn(chart, AwsEfs.accessPoints({ fileSystemId: 'fs-0123456789abcdef0' }))]))).toBe(
      '[shop/backup] protect cannot snapshot volume data: its driver takes none, got "efs.csi.aws.com"; use AWS Backup or EFS replication',
    );
  });

  test('volumes of which their driver takes none', () => {
    expect(said((chart) => workload(chart, [volumeOn(chart, GceHyperdisk.ml({ multiZone: true }))]))).toBe('[shop/backup] protect cannot snapshot volume data: '
      + 'a volume of several zones is a disk in each of them, and the driver refuses snapshots of it, got "pd.csi.storage.gke.io"; copy the data another way');
  });

  test('a class of which nobody said what becomes of the copies', () => {
    const silent = (chart: Chart) => ({ snapshotClass: VolumeSnapshotClass.fromVolumeSnapshotClassName(chart, 'copies', 'orders-copies', { backend: AwsEbs.gp3() }) });
    expect(said(database, silent)).toBe('[shop/backup] snapshotClass does not say its deletionPolicy, which decides whether the backups are lost with the namespace '
      + 'and how old ones are freed, got "orders-copies"; look it up, and say it in fromVolumeSnapshotClassName');
  });

  test('a class of another driver', () => {
    expect(said(database, (chart) => ({ snapshotClass: copies(chart, CsiHostPath.forTests()) }))).toBe(
      '[shop/backup] snapshotClass is of another driver than the volumes, ebs.csi.aws.com, got "hostpath.csi.k8s.io"; use a class of the same backend',
    );
  });

  test('everything at once, in one message', () => {
    const everything = (chart: Chart): Partial<SnapshotPolicyProps> => ({
      metadata: { name: 'Backup', namespace: 'backups' },
      readyDeadline: Duration.seconds(1),
      quiesce: Quiesce.postgresCheckpoint(),
      clusterScopedObjects: false,
      snapshotClass: copies(chart, CsiHostPath.forTests()),
    });
    expect(said(queue, everything)).toMatch(new RegExp([
      '^\\[shop/backup\\] 6 problems:',
      'metadata.name is not a DNS label .*',
      'readyDeadline is shorter .*',
      'metadata.namespace is not that of the workload, orders: .*',
      'quiesce needs a server of PostgreSQL, which queue is not known to be, .*',
      'protect takes the volumes of a pod one after the other, .*',
      'snapshotClass is of another driver .*$',
    ].join('\n {2}- ')));
  });

  test('and has made nothing then', () => {
    const chart = ordersChart();
    const { db } = makeDatabase({}, chart);
    const policy = makePolicy(chart, { readyDeadline: Duration.seconds(1) });
    refusal(db, policy);
    expect(policy.node.findAll().filter(ApiObject.isApiObject)).toEqual([]);
  });
});

describe('Kubernetes 1.29', () => {
  const old = (): Chart => ordersChart({ kubernetesVersion: '1.29' });

  test('cannot fence the rights that a class of Retain needs', () => {
    expect(said(database, undefined, old())).toBe('[shop/backup] kubernetesVersion has no ValidatingAdmissionPolicy, without which the pruner could change every snapshot '
      + 'of the cluster, got "1.29"; use 1.30 or newer, or a snapshot class of deletion policy Delete');
    expect(said(database, (chart) => ({ snapshotClass: copies(chart) }), old())).toContain('[shop/backup] kubernetesVersion has no ValidatingAdmissionPolicy');
  });

  test('is enough for a class of Delete, and where somebody else sees to the rights', () => {
    for (const clusterScopedObjects of [true, false]) {
      const chart = old();
      const deletionPolicy = clusterScopedObjects ? SnapshotDeletionPolicy.DELETE : SnapshotDeletionPolicy.RETAIN;
      protectedDatabase({ snapshotClass: copies(chart, AwsEbs.gp3(), deletionPolicy), clusterScopedObjects }, chart);
      expect(objectsOf(chart).map(({ kind }) => kind)).toContain('CronJob');
    }
  });
});

describe('before there is a workload', () => {
  test.each<[string, SnapshotPolicyProps['schedule'], Duration | undefined, string]>([
    ['a day that never comes', Cron.schedule({ minute: '0', hour: '0', day: '30', month: '2' }), undefined, 'schedule is never due, got "0 0 30 2 *"; use a day that there is in one of its months'],
    [
      'a promise that the schedule does not keep', Cron.schedule({ minute: '0', hour: '3', weekDay: '1-5' }), Duration.hours(71),
      'recoveryPointObjective is shorter than the longest time between two runs of the schedule, 3d, got "2d23h"; take snapshots more often, or promise less',
    ],
  ])('%s is refused', (_, schedule, recoveryPointObjective, message) => {
    expect(() => makePolicy(ordersChart(), { schedule, recoveryPointObjective })).toThrow(`] ${message}`);
  });

  test('the promise of the schedule itself is taken', () => {
    expect(() => makePolicy(ordersChart(), { schedule: Cron.schedule({ minute: '0' }), recoveryPointObjective: Duration.hours(1) })).not.toThrow();
  });

  test('schedule and time zone are refused together', () => {
    expect(() => makePolicy(ordersChart(), { schedule: Cron.schedule({ minute: '60', hour: '24' }), timeZone: 'Berlin' })).toThrow(new Error([
      '[shop/backup] 3 problems:',
      'schedule.minute is not a field of a schedule, got "60"; use 0 to 59, as 5, 1-5, */10 or 1,15',
      'schedule.hour is not a field of a schedule, got "24"; use 0 to 23, as 5, 1-5, */10 or 1,15',
      'timeZone is not the name of a time zone, got "Berlin"; use a name of the IANA database, as "Etc/UTC" or "Europe/Berlin"',
    ].join('\n  - ')));
  });

  test('there are no names', () => {
    const policy = makePolicy(ordersChart());
    const message = '[shop/backup] protect was not called yet, and names come from the workload; call it first';
    expect(() => policy.policyName).toThrow(new Error(message));
    expect(() => policy.snapshotClassName).toThrow(new Error(message));
  });

  test('synth fails', () => {
    const chart = ordersChart();
    makePolicy(chart);
    expect(() => App.of(chart).synth()).toThrow(new Error('Validation failed with the following errors:\n  [shop/backup] protects nothing; call protect() with a workload, or protectClaims()'));
  });
});
