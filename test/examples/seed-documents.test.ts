import { App, Chart, Duration, Size } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import {
  AwsEbs, AwsEbsFileSystem, AwsEfs, AzureDisk, ClaimSource, DurableClaim, EngineProbe, GcePersistentDisk, PostgresCredentials, PostgresStatefulSet,
  PostgresVersion, ProductionStatefulSet, ProductionStorageClass, ReadOnlySharedClaim, RestoredClaim, SharedClaim, StatefulEngine, StorageTopology,
  VolumeAccessMode, VolumeBackend, VolumeBindingMode, VolumeSnapshot, VolumeSnapshotClass,
} from '../../src';
import type { PostgresStatefulSetProps } from '../../src';

const { gibibytes } = Size;
const EFS = AwsEfs.accessPoints({ fileSystemId: 'fs-0123456789abcdef0' });
const EBS = AwsEbs.gp3();
const OFTEN = { period: Duration.seconds(10), timeout: Duration.seconds(5), failures: 3 };

function chart(): Chart {
  return new Chart(new App(), 'documents', { namespace: 'database' });
}

function classOf(scope: Chart, backend: VolumeBackend) {
  return ProductionStorageClass.fromStorageClassName(scope, 'disk', 'disk', { backend });
}

function postgres(scope: Chart, backend: VolumeBackend, props: Partial<PostgresStatefulSetProps> = {}): PostgresStatefulSet {
  return new PostgresStatefulSet(scope, 'db', {
    metadata: { name: 'postgresql' },
    version: PostgresVersion.V16,
    storageClass: classOf(scope, backend),
    dataSize: gibibytes(100),
    credentials: PostgresCredentials.fromSecretName('postgresql-secret'),
    ...props,
  });
}

function ledger(replicas: number): ProductionStatefulSet {
  const scope = chart();
  const engine = StatefulEngine.custom({
    name: 'ledger',
    image: 'example.com/ledger:1.0.0',
    user: 10_001,
    ports: [{ name: 'http', port: 8080 }],
    volumes: [{ role: 'data', mountPath: '/var/lib/ledger' }],
    readinessProbe: EngineProbe.tcpSocket(8080, OFTEN),
    terminationGracePeriod: Duration.minutes(2),
  });
  return new ProductionStatefulSet(scope, 'ledger', {
    metadata: { name: 'ledger' }, engine, replicas, volumes: [{ role: 'data', size: gibibytes(100), storageClass: classOf(scope, EBS) }],
  });
}

function durable(backend: VolumeBackend, size: number): DurableClaim {
  const scope = chart();
  return new DurableClaim(scope, 'claim', { storageClass: classOf(scope, backend), size: gibibytes(size) });
}

function shared(backend: VolumeBackend): SharedClaim {
  const scope = chart();
  return new SharedClaim(scope, 'claim', { storageClass: classOf(scope, backend), size: gibibytes(10) });
}

function readOnly(backend: VolumeBackend): ReadOnlySharedClaim {
  const scope = chart();
  const source = ClaimSource.claim(DurableClaim.fromPersistentVolumeClaimName(scope, 'source', 'models'));
  return new ReadOnlySharedClaim(scope, 'claim', { storageClass: classOf(scope, backend), size: gibibytes(10), source });
}

function restored(backend: VolumeBackend, size?: Size, scope = chart()): RestoredClaim {
  const snapshot = VolumeSnapshot.fromVolumeSnapshotName(scope, 'snapshot', 'postgresql-snapshot-20260313', { backend: EBS, size: gibibytes(100) });
  return new RestoredClaim(scope, 'restored', {
    metadata: { name: 'data-postgresql-restored' },
    storageClass: ProductionStorageClass.fromStorageClassName(scope, 'restored-disk', 'disk', { backend }),
    snapshot,
    size,
  });
}

function startFromRestored(): void {
  const scope = chart();
  postgres(scope, EBS).startFrom(restored(EBS, undefined, scope));
}

function inTree(): VolumeBackend {
  return VolumeBackend.custom({
    provisioner: 'kubernetes.io/aws-ebs', accessModes: [VolumeAccessMode.READ_WRITE_ONCE], topology: StorageTopology.ZONE, expansion: true, snapshots: true,
  });
}

const OFFERED = 'for volumeMode Filesystem (offers ReadWriteOnce, ReadWriteOncePod';
const INSTEAD = 'use a class of a shared file system, or a DurableClaim for each pod';

/** What the documents have, or warn of, and what it says to those who write it with our constructs. */
const REFUSED: readonly [what: string, build: () => unknown, message: string][] = [
  ['three pods of plain PostgreSQL', () => postgres(chart(), EBS, { replicas: 3 }),
    '[documents/db] replicas needs replication: 3 pods of postgres are 3 databases with different data behind one name, got "3"; use 1, or an engine whose pods replicate'],
  ['three pods of a ledger that nobody calls replicated', () => ledger(3),
    '[documents/ledger] replicas needs replication: 3 pods of ledger are 3 databases with different data behind one name, got "3"; use 1, or an engine whose pods replicate'],
  ['a database on EFS', () => postgres(chart(), EFS),
    '[documents/db] storageClass is a network file system, which postgres must not keep its data on: it needs fsync and locks that mean what they say, and low latency for the write-ahead log, got "disk"; use a class of block volumes'],
  ['ReadWriteMany on EBS', () => shared(EBS),
    `[documents/claim] accessMode "ReadWriteMany" is not offered by ebs.csi.aws.com ${OFFERED}); ${INSTEAD}`],
  ['ReadWriteMany on a disk of Azure', () => shared(AzureDisk.premium()),
    `[documents/claim] accessMode "ReadWriteMany" is not offered by disk.csi.azure.com ${OFFERED}); ${INSTEAD}`],
  ['ReadWriteMany on a regional disk of Google', () => shared(GcePersistentDisk.regionalSsd({ hardFailover: true })),
    `[documents/claim] accessMode "ReadWriteMany" is not offered by pd.csi.storage.gke.io ${OFFERED}, ReadOnlyMany); ${INSTEAD}`],
  ['ReadOnlyMany on EFS', () => readOnly(EFS),
    '[documents/claim] 2 problems:\n'
    + '  - source cannot be cloned: efs.csi.aws.com makes no clones, got "models"; copy the data in a pod that mounts both claims\n'
    + '  - accessMode "ReadOnlyMany" is not offered by efs.csi.aws.com for volumeMode Filesystem (offers ReadWriteOnce, ReadWriteOncePod, ReadWriteMany); use a class that offers it, or a SharedClaim that pods mount read-only'],
  ['16000 IOPS on 10 GiB of gp3', () => durable(AwsEbs.gp3({ iops: 16_000, throughputMiBps: 1000 }), 10),
    '[documents/claim] size "10Gi" cannot carry iops "16000": ebs.csi.aws.com gives at most 500 IOPS per GiB (5000 here, lowered silently); use at least 32Gi, or iops up to 5000'],
  ['32000 IOPS on 20 GiB of io2', () => durable(AwsEbs.io2({ iops: 32_000 }), 20),
    '[documents/claim] size "20Gi" cannot carry iops "32000": ebs.csi.aws.com gives at most 1000 IOPS per GiB (20000 here, lowered silently); use at least 32Gi, or iops up to 20000'],
  ['iops beside iopsPerGB', () => AwsEbs.io2({ iops: 32_000, iopsPerGiB: 50 }),
    '[AwsEbs.io2] iopsPerGiB and iops exclude each other, got "50"; keep one'],
  ['1000 MiB/s with the 3000 IOPS of the second document', () => AwsEbs.gp3({ iops: 3000, throughputMiBps: 1000 }),
    '[AwsEbs.gp3] throughputMiBps is more than ebs.csi.aws.com gives with 3000 IOPS (0.25 MiB/s per IOPS), got "1000"; use at most 750, or iops of at least 4000'],
  ['an in-tree provisioner', inTree,
    '[VolumeBackend.custom] provisioner was removed in Kubernetes 1.27, got "kubernetes.io/aws-ebs"; use ebs.csi.aws.com'],
  ['both spellings of the file system', () => AwsEbs.gp3({ fsType: AwsEbsFileSystem.EXT4, extraParameters: { fsType: 'ext4' } }),
    '[AwsEbs.gp3] extraParameters.fsType is set together with csi.storage.k8s.io/fstype, which the provisioner refuses; keep csi.storage.k8s.io/fstype alone'],
  ['fsType on a disk of Google', () => GcePersistentDisk.ssd({ extraParameters: { fsType: 'ext4' } }),
    '[GcePersistentDisk.ssd] extraParameters.fsType is not a parameter of pd.csi.storage.gke.io, which refuses what it does not know; see the driver\'s page for its parameters'],
  ['a key of an account with nine digits', () => AwsEbs.gp3({ kmsKeyId: 'arn:aws:kms:us-east-1:123456789:key/abc-def' }),
    '[AwsEbs.gp3] kmsKeyId is not in its form, got "arn:aws:kms:us-east-1:123456789:key/abc-def"; use the ARN of a key or alias, alias/<name>, or the id of a key'],
  ['a placeholder for the file system', () => AwsEfs.accessPoints({ fileSystemId: 'fs-XXXXXXXX' }),
    '[AwsEfs.accessPoints] fileSystemId is not in its form, got "fs-XXXXXXXX"; use fs- and 8 to 40 hexadecimal digits'],
  ['snapshots of EFS', () => new VolumeSnapshotClass(chart(), 'class', { metadata: { name: 'efs-snapshots' }, backend: EFS }),
    '[documents/class] backend takes no CSI snapshots, got "efs.csi.aws.com"; use AWS Backup or EFS replication'],
  ['growth of EFS', () => new ProductionStorageClass(chart(), 'class', { metadata: { name: 'efs' }, backend: EFS, allowVolumeExpansion: true }),
    '[documents/class] allowVolumeExpansion is nothing that efs.csi.aws.com can do, got "true"; leave it out'],
  ['Immediate on EBS', () => new ProductionStorageClass(chart(), 'class', { metadata: { name: 'gp3' }, backend: EBS, volumeBindingMode: VolumeBindingMode.IMMEDIATE }),
    '[documents/class] volumeBindingMode does not suit ebs.csi.aws.com: a volume lives in one availability zone; bound at once, it lands in a zone chosen without knowing where the pod can run, got "Immediate"; use WaitForFirstConsumer'],
  ['a restore that is too small', () => restored(EBS, gibibytes(50)),
    '[documents/restored] size is less than the snapshot holds, got "50Gi"; use 100Gi or more'],
  ['a restore to EFS', () => restored(EFS),
    '[documents/restored] storageClass makes volumes with efs.csi.aws.com, which cannot read a snapshot of ebs.csi.aws.com, got "disk"; use a class of ebs.csi.aws.com'],
  ['a set that starts from a claim it does not look for', startFromRestored,
    '[documents/db] claim is none that the set looks for, so it would start from an empty volume, got "data-postgresql-restored"; set metadata.name of the claim to data-postgresql-0'],
  ['a probe with a variable from a Secret', () => EngineProbe.exec(['pg_isready', '-U', '$(POSTGRES_USER)'], OFTEN),
    '[EngineProbe.exec] command holds a variable that Kubernetes may leave empty, got "$(POSTGRES_USER)"; use ["sh", "-c", "... \\"$NAME\\""]'],
];

describe('what the five documents have and we refuse', () => {
  test.each(REFUSED)('%s', (_, build, message) => {
    expect(build).toThrow(new Error(message));
  });
});

describe('what they have and we accept', () => {
  test.each([
    ['16000 IOPS on 500 GiB of gp3', () => durable(AwsEbs.gp3({ iops: 16_000, throughputMiBps: 1000 }), 500)],
    ['32000 IOPS on 32 GiB of io2', () => durable(AwsEbs.io2({ iops: 32_000 }), 32)],
    ['50 IOPS for each GiB of io2', () => durable(AwsEbs.io2({ iopsPerGiB: 50 }), 100)],
    ['hard failover of a regional disk', () => durable(GcePersistentDisk.regionalSsd({ hardFailover: true }), 100)],
    ['ReadWriteMany on EFS', () => shared(EFS)],
    ['one ledger', () => ledger(1)],
  ])('%s', (_, build) => {
    expect(build).not.toThrow();
  });
});
