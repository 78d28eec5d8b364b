import { App, Chart, Size, Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { CsiHostPath } from '../../src/facts/drivers/csi-hostpath-backends';
import { VolumeAccessMode, VolumeMode } from '../../src/facts/drivers/volume-modes';
import { ClaimSource } from '../../src/storage/claim-source';
import { ClonedClaim } from '../../src/storage/cloned-claim';
import { DurableClaim } from '../../src/storage/durable-claim';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { ReadOnlySharedClaim } from '../../src/storage/read-only-shared-claim';
import { RestoredClaim } from '../../src/storage/restored-claim';
import { SharedClaim } from '../../src/storage/shared-claim';
import { VolumeSnapshot } from '../../src/storage/volume-snapshot';

const chart = (): Chart => new Chart(new App(), 'shop', { namespace: 'orders' });
const specs = (scope: Chart): any[] => Testing.synth(scope).map(({ spec }) => spec);

test('a clone is as large as its source and of its mode, for one pod', () => {
  const scope = chart();
  const storageClass = ProductionStorageClass.fromStorageClassName(scope, 'disk', 'orders-disk', { backend: AwsEbs.gp3() });
  const source = new DurableClaim(scope, 'data', { metadata: { name: 'data' }, storageClass, size: Size.gibibytes(20), volumeMode: VolumeMode.BLOCK });
  const clone = new ClonedClaim(scope, 'clone', { source, storageClass });
  expect(specs(scope)[1]).toEqual({
    accessModes: ['ReadWriteOncePod'],
    storageClassName: 'orders-disk',
    volumeMode: 'Block',
    resources: { requests: { storage: '20Gi' } },
    dataSource: { kind: 'PersistentVolumeClaim', name: 'data' },
  });
  expect(clone.size).toBe(source.size);
});

test('a clone may be larger, and for several pods', () => {
  const scope = chart();
  const storageClass = ProductionStorageClass.fromStorageClassName(scope, 'disk', 'orders-disk');
  const source = DurableClaim.fromPersistentVolumeClaimName(scope, 'data', 'data', { size: Size.gibibytes(20) });
  new ClonedClaim(scope, 'clone', { source, storageClass, size: Size.tebibytes(1), accessMode: VolumeAccessMode.READ_WRITE_MANY });
  expect(specs(scope)[0]).toMatchObject({ accessModes: ['ReadWriteMany'], resources: { requests: { storage: '1Ti' } }, volumeMode: 'Filesystem' });
});

test('a restored claim is of the mode of the volume that was copied', () => {
  const scope = chart();
  const storageClass = ProductionStorageClass.fromStorageClassName(scope, 'disk', 'orders-disk');
  const snapshot = new VolumeSnapshot(scope, 'copy', { persistentVolumeClaimName: 'raw', size: Size.gibibytes(20), volumeMode: VolumeMode.BLOCK });
  expect(new RestoredClaim(scope, 'restored', { snapshot, storageClass }).volumeMode).toBe('Block');
  expect(specs(scope)[1].volumeMode).toBe('Block');
});

test.each([
  ['a snapshot', (scope: Chart) => ClaimSource.snapshot(VolumeSnapshot.fromVolumeSnapshotName(scope, 'from', 'trained-7', { size: Size.gibibytes(5) })),
    { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'trained-7' }],
  ['a claim', (scope: Chart) => ClaimSource.claim(DurableClaim.fromPersistentVolumeClaimName(scope, 'from', 'trained', { size: Size.gibibytes(5) })),
    { kind: 'PersistentVolumeClaim', name: 'trained' }],
])('many readers read what %s holds', (_, source, dataSource) => {
  const scope = chart();
  const storageClass = ProductionStorageClass.fromStorageClassName(scope, 'disk', 'models', { backend: CsiHostPath.forTests() });
  new ReadOnlySharedClaim(scope, 'model', { source: source(scope), storageClass });
  expect(specs(scope)[0]).toEqual({
    accessModes: ['ReadOnlyMany'], storageClassName: 'models', volumeMode: 'Filesystem', resources: { requests: { storage: '5Gi' } }, dataSource,
  });
});

test('many writers begin with an empty volume', () => {
  const scope = chart();
  new SharedClaim(scope, 'uploads', { storageClass: ProductionStorageClass.fromStorageClassName(scope, 'files', 'files'), size: Size.gibibytes(5) });
  expect(specs(scope)[0]).toEqual({
    accessModes: ['ReadWriteMany'], storageClassName: 'files', volumeMode: 'Filesystem', resources: { requests: { storage: '5Gi' } },
  });
});
