import { describe, expect, test } from 'vitest';
import { describeFault } from '../../../src/core/faults';
import { Quantity } from '../../../src/core/quantity';
import { AWS_EBS } from '../../../src/facts/drivers/aws-ebs';
import { AWS_EFS } from '../../../src/facts/drivers/aws-efs';
import type { DriverFacts } from '../../../src/facts/drivers/driver-facts';
import { driverOf } from '../../../src/facts/drivers/index';
import { claimFaults, parameterFaults } from '../../../src/facts/drivers/volume-check';
import type { ClaimRequest } from '../../../src/facts/drivers/volume-check';

type Parameters = { readonly [key: string]: string };

const messages = (driver: DriverFacts, parameters: Parameters) => parameterFaults(driver, parameters).map(describeFault);

const claim = (size: string, more: Partial<ClaimRequest> = {}): ClaimRequest => ({
  size: Quantity.parse(size), accessModes: ['ReadWriteOnce'], volumeMode: 'Filesystem', ...more,
});
const claimMessages = (parameters: Parameters, request: ClaimRequest, driver: DriverFacts = AWS_EBS) =>
  claimFaults(driver, parameters, request).map(describeFault);

describe('parameters of a class', () => {
  const legal: readonly Parameters[] = [
    {},
    { type: 'gp3', iops: '3000', throughput: '125' },
    { type: 'gp3', iops: '80000', throughput: '2000' },
    { type: 'gp3', throughput: '750' },
    { type: 'gp3', iopsPerGB: '500' },
    { type: 'gp3', iops: '1000', allowAutoIOPSPerGBIncrease: 'true', throughput: '750' },
    { type: 'io2', iops: '100' },
    { type: 'io2', iops: '256000' },
    { type: 'io2', iopsPerGB: '1000' },
    { type: 'io1', iops: '64000' },
    { type: 'io1', iopsPerGB: '50' },
    { type: 'gp2' },
    { TYPE: 'gp3', IOPS: '4000' },
    { tagSpecification_1: 'team=orders', tagSpecification_2: 'claim={{ .PVCName }}' },
    { 'blockSize': '4096', 'csi.storage.k8s.io/fstype': 'xfs' },
    { ext4BigAlloc: 'true', ext4ClusterSize: '16384' },
    { 'csi.storage.k8s.io/provisioner-secret-name': 'a', 'csi.storage.k8s.io/provisioner-secret-namespace': 'b' },
    { fstype: 'ext4' },
    { kmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/orders' },
    { kmsKeyId: 'alias/orders' },
    { kmsKeyId: '1234abcd-12ab-34cd-56ef-1234567890ab' },
  ];
  test.each(legal)('%j is accepted', (parameters) => {
    expect(messages(AWS_EBS, parameters)).toEqual([]);
  });

  const illegal: readonly [Parameters, string][] = [
    [{ type: 'gp4' }, 'type is not one of its values, got "gp4"; use gp3, io2, gp2, io1, st1, sc1, standard'],
    [{ type: 'gp3', iops: '2999' }, 'iops is out of range for gp3, got "2999"; use 3000 to 80000'],
    [{ type: 'gp3', iops: '80001' }, 'iops is out of range for gp3, got "80001"; use 3000 to 80000'],
    [{ iops: '2000' }, 'iops is out of range for gp3, got "2000"; use 3000 to 80000'],
    [{ type: 'gp3', iops: '4k' }, 'iops is not a whole number, got "4k"; use 3000 to 80000'],
    [{ type: 'gp3', iopsPerGB: '501' }, 'iopsPerGB is out of range for gp3, got "501"; use 1 to 500'],
    [{ type: 'gp3', throughput: '124' }, 'throughput is out of range for gp3, got "124"; use 125 to 2000'],
    [{ type: 'gp3', throughput: '751' }, 'throughput is more than ebs.csi.aws.com gives with 3000 IOPS (0.25 MiB/s per IOPS), got "751"; use at most 750, or iops of at least 3004'],
    [{ type: 'gp3', iops: '4000', iopsPerGB: '5' }, 'iopsPerGB and iops exclude each other, got "5"; keep one'],
    [{ type: 'io2' }, 'iops is required for io2; set iops or iopsPerGB'],
    [{ type: 'io2', iops: '256001' }, 'iops is out of range for io2, got "256001"; use 100 to 256000'],
    [{ type: 'io2', iopsPerGB: '1001' }, 'iopsPerGB is out of range for io2, got "1001"; use 1 to 1000'],
    [{ type: 'io1', iopsPerGB: '51' }, 'iopsPerGB is out of range for io1, got "51"; use 1 to 50'],
    [{ type: 'gp2', iops: '3000' }, 'iops does not apply to type gp2, got "3000"; leave it out, or use gp3, io1, io2'],
    [{ type: 'io2', iops: '100', throughput: '500' }, 'throughput does not apply to type io2, got "500"; leave it out, or use gp3'],
    [{ encrypted: 'yes' }, 'encrypted is not a boolean, got "yes"; use "true" or "false"'],
    [{ iops: '4000', IOPS: '5000' }, 'IOPS is the same parameter as iops: the driver reads keys in lower case; keep one'],
    [{ replicas: '3' }, 'replicas is not a parameter of ebs.csi.aws.com, which refuses what it does not know; see the driver\'s page for its parameters'],
    [{ 'csi.storage.k8s.io/fsType': 'ext4' }, 'csi.storage.k8s.io/fsType is not one of the parameters under csi.storage.k8s.io/; use fstype or one of the secrets'],
    [{ 'fsType': 'ext4', 'csi.storage.k8s.io/fstype': 'ext4' }, 'fsType is set together with csi.storage.k8s.io/fstype, which the provisioner refuses; keep csi.storage.k8s.io/fstype alone'],
    [{ 'csi.storage.k8s.io/fstype': 'btrfs' }, 'csi.storage.k8s.io/fstype is not one of its values, got "btrfs"; use ext4, ext3, xfs, ntfs'],
    [{ 'ext4BigAlloc': 'true', 'csi.storage.k8s.io/fstype': 'xfs' }, 'ext4BigAlloc does not apply to the file system xfs, got "true"; leave it out, or use ext4'],
    [{ ext4ClusterSize: '16384' }, 'ext4ClusterSize has no effect without ext4BigAlloc, got "16384"; give both or neither'],
    [{ volumeInitializationRate: '301' }, 'volumeInitializationRate is out of range for gp3, got "301"; use 100 to 300'],
  ];
  test.each(illegal)('%j is refused', (parameters, message) => {
    expect(messages(AWS_EBS, parameters)).toEqual([message]);
  });

  test('all faults are told at once', () => {
    expect(messages(AWS_EBS, { type: 'gp3', iops: '1', throughput: '1', encrypted: 'yes', colour: 'red' }).map((message) => message.split(' ')[0]))
      .toEqual(['colour', 'iops', 'throughput', 'encrypted']);
  });

  const efs = { provisioningMode: 'efs-ap', fileSystemId: 'fs-0123456789abcdef0', directoryPerms: '700' };
  const efsIllegal: readonly [Parameters, readonly string[]][] = [
    [efs, []],
    // it looks keys up one by one, so it never sees what it does not know
    [{ ...efs, colour: 'red' }, []],
    [{ ...efs, fileSystemIdSecretRef: 'a/b/c' }, ['fileSystemId and its alternatives: 2 of them are set; set exactly one of fileSystemId, fileSystemIdConfigRef, fileSystemIdSecretRef']],
    [{ ...efs, directoryPerms: '0o7' }, ['directoryPerms is not in its form, got "0o7"; use octal digits such as 700']],
    [{ ...efs, gidRangeStart: '1000' }, ['gidRangeStart has no effect without gidRangeEnd, got "1000"; give both or neither']],
    // keys are compared exactly: this one is not there
    [{ provisioningMode: 'efs-ap', FileSystemId: 'fs-01234567', directoryPerms: '700' }, ['fileSystemId and its alternatives: 0 of them are set; set exactly one of fileSystemId, fileSystemIdConfigRef, fileSystemIdSecretRef']],
    [{ fileSystemId: 'fs-01234567', directoryPerms: '700' }, ['provisioningMode is required by efs.csi.aws.com; set it']],
  ];
  test.each(efsIllegal)('EFS: %j', (parameters, expected) => {
    expect(messages(AWS_EFS, parameters)).toEqual(expected);
  });

  test('what upstream does not say for sure refuses nothing', () => {
    const unsure: DriverFacts = {
      ...AWS_EBS,
      parameters: AWS_EBS.parameters.map((facts) => (facts.name === 'throughput' ? { ...facts, required: true, unverified: true } : facts)),
      unknownParameter: { behaviour: 'unverified', source: 'nobody knows' },
    };
    expect(messages(unsure, { type: 'gp2', throughput: 'much' })).toEqual([]);
    expect(messages(unsure, { colour: 'red' })).toEqual([]);
  });

  test('messages name the provisioner by which the driver is reached', () => {
    expect(messages(driverOf('ebs.csi.eks.amazonaws.com')!, { colour: 'red' })[0]).toContain('not a parameter of ebs.csi.eks.amazonaws.com');
  });
});

describe('claims on a class', () => {
  const legal: readonly [Parameters, string][] = [
    [{ type: 'gp3' }, '1Gi'],
    [{ type: 'gp3', iops: '3000' }, '1Gi'],
    [{ type: 'gp3', iops: '6000' }, '12Gi'],
    [{ type: 'gp3', iops: '80000', throughput: '2000' }, '160Gi'],
    [{ type: 'gp3' }, '64Ti'],
    [{ type: 'gp3', iopsPerGB: '500', throughput: '1000' }, '8Gi'],
    [{ type: 'gp3', iopsPerGB: '10', allowAutoIOPSPerGBIncrease: 'true' }, '10Gi'],
    [{ type: 'io2', iops: '32000' }, '32Gi'],
    [{ type: 'io1', iops: '200' }, '4Gi'],
    [{ type: 'st1' }, '125Gi'],
    // EBS rounds up to whole GiB
    [{ type: 'gp3', iops: '6000' }, '11500Mi'],
  ];
  test.each(legal)('%j carries %s', (parameters, size) => {
    expect(claimMessages(parameters, claim(size))).toEqual([]);
  });

  const illegal: readonly [Parameters, string, readonly string[]][] = [
    [{ type: 'gp3', iops: '6000' }, '10Gi', [
      'dataSize "10Gi" cannot carry iops "6000": ebs.csi.aws.com gives at most 500 IOPS per GiB (5000 here, lowered silently); use at least 12Gi, or iops up to 5000',
    ]],
    // too small to be lowered: EC2 gets the request as it is
    [{ iops: '6000' }, '5Gi', [
      'dataSize "5Gi" cannot carry iops "6000": ebs.csi.aws.com gives at most 500 IOPS per GiB (3000 here, more is refused); use at least 12Gi, or iops up to 3000',
    ]],
    [{ type: 'io2', iops: '32000' }, '10Gi', [
      'dataSize "10Gi" cannot carry iops "32000": ebs.csi.aws.com gives at most 1000 IOPS per GiB (10000 here, lowered silently); use at least 32Gi, or iops up to 10000',
    ]],
    [{ type: 'io1', iops: '5000' }, '99Gi', [
      'dataSize "99Gi" cannot carry iops "5000": ebs.csi.aws.com gives at most 50 IOPS per GiB (4950 here, lowered silently); use at least 100Gi, or iops up to 4950',
    ]],
    // the throughput was bought for operations that this size does not get
    [{ type: 'gp3', iops: '8000', throughput: '2000' }, '10Gi', [
      'dataSize "10Gi" cannot carry iops "8000": ebs.csi.aws.com gives at most 500 IOPS per GiB (5000 here, lowered silently); use at least 16Gi, or iops up to 5000',
      'dataSize "10Gi" cannot carry throughput "2000": ebs.csi.aws.com gives 5000 IOPS here, and at most 0.25 MiB/s per IOPS (1250); use at least 16Gi, or throughput up to 1250',
    ]],
    [{ type: 'gp3', iopsPerGB: '100', throughput: '1000' }, '30Gi', [
      'dataSize "30Gi" cannot carry throughput "1000": ebs.csi.aws.com gives 3000 IOPS here, and at most 0.25 MiB/s per IOPS (750); use at least 40Gi, or throughput up to 750',
    ]],
    [{ type: 'gp3', iopsPerGB: '50' }, '10Gi', [
      'dataSize "10Gi" cannot carry iopsPerGB "50": 500 IOPS are fewer than ebs.csi.aws.com accepts for gp3 (3000); use at least 60Gi, or allowAutoIOPSPerGBIncrease "true"',
    ]],
    [{ type: 'st1' }, '124Gi', ['dataSize is out of range for st1 of ebs.csi.aws.com, got "124Gi"; use 125Gi to 16384Gi']],
    [{ type: 'io2', iops: '100' }, '3Gi', ['dataSize is out of range for io2 of ebs.csi.aws.com, got "3Gi"; use 4Gi to 65536Gi']],
    [{ type: 'gp2' }, '17Ti', ['dataSize is out of range for gp2 of ebs.csi.aws.com, got "17Ti"; use 1Gi to 16384Gi']],
  ];
  test.each(illegal)('%j does not carry %s', (parameters, size, expected) => {
    expect(claimMessages(parameters, claim(size, { prop: 'dataSize' }))).toEqual(expected);
  });

  test('a driver without sizes takes any size', () => {
    expect(claimMessages({ provisioningMode: 'efs-ap' }, claim('1Mi'), AWS_EFS)).toEqual([]);
  });

  const modes: readonly [DriverFacts, Parameters, string, 'Filesystem' | 'Block', boolean][] = [
    [AWS_EBS, {}, 'ReadWriteOnce', 'Filesystem', true],
    [AWS_EBS, {}, 'ReadWriteOncePod', 'Block', true],
    [AWS_EBS, {}, 'ReadWriteMany', 'Filesystem', false],
    [AWS_EBS, {}, 'ReadWriteMany', 'Block', false],
    [AWS_EBS, { type: 'io2', iops: '100' }, 'ReadWriteMany', 'Block', true],
    [AWS_EBS, { type: 'io2', iops: '100' }, 'ReadWriteMany', 'Filesystem', false],
    [AWS_EBS, {}, 'ReadOnlyMany', 'Filesystem', false],
    [AWS_EFS, {}, 'ReadWriteMany', 'Filesystem', true],
    [AWS_EFS, {}, 'ReadOnlyMany', 'Filesystem', false],
    [AWS_EFS, {}, 'ReadWriteOnce', 'Block', false],
  ];
  test.each(modes)('$id %j %s %s: %s', (driver, parameters, mode, volumeMode, offered) => {
    const found = claimMessages(parameters, { accessModes: [mode], volumeMode }, driver);
    expect(found).toHaveLength(offered ? 0 : 1);
    if (!offered) expect(found[0]).toContain(`accessMode "${mode}" is not offered by ${driver.provisioners[0].name} for volumeMode ${volumeMode}`);
  });

  test('a mode that is not offered names what is', () => {
    expect(claimMessages({}, { accessModes: ['ReadWriteMany'], volumeMode: 'Filesystem' })).toEqual([
      'accessMode "ReadWriteMany" is not offered by ebs.csi.aws.com for volumeMode Filesystem (offers ReadWriteOnce, ReadWriteOncePod); '
      + 'choose a mode that it offers, or a backend that offers this one',
    ]);
  });
});
