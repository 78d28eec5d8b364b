import { ApiObject, Chart, Size } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  AwsEbs, AwsEfs, DurableClaim, GcePersistentDisk, PostgresCredentials, PostgresStatefulSet, PostgresVersion, ProductionStorageClass,
  RestoredClaim, SharedClaim, VolumeSnapshot,
} from '../../src';
import type { IVolumeSnapshotClass } from '../../src';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1a2b3c4d-5e6f-7081-92a3-b4c5d6e7f809';

/** "Persistent Storage in Kubernetes: CSI, PV, StorageClass and StatefulSet". */
export class PersistentStorage extends Chart {
  public constructor(scope: Construct, id: string, snapshotClass: IVolumeSnapshotClass) {
    super(scope, id, { namespace: 'production' });

    const fast = new ProductionStorageClass(this, 'fast', {
      metadata: { name: 'fast-ssd' },
      backend: AwsEbs.gp3({ iops: 3000, throughputMiBps: 125, kmsKeyId: KEY }),
    });
    new ProductionStorageClass(this, 'ultra-fast', { metadata: { name: 'ultra-fast-ssd' }, backend: AwsEbs.io2({ iops: 32_000, kmsKeyId: KEY }) });
    const shared = new ProductionStorageClass(this, 'shared', {
      metadata: { name: 'shared-storage' },
      backend: AwsEfs.accessPoints({ fileSystemId: 'fs-0a1b2c3d4e5f60718' }),
    });
    new ProductionStorageClass(this, 'regional', { metadata: { name: 'fast-ssd-gke' }, backend: GcePersistentDisk.regionalSsd({ hardFailover: true }) });

    new DurableClaim(this, 'claim', {
      metadata: { name: 'postgres-data', labels: { app: 'postgres', tier: 'database' } },
      storageClass: fast,
      size: Size.gibibytes(100),
    });

    const db = new PostgresStatefulSet(this, 'db', {
      metadata: { name: 'postgres' },
      version: PostgresVersion.V16,
      storageClass: fast,
      dataSize: Size.gibibytes(100),
      claimTemplateName: 'postgres-data',
      credentials: PostgresCredentials.fromSecretName('postgres-credentials'),
      database: 'myapp',
      resources: { cpu: '1', memory: Size.gibibytes(4) },
      objectNames: { rwService: 'postgres-master' },
      settings: { max_connections: '200', log_min_duration_statement: '1000', log_connections: 'on', log_disconnections: 'on' },
    });

    const snapshot = new VolumeSnapshot(this, 'snapshot', {
      metadata: { name: 'postgres-snapshot-20260801' },
      persistentVolumeClaimName: db.claimName(0),
      snapshotClass,
      size: Size.gibibytes(100),
    });
    new RestoredClaim(this, 'restored', { metadata: { name: 'postgres-data-restored' }, snapshot, storageClass: fast });

    new ApiObject(this, 'velero', {
      apiVersion: 'velero.io/v1',
      kind: 'Schedule',
      metadata: { name: 'daily-production', namespace: 'velero' },
      spec: { schedule: '0 0 * * *', template: { includedNamespaces: ['production'], snapshotVolumes: true, ttl: '720h0m0s' } },
    });

    new SharedClaim(this, 'dataset', {
      metadata: { name: 'ml-dataset-storage', namespace: 'ml-training' }, storageClass: shared, size: Size.tebibytes(10),
    });
    new SharedClaim(this, 'checkpoints', {
      metadata: { name: 'ml-checkpoints-rwx', namespace: 'ml-training' }, storageClass: shared, size: Size.tebibytes(1),
    });
  }
}
