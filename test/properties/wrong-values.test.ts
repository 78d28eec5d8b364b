import { App, Chart, Cron, Duration, Lazy, Size } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import * as lib from '../../src/index';
import { unclear } from '../support/arbitraries/outcome';
import type { ApiProperty, TypeReference } from '../support/assembly';
import { constructClasses, loadAssembly } from '../support/assembly';

/** Callers from other languages hand over null, and whoever runs without a type check anything. */

const assembly = loadAssembly();

type Props = { readonly [prop: string]: unknown };
interface Call {
  /** What the construct or factory needs at the least. */
  readonly props: (chart: Chart) => Props;
  readonly call: (chart: Chart, props: Props) => unknown;
}

const EBS = lib.AwsEbs.gp3();
const classOf = (chart: Chart) => lib.ProductionStorageClass.fromStorageClassName(chart, 'class', 'orders-disk', { backend: EBS });
const claimOf = (chart: Chart) => lib.DurableClaim.fromPersistentVolumeClaimName(chart, 'source', 'data', { size: Size.gibibytes(20) });
const snapshotOf = (chart: Chart) => lib.VolumeSnapshot.fromVolumeSnapshotName(chart, 'copy', 'copy', { size: Size.gibibytes(20) });
const COMMANDS: lib.ExecQuiesceOptions = { container: 'search', freeze: ['touch', '/run/frozen'], thaw: ['rm', '-f', '/run/frozen'] };
const named = { metadata: { name: 'orders' } };
const size = Size.gibibytes(20);
const volumeOf = (chart: Chart) => new lib.StaticVolume(chart, 'disk', {
  ...named, backend: EBS, volumeHandle: 'vol-0123456789abcdef0', size, claimName: 'data', claimNamespace: 'orders', zones: ['eu-west-1a'],
});
const PROBE = { period: Duration.seconds(10), timeout: Duration.seconds(5), failures: 3 };
const ENGINE = {
  name: 'queue',
  image: 'registry.example/queue:1',
  user: 1000,
  ports: [{ name: 'amqp', port: 5672 }],
  volumes: [{ role: 'data', mountPath: '/data' }],
  readinessProbe: lib.EngineProbe.tcpSocket(5672, PROBE),
  terminationGracePeriod: Duration.minutes(1),
};

function protectingPolicy(chart: Chart): lib.SnapshotPolicy {
  const policy = new lib.SnapshotPolicy(chart, 'policy', { schedule: Cron.daily(), retention: lib.Retention.of({ daily: 7 }) });
  policy.protect(new lib.PostgresStatefulSet(chart, 'db', {
    version: lib.PostgresVersion.V17, storageClass: classOf(chart), dataSize: size, credentials: lib.PostgresCredentials.fromSecretName('orders'),
  }));
  return policy;
}

/** What constructs need, by the name of their class. */
const CONSTRUCTS: { readonly [name: string]: Call['props'] } = {
  ClonedClaim: (chart) => ({ source: claimOf(chart), storageClass: classOf(chart) }),
  DurableClaim: (chart) => ({ storageClass: classOf(chart), size }),
  PostgresStatefulSet: (chart) => ({
    version: lib.PostgresVersion.V17, storageClass: classOf(chart), dataSize: size, credentials: lib.PostgresCredentials.fromSecretName('orders'),
  }),
  ProductionStatefulSet: (chart) => ({ engine: lib.StatefulEngine.custom(ENGINE), volumes: [{ role: 'data', size, storageClass: classOf(chart) }] }),
  ProductionStorageClass: () => ({ ...named, backend: EBS }),
  ReadOnlySharedClaim: (chart) => ({
    source: lib.ClaimSource.claim(claimOf(chart)), storageClass: lib.ProductionStorageClass.fromStorageClassName(chart, 'class', 'orders-disk'),
  }),
  RestoreDrill: (chart) => ({
    policy: protectingPolicy(chart),
    schedule: Cron.weekly(),
    storageClass: lib.ProductionStorageClass.fromStorageClassName(chart, 'disposable', 'disposable', { reclaimPolicy: lib.ReclaimPolicy.DELETE }),
  }),
  RestoredClaim: (chart) => ({ snapshot: snapshotOf(chart), storageClass: classOf(chart) }),
  SharedClaim: (chart) => ({ storageClass: lib.ProductionStorageClass.fromStorageClassName(chart, 'class', 'orders-disk'), size }),
  SnapshotExecFence: () => ({ policyNamespace: 'orders', policyName: 'nightly', quiesce: lib.Quiesce.exec(COMMANDS) }),
  SnapshotMarkingFence: () => ({ policyNamespace: 'orders', policyName: 'nightly' }),
  SnapshotPolicy: () => ({ schedule: Cron.daily(), retention: lib.Retention.of({ daily: 7 }) }),
  SnapshotPruningRights: () => ({ policyNamespace: 'orders', policyName: 'nightly' }),
  StaticClaim: (chart) => ({ volume: volumeOf(chart) }),
  StaticVolume: () => ({
    ...named, backend: EBS, volumeHandle: 'vol-0123456789abcdef0', size, claimName: 'data', claimNamespace: 'orders', zones: ['eu-west-1a'],
  }),
  StorageCatalog: () => ({ platform: lib.StoragePlatform.EKS, owner: 'storage team', recoveryRunbook: 'https://runbooks.example' }),
  StorageQuota: () => ({ volumeSnapshots: 10 }),
  VolumeAttributesClass: (chart) => {
    lib.StatefulSettings.set(chart, { kubernetesVersion: '1.34' });
    return { ...named, backend: EBS, parameters: { iops: '4000' } };
  },
  VolumeGroupSnapshotClass: () => ({ ...named, backend: lib.CsiHostPath.forTests() }),
  VolumeSnapshot: () => ({ persistentVolumeClaimName: 'data' }),
  VolumeSnapshotClass: () => ({ ...named, backend: EBS }),
};

/** What factories need that need anything, by class and method. */
const FACTORIES: { readonly [name: string]: Call['props'] } = {
  'AwsEbs.io1': () => ({ iops: 3000 }),
  'AwsEbs.io2': () => ({ iops: 3000 }),
  'AwsEfs.accessPoints': () => ({ fileSystemId: 'fs-0123456789abcdef0' }),
  'AwsFsxLustre.persistentHdd': () => ({ subnetId: 'subnet-0123456789abcdef0', securityGroupIds: ['sg-0123456789abcdef0'] }),
  'AwsFsxLustre.persistentSsd': () => ({ subnetId: 'subnet-0123456789abcdef0', securityGroupIds: ['sg-0123456789abcdef0'] }),
  'AwsFsxLustre.scratch': () => ({ subnetId: 'subnet-0123456789abcdef0', securityGroupIds: ['sg-0123456789abcdef0'] }),
  'CephCluster.cephCsi': () => ({ clusterId: 'ceph', secretName: 'csi', secretNamespace: 'ceph' }),
  'CephFs.filesystem': () => ({ fsName: 'shared', encrypted: false }),
  'CephRbd.pool': () => ({ pool: 'replicated', encrypted: false }),
  'CephRbd.zonalPools': () => ({ pools: [{ pool: 'a', domains: { zone: 'zone-a' } }], encrypted: false }),
  'EphemeralVolume.of': (chart) => ({ storageClass: classOf(chart), size }),
  'GceHyperdisk.orPersistentDisk': () => ({ hyperdiskType: lib.GceHyperdiskType.BALANCED, persistentDiskType: lib.GcePersistentDiskType.SSD }),
  'Longhorn.sharded': () => ({ dataChunks: 4, parityChunks: 2 }),
  'NfsServer.share': () => ({ server: 'nfs.example', share: '/exports' }),
  'OpenEbsLvm.volumeGroup': () => ({ name: 'fast' }),
  'OpenEbsLvm.volumeGroupPattern': () => ({ pattern: '^fast-' }),
  'PostgresImage.custom': () => ({ image: 'postgres:17' }),
  'Quiesce.exec': () => ({ ...COMMANDS }),
  'Retention.of': () => ({ daily: 7 }),
  'StatefulEngine.custom': () => ENGINE,
  'StorageProfile.of': () => ({ data: lib.DataCriticality.AUTHORITATIVE }),
  'TopoLvm.lvcreateOptionClass': () => ({ name: 'striped' }),
  'VolumeBackend.custom': () => ({
    provisioner: 'csi.example', accessModes: [lib.VolumeAccessMode.READ_WRITE_ONCE], topology: lib.StorageTopology.ZONE, expansion: true, snapshots: true,
  }),
};

/** Of a prop that must be there, what another language leaves out; of every prop, values of other types and lists with holes. */
function wrongValues({ type, optional: mayBeLeftOut = false }: ApiProperty): unknown[] {
  return [...mayBeLeftOut ? [] : [undefined, null], ...wrongOfType(type)];
}

function wrongOfType(type: TypeReference): unknown[] {
  if ('collection' in type) {
    const { kind, elementtype } = type.collection;
    const items = [undefined, null, ...wrongOfType(elementtype)];
    return kind === 'array' ? ['text', 7, { 0: 'a' }, ...items.map((item) => [item])] : ['text', 7, ['a'], ...items.map((item) => ({ a: item }))];
  }
  if ('primitive' in type) return { string: [{}, ['a'], Lazy.any({ produce: () => 'a' }), Size.gibibytes(1)], number: [{}, ['7'], 'seven'], boolean: [{}, 'maybe'] }[type.primitive] ?? [];
  // of another construct's tree anything will do
  return 'fqn' in type && type.fqn !== 'constructs.Construct' ? ['text', 7, ['a'], ...assembly.types[type.fqn]?.datatype || type.fqn === 'cdk8s.ApiObjectMetadata' ? [] : [{}]] : [];
}

function propertiesOf(fqn: string): ApiProperty[] {
  const type = assembly.types[fqn] as unknown as { readonly properties?: ApiProperty[]; readonly interfaces?: string[] } | undefined;
  return [...type?.properties ?? [], ...(type?.interfaces ?? []).flatMap(propertiesOf)];
}

/** What became of a call: undefined when it went through. */
function refusalOf({ props, call }: Call, prop: string, value: unknown): string | undefined {
  const chart = new Chart(new App(), 'chart', { namespace: 'orders' });
  const given = { ...props(chart), [prop]: value };
  try {
    call(chart, given);
    return undefined;
  } catch (error) {
    return error instanceof Error && error.name === 'Error' ? error.message : String((error as Error).stack);
  }
}

interface Named extends Call {
  readonly name: string;
  readonly struct: string;
}

const exported = lib as unknown as { readonly [name: string]: unknown };

function constructs(): Named[] {
  return constructClasses(assembly).map((name) => {
    const Class = exported[name] as new (chart: Chart, id: string, props: Props) => unknown;
    const parameters = assembly.types[`${assembly.name}.${name}`].initializer?.parameters ?? [];
    const struct = (parameters[2].type as { readonly fqn: string }).fqn;
    return { name, struct, props: CONSTRUCTS[name] ?? (() => ({})), call: (chart, props) => new Class(chart, 'thing', props) };
  });
}

/** Static methods that take nothing but options. */
function factories(): Named[] {
  return Object.values(assembly.types).filter(({ kind }) => kind === 'class').flatMap((type) => (type.methods ?? []).flatMap((method) => {
    const [only, ...more] = method.parameters ?? [];
    if (!only || more.length > 0 || !('fqn' in only.type) || !assembly.types[only.type.fqn]?.datatype || type.name === 'StorageAudit') return [];
    const name = `${type.name}.${method.name}`;
    const factory = (exported[type.name] as { readonly [method: string]: (props: Props) => unknown });
    return [{ name, struct: only.type.fqn, props: FACTORIES[name] ?? (() => ({})), call: (_: Chart, props: Props) => factory[method.name](props) }];
  }));
}

describe.each([...constructs(), ...factories()].map((each) => [each.name, each] as const))('%s', (_, called) => {
  test('takes what it needs', () => {
    expect(refusalOf(called, 'nothing', undefined)).toBeUndefined();
  });

  const properties = propertiesOf(called.struct).filter(({ name }) => name !== 'scope');
  test.each(properties.map((property) => [property.name, property] as const))('refuses what %s cannot be, and says so', (name, property) => {
    for (const value of wrongValues(property)) {
      const refusal = refusalOf(called, name, value);
      const shown = `${name}: ${JSON.stringify(value)} -> ${refusal}`;
      expect(refusal, shown).toBeDefined();
      expect(unclear(refusal!), shown).toBeUndefined();
      expect(refusal, shown).toContain(name);
    }
  });
});
