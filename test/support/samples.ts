import { ApiObject, Chart, Cron, Duration, Size } from 'cdk8s';
import { Deployment, EnvValue } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { AwsEfs } from '../../src/facts/drivers/aws-efs-backends';
import { CephRbd } from '../../src/facts/drivers/ceph-rbd-backends';
import { CsiHostPath } from '../../src/facts/drivers/csi-hostpath-backends';
import { Longhorn } from '../../src/facts/drivers/longhorn-backends';
import type { VolumeBackend } from '../../src/facts/drivers/volume-backend';
import { VolumeAccessMode, VolumeMode } from '../../src/facts/drivers/volume-modes';
import { EngineProbe } from '../../src/facts/engines/engine-probe';
import { PostgresVersion } from '../../src/facts/engines/postgres-image';
import { EngineReplication, StatefulEngine } from '../../src/facts/engines/stateful-engine';
import { StatefulSettings } from '../../src/kube/settings';
import { Quiesce } from '../../src/protection/quiesce';
import { RestoreDrill } from '../../src/protection/restore-drill';
import { RestoreDrillAlert } from '../../src/protection/restore-drill-alerts';
import { Retention } from '../../src/protection/retention';
import { SnapshotMarkingFence } from '../../src/protection/snapshot-marking-fence';
import { SnapshotPolicy } from '../../src/protection/snapshot-policy';
import { SnapshotPruningRights } from '../../src/protection/snapshot-pruning-rights';
import { Validation } from '../../src/protection/validation';
import { CatalogClass } from '../../src/storage/catalog/catalog-class';
import { StorageCatalog } from '../../src/storage/catalog/storage-catalog';
import { ClaimSource } from '../../src/storage/claim-source';
import { ClonedClaim } from '../../src/storage/cloned-claim';
import { DurableClaim } from '../../src/storage/durable-claim';
import { GroupSnapshotApiVersion } from '../../src/storage/group-snapshot-class';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { ReadOnlySharedClaim } from '../../src/storage/read-only-shared-claim';
import { ReclaimPolicy } from '../../src/storage/reclaim-policy';
import { RestoredClaim } from '../../src/storage/restored-claim';
import { SharedClaim } from '../../src/storage/shared-claim';
import { StaticClaim } from '../../src/storage/static-claim';
import { StaticVolume } from '../../src/storage/static-volume';
import { StoragePlatform } from '../../src/storage/storage-platform';
import { StorageQuota } from '../../src/storage/storage-quota';
import { VolumeAttributesClass } from '../../src/storage/volume-attributes-class';
import { VolumeGroupSnapshotClass } from '../../src/storage/volume-group-snapshot-class';
import { VolumeSnapshot } from '../../src/storage/volume-snapshot';
import { VolumeSnapshotClass } from '../../src/storage/volume-snapshot-class';
import { NetworkPeer } from '../../src/workloads/network-peer';
import { PostgresCredentials } from '../../src/workloads/postgres-credentials';
import { PostgresStatefulSet } from '../../src/workloads/postgres-stateful-set';
import { ProductionStatefulSet } from '../../src/workloads/production-stateful-set';

/** Makes one construct, with as many of its props set as make a difference to what it renders. */
export type Sample = (chart: Chart) => Construct;

/** An engine that no facts are known of: two ports, two volumes, replication of its own. */
export function queueEngine(): StatefulEngine {
  return StatefulEngine.custom({
    name: 'queue',
    image: 'registry.example/queue:4.1',
    user: 1000,
    ports: [{ name: 'amqp', port: 5672 }, { name: 'gossip', port: 4369 }],
    volumes: [{ role: 'data', mountPath: '/var/lib/queue' }, { role: 'wal', mountPath: '/var/lib/queue-wal' }],
    scratch: [{ name: 'tmp', mountPath: '/tmp', sizeLimit: Size.mebibytes(64) }, { name: 'shm', mountPath: '/dev/shm', inMemory: true }],
    environment: { QUEUE_HOME: '/var/lib/queue' },
    readinessProbe: EngineProbe.tcpSocket(5672, { period: Duration.seconds(10), timeout: Duration.seconds(5), failures: 3 }),
    terminationGracePeriod: Duration.minutes(5),
    replication: EngineReplication.BUILT_IN,
  });
}

/** Peers of every form: a Deployment of another chart that renders impurely, a raw object, labels, addresses. */
function peersOf(chart: Chart): NetworkPeer[] {
  const clients = new Chart(chart.node.root, 'clients', { namespace: 'clients' });
  const api = new Deployment(clients, 'api', { spread: true, replicas: 2, containers: [{ image: 'registry.example/api:1' }] });
  api.scheduling.spread();
  const raw = new ApiObject(clients, 'raw', {
    apiVersion: 'apps/v1', kind: 'Deployment', spec: { selector: { matchLabels: { app: 'raw' } }, template: { metadata: { labels: { app: 'raw' } } } },
  });
  return [NetworkPeer.fromWorkload(api), NetworkPeer.fromWorkload(raw), NetworkPeer.pods({ app: 'backup' }, 'backup'), NetworkPeer.ipBlock('10.20.0.0/16')];
}

/** A class that exists, of a backend that is known. */
function classOf(chart: Chart, backend: VolumeBackend = AwsEbs.gp3()) {
  return ProductionStorageClass.fromStorageClassName(chart, 'class', 'orders-class', { backend });
}

/** The chart, for clusters that have what came last. */
function current(chart: Chart): Chart {
  StatefulSettings.set(chart, { kubernetesVersion: '1.34' });
  return chart;
}

/** A disk that exists, kept for a claim. */
function staticVolume(chart: Chart): StaticVolume {
  return new StaticVolume(chart, 'volume', {
    metadata: { name: 'orders-archive', labels: { team: 'orders' } },
    backend: AwsEbs.gp3(),
    volumeHandle: 'vol-0123456789abcdef0',
    size: Size.gibibytes(20),
    claimName: 'archive',
    claimNamespace: chart.namespace ?? 'orders',
    accessMode: VolumeAccessMode.READ_WRITE_ONCE,
    fsType: 'ext4',
    volumeAttributes: { partition: '1' },
    zones: ['eu-west-1a'],
    nodeAffinity: [{ key: 'topology.ebs.csi.aws.com/account-id', values: ['111122223333'] }],
    reclaimPolicy: ReclaimPolicy.DELETE,
    storageClass: classOf(chart),
  });
}

/** A policy that protects a database. */
function snapshotPolicy(chart: Chart): SnapshotPolicy {
  const namespace = chart.namespace ?? 'orders';
  const storageClass = ProductionStorageClass.fromStorageClassName(chart, 'disk', 'orders-disk', { backend: AwsEbs.gp3() });
  const db = new PostgresStatefulSet(chart, 'db', {
    metadata: { name: 'orders-db', namespace },
    version: PostgresVersion.V17,
    storageClass,
    dataSize: Size.gibibytes(20),
    credentials: PostgresCredentials.fromSecretName('orders-db'),
  });
  const policy = new SnapshotPolicy(chart, 'backup', {
    metadata: { name: 'nightly', namespace, labels: { team: 'orders' }, annotations: { owner: 'orders' } },
    schedule: Cron.daily(),
    timeZone: 'Europe/Berlin',
    retention: Retention.of({ last: 6, hourly: 24, daily: 7, weekly: 4, monthly: 12, minReady: 5, failedTtl: Duration.days(1) }),
    suspend: true,
    quiesce: Quiesce.postgresCheckpoint(),
    readyDeadline: Duration.hours(2),
  });
  policy.protect(db);
  return policy;
}

/** A sample of every exported construct, by the name of its class. */
export const SAMPLES: { readonly [name: string]: Sample } = {
  ClonedClaim: (chart) => new ClonedClaim(chart, 'clone', {
    metadata: { labels: { team: 'orders' } },
    source: DurableClaim.fromPersistentVolumeClaimName(chart, 'source', 'data-orders-db-0', { size: Size.gibibytes(20), storageClass: classOf(chart) }),
    storageClass: ProductionStorageClass.fromStorageClassName(chart, 'faster', 'orders-faster', { backend: AwsEbs.io2({ iops: 3000 }) }),
    size: Size.gibibytes(30),
    accessMode: VolumeAccessMode.READ_WRITE_ONCE,
    volumeMode: VolumeMode.BLOCK,
  }),
  DurableClaim: (chart) => new DurableClaim(current(chart), 'data', {
    metadata: { labels: { team: 'orders' }, annotations: { owner: 'orders' } },
    storageClass: classOf(chart),
    size: Size.gibibytes(20),
    accessMode: VolumeAccessMode.READ_WRITE_ONCE,
    volumeMode: VolumeMode.BLOCK,
    volumeAttributesClass: VolumeAttributesClass.fromVolumeAttributesClassName(chart, 'fast', 'orders-fast', { backend: AwsEbs.gp3() }),
  }),
  PostgresStatefulSet: (chart) => {
    const storageClass = ProductionStorageClass.fromStorageClassName(chart, 'disk', 'orders-disk', { backend: AwsEbs.gp3() });
    const db = new PostgresStatefulSet(chart, 'db', {
      metadata: { labels: { team: 'orders' }, annotations: { owner: 'orders' } },
      version: PostgresVersion.V18,
      storageClass,
      dataSize: Size.gibibytes(20),
      credentials: PostgresCredentials.fromSecretName('orders-db'),
      resources: { cpu: '4', memory: Size.gibibytes(8) },
      settings: { log_min_duration_statement: '250ms' },
      initScriptsName: 'orders-schema',
    });
    peersOf(chart).forEach((peer) => db.allowFrom(peer));
    return db;
  },
  ProductionStatefulSet: (chart) => {
    const storageClass = ProductionStorageClass.fromStorageClassName(chart, 'disk', 'orders-disk', { backend: AwsEbs.gp3() });
    const queue = new ProductionStatefulSet(chart, 'queue', {
      engine: queueEngine(),
      volumes: [{ role: 'data', size: Size.gibibytes(20), storageClass }, { role: 'wal', size: Size.gibibytes(5), storageClass, claimTemplateName: 'log' }],
      replicas: 3,
      updatePartition: 2,
      environment: { QUEUE_LEVEL: EnvValue.fromValue('info') },
      configMaps: { '/etc/queue': ['queue-config'] },
      serviceAccountName: 'queue',
    });
    peersOf(chart).forEach((peer) => queue.allowFrom(peer));
    return queue;
  },
  ProductionStorageClass: (chart) => new ProductionStorageClass(chart, 'disk', {
    metadata: { name: 'orders-disk', labels: { team: 'orders' } },
    backend: AwsEbs.gp3({ iops: 6000, throughputMiBps: 250 }),
    isDefault: true,
    mountOptions: ['noatime'],
  }),
  ReadOnlySharedClaim: (chart) => new ReadOnlySharedClaim(chart, 'model', {
    metadata: { labels: { team: 'orders' } },
    source: ClaimSource.claim(DurableClaim.fromPersistentVolumeClaimName(chart, 'trained', 'trained', { size: Size.gibibytes(20) })),
    storageClass: classOf(chart, CsiHostPath.forTests()),
    size: Size.gibibytes(30),
    volumeMode: VolumeMode.BLOCK,
  }),
  RestoredClaim: (chart) => new RestoredClaim(chart, 'restored', {
    metadata: { labels: { team: 'orders' } },
    snapshot: VolumeSnapshot.fromVolumeSnapshotName(chart, 'newest', 'orders-7', { backend: AwsEbs.gp3(), size: Size.gibibytes(20) }),
    storageClass: ProductionStorageClass.fromStorageClassName(chart, 'disk', 'orders-disk', { backend: AwsEbs.gp3() }),
  }),
  SharedClaim: (chart) => new SharedClaim(chart, 'uploads', {
    metadata: { labels: { team: 'orders' } },
    storageClass: classOf(chart, AwsEfs.accessPoints({ fileSystemId: 'fs-0123456789abcdef0' })),
    size: Size.gibibytes(20),
  }),
  SnapshotMarkingFence: (chart) => new SnapshotMarkingFence(chart, 'fence', { policyNamespace: 'orders', policyName: 'nightly' }),
  RestoreDrill: (chart) => new RestoreDrill(chart, 'drill', {
    policy: snapshotPolicy(chart),
    schedule: Cron.weekly(),
    storageClass: ProductionStorageClass.fromStorageClassName(chart, 'disposable', 'disposable', { backend: AwsEbs.gp3(), reclaimPolicy: ReclaimPolicy.DELETE }),
    validate: [Validation.sql('select count(*) > 0 from orders')],
    targets: { rpo: Duration.hours(2), rto: Duration.hours(1) },
    metadata: { labels: { team: 'orders' }, annotations: { owner: 'orders' } },
    timeZone: 'Europe/Berlin',
    suspend: true,
    drillNamespace: 'orders-drills',
    deadline: Duration.hours(3),
    alerts: { off: [RestoreDrillAlert.SUSPENDED], maxAge: Duration.days(8), labels: { team: 'orders' }, runbookUrl: 'https://runbooks.example/drills' },
  }),
  SnapshotPolicy: snapshotPolicy,
  SnapshotPruningRights: (chart) => new SnapshotPruningRights(chart, 'rights', { policyNamespace: 'orders', policyName: 'nightly' }),
  StaticClaim: (chart) => new StaticClaim(chart, 'archive', { volume: staticVolume(chart), metadata: { labels: { team: 'orders' } } }),
  StaticVolume: staticVolume,
  VolumeAttributesClass: (chart) => new VolumeAttributesClass(current(chart), 'fast', {
    metadata: { name: 'orders-fast', labels: { team: 'orders' } },
    backend: AwsEbs.gp3(),
    parameters: { iops: '6000', throughput: '250' },
  }),
  VolumeGroupSnapshotClass: (chart) => new VolumeGroupSnapshotClass(chart, 'groups', {
    metadata: { name: 'orders-groups', labels: { team: 'orders' } },
    backend: CephRbd.pool({ pool: 'replicapool', encryptionKmsId: 'vault' }),
    isDefault: true,
    apiVersion: GroupSnapshotApiVersion.V1,
  }),
  StorageCatalog: (chart) => new StorageCatalog(chart, 'storage', {
    platform: StoragePlatform.EKS,
    prefix: 'shared',
    owner: 'storage team',
    recoveryRunbook: 'https://runbooks.example/storage',
    enforceAllowedNamespaces: true,
    defaultClass: CatalogClass.ZONAL_SSD_DELETE,
    volumeSnapshotClasses: true,
    zonalSsdRetain: { allowedNamespaces: ['orders'], owner: 'database team', recoveryRunbook: 'https://runbooks.example/databases', costModel: 'by GiB, billed to the team' },
    regionalSsdRetain: { backend: Longhorn.replicated({ extraParameters: { replicaZoneSoftAntiAffinity: 'disabled' } }), costModel: 'disks of our own' },
    sharedFile: { backend: AwsEfs.accessPoints({ fileSystemId: 'fs-0123456789abcdef0' }) },
    localEphemeral: { offered: false },
  }),
  StorageQuota: (chart) => new StorageQuota(chart, 'quota', {
    metadata: { name: 'storage', labels: { team: 'orders' } },
    classes: [{ storageClass: classOf(chart), storage: Size.tebibytes(1), claims: 10 }],
    total: { storage: Size.tebibytes(2), claims: 20 },
    volumeSnapshots: 100,
  }),
  VolumeSnapshot: (chart) => new VolumeSnapshot(chart, 'before', {
    metadata: { labels: { team: 'orders' } },
    persistentVolumeClaimName: 'data-orders-db-0',
    snapshotClass: VolumeSnapshotClass.fromVolumeSnapshotClassName(chart, 'copies', 'orders-copies', { backend: AwsEbs.gp3() }),
    size: Size.gibibytes(20),
  }),
  VolumeSnapshotClass: (chart) => new VolumeSnapshotClass(chart, 'snapshots', {
    metadata: { name: 'orders-snapshots' },
    backend: AwsEbs.gp3(),
    isDefault: true,
  }),
};
