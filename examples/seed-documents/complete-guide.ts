import { Chart, Size } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  AwsEbs, AwsEbsFileSystem, AwsEfs, PostgresCredentials, PostgresDistribution, PostgresImage, PostgresStatefulSet, PostgresVersion,
  ProductionStorageClass, RestoredClaim, SnapshotPolicy, VolumeSnapshot, VolumeSnapshotClass,
} from '../../src';

const KEY = 'arn:aws:kms:ap-northeast-2:111122223333:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';

/** "Complete Guide to Kubernetes StatefulSet and Persistent Volume". */
export class CompleteGuide extends Chart {
  /** Its snapshot class: the second document has one of the same name, and a cluster only one. */
  public readonly snapshots: VolumeSnapshotClass;

  public constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'database' });

    new ProductionStorageClass(this, 'standard', {
      metadata: { name: 'gp3-standard' },
      backend: AwsEbs.gp3({ fsType: AwsEbsFileSystem.EXT4, kmsKeyId: KEY }),
      isDefault: true,
    });
    new ProductionStorageClass(this, 'io2', {
      metadata: { name: 'io2-database' },
      backend: AwsEbs.io2({ iopsPerGiB: 50, fsType: AwsEbsFileSystem.EXT4, kmsKeyId: KEY }),
    });
    new ProductionStorageClass(this, 'shared', {
      metadata: { name: 'efs-shared' },
      backend: AwsEfs.accessPoints({ fileSystemId: 'fs-0123456789abcdef0', basePath: '/dynamic_provisioning' }),
    });
    const encrypted = new ProductionStorageClass(this, 'encrypted', { metadata: { name: 'gp3-encrypted' }, backend: AwsEbs.gp3({ kmsKeyId: KEY }) });

    const version = PostgresVersion.of('16.2');
    const db = new PostgresStatefulSet(this, 'db', {
      metadata: { name: 'postgresql' },
      version,
      image: PostgresImage.official(version, { distribution: PostgresDistribution.ALPINE }),
      storageClass: encrypted,
      dataSize: Size.gibibytes(100),
      credentials: PostgresCredentials.fromSecretName('postgresql-secret'),
      resources: { cpu: '500m', memory: Size.gibibytes(4) },
    });

    this.snapshots = new VolumeSnapshotClass(this, 'snapshots', {
      metadata: { name: 'ebs-snapshot-class' },
      backend: encrypted.backend!,
      parameters: { tagSpecification_1: 'Environment=production', tagSpecification_2: 'BackupType=scheduled' },
    });
    SnapshotPolicy.dailyWeeklyMonthly(this, 'backup', { snapshotClass: this.snapshots }).protect(db);

    const snapshot = new VolumeSnapshot(this, 'snapshot', {
      metadata: { name: 'postgresql-snapshot-20260313' },
      persistentVolumeClaimName: db.claimName(0),
      snapshotClass: this.snapshots,
      size: Size.gibibytes(100),
    });
    new RestoredClaim(this, 'restored', { metadata: { name: 'data-postgresql-restored' }, snapshot, storageClass: encrypted });
  }
}
