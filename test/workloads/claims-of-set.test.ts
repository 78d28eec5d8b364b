import { App, Chart, Size } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { disk, makeDatabase, objectOf, objectsOf, ordersChart } from './fixtures';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { CsiHostPath } from '../../src/facts/drivers/csi-hostpath-backends';
import { VolumeAccessMode, VolumeMode } from '../../src/facts/drivers/volume-modes';
import { ClonedClaim } from '../../src/storage/cloned-claim';
import { DurableClaim } from '../../src/storage/durable-claim';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { RestoredClaim } from '../../src/storage/restored-claim';
import type { RestoredClaimProps } from '../../src/storage/restored-claim';
import { VolumeSnapshot } from '../../src/storage/volume-snapshot';
import { ProductionStatefulSet } from '../../src/workloads/production-stateful-set';
import { queueEngine } from '../support/samples';

/** A claim that fits the database `orders-db`, with these props, in its chart or another. */
function restore(props: Partial<RestoredClaimProps> = {}, chart: Chart = ordersChart()): RestoredClaim {
  const storageClass = props.storageClass ?? ProductionStorageClass.fromStorageClassName(chart, 'restored-disk', 'orders-disk', { backend: AwsEbs.gp3() });
  const snapshot = VolumeSnapshot.fromVolumeSnapshotName(chart, 'newest', 'orders-7', { backend: AwsEbs.gp3(), size: Size.gibibytes(20) });
  return new RestoredClaim(chart, 'restored', { metadata: { name: 'data-orders-db-0' }, snapshot, storageClass, ...props });
}

/** Three pods with two volumes each. */
function makeQueue(chart: Chart = ordersChart()): ProductionStatefulSet {
  const storageClass = disk(chart);
  return new ProductionStatefulSet(chart, 'queue', {
    metadata: { name: 'queue' },
    engine: queueEngine(),
    volumes: [{ role: 'data', size: Size.gibibytes(20), storageClass }, { role: 'wal', size: Size.gibibytes(5), storageClass, claimTemplateName: 'log' }],
    replicas: 3,
  });
}

describe('claimName', () => {
  test('is what a pod looks for', () => {
    expect(makeDatabase().db.claimName(0)).toBe('data-orders-db-0');
    expect(makeDatabase({ claimTemplateName: 'pgdata' }).db.claimName(2)).toBe('pgdata-orders-db-2');
    expect(makeQueue().claimName(1)).toBe('data-queue-1');
    expect(makeQueue().claimName(1, 'wal')).toBe('log-queue-1');
  });

  test('is none of a pod or a volume that cannot be', () => {
    expect(() => makeQueue().claimName(0, 'blobs')).toThrow('[shop/queue] role is none of this set, got "blobs"; use data, wal');
    expect(() => makeDatabase().db.claimName(-1)).toThrow('[shop/db] ordinal is not the number of a pod, got "-1"; use 0 or more');
    expect(() => makeDatabase().db.claimName(0.5)).toThrow('ordinal is not the number of a pod');
  });
});

describe('startFrom', () => {
  const position = (objects: any[], kind: string) => objects.findIndex((object) => object.kind === kind);

  test('puts the claim before the set, though it was made after it', () => {
    const { chart, db } = makeDatabase();
    const claim = restore({}, chart);
    expect(position(objectsOf(chart), 'PersistentVolumeClaim')).toBeGreaterThan(position(objectsOf(chart), 'StatefulSet'));
    db.startFrom(claim);
    const objects = objectsOf(chart);
    expect(position(objects, 'PersistentVolumeClaim')).toBeGreaterThanOrEqual(0);
    expect(position(objects, 'PersistentVolumeClaim')).toBeLessThan(position(objects, 'StatefulSet'));
  });

  test('puts the chart of the claim before that of the set', () => {
    const { chart, db } = makeDatabase();
    const later = new Chart(chart.node.root, 'later', { namespace: 'orders' });
    db.startFrom(restore({}, later));
    const app = chart.node.root as App;
    const yaml = app.synthYaml();
    expect(yaml.indexOf('kind: PersistentVolumeClaim\n')).toBeGreaterThanOrEqual(0);
    expect(yaml.indexOf('kind: PersistentVolumeClaim\n')).toBeLessThan(yaml.indexOf('kind: StatefulSet\n'));
    expect(app.charts.map(({ node }) => node.id)).toEqual(['later', 'shop']);
  });

  test('gives the claim the labels that the set gives to its claims, and leaves the set as it is', () => {
    const { chart, db } = makeDatabase();
    const claim = restore({ metadata: { name: db.claimName(0), labels: { why: 'drill' } } }, chart);
    const before = objectOf(chart, 'StatefulSet');
    db.startFrom(claim);
    expect(objectOf(chart, 'PersistentVolumeClaim').metadata.labels).toEqual({ 'why': 'drill', 'cdk8s-stateful.dev/workload': 'orders-db' });
    expect(JSON.stringify(objectOf(chart, 'StatefulSet'))).toBe(JSON.stringify(before));
  });

  test.each([['data-queue-2'], ['log-queue-0']])('takes each claim of the set: %s', (name) => {
    const chart = ordersChart();
    const queue = makeQueue(chart);
    expect(() => queue.startFrom(restore({ metadata: { name } }, chart))).not.toThrow();
  });

  test('takes the claim of a set that is stopped', () => {
    expect(() => makeDatabase({ replicas: 0 }).db.startFrom(restore())).not.toThrow();
  });

  test('takes a clone, and gives it its labels', () => {
    const { chart, db } = makeDatabase();
    const storageClass = ProductionStorageClass.fromStorageClassName(chart, 'source-disk', 'orders-disk', { backend: CsiHostPath.forTests() });
    const source = DurableClaim.fromPersistentVolumeClaimName(chart, 'source', 'data-old-db-0', { size: Size.gibibytes(20), storageClass });
    db.startFrom(new ClonedClaim(chart, 'clone', { metadata: { name: 'data-orders-db-0' }, source, storageClass }));
    const labels = objectsOf(chart).filter(({ kind }) => kind === 'PersistentVolumeClaim').map(({ metadata }) => metadata.labels);
    expect(labels).toEqual([{ 'cdk8s-stateful.dev/workload': 'orders-db' }]);
  });

  test('takes a claim that is rendered elsewhere, and leaves its labels alone', () => {
    const { chart, db } = makeDatabase();
    const before = objectsOf(chart);
    db.startFrom(DurableClaim.fromPersistentVolumeClaimName(chart, 'kept', 'data-orders-db-0'));
    expect(objectsOf(chart)).toEqual(before);
  });

  test('takes a volume that is larger than the set asks for', () => {
    expect(() => makeDatabase().db.startFrom(restore({ size: Size.gibibytes(40) }))).not.toThrow();
  });

  test.each([['data-queue-3', 'a pod that is not'], ['wal-queue-0', 'a template that is not'], ['data-queue-00', 'no pod']])('refuses %s, the claim of %s', (name) => {
    const chart = ordersChart();
    const queue = makeQueue(chart);
    expect(() => queue.startFrom(restore({ metadata: { name } }, chart))).toThrow(
      `[shop/queue] claim is none that the set looks for, so it would start from an empty volume, got "${name}"; set metadata.name of the claim to `
      + 'data-queue-0 or data-queue-1 or data-queue-2 or log-queue-0 or log-queue-1 or log-queue-2',
    );
  });

  test('refuses a raw block device, which its pods cannot mount', () => {
    expect(() => makeDatabase().db.startFrom(restore({ volumeMode: VolumeMode.BLOCK })))
      .toThrow('[shop/db] claim.volumeMode is none that the set can mount, got "Block"; use Filesystem');
  });

  test('tells everything that differs at once', () => {
    const elsewhere = new Chart(new App(), 'elsewhere', { namespace: 'drills' });
    const other = ProductionStorageClass.fromStorageClassName(elsewhere, 'other', 'cheap-disk');
    const claim = restore({ storageClass: other, accessMode: VolumeAccessMode.READ_WRITE_ONCE, size: Size.gibibytes(20) }, elsewhere);
    expect(() => makeDatabase({ dataSize: Size.gibibytes(30) }).db.startFrom(claim)).toThrow([
      '[shop/db] 4 problems:',
      'claim.storageClass is not the one that the set names, got "cheap-disk"; use orders-disk',
      'claim.accessMode is not the one that the set asks for, got "ReadWriteOnce"; use ReadWriteOncePod',
      'claim.size is less than the set asks for and its settings count on, got "20Gi"; use 30Gi or more',
      'claim is not in the namespace of the set, got "drills"; make it in orders',
    ].join('\n  - '));
  });
});
