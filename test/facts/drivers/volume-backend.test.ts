import { describe, expect, test } from 'vitest';
import { AwsEbs } from '../../../src/facts/drivers/aws-ebs-backends';
import { CephCluster } from '../../../src/facts/drivers/ceph-cluster';
import { CephRbd } from '../../../src/facts/drivers/ceph-rbd-backends';
import { GceHyperdisk } from '../../../src/facts/drivers/gce-pd-backends';
import { OpenEbsLvm, OpenEbsLvmFileSystem } from '../../../src/facts/drivers/openebs-lvm-backends';
import { VolumeBackend } from '../../../src/facts/drivers/volume-backend';
import type { CustomVolumeBackendOptions } from '../../../src/facts/drivers/volume-backend';
import { StorageTopology, VolumeAccessMode, VolumeBindingMode, VolumeMode } from '../../../src/facts/drivers/volume-modes';

const options: CustomVolumeBackendOptions = {
  provisioner: 'block.example.com',
  accessModes: [VolumeAccessMode.READ_WRITE_ONCE],
  topology: StorageTopology.ZONE,
  expansion: true,
  snapshots: true,
};

describe('VolumeBackend.custom', () => {
  test('says what volumes can do', () => {
    const backend = VolumeBackend.custom({ ...options, blockAccessModes: [VolumeAccessMode.READ_WRITE_MANY], parameters: { pool: 'fast' }, encrypted: true });
    expect(backend.provisioner).toBe('block.example.com');
    expect(backend.parameters).toEqual({ pool: 'fast' });
    expect(backend.accessModes(VolumeMode.FILESYSTEM)).toEqual(['ReadWriteOnce']);
    expect(backend.accessModes(VolumeMode.BLOCK)).toEqual(['ReadWriteMany']);
    expect(backend.allowVolumeExpansion).toBe(true);
    expect(backend.snapshotDriver).toBe('block.example.com');
    expect(backend.encrypted).toBe(true);
    expect(backend.topology).toBe(StorageTopology.ZONE);
  });

  test.each([
    [StorageTopology.NODE, 'WaitForFirstConsumer'],
    [StorageTopology.ZONE, 'WaitForFirstConsumer'],
    [StorageTopology.REGION, 'Immediate'],
  ])('volumes reached from the %s are bound %s', (topology, mode) => {
    expect(VolumeBackend.custom({ ...options, topology }).volumeBindingMode).toBe(mode);
  });

  test('the binding mode can be given', () => {
    expect(VolumeBackend.custom({ ...options, volumeBindingMode: VolumeBindingMode.IMMEDIATE }).volumeBindingMode).toBe('Immediate');
  });

  test.each([
    [`${'a'.repeat(51)}.csi.example`, true],
    [`${'a'.repeat(52)}.csi.example`, false],
    [`${'a'.repeat(60)}.csi.example/${'b'.repeat(63)}`, true],
    [`csi.example/${'b'.repeat(64)}`, false],
  ])('a provisioner %s is one that the API server takes: %s', (provisioner, taken) => {
    const make = (): unknown => VolumeBackend.custom({ ...options, provisioner });
    if (taken) expect(make).not.toThrow();
    else expect(make).toThrow(`provisioner has more than 63 characters, which the API server refuses, got "${provisioner}"`);
  });

  test('a driver without snapshots has no snapshot driver, and nothing is known of encryption', () => {
    const backend = VolumeBackend.custom({ ...options, snapshots: false });
    expect(backend.snapshotDriver).toBeUndefined();
    expect(backend.encrypted).toBeUndefined();
  });

  test('snapshots are cut when they are ready, unless somebody knows better', () => {
    const signal = (given: Partial<CustomVolumeBackendOptions>) => VolumeBackend.custom({ ...options, ...given })._driver.snapshots.cut?.signal;
    expect(signal({})).toBe('readyToUse');
    expect(signal({ snapshotsCutAtCreationTime: false })).toBe('readyToUse');
    expect(signal({ snapshotsCutAtCreationTime: true })).toBe('creationTime');
    expect(signal({ snapshots: false })).toBeUndefined();
  });

  test('refuses to hear how snapshots are cut that are not taken', () => {
    expect(() => VolumeBackend.custom({ ...options, snapshots: false, snapshotsCutAtCreationTime: true }))
      .toThrow(new Error('[VolumeBackend.custom] snapshotsCutAtCreationTime is said of a driver that takes no snapshots, got "true"; leave it out, or set snapshots: true'));
  });

  test('makes no clones, group snapshots or changes of attributes, unless somebody knows better', () => {
    const answers = (given: Partial<CustomVolumeBackendOptions>) => {
      const { clones, groupSnapshots, volumeAttributes } = VolumeBackend.custom({ ...options, ...given })._driver;
      return [clones.supported, groupSnapshots.supported, volumeAttributes.supported, volumeAttributes.parameters];
    };
    expect(answers({})).toEqual([false, false, false, []]);
    expect(answers({ clones: true, groupSnapshots: true, volumeAttributes: ['iops'] })).toEqual([true, true, true, ['iops']]);
  });

  test('its parameters cannot be changed through a copy', () => {
    const backend = VolumeBackend.custom({ ...options, parameters: { pool: 'fast' } });
    backend.parameters.pool = 'slow';
    expect(backend.parameters).toEqual({ pool: 'fast' });
  });

  test('refuses, in one message, what no driver takes', () => {
    expect(() => VolumeBackend.custom({
      ...options, accessModes: [], provisioner: 'kubernetes.io/aws-ebs', parameters: { 'fstype': 'ext4', 'csi.storage.k8s.io/fstype': 'xfs' },
    })).toThrow(new Error([
      '[VolumeBackend.custom] 3 problems:',
      '  - accessModes names none, so no claim could be made; name at least one here or in blockAccessModes',
      '  - provisioner was removed in Kubernetes 1.27, got "kubernetes.io/aws-ebs"; use ebs.csi.aws.com',
      '  - fstype is set together with csi.storage.k8s.io/fstype, which the provisioner refuses; keep csi.storage.k8s.io/fstype alone',
    ].join('\n')));
  });

  test('refuses an empty provisioner', () => {
    expect(() => VolumeBackend.custom({ ...options, provisioner: '' }))
      .toThrow(new Error('[VolumeBackend.custom] provisioner is empty; name the CSI driver, such as "ebs.csi.aws.com"'));
  });
});

describe('what a driver can do, but not for every volume', () => {
  const ceph = { pool: 'replicapool', cluster: CephCluster.cephCsi({ clusterId: 'ceph', secretName: 'csi-secret', secretNamespace: 'ceph' }) };

  test.each<[string, VolumeBackend, boolean, boolean]>([
    ['a Hyperdisk ML of one zone', GceHyperdisk.ml(), true, true],
    ['a Hyperdisk ML of several zones', GceHyperdisk.ml({ multiZone: true }), false, false],
    ['a Ceph image', CephRbd.pool(ceph), true, true],
    ['a Ceph image with dm-integrity', CephRbd.pool({ ...ceph, extraParameters: { integrityMode: 'hmac' } }), false, true],
    ['a thick volume of OpenEBS', OpenEbsLvm.volumeGroup({ name: 'fast' }), true, false],
    ['a thin volume of OpenEBS', OpenEbsLvm.volumeGroup({ name: 'fast', thinProvision: true }), true, true],
    ['btrfs on OpenEBS', OpenEbsLvm.volumeGroup({ name: 'fast', thinProvision: true, fsType: OpenEbsLvmFileSystem.BTRFS }), false, true],
    ['btrfs on OpenEBS, in the older spelling', OpenEbsLvm.volumeGroup({ name: 'fast', thinProvision: true, extraParameters: { fsType: 'btrfs' } }), false, true],
  ])('%s', (_, backend, grows, copied) => {
    expect(backend.allowVolumeExpansion).toBe(grows);
    expect(backend.snapshotDriver).toBe(copied ? backend.provisioner : undefined);
  });
});

describe('equal backends of a factory are one value', () => {
  test('whatever was not said of them', () => {
    expect(AwsEbs.gp3({ iops: 6000 })).toBe(AwsEbs.gp3({ iops: 6000, kmsKeyId: undefined }));
  });

  test.each<[string, VolumeBackend]>([
    ['another parameter', AwsEbs.gp3({ iops: 6001 })],
    ['another way to say it', AwsEbs.gp3({ extraParameters: { iops: '6000' } })],
    ['without encryption', AwsEbs.gp3({ iops: 6000, encrypted: false })],
    ['another provisioner', AwsEbs.autoModeGp3({ iops: 6000 })],
  ])('%s makes another one', (_, other) => {
    expect(AwsEbs.gp3({ iops: 6000 })).not.toBe(other);
  });

  test('one that was right does not let a wrong one pass', () => {
    AwsEbs.gp3({ iops: 6000 });
    expect(() => AwsEbs.gp3({ iops: 6000, extraParameters: { iops: '6000' } })).toThrow('extraParameters.iops is set by iops already; set it once');
    expect(() => AwsEbs.gp3({ iops: NaN })).toThrow('[AwsEbs.gp3] iops is not a whole number, got "NaN"; use 3000 to 80000');
    expect(() => AwsEbs.gp3({ iops: Infinity })).toThrow('[AwsEbs.gp3] iops is not a whole number, got "Infinity"; use 3000 to 80000');
  });
});
