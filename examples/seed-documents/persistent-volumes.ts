import { Chart, Cron, Size } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  AwsEbs, PostgresCredentials, PostgresDistribution, PostgresImage, PostgresStatefulSet, PostgresVersion, ProductionStorageClass, Retention,
  SnapshotPolicy, VolumeSnapshot, VolumeSnapshotClass,
} from '../../src';

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/2b3c4d5e-6f70-8192-a3b4-c5d6e7f8091a';

/** "Kubernetes StatefulSets: Persistent Volumes". */
export class PersistentVolumes extends Chart {
  public constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'production-db' });

    const fast = new ProductionStorageClass(this, 'fast', {
      metadata: { name: 'fast-retain-storage' },
      backend: AwsEbs.gp3({ iops: 16_000, throughputMiBps: 1000, kmsKeyId: KEY }),
    });

    const version = PostgresVersion.of('16.2');
    const db = new PostgresStatefulSet(this, 'db', {
      metadata: { name: 'postgres-cluster' },
      version,
      image: PostgresImage.official(version, { distribution: PostgresDistribution.ALPINE }),
      storageClass: fast,
      dataSize: Size.gibibytes(500),
      claimTemplateName: 'postgres-storage',
      serviceName: 'postgres-headless',
      credentials: PostgresCredentials.fromSecretName('postgres-credentials'),
      resources: { cpu: '2', memory: Size.gibibytes(8) },
    });

    const snapshotClass = new VolumeSnapshotClass(this, 'snapshots', {
      metadata: { name: 'postgres-snapshot-class' },
      backend: fast.backend!,
      parameters: { tagSpecification_1: 'backup-policy=daily' },
    });
    new SnapshotPolicy(this, 'backup', { snapshotClass, schedule: Cron.daily(), retention: Retention.of({ daily: 30 }) }).protect(db);
    new VolumeSnapshot(this, 'snapshot', {
      metadata: { name: 'postgres-cluster-0-snapshot-20250115' },
      persistentVolumeClaimName: db.claimName(0),
      snapshotClass,
    });
  }
}
