import { Chart, Testing } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { AwsEfs } from '../../src/facts/drivers/aws-efs-backends';
import { CephCluster } from '../../src/facts/drivers/ceph-cluster';
import { CephRbd } from '../../src/facts/drivers/ceph-rbd-backends';
import { CephFs } from '../../src/facts/drivers/cephfs-backends';
import { CsiHostPath } from '../../src/facts/drivers/csi-hostpath-backends';
import { GroupSnapshotApiVersion } from '../../src/storage/group-snapshot-class';
import { SnapshotDeletionPolicy } from '../../src/storage/snapshot-class';
import { VolumeGroupSnapshotClass } from '../../src/storage/volume-group-snapshot-class';
import type { VolumeGroupSnapshotClassProps } from '../../src/storage/volume-group-snapshot-class';

const CLUSTER = CephCluster.cephCsi({ clusterId: 'ceph', secretName: 'csi-secret', secretNamespace: 'storage' });
const SECRET = {
  'csi.storage.k8s.io/group-snapshotter-secret-name': 'csi-secret',
  'csi.storage.k8s.io/group-snapshotter-secret-namespace': 'storage',
};

function make(props: Partial<VolumeGroupSnapshotClassProps> = {}) {
  const chart = new Chart(Testing.app(), 'platform', { namespace: 'platform' });
  const made = new VolumeGroupSnapshotClass(chart, 'groups', { metadata: { name: 'orders-groups' }, backend: CsiHostPath.forTests(), ...props });
  return { made, object: Testing.synth(chart)[0] };
}

describe('VolumeGroupSnapshotClass', () => {
  test('keeps copies by default, in the version that most clusters serve', () => {
    const { made, object } = make();
    expect(object).toEqual({
      apiVersion: 'groupsnapshot.storage.k8s.io/v1beta2',
      kind: 'VolumeGroupSnapshotClass',
      metadata: { name: 'orders-groups' },
      driver: 'hostpath.csi.k8s.io',
      deletionPolicy: 'Retain',
    });
    expect(made).toMatchObject({ volumeGroupSnapshotClassName: 'orders-groups', driver: 'hostpath.csi.k8s.io', deletionPolicy: 'Retain' });
  });

  test('every prop lands in its field', () => {
    const { made, object } = make({
      deletionPolicy: SnapshotDeletionPolicy.DELETE, isDefault: true, parameters: { a: 'b' }, apiVersion: GroupSnapshotApiVersion.V1,
    });
    expect(object).toMatchObject({
      apiVersion: 'groupsnapshot.storage.k8s.io/v1',
      metadata: { annotations: { 'groupsnapshot.storage.kubernetes.io/is-default-class': 'true' } },
      deletionPolicy: 'Delete',
      parameters: { a: 'b' },
    });
    expect(made.deletionPolicy).toBe('Delete');
  });

  test('of Ceph brings cluster, pool or file system, and secrets', () => {
    expect(make({ backend: CephRbd.pool({ pool: 'replicapool', cluster: CLUSTER }) }).object.parameters).toEqual({ clusterID: 'ceph', pool: 'replicapool', ...SECRET });
    expect(make({ backend: CephFs.filesystem({ fsName: 'shared', cluster: CLUSTER }) }).object.parameters).toEqual({ clusterID: 'ceph', fsName: 'shared', ...SECRET });
  });

  test('needs a pool, where volumes lie in several', () => {
    const backend = CephRbd.zonalPools({ pools: [{ pool: 'a', domains: { zone: 'zone-a' } }], cluster: CLUSTER });
    expect(() => make({ backend })).toThrow('[platform/groups] parameters.pool is required by rbd.csi.ceph.com; set it');
    expect(make({ backend, parameters: { pool: 'a' } }).object.parameters.pool).toBe('a');
  });

  test('refuses a driver that copies one volume at a time, with all else that is wrong', () => {
    expect(() => make({ backend: AwsEbs.gp3(), metadata: {} })).toThrow(new RegExp([
      '\\[platform/groups\\] 2 problems:',
      'metadata.name is missing: a VolumeGroupSnapshotClass has no namespace.*',
      'backend takes no snapshots of several volumes at one moment, got "ebs.csi.aws.com"; take a snapshot of each volume',
    ].join('\n {2}- ')));
  });

  test('refuses a driver without snapshots, and names the alternative', () => {
    expect(() => make({ backend: AwsEfs.accessPoints({ fileSystemId: 'fs-0123456789abcdef0' }) }))
      .toThrow('[platform/groups] backend takes no CSI snapshots, got "efs.csi.aws.com"; use AWS Backup or EFS replication');
  });
});

describe('VolumeGroupSnapshotClass.fromVolumeGroupSnapshotClassName', () => {
  test('renders nothing', () => {
    const chart = new Chart(Testing.app(), 'orders');
    const reference = { backend: CsiHostPath.forTests(), deletionPolicy: SnapshotDeletionPolicy.DELETE };
    const found = VolumeGroupSnapshotClass.fromVolumeGroupSnapshotClassName(chart, 'groups', 'orders-groups', reference);
    expect(found).toMatchObject({ volumeGroupSnapshotClassName: 'orders-groups', driver: 'hostpath.csi.k8s.io', deletionPolicy: 'Delete' });
    expect(Testing.synth(chart)).toEqual([]);
  });

  test('refuses bad names and backends without groups together', () => {
    expect(() => VolumeGroupSnapshotClass.fromVolumeGroupSnapshotClassName(new Chart(Testing.app(), 'orders'), 'groups', 'A B', { backend: AwsEbs.gp3() }))
      .toThrow('[orders/groups] 2 problems:');
  });
});
