import { Chart, Duration, Size } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  AwsEbs, AwsEfs, AzureDisk, DurableClaim, EngineProbe, EngineReplication, LocalVolume, ProductionStatefulSet, ProductionStorageClass, ReclaimPolicy,
  SnapshotPolicy, StatefulEngine, StorageTopology, VolumeAccessMode, VolumeBackend,
} from '../../src';

const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/3c4d5e6f-7081-92a3-b4c5-d6e7f8091a2b';
const REBUILDABLE = { 'cdk8s-stateful.dev/data': 'rebuildable' };

/** The program that the document calls `ledger`; how it is probed and stopped is said here, since the document does not. */
const LEDGER = StatefulEngine.custom({
  name: 'ledger',
  image: 'example.com/ledger:1.0.0',
  user: 10_001,
  ports: [{ name: 'http', port: 8080 }],
  volumes: [{ role: 'data', mountPath: '/var/lib/ledger' }],
  readinessProbe: EngineProbe.tcpSocket(8080, { period: Duration.seconds(10), timeout: Duration.seconds(5), failures: 3 }),
  terminationGracePeriod: Duration.minutes(2),
  replication: EngineReplication.BUILT_IN,
});

/** "Storage, PV/PVC, CSI, and Stateful Boundaries". */
export class StatefulBoundaries extends Chart {
  public constructor(scope: Construct, id: string) {
    super(scope, id);

    const zonal = new ProductionStorageClass(this, 'zonal', {
      metadata: { name: 'platform-zonal-ssd' },
      backend: VolumeBackend.custom({
        provisioner: 'example.csi.driver',
        accessModes: [VolumeAccessMode.READ_WRITE_ONCE, VolumeAccessMode.READ_WRITE_ONCE_POD],
        topology: StorageTopology.ZONE,
        expansion: true,
        snapshots: true,
        parameters: { type: 'premium' },
      }),
    });
    new ProductionStorageClass(this, 'gp3', { metadata: { name: 'gp3-wait' }, backend: AwsEbs.gp3({ kmsKeyId: KEY }) });
    new ProductionStorageClass(this, 'premium', { metadata: { name: 'managed-csi-wait' }, backend: AzureDisk.premium() });
    this.catalogue();

    new DurableClaim(this, 'checkout', {
      metadata: { name: 'checkout-data', namespace: 'commerce' }, storageClass: zonal, size: Size.gibibytes(20),
    });

    const ledger = new ProductionStatefulSet(this, 'ledger', {
      metadata: { name: 'ledger', namespace: 'finance' },
      serviceName: 'ledger',
      engine: LEDGER,
      replicas: 3,
      volumes: [{ role: 'data', size: Size.gibibytes(100), storageClass: zonal }],
    });
    SnapshotPolicy.hourlyDailyWeekly(this, 'ledger-backup').protect(ledger);
  }

  /** The rows of the document's catalogue, on EKS. */
  private catalogue(): void {
    new ProductionStorageClass(this, 'zonal-delete', {
      metadata: { name: 'platform-zonal-ssd-delete', annotations: REBUILDABLE }, backend: AwsEbs.gp3({ kmsKeyId: KEY }), reclaimPolicy: ReclaimPolicy.DELETE,
    });
    new ProductionStorageClass(this, 'zonal-retain', { metadata: { name: 'platform-zonal-ssd-retain' }, backend: AwsEbs.gp3({ kmsKeyId: KEY }) });
    new ProductionStorageClass(this, 'shared-file', {
      metadata: { name: 'platform-shared-file' }, backend: AwsEfs.accessPoints({ fileSystemId: 'fs-0b1c2d3e4f5061728' }),
    });
    new ProductionStorageClass(this, 'local', {
      metadata: { name: 'platform-local-ephemeral', annotations: REBUILDABLE }, backend: LocalVolume.prepared(), reclaimPolicy: ReclaimPolicy.DELETE,
    });
  }
}
