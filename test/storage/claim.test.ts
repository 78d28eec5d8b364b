import { Chart, Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { describeFault } from '../../src/core/faults';
import { Quantity } from '../../src/core/quantity';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { checkClaim } from '../../src/storage/claim';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';

const request = { prop: 'dataSize', size: Quantity.parse('10Gi'), accessModes: ['ReadWriteMany'], volumeMode: 'Filesystem' } as const;

test('a claim is held against the class that it names, rendered elsewhere or not', () => {
  const chart = new Chart(Testing.app(), 'orders');
  const named = ProductionStorageClass.fromStorageClassName(chart, 'disk', 'orders-disk', { backend: AwsEbs.gp3({ iops: 6000 }) });
  expect(checkClaim(named, request).map(describeFault)).toEqual([
    'accessMode "ReadWriteMany" is not offered by ebs.csi.aws.com for volumeMode Filesystem (offers ReadWriteOnce, ReadWriteOncePod); '
    + 'choose a mode that it offers, or a backend that offers this one',
    'dataSize "10Gi" cannot carry iops "6000": ebs.csi.aws.com gives at most 500 IOPS per GiB (5000 here, lowered silently); use at least 12Gi, or iops up to 5000',
  ]);
});

test('nothing is held against a class of which only the name is known', () => {
  const named = ProductionStorageClass.fromStorageClassName(new Chart(Testing.app(), 'orders'), 'disk', 'orders-disk');
  expect(checkClaim(named, request)).toEqual([]);
});
