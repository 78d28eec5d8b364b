import { ApiObject, App, Chart, JsonPatch, Size, Testing } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { CephRbd } from '../../src/facts/drivers/ceph-rbd-backends';
import { CsiHostPath } from '../../src/facts/drivers/csi-hostpath-backends';
import { VolumeBackend } from '../../src/facts/drivers/volume-backend';
import { StorageTopology, VolumeAccessMode } from '../../src/facts/drivers/volume-modes';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { RestoredClaim } from '../../src/storage/restored-claim';
import type { RestoredClaimProps } from '../../src/storage/restored-claim';
import type { VolumeSnapshotReference } from '../../src/storage/snapshot';
import { VolumeSnapshot } from '../../src/storage/volume-snapshot';

const KNOWN: VolumeSnapshotReference = { backend: AwsEbs.gp3(), size: Size.gibibytes(20) };

function make(props: Partial<RestoredClaimProps> = {}, known: VolumeSnapshotReference = KNOWN) {
  const chart = new Chart(new App(), 'shop', { namespace: 'orders' });
  const made = new RestoredClaim(chart, 'restored', {
    metadata: { name: 'data-orders-db-0' },
    snapshot: VolumeSnapshot.fromVolumeSnapshotName(chart, 'newest', 'orders-7', known),
    storageClass: ProductionStorageClass.fromStorageClassName(chart, 'disk', 'orders-disk', { backend: AwsEbs.gp3() }),
    ...props,
  });
  return { chart, made, object: Testing.synth(chart)[0] };
}

describe('RestoredClaim', () => {
  test('is as large as its snapshot, for one pod, and never pruned', () => {
    expect(make().object).toEqual({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name: 'data-orders-db-0',
        namespace: 'orders',
        annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false', 'kustomize.toolkit.fluxcd.io/prune': 'disabled', 'helm.sh/resource-policy': 'keep' },
      },
      spec: {
        accessModes: ['ReadWriteOncePod'],
        storageClassName: 'orders-disk',
        volumeMode: 'Filesystem',
        resources: { requests: { storage: '20Gi' } },
        dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'orders-7' },
      },
    });
  });

  test('every prop lands in its field', () => {
    const { made, object } = make({ metadata: { name: 'copy', namespace: 'orders', labels: { why: 'drill' } }, size: Size.gibibytes(30), accessMode: VolumeAccessMode.READ_WRITE_ONCE });
    expect(object).toMatchObject({ metadata: { name: 'copy', labels: { why: 'drill' } }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '30Gi' } } } });
    expect(made).toMatchObject({ claimName: 'copy', claimNamespace: 'orders', accessMode: 'ReadWriteOnce' });
    expect(made.size?.asString()).toBe('30Gi');
    expect(made.storageClass?.storageClassName).toBe('orders-disk');
  });

  test('gets a name from the chart when it is given none', () => {
    const { made, object } = make({ metadata: undefined });
    expect(made.claimName).toMatch(/^shop-restored-c[0-9a-f]+$/);
    expect(object.metadata.name).toBe(made.claimName);
  });

  test('a patch of the user survives', () => {
    const { chart, made } = make();
    ApiObject.of(made).addJsonPatch(JsonPatch.replace('/spec/resources/requests/storage', '20.5Gi'));
    expect(Testing.synth(chart)[0].spec.resources.requests.storage).toBe('20.5Gi');
  });

  test.each([['as large', Size.gibibytes(20)], ['as large in another unit', Size.mebibytes(20 * 1024)], ['larger', Size.tebibytes(1)]])('may be %s', (_, size) => {
    expect(make({ size }).object.spec.resources.requests.storage).toBe(size.asString());
  });

  test('is never smaller than its snapshot', () => {
    expect(() => make({ size: Size.mebibytes(20 * 1024 - 1) })).toThrow('[shop/restored] size is less than the snapshot holds, got "20479Mi"; use 20Gi or more');
  });

  test('is as large as the volume that the driver made, not as its claim asked for', () => {
    const odd: VolumeSnapshotReference = { backend: AwsEbs.gp3(), size: Size.mebibytes(1500) };
    expect(make({}, odd).object.spec.resources.requests.storage).toBe('2Gi');
    expect(() => make({ size: Size.mebibytes(1500) }, odd)).toThrow(new Error('[shop/restored] size is less than the snapshot holds, got "1500Mi"; use 2Gi or more'));
  });

  test('is as large as the snapshot of a driver that rounds nothing, or smaller steps', () => {
    const chart = new Chart(new App(), 'other', { namespace: 'orders' });
    const restored = (id: string, backend: VolumeBackend) => new RestoredClaim(chart, id, {
      storageClass: ProductionStorageClass.fromStorageClassName(chart, `${id}-class`, id, { backend }),
      snapshot: VolumeSnapshot.fromVolumeSnapshotName(chart, `${id}-copy`, id, { backend, size: Size.kibibytes(102_401) }),
    }).size?.asString();
    expect(restored('path', CsiHostPath.forTests())).toBe('102401Ki');
    expect(restored('rbd', CephRbd.pool({ pool: 'a', encrypted: false }))).toBe('101Mi');
  });

  test('says its size when nobody knows how the driver rounds', () => {
    const backend = VolumeBackend.custom({
      provisioner: 'a.example', accessModes: [VolumeAccessMode.READ_WRITE_ONCE_POD], topology: StorageTopology.ZONE, expansion: true, snapshots: true,
    });
    const chart = new Chart(new App(), 'other', { namespace: 'orders' });
    const storageClass = ProductionStorageClass.fromStorageClassName(chart, 'class', 'a', { backend });
    const snapshotOf = (size: Size) => VolumeSnapshot.fromVolumeSnapshotName(chart, size.asString(), 'copy', { backend, size });
    expect(() => new RestoredClaim(chart, 'odd', { storageClass, snapshot: snapshotOf(Size.mebibytes(100)) })).toThrow(new Error(
      '[other/odd] size is missing, and nobody knows how the driver rounded up the 100Mi that the snapshot was taken of; set it to status.restoreSize of the snapshot, or more',
    ));
    expect(new RestoredClaim(chart, 'said', { storageClass, snapshot: snapshotOf(Size.mebibytes(101)), size: Size.gibibytes(1) }).size?.asString()).toBe('1Gi');
    expect(new RestoredClaim(chart, 'even', { storageClass, snapshot: snapshotOf(Size.gibibytes(3)) }).size?.asString()).toBe('3Gi');
  });

  test('says its size when nobody knows that of the snapshot', () => {
    expect(() => make({}, {})).toThrow('[shop/restored] size is missing, and the size of the snapshot is not known; set it to status.restoreSize of the snapshot, or more');
    expect(make({ size: Size.gibibytes(20) }, {}).object.spec.resources.requests.storage).toBe('20Gi');
  });

  test('tells everything that is wrong at once', () => {
    const drills = new Chart(new App(), 'drills', { namespace: 'drills' });
    expect(() => make({
      metadata: { name: 'Data_0' },
      snapshot: VolumeSnapshot.fromVolumeSnapshotName(drills, 'newest', 'orders-7', { backend: AwsEbs.autoModeGp3(), size: Size.gibibytes(40) }),
      size: Size.gibibytes(20),
      accessMode: VolumeAccessMode.READ_WRITE_MANY,
    })).toThrow(new RegExp([
      '\\[shop/restored\\] 5 problems:',
      'metadata.name is not a DNS subdomain .*, got "Data_0"; .*',
      'size is less than the snapshot holds, got "20Gi"; use 40Gi or more',
      'storageClass makes volumes with ebs.csi.aws.com, which cannot read a snapshot of ebs.csi.eks.amazonaws.com, got "orders-disk"; use a class of ebs.csi.eks.amazonaws.com',
      'snapshot lies in the namespace drills, and a claim is filled only from its own, orders, got "orders-7"; restore in drills, or bring the copy to orders by .*',
      'accessMode "ReadWriteMany" is not offered by ebs.csi.aws.com .*',
    ].join('\n {2}- ')));
  });

  test('takes what nobody knows on trust', () => {
    const unknown = new Chart(new App(), 'unknown');
    expect(() => make({ snapshot: VolumeSnapshot.fromVolumeSnapshotName(unknown, 'newest', 'orders-7', { size: Size.gibibytes(20) }) })).not.toThrow();
    expect(() => make({ storageClass: ProductionStorageClass.fromStorageClassName(unknown, 'disk', 'orders-disk') })).not.toThrow();
  });
});
