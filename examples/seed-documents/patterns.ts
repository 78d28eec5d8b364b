import { Chart, Size } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  AwsEbs, AwsEfs, PostgresCredentials, PostgresStatefulSet, PostgresVersion, ProductionStorageClass, SnapshotPolicy, VolumeSnapshot,
  VolumeSnapshotClass,
} from '../../src';

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/4d5e6f70-8192-a3b4-c5d6-e7f8091a2b3c';

/** "Kubernetes StatefulSets and Persistent Storage: Patterns for Stateful Workloads". */
export class Patterns extends Chart {
  public constructor(scope: Construct, id: string) {
    // the document says `production`, where the second document has a set of the same name
    super(scope, id, { namespace: 'production-patterns' });

    const gp3 = new ProductionStorageClass(this, 'gp3', {
      metadata: { name: 'gp3' },
      backend: AwsEbs.gp3({ iops: 4000, throughputMiBps: 200, kmsKeyId: KEY }),
    });
    new ProductionStorageClass(this, 'efs', {
      metadata: { name: 'efs' },
      backend: AwsEfs.accessPoints({ fileSystemId: 'fs-0c1d2e3f405162738', basePath: '/efs' }),
    });

    const db = new PostgresStatefulSet(this, 'db', {
      metadata: { name: 'postgres' },
      version: PostgresVersion.V16,
      storageClass: gp3,
      dataSize: Size.gibibytes(100),
      mountPath: '/data',
      serviceName: 'postgres',
      credentials: PostgresCredentials.fromSecretName('postgres'),
      resources: { cpu: '500m', memory: Size.gibibytes(4) },
    });

    const snapshotClass = new VolumeSnapshotClass(this, 'snapshots', { metadata: { name: 'csi-aws-vsc' }, backend: gp3.backend! });
    SnapshotPolicy.hourlyDailyWeekly(this, 'backup', { snapshotClass }).protect(db);
    new VolumeSnapshot(this, 'snapshot', {
      metadata: { name: 'postgres-0-snapshot-2026-05-09' },
      persistentVolumeClaimName: db.claimName(0),
      snapshotClass,
    });
  }
}
