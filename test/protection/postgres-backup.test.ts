import type { Chart } from 'cdk8s';
import { Duration, Size } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { documentOf, makePolicy, podOf, refusal } from './fixtures';
import { parsePolicy } from '../../cli/operations/snapshots/policy';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { CsiHostPath } from '../../src/facts/drivers/csi-hostpath-backends';
import { VolumeBackend } from '../../src/facts/drivers/volume-backend';
import { StorageTopology, VolumeAccessMode } from '../../src/facts/drivers/volume-modes';
import { Quiesce } from '../../src/protection/quiesce';
import type { SnapshotPolicyProps } from '../../src/protection/snapshot-policy-props';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { makeDatabase, objectOf, objectsOf, ordersChart } from '../workloads/fixtures';

const walSize = Size.gibibytes(5);

function protect(props: Partial<SnapshotPolicyProps> = {}, chart: Chart = ordersChart()): Chart {
  makePolicy(chart, props).protect(makeDatabase({ walSize }, chart).db);
  return chart;
}

function classOn(chart: Chart, backend: VolumeBackend) {
  return ProductionStorageClass.fromStorageClassName(chart, 'other', 'orders-other', { backend });
}

describe('a database with its log on a volume of its own', () => {
  test('is copied by a backup, which ends before the log is cut', () => {
    const document = documentOf(protect());
    expect(document.workload.claimTemplates).toEqual(['data', 'wal']);
    expect(document.quiesce).toEqual({
      strategy: 'postgres-backup',
      service: 'orders-db-rw',
      port: 5432,
      database: 'postgres',
      secret: { name: 'orders-login-snapshot', usernameKey: 'username', passwordKey: 'password' },
      logClaimTemplates: ['wal'],
      holdSeconds: 300,
    });
    expect(parsePolicy(JSON.stringify(document), 'the document')).toEqual(document);
  });

  test('is so when a backup is asked for, held for as long as is said', () => {
    expect(documentOf(protect({ quiesce: Quiesce.postgresBackup() }))).toEqual(documentOf(protect()));
    const chart = protect({ quiesce: Quiesce.postgresBackup({ maxHold: Duration.minutes(10) }) });
    expect(documentOf(chart).quiesce.holdSeconds).toBe(600);
    const deadline = (of: Chart): number => objectOf(of, 'CronJob', 'orders-db-snapshots').spec.jobTemplate.spec.activeDeadlineSeconds;
    expect(deadline(chart) - deadline(protect())).toBe(2 * 300);
  });

  test('has a runner that may mark its snapshots, and a fence around that', () => {
    const chart = protect();
    const verbs = (account: string): unknown => objectOf(chart, 'Role', `orders-db-snapshots-${account}`).rules[0].verbs;
    expect([verbs('runner'), verbs('pruner')]).toEqual([['create', 'list', 'patch'], ['delete', 'list', 'patch']]);
    const fences = objectsOf(chart).filter(({ kind }) => kind === 'ValidatingAdmissionPolicy').map(({ metadata }) => metadata.name);
    expect(fences).toEqual(['cdk8s-stateful.orders.orders-db-snapshots', 'cdk8s-stateful.orders.orders-db-snapshots.runner']);
    expect(podOf(objectOf(chart, 'CronJob', 'orders-db-snapshots')).containers[0].env.map(({ name }: any) => name)).toContain('DATABASE_PASSWORD');
  });

  test('waits for readyToUse where the driver of either volume says too early that it has cut', () => {
    const backend = VolumeBackend.custom({
      provisioner: 'ebs.csi.aws.com',
      accessModes: [VolumeAccessMode.READ_WRITE_ONCE, VolumeAccessMode.READ_WRITE_ONCE_POD],
      topology: StorageTopology.ZONE,
      expansion: true,
      snapshots: true,
    });
    const chart = ordersChart();
    makePolicy(chart).protect(makeDatabase({ walSize, walStorageClass: classOn(chart, backend) }, chart).db);
    expect([documentOf(protect()).snapshotClass.cut, documentOf(chart).snapshotClass.cut]).toEqual(['creationTime', 'readyToUse']);
  });

  test.each<[string, Partial<SnapshotPolicyProps>, string]>([
    ['nothing', { quiesce: Quiesce.none() }, 'quiesce leaves volumes data and wal of orders-db in states that do not fit each other, got "none"; use Quiesce.postgresBackup(), or leave it out'],
    ['a checkpoint', { quiesce: Quiesce.postgresCheckpoint() }, 'quiesce leaves volumes data and wal of orders-db in states that do not fit each other, got "postgres-checkpoint"'],
    ['a backup of no length', { quiesce: Quiesce.postgresBackup({ maxHold: Duration.seconds(9) }) }, 'quiesce.maxHold is shorter than drivers need for a cut, got "9s"; use ten seconds or more'],
  ])('is refused with %s', (_, props, message) => {
    const chart = ordersChart();
    expect(refusal(makeDatabase({ walSize }, chart).db, makePolicy(chart, props))).toContain(`[shop/backup] ${message}`);
  });

  test('is refused on volumes of two drivers', () => {
    const chart = ordersChart();
    const { db } = makeDatabase({ walSize, walStorageClass: classOn(chart, CsiHostPath.forTests()) }, chart);
    expect(refusal(db, makePolicy(chart))).toBe('[shop/backup] protect finds volumes of several drivers, and a snapshot class is of one, got "ebs.csi.aws.com, hostpath.csi.k8s.io"; '
      + 'use classes of one backend for all volumes of a pod');
  });

  test('is refused in a Kubernetes that cannot fence the runner', () => {
    const chart = ordersChart({ kubernetesVersion: '1.29' });
    expect(refusal(makeDatabase({ walSize }, chart).db, makePolicy(chart))).toContain('kubernetesVersion has no ValidatingAdmissionPolicy');
  });
});

test('a backup of a database on one volume is refused: with its label it would not start', () => {
  const chart = ordersChart();
  expect(refusal(makeDatabase({}, chart).db, makePolicy(chart, { quiesce: Quiesce.postgresBackup() }))).toBe('[shop/backup] quiesce is for a server with its log on a volume of its own: '
    + 'one volume is cut at one moment, and with a backup label it would not start, got "postgres-backup"; use Quiesce.postgresCheckpoint()');
});

test('a backup on EBS says when both are cut', () => {
  const chart = ordersChart();
  makePolicy(chart).protect(makeDatabase({ walSize, walStorageClass: classOn(chart, AwsEbs.io2({ iops: 1000 })) }, chart).db);
  expect(documentOf(chart).snapshotClass.cut).toBe('creationTime');
});
