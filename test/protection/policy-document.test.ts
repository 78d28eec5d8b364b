import { Cron, Duration } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { documentOf, makePolicy, protectedDatabase } from './fixtures';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { VolumeBackend } from '../../src/facts/drivers/volume-backend';
import { StorageTopology, VolumeAccessMode } from '../../src/facts/drivers/volume-modes';
import { Quiesce } from '../../src/protection/quiesce';
import { Retention } from '../../src/protection/retention';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { SnapshotDeletionPolicy } from '../../src/storage/snapshot-class';
import { VolumeSnapshotClass } from '../../src/storage/volume-snapshot-class';
import { makeDatabase, ordersChart } from '../workloads/fixtures';

function custom(snapshotsCutAtCreationTime: boolean): VolumeBackend {
  return VolumeBackend.custom({
    provisioner: 'block.example.com',
    accessModes: [VolumeAccessMode.READ_WRITE_ONCE, VolumeAccessMode.READ_WRITE_ONCE_POD],
    topology: StorageTopology.ZONE,
    expansion: true,
    snapshots: true,
    snapshotsCutAtCreationTime,
  });
}

describe('the document', () => {
  test('says what the programs are to do', () => {
    const retention = Retention.of({ last: 1, hourly: 2, daily: 3, weekly: 4, monthly: 5, minReady: 6, failedTtl: Duration.hours(1) });
    const { chart } = protectedDatabase({ schedule: Cron.schedule({ minute: '7', hour: '3' }), timeZone: 'Europe/Berlin', retention, readyDeadline: Duration.hours(2) });
    expect(documentOf(chart)).toEqual({
      schema: 'cdk8s-stateful.dev/snapshot-policy/v1',
      name: 'orders-db-snapshots',
      namespace: 'orders',
      workload: { kind: 'StatefulSet', name: 'orders-db', replicas: 1, claimTemplates: ['data'] },
      snapshotClass: { name: 'cdk8s-stateful.orders.orders-db-snapshots', cut: 'creationTime', deletionPolicy: 'Retain' },
      quiesce: {
        strategy: 'postgres-checkpoint',
        service: 'orders-db-rw',
        port: 5432,
        database: 'postgres',
        secret: { name: 'orders-login-snapshot', usernameKey: 'username', passwordKey: 'password' },
      },
      schedule: { cron: '7 3 * * *', timeZone: 'Europe/Berlin', suspend: false },
      retention: { last: 1, hourly: 2, daily: 3, weekly: 4, monthly: 5, minReady: 6, failedTtlSeconds: 3600 },
      deadlines: { quiesceSeconds: 300, waitSeconds: 600, readySeconds: 7200 },
      parallelism: 5,
    });
  });

  test('is the same when a checkpoint is asked for', () => {
    expect(documentOf(protectedDatabase({ quiesce: Quiesce.postgresCheckpoint() }).chart)).toEqual(documentOf(protectedDatabase().chart));
  });

  test('names the pods that are protected, if not all are', () => {
    expect(documentOf(protectedDatabase({ ordinals: [2, 0] }).chart).workload.ordinals).toEqual([2, 0]);
    expect(documentOf(protectedDatabase().chart).workload).not.toHaveProperty('ordinals');
  });

  test('says by which labels the primary is known, if it alone is protected', () => {
    expect(documentOf(protectedDatabase({ primaryLabels: { role: 'primary' } }).chart).workload.primaryLabels).toEqual({ role: 'primary' });
    expect(documentOf(protectedDatabase().chart).workload).not.toHaveProperty('primaryLabels');
  });

  test('says what was promised, if anything was', () => {
    expect(documentOf(protectedDatabase({ recoveryPointObjective: Duration.hours(3) }).chart).objectives).toEqual({ rpoSeconds: 10_800 });
    expect(documentOf(protectedDatabase().chart)).not.toHaveProperty('objectives');
  });

  test('waits six hours until a group is ready, unless told', () => {
    expect(documentOf(protectedDatabase().chart).deadlines.readySeconds).toBe(21_600);
  });

  test('counts a set that is scaled to nothing as one: its claims are still there', () => {
    const chart = ordersChart();
    const { db } = makeDatabase({ replicas: 0 }, chart);
    makePolicy(chart).protect(db);
    expect(documentOf(chart).workload.replicas).toBe(1);
  });

  test.each<[string, VolumeBackend | undefined, string]>([
    ['known', AwsEbs.gp3(), 'creationTime'],
    ['that was said to cut first', custom(true), 'creationTime'],
    ['of which nothing was said', custom(false), 'readyToUse'],
    ['that is unknown', undefined, 'readyToUse'],
  ])('says when snapshots of a driver %s are cut', (_, backend, cut) => {
    const chart = ordersChart();
    const storageClass = ProductionStorageClass.fromStorageClassName(chart, 'class', 'orders-class', { backend });
    const { db } = makeDatabase({ storageClass }, chart);
    makePolicy(chart, { snapshotClass: VolumeSnapshotClass.fromVolumeSnapshotClassName(chart, 'copies', 'orders-copies', { deletionPolicy: SnapshotDeletionPolicy.RETAIN }) }).protect(db);
    expect(documentOf(chart).snapshotClass.cut).toBe(cut);
  });
});
