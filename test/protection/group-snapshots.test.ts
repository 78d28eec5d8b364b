import { Chart, Size } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { documentOf, makePolicy, refusal } from './fixtures';
import { parsePolicy } from '../../cli/operations/snapshots/policy';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { CsiHostPath } from '../../src/facts/drivers/csi-hostpath-backends';
import { VolumeBackend } from '../../src/facts/drivers/volume-backend';
import { StorageTopology, VolumeAccessMode } from '../../src/facts/drivers/volume-modes';
import { StatefulSettings } from '../../src/kube/settings';
import { Quiesce } from '../../src/protection/quiesce';
import type { SnapshotPolicyProps } from '../../src/protection/snapshot-policy-props';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { SnapshotDeletionPolicy } from '../../src/storage/snapshot-class';
import { VolumeGroupSnapshotClass } from '../../src/storage/volume-group-snapshot-class';
import { VolumeSnapshotClass } from '../../src/storage/volume-snapshot-class';
import { makeDatabase, objectOf, objectsOf, ordersChart } from '../workloads/fixtures';

const backend = CsiHostPath.forTests();
const OTHER = VolumeBackend.custom({
  provisioner: 'other.csi.example.com', accessModes: [VolumeAccessMode.READ_WRITE_ONCE], topology: StorageTopology.ZONE, expansion: true, snapshots: true, groupSnapshots: true,
});
const NAME = 'cdk8s-stateful.orders.orders-db-snapshots';

function databaseOn(chart: Chart, of = backend) {
  const storageClass = ProductionStorageClass.fromStorageClassName(chart, 'disk', 'disk', { backend: of });
  return makeDatabase({ walSize: Size.gibibytes(5), storageClass, walStorageClass: storageClass }, chart).db;
}

function classIn(chart: Chart, deletionPolicy: SnapshotDeletionPolicy | undefined = SnapshotDeletionPolicy.RETAIN) {
  return VolumeGroupSnapshotClass.fromVolumeGroupSnapshotClassName(chart, 'groups', 'groups', { backend, deletionPolicy });
}

function protect(props: Partial<SnapshotPolicyProps> = {}, deletionPolicy?: SnapshotDeletionPolicy): Chart {
  const chart = ordersChart();
  makePolicy(chart, { groupSnapshotClass: classIn(chart, deletionPolicy), ...props }).protect(databaseOn(chart));
  return chart;
}

describe('a policy with a class of group snapshots', () => {
  test('takes the volumes of a database at one moment, after a checkpoint and without a backup', () => {
    const document = documentOf(protect());
    expect(document.snapshotClass).toEqual({ kind: 'VolumeGroupSnapshotClass', name: 'groups', cut: 'creationTime', deletionPolicy: 'Retain' });
    expect([document.workload.claimTemplates, document.quiesce.strategy]).toEqual([['data', 'wal'], 'postgres-checkpoint']);
    expect(parsePolicy(JSON.stringify(document), 'the document')).toEqual(document);
    expect(documentOf(protect({ quiesce: Quiesce.none() })).quiesce).toEqual({ strategy: 'none' });
  });

  test('makes no class of its own, and names that of the groups', () => {
    const chart = ordersChart();
    const policy = makePolicy(chart, { groupSnapshotClass: classIn(chart) });
    policy.protect(databaseOn(chart));
    expect(policy.snapshotClassName).toBe('groups');
    expect(objectsOf(chart).map(({ kind }) => kind)).not.toContain('VolumeSnapshotClass');
  });

  test('gives a run the time in which the driver cuts', () => {
    const deadline = (chart: Chart): number => objectOf(chart, 'CronJob', 'orders-db-snapshots').spec.jobTemplate.spec.activeDeadlineSeconds;
    expect(deadline(protect())).toBe(300 + 600 + 600 + 600);
  });

  test('has accounts with what they use', () => {
    const chart = protect();
    const rules = (account: string): unknown => objectOf(chart, 'Role', `orders-db-snapshots-${account}`).rules.slice(0, -3);
    expect(rules('runner')).toEqual([
      { apiGroups: ['groupsnapshot.storage.k8s.io'], resources: ['volumegroupsnapshots'], verbs: ['create', 'list'] },
      { apiGroups: ['snapshot.storage.k8s.io'], resources: ['volumesnapshots'], verbs: ['list', 'patch'] },
      { apiGroups: ['apps'], resources: ['statefulsets'], resourceNames: ['orders-db'], verbs: ['get'] },
      { apiGroups: [''], resources: ['persistentvolumeclaims'], verbs: ['get', 'list'] },
    ]);
    expect(rules('pruner')).toEqual([
      { apiGroups: ['groupsnapshot.storage.k8s.io'], resources: ['volumegroupsnapshots'], verbs: ['delete', 'list'] },
      { apiGroups: ['snapshot.storage.k8s.io'], resources: ['volumesnapshots'], verbs: ['list'] },
    ]);
    expect(objectOf(chart, 'ClusterRole', NAME).rules).toEqual([
      { apiGroups: ['groupsnapshot.storage.k8s.io'], resources: ['volumegroupsnapshotcontents'], verbs: ['delete', 'get', 'patch'] },
      { apiGroups: ['snapshot.storage.k8s.io'], resources: ['volumesnapshotcontents'], verbs: ['delete', 'get'] },
    ]);
  });

  test('has a fence around each right that a role cannot narrow', () => {
    const fences = objectsOf(protect()).filter(({ kind }) => kind === 'ValidatingAdmissionPolicy');
    expect(fences.map(({ metadata, spec }) => [metadata.name, spec.validations.map(({ message }: { message: string }) => message.replace(/^\S+ may /, ''))])).toEqual([
      [NAME, [
        'free VolumeGroupSnapshots of policy orders/orders-db-snapshots alone',
        'free no VolumeGroupSnapshot that is not deleted',
        'change the deletionPolicy of a content and nothing else',
        'change no metadata of a content',
        'delete no content whose copies would stay behind',
      ]],
      [`${NAME}.members`, [
        'delete contents of namespace orders alone',
        'delete no content whose copy would be freed by it',
        'delete no content whose VolumeSnapshot is not deleted',
      ]],
      [`${NAME}.runner`, [
        'change members of the VolumeGroupSnapshots of policy orders/orders-db-snapshots alone',
        'change no VolumeSnapshot that says which group it is of',
        'not change what a VolumeSnapshot is of',
        'change no metadata of a VolumeSnapshot but labels and annotations',
        'say of a VolumeSnapshot that it is of the group of its VolumeGroupSnapshot, and of no other',
        'add labels and annotations to a VolumeSnapshot, and change none',
        expect.stringMatching(/^add no other annotations than cdk8s-stateful.dev\/scheduled-at, /) as string,
      ]],
    ]);
  });

  test('needs no right in the cluster where the class deletes, and still the fence of the runner', () => {
    const chart = protect({}, SnapshotDeletionPolicy.DELETE);
    expect(documentOf(chart).snapshotClass.deletionPolicy).toBe('Delete');
    expect(objectsOf(chart).filter(({ kind }) => kind === 'ValidatingAdmissionPolicy').map(({ metadata }) => metadata.name)).toEqual([`${NAME}.runner`]);
    expect(objectsOf(chart).map(({ kind }) => kind)).not.toContain('ClusterRole');
  });

  test('makes nothing of the cluster where somebody else does', () => {
    const kinds = objectsOf(protect({ clusterScopedObjects: false })).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind.startsWith('Cluster') || kind.startsWith('Validating'))).toEqual([]);
  });
});

describe('is refused', () => {
  test.each<[string, (chart: Chart) => Partial<SnapshotPolicyProps>, string]>([
    [
      'beside a class of single snapshots',
      (chart) => ({ snapshotClass: VolumeSnapshotClass.fromVolumeSnapshotClassName(chart, 'single', 'single', { deletionPolicy: SnapshotDeletionPolicy.RETAIN }) }),
      'groupSnapshotClass is given beside a snapshotClass, and a group is taken in one of two ways, got "groups, single"; leave one of them out',
    ],
    ['for some pods', () => ({ ordinals: [0] }), 'groupSnapshotClass takes the claims that have the labels of the set, which are those of all pods, got "ordinals 0"; leave ordinals out'],
    ['with a backup', () => ({ quiesce: Quiesce.postgresBackup() }), 'quiesce is for volumes that are cut one after the other, and groupSnapshotClass cuts them at one moment, got "postgres-backup"'],
    [
      'when nobody said what becomes of the copies',
      (chart) => ({ groupSnapshotClass: VolumeGroupSnapshotClass.fromVolumeGroupSnapshotClassName(chart, 'unknown', 'unknown') }),
      'groupSnapshotClass does not say its deletionPolicy',
    ],
    [
      'when it is of another driver',
      (chart) => ({
        groupSnapshotClass: VolumeGroupSnapshotClass.fromVolumeGroupSnapshotClassName(chart, 'other', 'other', {
          backend: OTHER, deletionPolicy: SnapshotDeletionPolicy.RETAIN,
        }),
      }),
      'groupSnapshotClass is of another driver than the volumes, hostpath.csi.k8s.io, got "other.csi.example.com"',
    ],
  ])('%s', (_, propsIn, message) => {
    const chart = ordersChart();
    const policy = makePolicy(chart, { groupSnapshotClass: classIn(chart), ...propsIn(chart) });
    expect(refusal(databaseOn(chart), policy)).toContain(message);
  });

  test('for a driver that is known not to take them', () => {
    const chart = ordersChart();
    expect(refusal(databaseOn(chart, AwsEbs.gp3()), makePolicy(chart, { groupSnapshotClass: classIn(chart) })))
      .toContain('groupSnapshotClass cannot take volume data: its driver takes no snapshots of several volumes at one moment');
  });

  test('in a Kubernetes that cannot fence the rights, whatever becomes of the copies', () => {
    const chart = ordersChart();
    StatefulSettings.set(chart, { kubernetesVersion: '1.29' });
    const policy = makePolicy(chart, { groupSnapshotClass: classIn(chart, SnapshotDeletionPolicy.DELETE) });
    expect(refusal(databaseOn(chart), policy)).toContain('kubernetesVersion has no ValidatingAdmissionPolicy');
  });
});
