import { describe, expect, test } from 'vitest';
import { AwsEbs, AwsEbsFileSystem } from '../../../src/facts/drivers/aws-ebs-backends';
import { AwsEfs } from '../../../src/facts/drivers/aws-efs-backends';
import { CsiHostPath } from '../../../src/facts/drivers/csi-hostpath-backends';
import { VolumeMode } from '../../../src/facts/drivers/volume-modes';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/orders';

describe('AwsEbs', () => {
  test('gp3 sets the driver\'s parameters as strings', () => {
    const backend = AwsEbs.gp3({ iops: 6000, throughputMiBps: 250, kmsKeyId: KEY, fsType: AwsEbsFileSystem.XFS, extraParameters: { tagSpecification_1: 'team=orders' } });
    expect(backend.provisioner).toBe('ebs.csi.aws.com');
    expect(backend.parameters).toEqual({
      'type': 'gp3', 'encrypted': 'true', 'kmsKeyId': KEY, 'iops': '6000', 'throughput': '250', 'csi.storage.k8s.io/fstype': 'xfs', 'tagSpecification_1': 'team=orders',
    });
    expect(backend.encrypted).toBe(true);
  });

  test('volumes are encrypted unless somebody says otherwise', () => {
    expect(AwsEbs.gp3().parameters).toEqual({ type: 'gp3', encrypted: 'true' });
    expect(AwsEbs.gp3({ encrypted: false }).parameters).toEqual({ type: 'gp3', encrypted: 'false' });
    expect(AwsEbs.gp3({ encrypted: false }).encrypted).toBe(false);
  });

  test('operations in proportion to the size', () => {
    expect(AwsEbs.io1({ iopsPerGiB: 50 }).parameters).toEqual({ type: 'io1', encrypted: 'true', iopsPerGB: '50' });
  });

  test('Auto Mode has its own provisioner', () => {
    const backend = AwsEbs.autoModeGp3({ iops: 4000 });
    expect(backend.provisioner).toBe('ebs.csi.eks.amazonaws.com');
    expect(backend.snapshotDriver).toBe('ebs.csi.eks.amazonaws.com');
    expect(backend.parameters).toEqual({ type: 'gp3', encrypted: 'true', iops: '4000' });
  });

  test('raw block volumes of io2 alone are shared', () => {
    expect(AwsEbs.io2({ iops: 100 }).accessModes(VolumeMode.BLOCK)).toEqual(['ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany']);
    expect(AwsEbs.gp3().accessModes(VolumeMode.BLOCK)).toEqual(['ReadWriteOnce', 'ReadWriteOncePod']);
  });

  test('refusals name the factory and its options, all in one message', () => {
    expect(() => AwsEbs.gp3({ iops: 2000, throughputMiBps: 3000, kmsKeyId: 'my key', extraParameters: { colour: 'red', encrypted: 'true' } })).toThrow(new Error([
      '[AwsEbs.gp3] 5 problems:',
      '  - extraParameters.encrypted is set by encrypted already; set it once',
      '  - extraParameters.colour is not a parameter of ebs.csi.aws.com, which refuses what it does not know; see the driver\'s page for its parameters',
      '  - kmsKeyId is not in its form, got "my key"; use the ARN of a key or alias, alias/<name>, or the id of a key',
      '  - iops is out of range for gp3, got "2000"; use 3000 to 80000',
      '  - throughputMiBps is out of range for gp3, got "3000"; use 125 to 2000',
    ].join('\n')));
  });

  test.each([
    [() => AwsEbs.gp3({ throughputMiBps: 1000 }), '[AwsEbs.gp3] throughputMiBps is more than ebs.csi.aws.com gives with 3000 IOPS (0.25 MiB/s per IOPS), got "1000"; use at most 750, or iops of at least 4000'],
    [() => AwsEbs.gp3({ iops: 4000, iopsPerGiB: 10 }), '[AwsEbs.gp3] iopsPerGiB and iops exclude each other, got "10"; keep one'],
    [() => AwsEbs.gp3({ iops: 3000.5 }), '[AwsEbs.gp3] iops is not a whole number, got "3000.5"; use 3000 to 80000'],
    [() => AwsEbs.io2({}), '[AwsEbs.io2] iops is required for io2; set iops or iopsPerGiB'],
    [() => AwsEbs.io1({ iopsPerGiB: 51 }), '[AwsEbs.io1] iopsPerGiB is out of range for io1, got "51"; use 1 to 50'],
    [() => AwsEbs.gp3({ fsType: AwsEbsFileSystem.XFS, extraParameters: { fsType: 'ext4' } }), '[AwsEbs.gp3] extraParameters.fsType is set together with csi.storage.k8s.io/fstype, which the provisioner refuses; keep csi.storage.k8s.io/fstype alone'],
    [() => AwsEbs.gp3({ extraParameters: { IOPS: '4000', iops: '4000' } }), '[AwsEbs.gp3] extraParameters.iops is the same parameter as IOPS: the driver reads keys in lower case; keep one'],
    [() => AwsEbs.autoModeGp3({ extraParameters: { colour: 'red' } }), '[AwsEbs.autoModeGp3] extraParameters.colour is not a parameter of ebs.csi.eks.amazonaws.com, which refuses what it does not know; see the driver\'s page for its parameters'],
  ])('%s is refused', (make, message) => {
    expect(make).toThrow(new Error(message));
  });
});

describe('AwsEfs', () => {
  test('an access point for each volume, private to its owner', () => {
    const backend = AwsEfs.accessPoints({ fileSystemId: 'fs-0123456789abcdef0', uid: 999, enforceZoneAffinity: true });
    expect(backend.parameters).toEqual({
      provisioningMode: 'efs-ap', fileSystemId: 'fs-0123456789abcdef0', directoryPerms: '700', uid: '999', enforceZoneAffinity: 'true',
    });
    expect(backend.encrypted).toBeUndefined();
    expect(backend.snapshotDriver).toBeUndefined();
  });

  test('refuses what is no file system', () => {
    expect(() => AwsEfs.accessPoints({ fileSystemId: 'orders', directoryPerms: 'rwx' })).toThrow(new Error([
      '[AwsEfs.accessPoints] 2 problems:',
      '  - directoryPerms is not in its form, got "rwx"; use octal digits such as 700',
      '  - fileSystemId is not in its form, got "orders"; use fs- and 8 to 40 hexadecimal digits',
    ].join('\n')));
  });
});

test('CsiHostPath needs no parameter and encrypts nothing', () => {
  expect(CsiHostPath.forTests().parameters).toEqual({});
  expect(CsiHostPath.forTests().encrypted).toBe(false);
});
