import { App, Chart, Size, Testing } from 'cdk8s';
import { describe, expect, test, vi } from 'vitest';
import { contradictions, unanswered } from './driver-questions';
import { driversPage } from './drivers-page';
import { QUARRY } from './made-up-driver';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import type { DriverFacts } from '../../src/facts/drivers/driver-facts';
import { DRIVERS, driverOf, reachedBy } from '../../src/facts/drivers/index';
import { VolumeBackend } from '../../src/facts/drivers/volume-backend';
import { StorageTopology, VolumeAccessMode, VolumeBindingMode, VolumeMode } from '../../src/facts/drivers/volume-modes';
import { StatefulSettings } from '../../src/kube/settings';
import { CatalogClass } from '../../src/storage/catalog/catalog-class';
import { StorageCatalog } from '../../src/storage/catalog/storage-catalog';
import { ClonedClaim } from '../../src/storage/cloned-claim';
import { DurableClaim } from '../../src/storage/durable-claim';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { RestoredClaim } from '../../src/storage/restored-claim';
import { StoragePlatform } from '../../src/storage/storage-platform';
import { VolumeAttributesClass } from '../../src/storage/volume-attributes-class';
import { VolumeGroupSnapshotClass } from '../../src/storage/volume-group-snapshot-class';
import { VolumeSnapshot } from '../../src/storage/volume-snapshot';
import { VolumeSnapshotClass } from '../../src/storage/volume-snapshot-class';
import { documentOf, makePolicy, policyObjects, refusal } from '../protection/fixtures';
import { makeDatabase, objectOf, ordersChart } from '../workloads/fixtures';

// The line that a new driver adds to the registry, before anything has read it
vi.mock('../../src/facts/drivers/index', async (importOriginal) => {
  const registry = await importOriginal<{ DRIVERS: DriverFacts[] }>();
  registry.DRIVERS.push((await import('./made-up-driver')).QUARRY);
  return registry;
});

/** What a typed factory of the driver would be. */
function quarry(parameters: { readonly [key: string]: string | number } = {}, driver: DriverFacts = QUARRY): VolumeBackend {
  return VolumeBackend._of({ place: 'Quarry.slab', driver, parameters: { sealed: 'true', sealKey: 'seal-001', ...parameters }, encrypted: true });
}

const MIRROR = quarry({ grain: 'mirror' });

function chart(): Chart {
  const app = new App();
  StatefulSettings.set(app, { kubernetesVersion: '1.34' });
  return new Chart(app, 'shop', { namespace: 'orders' });
}

function classOf(scope: Chart, backend: VolumeBackend) {
  return ProductionStorageClass.fromStorageClassName(scope, 'class', 'slabs', { backend });
}

function rendered(make: (scope: Chart) => void): any {
  const scope = chart();
  make(scope);
  return Testing.synth(scope)[0];
}

test('it stands in the registry once, under each of its names', () => {
  expect(DRIVERS.filter((driver) => driver === QUARRY)).toHaveLength(1);
  expect(QUARRY.provisioners.map(({ name }) => driverOf(name)?.id)).toEqual(['quarry', 'quarry']);
});

test('its facts answer what every driver is asked', () => {
  expect(unanswered(QUARRY)).toEqual([]);
  expect(contradictions(QUARRY)).toEqual([]);
});

test('it has a row and a chapter on the page about drivers', () => {
  const lines = driversPage(DRIVERS).split('\n');
  expect(lines).toContain('| Quarry | `quarry.csi.example`, `managed.quarry.csi.example` | ReadWriteOnce, ReadWriteOncePod, ReadOnlyMany (mirror) | '
    + 'ReadWriteOnce (with `lane` of 3 or more) | zone | node, at best zone | WaitForFirstConsumer | offline | yes | yes | no | yes | rejected |');
  const source = QUARRY.source;
  expect(lines.slice(lines.indexOf('## Quarry'))).toEqual(expect.arrayContaining([
    `| \`kubernetes.io/quarry-slab\` | the in-tree provisioner it replaces, removed in 1.19 | ${source} |`,
    `| topology with \`grain\` \`mirror\` | region, Immediate: a mirror hangs in three pits | ${source} |`,
    `| outlives with \`lane\` of 4 or more | nothing: the deep lanes are flooded | ${source} |`,
    `| \`slate\` (default) | ssd | 7 to 777 | 26 to 1300, at most 13 per GiB | 3 to 91, at most 0.5 per IOPS | cut by hand | ${source} |`,
    `| \`sealKey\` | string | seal- and three digits |  | only with \`sealed\` | ${source} |`,
  ]));
});

describe('backends', () => {
  test('say what its volumes can do, by their parameters', () => {
    const answers = (backend: VolumeBackend) => [backend.topology, backend.volumeBindingMode, backend.allowVolumeExpansion, backend.snapshotDriver];
    expect(answers(quarry())).toEqual([StorageTopology.ZONE, VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER, true, 'quarry.csi.example']);
    expect(answers(MIRROR)).toEqual([StorageTopology.REGION, VolumeBindingMode.IMMEDIATE, false, 'quarry.csi.example']);
    expect(answers(quarry({ lane: 5 }))).toEqual([StorageTopology.ZONE, VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER, true, undefined]);
    expect(quarry({ lane: 2 }).accessModes(VolumeMode.BLOCK)).toEqual([]);
    expect(quarry({ lane: 3 }).accessModes(VolumeMode.BLOCK)).toEqual(['ReadWriteOnce']);
    expect(quarry().accessModes(VolumeMode.FILESYSTEM)).toEqual(['ReadWriteOnce', 'ReadWriteOncePod']);
    expect(MIRROR.accessModes(VolumeMode.FILESYSTEM)).toEqual(['ReadWriteOnce', 'ReadWriteOncePod', 'ReadOnlyMany']);
  });

  test.each<[{ readonly [key: string]: string | number }, string]>([
    [{ grain: 'marble' }, 'grain is not one of its values, got "marble"; use slate, mirror'],
    [{ ops: 25 }, 'ops is out of range for slate, got "25"; use 26 to 1300'],
    [{ ops: 1301 }, 'ops is out of range for slate, got "1301"; use 26 to 1300'],
    [{ opsPerGiB: 1 }, 'opsPerGiB is out of range for slate, got "1"; use 2 to 13'],
    [{ ops: 26, opsPerGiB: 2 }, 'opsPerGiB and ops exclude each other, got "2"; keep one'],
    [{ ops: 60, flow: 31 }, 'flow is more than quarry.csi.example gives with 60 IOPS (0.5 MiB/s per IOPS), got "31"; use at most 30, or ops of at least 62'],
    [{ grain: 'mirror', ops: 26 }, 'ops does not apply to grain mirror, got "26"; leave it out, or use slate'],
    [{ lane: 7 }, 'lane is out of range for slate, got "7"; use 0 to 6'],
    [{ sealKey: 'seal-1' }, 'sealKey is not in its form, got "seal-1"; use seal- and three digits'],
    [{ Lane: 1 }, 'Lane is not a parameter of quarry.csi.example, which refuses what it does not know; see the driver\'s page for its parameters'],
  ])('refuse %j', (parameters, message) => {
    expect(() => quarry(parameters)).toThrow(new Error(`[Quarry.slab] ${message}`));
  });

  test('of its removed name are sent to the new one', () => {
    expect(() => VolumeBackend.custom({
      provisioner: QUARRY.inTree!.name,
      accessModes: [VolumeAccessMode.READ_WRITE_ONCE],
      topology: StorageTopology.ZONE,
      expansion: true,
      snapshots: true,
    })).toThrow(new Error('[VolumeBackend.custom] provisioner was removed in Kubernetes 1.19, got "kubernetes.io/quarry-slab"; use quarry.csi.example'));
  });
});

describe('classes', () => {
  const metadata = { name: 'slabs' };

  test('render what it wants', () => {
    expect(rendered((scope) => new ProductionStorageClass(scope, 'disk', { metadata, backend: quarry({ 'ops': 26, 'mark-team': 'orders' }) }))).toEqual({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata,
      provisioner: 'quarry.csi.example',
      parameters: { 'sealed': 'true', 'sealKey': 'seal-001', 'ops': '26', 'mark-team': 'orders' },
      reclaimPolicy: 'Retain',
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
    });
    const managed = quarry({}, reachedBy(QUARRY, 'managed.quarry.csi.example'));
    expect(rendered((scope) => new ProductionStorageClass(scope, 'disk', { metadata, backend: managed }))).toMatchObject({
      provisioner: 'managed.quarry.csi.example', allowedTopologies: [{ matchLabelExpressions: [{ key: 'quarry.example/managed', values: ['yes'] }] }],
    });
    expect(rendered((scope) => new VolumeSnapshotClass(scope, 'copies', { metadata, backend: quarry(), parameters: { depth: '2' } }))).toMatchObject({
      kind: 'VolumeSnapshotClass', driver: 'quarry.csi.example', deletionPolicy: 'Retain', parameters: { depth: '2' },
    });
    expect(rendered((scope) => new VolumeGroupSnapshotClass(scope, 'groups', { metadata, backend: quarry(), parameters: { crew: 'night' } }))).toMatchObject({
      kind: 'VolumeGroupSnapshotClass', driver: 'quarry.csi.example', parameters: { crew: 'night' },
    });
    expect(rendered((scope) => new VolumeAttributesClass(scope, 'faster', { metadata, backend: quarry({ ops: 26 }), parameters: { ops: '1300' } }))).toMatchObject({
      kind: 'VolumeAttributesClass', driverName: 'quarry.csi.example', parameters: { ops: '1300' },
    });
  });

  test.each<[string, (scope: Chart) => unknown, string]>([
    ['a slab before its pod', (scope) => new ProductionStorageClass(scope, 'made', { metadata, backend: quarry(), volumeBindingMode: VolumeBindingMode.IMMEDIATE }),
      'volumeBindingMode does not suit quarry.csi.example: a slab lies in one pit, got "Immediate"; use WaitForFirstConsumer'],
    ['a mirror that grows', (scope) => new ProductionStorageClass(scope, 'made', { metadata, backend: MIRROR, allowVolumeExpansion: true }),
      'allowVolumeExpansion is nothing that quarry.csi.example can do here: a mirror would break, got "true"; leave it out'],
    ['a label of other drivers', (scope) => new ProductionStorageClass(scope, 'made', { metadata, backend: quarry(), allowedTopologies: [{ key: 'topology.kubernetes.io/zone', values: ['a'] }] }),
      'allowedTopologies[0].key is no topology of quarry.csi.example, got "topology.kubernetes.io/zone"; use quarry.example/pit'],
    ['a mirror in two pits', (scope) => new ProductionStorageClass(scope, 'made', { metadata, backend: MIRROR, allowedTopologies: [{ key: 'quarry.example/pit', values: ['a', 'b'] }] }),
      'allowedTopologies[0].values must name 3 zones for these volumes, got "a, b"; name 3, or leave allowedTopologies out'],
    ['a copy of what lies deep', (scope) => new VolumeSnapshotClass(scope, 'made', { metadata, backend: quarry({ lane: 5 }) }),
      'backend has volumes without CSI snapshots: nobody can see that deep, got "quarry.csi.example"; copy the data another way'],
    ['a strange parameter of copies', (scope) => new VolumeSnapshotClass(scope, 'made', { metadata, backend: quarry(), parameters: { crew: 'night' } }),
      'parameters.crew is no snapshot parameter of quarry.csi.example; use depth'],
    ['a group without its crew', (scope) => new VolumeGroupSnapshotClass(scope, 'made', { metadata, backend: quarry() }), 'parameters.crew is required by quarry.csi.example; set it'],
    ['another flow for slabs that exist', (scope) => new VolumeAttributesClass(scope, 'made', { metadata, backend: quarry({ ops: 26 }), parameters: { flow: '4' } }),
      'parameters.flow is nothing that quarry.csi.example changes of volumes that exist, got "4"; use ops, mark-*'],
    ['other operations for slabs that were made without', (scope) => new VolumeAttributesClass(scope, 'made', { metadata, backend: quarry(), parameters: { ops: '26' } }),
      'backend makes volumes that cannot be changed: their class has no ops, got "quarry.csi.example"; let the backend set it'],
  ])('refuse %s', (_, make, message) => {
    expect(() => make(chart())).toThrow(new Error(`[shop/made] ${message}`));
  });
});

describe('claims', () => {
  const durable = (backend: VolumeBackend, gibibytes: number, volumeMode?: VolumeMode) => (scope: Chart) => (
    new DurableClaim(scope, 'data', { storageClass: classOf(scope, backend), size: Size.gibibytes(gibibytes), volumeMode })
  );
  const restored = (from: VolumeBackend) => (scope: Chart) => new RestoredClaim(scope, 'data', {
    storageClass: classOf(scope, quarry()), snapshot: VolumeSnapshot.fromVolumeSnapshotName(scope, 'copy', 'copy-7', { backend: from, size: Size.gibibytes(8) }),
  });
  const cloned = (scope: Chart) => new ClonedClaim(scope, 'data', {
    storageClass: classOf(scope, quarry()),
    source: DurableClaim.fromPersistentVolumeClaimName(scope, 'source', 'data-0', { storageClass: classOf(new Chart(scope, 'other'), quarry()), size: Size.gibibytes(8) }),
  });

  test.each<[string, (scope: Chart) => unknown]>([
    ['the smallest', durable(quarry(), 7)],
    ['the largest', durable(quarry(), 777)],
    ['the fastest', durable(quarry({ ops: 1300, flow: 91 }), 100)],
    ['a copy of its own', restored(MIRROR)],
  ])('take %s', (_, make) => {
    expect(() => make(chart())).not.toThrow();
  });

  test.each<[string, (scope: Chart) => unknown, string]>([
    ['a slab that is too small', durable(quarry(), 6), 'size is out of range for slate of quarry.csi.example, got "6Gi"; use 7Gi to 777Gi'],
    ['a mirror that is too large', durable(MIRROR, 100), 'size is out of range for mirror of quarry.csi.example, got "100Gi"; use 11Gi to 99Gi'],
    ['more operations than the size carries', durable(quarry({ ops: 131 }), 10),
      'size "10Gi" cannot carry ops "131": quarry.csi.example gives at most 13 IOPS per GiB (130 here, lowered silently); use at least 11Gi, or ops up to 130'],
    ['fewer operations than it accepts', durable(quarry({ opsPerGiB: 2 }), 12),
      'size "12Gi" cannot carry opsPerGiB "2": 24 IOPS are fewer than quarry.csi.example accepts for slate (26); use at least 13Gi'],
    ['a raw slab', durable(quarry(), 7, VolumeMode.BLOCK),
      'accessMode "ReadWriteOncePod" is not offered by quarry.csi.example for volumeMode Block (offers none); choose a mode that it offers, or a backend that offers this one'],
    ['a copy of another driver', restored(AwsEbs.gp3()),
      'storageClass makes volumes with quarry.csi.example, which cannot read a snapshot of ebs.csi.aws.com, got "slabs"; use a class of ebs.csi.aws.com'],
    ['a clone', cloned, 'source cannot be cloned: quarry.csi.example makes no clones, got "data-0"; take a VolumeSnapshot of it and restore that'],
  ])('refuse %s', (_, make, message) => {
    expect(() => make(chart())).toThrow(new Error(`[shop/data] ${message}`));
  });
});

describe('a snapshot policy', () => {
  test('takes snapshots by its driver, and holds the database until they are cut', () => {
    const scope = ordersChart();
    const { db } = makeDatabase({ storageClass: classOf(scope, quarry()) }, scope);
    makePolicy(scope).protect(db);
    expect(policyObjects(scope).find(({ kind }) => kind === 'VolumeSnapshotClass')).toMatchObject({ driver: 'quarry.csi.example', deletionPolicy: 'Retain' });
    expect(documentOf(scope).snapshotClass.cut).toBe('creationTime');
    expect(objectOf(scope, 'StatefulSet').spec.volumeClaimTemplates[0].spec.storageClassName).toBe('slabs');
  });

  test('says why there are none', () => {
    const scope = ordersChart();
    const { db } = makeDatabase({ storageClass: classOf(scope, quarry({ lane: 5 })) }, scope);
    expect(refusal(db, makePolicy(scope))).toBe(
      '[shop/backup] protect cannot snapshot volume data: nobody can see that deep, got "quarry.csi.example"; copy the data another way',
    );
  });
});

describe('a catalogue', () => {
  const catalog = (props: object) => new StorageCatalog(chart(), 'storage', {
    platform: StoragePlatform.EKS, owner: 'masons', recoveryRunbook: 'https://runbooks.example', volumeSnapshotClasses: true, ...props,
  });

  test('has its classes, and says what its facts say', () => {
    const made = catalog({
      defaultClass: CatalogClass.ZONAL_SSD_RETAIN,
      zonalSsdRetain: { backend: quarry({ ops: 1300, flow: 91 }), costModel: 'by the slab' },
      regionalSsdRetain: { backend: MIRROR, costModel: 'by the mirror' },
    });
    const objects: any[] = Testing.synth(Chart.of(made));
    const named = (name: string) => objects.find(({ kind, metadata }) => kind === 'StorageClass' && metadata.name === name);
    const facts = (name: string) => Object.fromEntries(
      Object.entries(named(name).metadata.annotations).map(([key, text]) => [key.replace('cdk8s-stateful.dev/', ''), text]),
    );
    expect(facts('platform-zonal-ssd-retain')).toMatchObject({
      'backend': 'Quarry slate (quarry.csi.example)',
      'access-modes': 'ReadWriteOnce, ReadWriteOncePod',
      'zones': 'a slab breaks with its pit, unless that is deep; reached from one zone; a slab lies in one pit',
      'performance': 'cut by hand; this class asks for 1,300 IOPS and 91 MiB/s',
      'encryption': 'on at rest: every jar; with the key that sealKey names',
      'backup': 'CSI snapshots: rubbings',
      'expansion': 'grows while no pod runs: once a day',
      'cost': 'by the slab',
    });
    expect(facts('platform-regional-ssd-retain')).toMatchObject({
      zones: 'a mirror hangs in three pits; reached from 3 zones; a mirror hangs in three pits', expansion: 'cannot grow: a mirror would break',
    });
    expect(made.volumeSnapshotClassFor(made.zonalSsdRetain).volumeSnapshotClassName).toBe('platform-quarry.csi.example-retain');
    expect(made.toMarkdown()).toContain('| Backend | Quarry slate (quarry.csi.example) |');
  });

  test('does not take it for what does not outlive or do enough', () => {
    expect(() => catalog({ zonalSsdRetain: { backend: quarry({ lane: 4 }), costModel: 'by the slab' } }))
      .toThrow('zonalSsdRetain.backend does not keep the promise of zonal-ssd: a disk that outlives its node (the deep lanes are flooded), got "quarry.csi.example slate"');
    expect(() => catalog({ highIopsRetain: { backend: quarry({ ops: 1300 }), costModel: 'by the slab' } }))
      .toThrow('highIopsRetain.backend does not keep the promise of high-iops: more operations than the usual SSD has (ops 1300 is no more than the 3000 that come with the usual SSD)');
  });

  test('does not take it for what it is not', () => {
    expect(() => catalog({ sharedFile: { backend: quarry(), costModel: 'by the slab' } })).toThrow(new Error(
      '[shop/storage] sharedFile.backend does not keep the promise of shared-file: files that pods of many nodes write (ReadWriteMany), got "quarry.csi.example slate"; '
      + 'use a backend that does, or make a ProductionStorageClass of another name',
    ));
  });
});
