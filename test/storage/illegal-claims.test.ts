import { App, Chart, Size } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { AwsEfs } from '../../src/facts/drivers/aws-efs-backends';
import { CsiHostPath } from '../../src/facts/drivers/csi-hostpath-backends';
import type { VolumeBackend } from '../../src/facts/drivers/volume-backend';
import { VolumeAccessMode, VolumeMode } from '../../src/facts/drivers/volume-modes';
import { ClaimSource } from '../../src/storage/claim-source';
import { ClonedClaim } from '../../src/storage/cloned-claim';
import type { ClonedClaimProps } from '../../src/storage/cloned-claim';
import { DurableClaim } from '../../src/storage/durable-claim';
import type { DurableClaimProps } from '../../src/storage/durable-claim';
import type { ClaimReference } from '../../src/storage/persistent-volume-claim';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { ReadOnlySharedClaim } from '../../src/storage/read-only-shared-claim';
import { RestoredClaim } from '../../src/storage/restored-claim';
import { SharedClaim } from '../../src/storage/shared-claim';
import type { VolumeSnapshotReference } from '../../src/storage/snapshot';
import { VolumeSnapshot } from '../../src/storage/volume-snapshot';

const EFS = AwsEfs.accessPoints({ fileSystemId: 'fs-0123456789abcdef0' });
const GP3 = AwsEbs.gp3();
const { READ_WRITE_ONCE, READ_WRITE_MANY, READ_ONLY_MANY } = VolumeAccessMode;
const { BLOCK, FILESYSTEM } = VolumeMode;

function chart(namespace: string = 'orders'): Chart {
  return new Chart(new App(), 'shop', { namespace });
}

function classOf(scope: Chart, backend?: VolumeBackend) {
  return ProductionStorageClass.fromStorageClassName(scope, 'class', 'orders-disk', { backend });
}

/** Makes something that is refused. */
type Attempt = () => unknown;

function durable(backend: VolumeBackend, props: Partial<DurableClaimProps> = {}): Attempt {
  const scope = chart();
  return () => new DurableClaim(scope, 'data', { storageClass: classOf(scope, backend), size: Size.gibibytes(20), ...props });
}

function shared(backend: VolumeBackend, volumeMode?: VolumeMode): Attempt {
  const scope = chart();
  return () => new SharedClaim(scope, 'data', { storageClass: classOf(scope, backend), size: Size.gibibytes(20), volumeMode });
}

/** What is read by many comes from a snapshot of 20 GiB. */
function readOnly(backend: VolumeBackend, known: VolumeSnapshotReference, size?: Size): Attempt {
  const scope = chart();
  const source = ClaimSource.snapshot(VolumeSnapshot.fromVolumeSnapshotName(scope, 'copy', 'copy-7', known));
  return () => new ReadOnlySharedClaim(scope, 'data', { storageClass: classOf(scope, backend), source, size });
}

function restored(backend: VolumeBackend, known: VolumeSnapshotReference, volumeMode?: VolumeMode): Attempt {
  const scope = chart();
  const snapshot = VolumeSnapshot.fromVolumeSnapshotName(scope, 'copy', 'copy-7', known);
  return () => new RestoredClaim(scope, 'data', { storageClass: classOf(scope, backend), snapshot, volumeMode });
}

/** A clone of a claim of which this is known, which lies in this namespace. */
function cloned(
  backend: VolumeBackend, holds: VolumeBackend | undefined, known: ClaimReference, props: Partial<ClonedClaimProps> = {}, namespace?: string,
): Attempt {
  const [scope, sources] = [chart(), chart(namespace)];
  const source = DurableClaim.fromPersistentVolumeClaimName(sources, 'source', 'data-orders-db-0', { storageClass: classOf(sources, holds), ...known });
  return () => new ClonedClaim(scope, 'data', { storageClass: classOf(scope, backend), source, ...props });
}

const CHOOSE = 'choose a mode that it offers, or a backend that offers this one';
const SHARE = 'use a class of a shared file system, or a DurableClaim for each pod';
const READ = 'use a class that offers it, or a SharedClaim that pods mount read-only';
const SIZED = { size: Size.gibibytes(20) };

describe('what no volume can be is refused before anybody applies it', () => {
  test.each<[string, Attempt, string]>([
    ['RWX of a disk', durable(GP3, { accessMode: READ_WRITE_MANY }), 'accessMode is for pods of many nodes, got "ReadWriteMany"; use a SharedClaim'],
    ['ROX as a durable claim', durable(CsiHostPath.forTests(), { accessMode: READ_ONLY_MANY }), 'accessMode is for pods of many nodes, got "ReadOnlyMany"; use a ReadOnlySharedClaim'],
    ['a raw device of EFS', durable(EFS, { volumeMode: BLOCK }), `accessMode "ReadWriteOncePod" is not offered by efs.csi.aws.com for volumeMode Block (offers none); ${CHOOSE}`],
    ['no size', durable(GP3, { size: Size.gibibytes(0) }), 'size is no size of a volume, got "0Gi"; use more than 0 and at most 8000Ti'],
    ['io2 too small', durable(AwsEbs.io2({ iops: 100 }), { size: Size.gibibytes(3) }), 'size is out of range for io2 of ebs.csi.aws.com, got "3Gi"; use 4Gi to 65536Gi'],
    ['gp3 too large', durable(GP3, { size: Size.gibibytes(65537) }), 'size is out of range for gp3 of ebs.csi.aws.com, got "65537Gi"; use 1Gi to 65536Gi'],
    ['gp2 too large', durable(AwsEbs.gp2(), { size: Size.tebibytes(17) }), 'size is out of range for gp2 of ebs.csi.aws.com, got "17Ti"; use 1Gi to 16384Gi'],
    ['st1 too small', durable(AwsEbs.st1(), { size: Size.gibibytes(124) }), 'size is out of range for st1 of ebs.csi.aws.com, got "124Gi"; use 125Gi to 16384Gi'],
    ['sc1 too small', durable(AwsEbs.sc1(), { size: Size.mebibytes(1) }), 'size is out of range for sc1 of ebs.csi.aws.com, got "1Mi"; use 125Gi to 16384Gi'],
    ['io1 too large', durable(AwsEbs.io1({ iops: 100 }), { size: Size.gibibytes(16385) }), 'size is out of range for io1 of ebs.csi.aws.com, got "16385Gi"; use 4Gi to 16384Gi'],
    ['gp3 too fast for its size', durable(AwsEbs.gp3({ iops: 6000 }), { size: Size.gibibytes(10) }),
      'size "10Gi" cannot carry iops "6000": ebs.csi.aws.com gives at most 500 IOPS per GiB (5000 here, lowered silently); use at least 12Gi, or iops up to 5000'],
    ['io2 too fast for its size', durable(AwsEbs.io2({ iops: 32000 }), { size: Size.gibibytes(31) }),
      'size "31Gi" cannot carry iops "32000": ebs.csi.aws.com gives at most 1000 IOPS per GiB (31000 here, lowered silently); use at least 32Gi, or iops up to 31000'],
    ['a bad name and a bad label', durable(GP3, { metadata: { name: 'Data', labels: { 'bad key': 'x' } } }), [
      '2 problems:',
      'metadata.name is not a DNS subdomain (RFC 1123) of at most 253 characters, got "Data"; use lower-case letters, digits, "-" and "."',
      'metadata.labels has a key that Kubernetes refuses, got "bad key"; use [prefix/]name with a name of at most 63 characters',
    ].join('\n  - ')],
    ['a disk for many writers', shared(GP3), `accessMode "ReadWriteMany" is not offered by ebs.csi.aws.com for volumeMode Filesystem (offers ReadWriteOnce, ReadWriteOncePod); ${SHARE}`],
    ['io2 for many writers, with a file system', shared(AwsEbs.io2({ iops: 3000 })),
      `accessMode "ReadWriteMany" is not offered by ebs.csi.aws.com for volumeMode Filesystem (offers ReadWriteOnce, ReadWriteOncePod); ${SHARE}`],
    ['a raw gp3 for many writers', shared(GP3, BLOCK), `accessMode "ReadWriteMany" is not offered by ebs.csi.aws.com for volumeMode Block (offers ReadWriteOnce, ReadWriteOncePod); ${SHARE}`],
    ['a raw file system', shared(EFS, BLOCK), `accessMode "ReadWriteMany" is not offered by efs.csi.aws.com for volumeMode Block (offers none); ${SHARE}`],
    ['EBS for many readers', readOnly(GP3, { backend: GP3, ...SIZED }),
      `accessMode "ReadOnlyMany" is not offered by ebs.csi.aws.com for volumeMode Filesystem (offers ReadWriteOnce, ReadWriteOncePod); ${READ}`],
    ['EFS for many readers of a copy that is not its own', readOnly(EFS, { backend: GP3, ...SIZED }), [
      '2 problems:',
      'storageClass makes volumes with efs.csi.aws.com, which cannot read a snapshot of ebs.csi.aws.com, got "orders-disk"; use a class of ebs.csi.aws.com',
      `accessMode "ReadOnlyMany" is not offered by efs.csi.aws.com for volumeMode Filesystem (offers ReadWriteOnce, ReadWriteOncePod, ReadWriteMany); ${READ}`,
    ].join('\n  - ')],
    ['less than many readers are to read', readOnly(CsiHostPath.forTests(), SIZED, Size.gibibytes(19)), 'size is less than the snapshot holds, got "19Gi"; use 20Gi or more'],
    ['a restore into another mode', restored(GP3, { ...SIZED, volumeMode: BLOCK }, FILESYSTEM), 'volumeMode is not that of the volume that the snapshot was taken of, got "Filesystem"; use Block'],
    ['a restore without a size', restored(GP3, {}), 'size is missing, and the size of the snapshot is not known; set it to status.restoreSize of the snapshot, or more'],
    ['a restore into a class whose operations its size cannot carry', restored(AwsEbs.gp3({ iops: 16000 }), SIZED),
      'size "20Gi" cannot carry iops "16000": ebs.csi.aws.com gives at most 500 IOPS per GiB (10000 here, lowered silently); use at least 32Gi, or iops up to 10000'],
    ['a clone without a size', cloned(GP3, GP3, {}), 'size is missing, and the size of the source is not known; set it to status.capacity.storage of the source, or more'],
    ['a clone that is too small', cloned(GP3, GP3, SIZED, { size: Size.mebibytes(20 * 1024 - 1) }), 'size is less than that of the source, got "20479Mi"; use 20Gi or more'],
    ['a clone by another driver', cloned(AwsEbs.autoModeGp3(), GP3, SIZED),
      'storageClass makes volumes with ebs.csi.eks.amazonaws.com, which cannot copy a volume of ebs.csi.aws.com, got "orders-disk"; use a class of ebs.csi.aws.com'],
    ['a clone of EFS', cloned(EFS, EFS, SIZED), 'source cannot be cloned: efs.csi.aws.com makes no clones, got "data-orders-db-0"; copy the data in a pod that mounts both claims'],
    ['a clone into another mode', cloned(GP3, GP3, { ...SIZED, volumeMode: FILESYSTEM }, { volumeMode: BLOCK }), 'volumeMode is not that of the source, got "Block"; use Filesystem'],
    ['a clone into another namespace', cloned(GP3, GP3, SIZED, {}, 'drills'),
      'source lies in the namespace drills, and a claim is filled only from its own, orders, got "data-orders-db-0"; '
      + 'clone it in drills, or bring a snapshot of it to orders by a VolumeSnapshotContent with deletionPolicy Retain'],
  ])('%s', (_, attempt, message) => {
    expect(attempt).toThrow(new Error(`[shop/data] ${message}`));
  });
});

describe('what can just be is made', () => {
  test.each<[string, Attempt]>([
    ['the smallest gp3', durable(GP3, { size: Size.gibibytes(1) })],
    ['the largest gp3', durable(GP3, { size: Size.tebibytes(64) })],
    ['the smallest io2', durable(AwsEbs.io2({ iops: 4000 }), { size: Size.gibibytes(4) })],
    ['the fastest gp3', durable(AwsEbs.gp3({ iops: 80_000, throughputMiBps: 2000 }), { size: Size.gibibytes(160) })],
    ['the fastest io2', durable(AwsEbs.io2({ iops: 256_000 }), { size: Size.gibibytes(256) })],
    ['several pods of one node', durable(GP3, { accessMode: READ_WRITE_ONCE })],
    ['EFS for many writers', shared(EFS)],
    ['a raw io2 for many writers', shared(AwsEbs.io2({ iops: 3000 }), BLOCK)],
    ['a copy of a raw device', restored(GP3, { ...SIZED, volumeMode: BLOCK })],
    ['a clone of a claim of which only the name is known', cloned(GP3, undefined, {}, { size: Size.gibibytes(1) })],
    ['a clone in another class of the driver', cloned(AwsEbs.io2({ iops: 3000 }), GP3, SIZED)],
  ])('%s', (_, attempt) => {
    expect(attempt).not.toThrow();
  });
});
