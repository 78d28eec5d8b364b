import { ApiObject, App, Chart, Cron, Size, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { describe, expect, test } from 'vitest';
import { documentOf, makePolicy, policyObjects } from './fixtures';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { AwsEfs } from '../../src/facts/drivers/aws-efs-backends';
import { CsiHostPath } from '../../src/facts/drivers/csi-hostpath-backends';
import type { VolumeBackend } from '../../src/facts/drivers/volume-backend';
import { Quiesce } from '../../src/protection/quiesce';
import { RestoreDrill } from '../../src/protection/restore-drill';
import type { SnapshotPolicyProps } from '../../src/protection/snapshot-policy-props';
import { DurableClaim } from '../../src/storage/durable-claim';
import type { IClaim } from '../../src/storage/persistent-volume-claim';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { ReclaimPolicy } from '../../src/storage/reclaim-policy';
import { SnapshotDeletionPolicy } from '../../src/storage/snapshot-class';
import { VolumeSnapshotClass } from '../../src/storage/volume-snapshot-class';
import { ProductionStatefulSet } from '../../src/workloads/production-stateful-set';
import { makeDatabase, objectOf, ordersChart } from '../workloads/fixtures';

const EBS = AwsEbs.gp3();

/** A claim of the name, of a class with this backend. */
function claim(chart: Chart, name: string, backend: VolumeBackend | undefined = EBS): IClaim {
  const storageClass = ProductionStorageClass.fromStorageClassName(chart, `class-${name}`, 'files', { backend });
  return new DurableClaim(chart, name, { metadata: { name }, size: Size.gibibytes(5), storageClass });
}

function protectedClaims(names: readonly string[], props: Partial<SnapshotPolicyProps> = {}, chart: Chart = ordersChart()) {
  const policy = makePolicy(chart, props);
  policy.protectClaims(names.map((name) => claim(chart, name)));
  return { chart, policy };
}

/** What the policy says of claims. */
function said(
  claimsIn: (chart: Chart) => IClaim[], props: (chart: Chart) => Partial<SnapshotPolicyProps> = () => ({}), chart: Chart = ordersChart(),
): string {
  const policy = makePolicy(chart, props(chart));
  try {
    policy.protectClaims(claimsIn(chart));
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it was not refused');
}

describe('a policy of claims', () => {
  test('is called after the one of them, and says so to the programs', () => {
    const { chart, policy } = protectedClaims(['uploads']);
    expect([policy.policyName, policy.snapshotClassName]).toEqual(['uploads-snapshots', 'cdk8s-stateful.orders.uploads-snapshots']);
    expect(documentOf(chart, 'uploads-snapshots')).toMatchObject({
      workload: { kind: 'PersistentVolumeClaims', name: 'uploads', claims: ['uploads'] },
      snapshotClass: { name: 'cdk8s-stateful.orders.uploads-snapshots', cut: 'creationTime', deletionPolicy: 'Retain' },
      quiesce: { strategy: 'none' },
    });
  });

  test('is of several that are named, under its own name', () => {
    const { chart } = protectedClaims(['uploads', 'avatars'], { metadata: { name: 'files' } });
    expect(documentOf(chart, 'files').workload).toEqual({ kind: 'PersistentVolumeClaims', name: 'files', claims: ['uploads', 'avatars'] });
    expect(policyObjects(chart).map(({ metadata }) => metadata.labels['cdk8s-stateful.dev/workload']).filter((label) => label !== undefined && label !== 'files')).toEqual([]);
  });

  test('of a claim whose name is no label is called after the policy', () => {
    const { chart } = protectedClaims(['web.uploads'], { metadata: { name: 'files' } });
    expect(documentOf(chart, 'files').workload).toEqual({ kind: 'PersistentVolumeClaims', name: 'files', claims: ['web.uploads'] });
  });

  test('lets its runner look up these claims, and nothing else', () => {
    const { chart } = protectedClaims(['uploads', 'avatars'], { metadata: { name: 'files' } });
    const { rules } = objectOf(chart, 'Role', 'files-runner');
    expect(rules.filter(({ apiGroups }: any) => ['', 'apps'].includes(apiGroups[0]))).toEqual([
      { apiGroups: [''], resources: ['persistentvolumeclaims'], resourceNames: ['uploads', 'avatars'], verbs: ['get'] },
      { apiGroups: [''], resources: ['configmaps'], resourceNames: ['files-state'], verbs: ['get', 'update'] },
    ]);
  });

  test('is watched in its own words', () => {
    const { chart } = protectedClaims(['uploads', 'avatars'], { metadata: { name: 'files' } });
    const [rules] = Object.values<string>(objectOf(chart, 'ConfigMap', 'files-alerts').data);
    expect(rules).toContain('what was written to claims uploads, avatars since then may be lost');
    expect(rules).toContain('No snapshots of claims uploads, avatars are taken');
    expect(rules).not.toContain('StatefulSet');
  });

  test('takes claims that exist, by a class that is given', () => {
    const chart = ordersChart();
    const snapshotClass = VolumeSnapshotClass.fromVolumeSnapshotClassName(chart, 'copies', 'copies', { deletionPolicy: SnapshotDeletionPolicy.DELETE });
    makePolicy(chart, { snapshotClass }).protectClaims([DurableClaim.fromPersistentVolumeClaimName(chart, 'there', 'legacy')]);
    // of a driver that is not known, a snapshot is cut when it is ready
    expect(documentOf(chart, 'legacy-snapshots').snapshotClass).toEqual({ name: 'copies', cut: 'readyToUse', deletionPolicy: 'Delete' });
  });
});

describe('a policy refuses', () => {
  test.each<[string, (chart: Chart) => IClaim[], Partial<SnapshotPolicyProps>, string]>([
    ['several claims without a name', (chart) => [claim(chart, 'a'), claim(chart, 'b')], {}, 'metadata.name is missing, and several claims give a policy no name; name it for ever: another name is another policy'],
    ['one twice', (chart) => [claim(chart, 'a'), DurableClaim.fromPersistentVolumeClaimName(chart, 'again', 'a', { storageClass: claim(chart, 'b').storageClass })], { metadata: { name: 'files' } }, 'claims name one more than once, got "a"; name each once'],
    ['none', () => [], { metadata: { name: 'files' } }, 'claims are none, got "[]"; name one or more'],
    ['a checkpoint', (chart) => [claim(chart, 'a')], { quiesce: Quiesce.postgresCheckpoint() }, 'quiesce needs a server of PostgreSQL, and nobody knows which one writes to a claim, got "postgres-checkpoint"; protect its PostgresStatefulSet, or leave it out'],
    ['commands', (chart) => [claim(chart, 'a')], { quiesce: Quiesce.exec({ container: 'app', freeze: ['lock'], thaw: ['unlock'] }) }, 'quiesce needs a container of a set, and nobody knows which one writes to a claim, got "exec"; protect the StatefulSet, or leave it out'],
    ['pods by ordinals', (chart) => [claim(chart, 'a')], { ordinals: [0] }, 'ordinals are of pods of a set, and claims have none, got "0"; leave them out'],
    ['pods by labels', (chart) => [claim(chart, 'a')], { primaryLabels: { role: 'primary' } }, 'primaryLabels are of pods of a set, and claims have none, got "role"; leave them out'],
    ['a driver without snapshots', (chart) => [DurableClaim.fromPersistentVolumeClaimName(chart, 'nfs', 'nfs', { storageClass: ProductionStorageClass.fromStorageClassName(chart, 'efs', 'efs', { backend: AwsEfs.accessPoints({ fileSystemId: 'fs-0123456789abcdef0' }) }) })], {},
      'claims cannot snapshot claim nfs: its driver takes none, got "efs.csi.aws.com"; '],
    ['two drivers', (chart) => [claim(chart, 'a'), claim(chart, 'b', CsiHostPath.forTests())], { metadata: { name: 'files' } },
      'claims finds volumes of several drivers, and a snapshot class is of one, got "ebs.csi.aws.com, hostpath.csi.k8s.io"; make a policy for each driver'],
    ['to guess the driver', (chart) => [DurableClaim.fromPersistentVolumeClaimName(chart, 'there', 'legacy')], {},
      'snapshotClass is missing, and claim legacy does not say which driver its own would be for; give it, or give the claim its storageClass'],
    ['a name that is none', (chart) => [claim(chart, 'web.uploads')], {}, 'metadata.name is not a DNS label (RFC 1123), got "web.uploads-snapshots"; '],
  ])('%s', (_, claimsIn, props, message) => {
    expect(said(claimsIn, () => props)).toContain(`[shop/backup] ${message}`);
  });

  test('claims of another namespace, and of none', () => {
    const app = new App();
    const other = claim(new Chart(app, 'other', { namespace: 'web' }), 'uploads');
    expect(said(() => [other], undefined, ordersChart())).toBe('[shop/backup] metadata.namespace is not that of claim uploads, web: a snapshot lies beside its claim, got "orders"; '
      + 'make the policy in the chart of claim uploads');
    expect(said((chart) => [claim(chart, 'uploads')], undefined, new Chart(Testing.app(), 'shop'))).toContain('namespace is not known');
  });

  test('what is no claim', () => {
    expect(said(() => ['uploads' as never])).toBe('[shop/backup] claims[0] is no claim, got "uploads"; use a DurableClaim; one that exists is DurableClaim.fromPersistentVolumeClaimName()');
    expect(said(() => 'uploads' as never)).toContain('[shop/backup] claims is no list');
    expect(said(() => undefined as never)).toContain('[shop/backup] claims is missing');
  });

  test('a second call, of either kind', () => {
    const { chart, policy } = protectedClaims(['uploads']);
    const again = '[shop/backup] protect was called for uploads-snapshots already, got ';
    expect(() => policy.protectClaims([claim(chart, 'avatars')])).toThrow(`${again}"avatars"`);
    expect(() => policy.protect(makeDatabase({}, chart).db)).toThrow(`${again}"orders-db"`);
  });

  test('and has made nothing then', () => {
    const chart = ordersChart();
    const policy = makePolicy(chart, { ordinals: [0] });
    expect(() => policy.protectClaims([claim(chart, 'a')])).toThrow('ordinals');
    expect(policy.node.findAll().filter(ApiObject.isApiObject)).toEqual([]);
  });
});

describe('synth refuses a claim that a StatefulSet of the app makes', () => {
  const message = (set: string, name: string) => `claims has one that StatefulSet ${set} makes, got "${name}"; call protect() with the set; ordinals name single pods`;
  const named = (chart: Chart, name: string): IClaim => DurableClaim.fromPersistentVolumeClaimName(chart, name, name, { storageClass: claim(chart, 'files').storageClass });

  function errors(chart: Chart): string[] {
    return chart.node.findAll().flatMap((construct) => construct.node.validate());
  }

  test.each<[string, string, (chart: Chart) => unknown, string[]]>([
    ['of this library', 'data-orders-db-0', (chart) => makeDatabase({}, chart), [message('orders-db', 'data-orders-db-0')]],
    ['that is named only', 'disk-legacy-2', (chart) => ProductionStatefulSet.fromStatefulSetName(chart, 'legacy', 'legacy', {
      volumes: [{ role: 'data', claimTemplateName: 'disk', size: Size.gibibytes(1), storageClass: claim(chart, 'other').storageClass! }], matchLabels: { app: 'legacy' },
    }), [message('legacy', 'disk-legacy-2')]],
    ['of anybody', 'data-web-0', (chart) => new ApiObject(chart, 'raw', { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'web' }, spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] } } as never), [message('web', 'data-web-0')]],
    ['but not one that is only called alike', 'data-orders-db-x', (chart) => makeDatabase({}, chart), []],
    ['nor one of a set of another namespace', 'data-web-0', (chart) => new ApiObject(chart, 'raw', { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'web', namespace: 'other' }, spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] } } as never), []],
    ['nor beside a set without claims', 'data-web-0', (chart) => new ApiObject(chart, 'raw', { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'web' } }), []],
  ])('%s', (_, name, make, expected) => {
    const chart = ordersChart();
    makePolicy(chart, { metadata: { name: 'files' } }).protectClaims([named(chart, name)]);
    // whatever is made first
    make(chart);
    expect(errors(chart)).toEqual(expected);
  });

  test('nor is a construct that only looks alike one', () => {
    const chart = ordersChart();
    makePolicy(chart, { metadata: { name: 'files' } }).protectClaims([named(chart, 'data-web-0')]);
    Object.assign(new Construct(chart, 'web'), { workloadName: 'web' });
    expect(errors(chart)).toEqual([]);
  });
});

test('a drill refuses them, and says what is left to do', () => {
  const { chart, policy } = protectedClaims(['uploads']);
  const storageClass = ProductionStorageClass.fromStorageClassName(chart, 'disposable', 'disposable', { backend: EBS, reclaimPolicy: ReclaimPolicy.DELETE });
  const drill = () => new RestoreDrill(chart, 'drill', { policy, schedule: Cron.weekly(), storageClass });
  expect(drill).toThrow('[shop/drill] policy protects claims, and nobody knows which server they belong to, so that none can be started on a copy, got "uploads-snapshots"; '
    + 'restore them beside (cdk8s-stateful restore run --as) and look, or run a drill of your own with the annotation drill-of');
});
