import { Chart, Testing } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { AwsEfs } from '../../src/facts/drivers/aws-efs-backends';
import { SnapshotDeletionPolicy } from '../../src/storage/snapshot-class';
import { VolumeSnapshotClass } from '../../src/storage/volume-snapshot-class';
import type { VolumeSnapshotClassProps } from '../../src/storage/volume-snapshot-class';

const EFS = AwsEfs.accessPoints({ fileSystemId: 'fs-0123456789abcdef0' });

function make(props: Partial<VolumeSnapshotClassProps> = {}) {
  const chart = new Chart(Testing.app(), 'platform', { namespace: 'platform' });
  const made = new VolumeSnapshotClass(chart, 'copies', { metadata: { name: 'orders-copies' }, backend: AwsEbs.gp3(), ...props });
  return { made, object: Testing.synth(chart)[0] };
}

describe('VolumeSnapshotClass', () => {
  test('keeps copies by default', () => {
    const { made, object } = make();
    expect(object).toEqual({
      apiVersion: 'snapshot.storage.k8s.io/v1', kind: 'VolumeSnapshotClass', metadata: { name: 'orders-copies' }, driver: 'ebs.csi.aws.com', deletionPolicy: 'Retain',
    });
    expect(made.volumeSnapshotClassName).toBe('orders-copies');
    expect(made.driver).toBe('ebs.csi.aws.com');
    expect(made.deletionPolicy).toBe('Retain');
  });

  test('says what becomes of its copies', () => {
    expect(make({ deletionPolicy: SnapshotDeletionPolicy.DELETE }).made.deletionPolicy).toBe('Delete');
  });

  test('every prop lands in its field', () => {
    const parameters = { 'tagSpecification_1': 'team=orders', 'lockMode': 'governance', 'csi.storage.k8s.io/snapshotter-secret-name': 'a' };
    expect(make({ backend: AwsEbs.autoModeGp3(), deletionPolicy: SnapshotDeletionPolicy.DELETE, isDefault: true, parameters }).object).toMatchObject({
      metadata: { annotations: { 'snapshot.storage.kubernetes.io/is-default-class': 'true' } },
      driver: 'ebs.csi.eks.amazonaws.com',
      deletionPolicy: 'Delete',
      parameters,
    });
  });

  test('refuses a driver without snapshots, and names the alternative, with all else that is wrong', () => {
    expect(() => make({ backend: EFS, metadata: {} })).toThrow(new RegExp([
      '\\[platform/copies\\] 2 problems:',
      'metadata.name is missing: a VolumeSnapshotClass has no namespace.*',
      'backend takes no CSI snapshots, got "efs.csi.aws.com"; use AWS Backup or EFS replication',
    ].join('\n {2}- ')));
  });

  test('refuses a parameter that the driver refuses', () => {
    expect(() => make({ parameters: { lockModes: 'governance' } })).toThrow('[platform/copies] parameters.lockModes is no snapshot parameter of ebs.csi.aws.com; use fastSnapshotRestoreAvailabilityZones, ');
  });
});

describe('VolumeSnapshotClass.fromVolumeSnapshotClassName', () => {
  test('renders nothing', () => {
    const chart = new Chart(Testing.app(), 'orders');
    const found = VolumeSnapshotClass.fromVolumeSnapshotClassName(chart, 'copies', 'orders-copies', { backend: AwsEbs.gp3(), deletionPolicy: SnapshotDeletionPolicy.RETAIN });
    expect(found).toMatchObject({ volumeSnapshotClassName: 'orders-copies', driver: 'ebs.csi.aws.com', deletionPolicy: 'Retain' });
    expect(Testing.synth(chart)).toEqual([]);
  });

  test('assumes nothing of a class of which only the name is known', () => {
    const found = VolumeSnapshotClass.fromVolumeSnapshotClassName(new Chart(Testing.app(), 'orders'), 'copies', 'orders-copies');
    expect(found.driver).toBeUndefined();
    expect(found.deletionPolicy).toBeUndefined();
  });

  test('refuses bad names and backends without snapshots together', () => {
    expect(() => VolumeSnapshotClass.fromVolumeSnapshotClassName(new Chart(Testing.app(), 'orders'), 'copies', 'A B', { backend: EFS })).toThrow('[orders/copies] 2 problems:');
  });
});
