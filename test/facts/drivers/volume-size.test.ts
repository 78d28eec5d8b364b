import { expect, test } from 'vitest';
import { describeFault } from '../../../src/core/faults';
import { Quantity } from '../../../src/core/quantity';
import { DRIVERS } from '../../../src/facts/drivers/index';
import { ParameterValues } from '../../../src/facts/drivers/parameter-values';
import { allocatedSize, doubtfulRange, sizeFaults } from '../../../src/facts/drivers/volume-size';

const driver = (id: string) => DRIVERS.find((each) => each.id === id)!;

test.each([
  ['aws-ebs', '1.5Gi', '2Gi'],
  ['aws-ebs', '20Gi', '20Gi'],
  ['gce-pd', '100Mi', '1Gi'],
  ['azure-disk', '1G', '1Gi'],
  ['ceph-rbd', '100Mi', '100Mi'],
  ['ceph-rbd', '1500Ki', '2Mi'],
  ['ceph-rbd', '1025Mi', '2Gi'],
  ['cephfs', '1Mi', '4Mi'],
  ['longhorn', '11Mi', '12Mi'],
  ['csi-hostpath', '100M', '100000000'],
  ['topolvm', '3Gi', '3Gi'],
])('%s makes of %s a volume of %s', (id, asked, made) => {
  expect(allocatedSize(driver(id), Quantity.parse(asked))?.compare(Quantity.parse(made))).toBe(0);
});

test('how a driver rounds that nobody knows is not guessed', () => {
  expect(allocatedSize(driver('topolvm'), Quantity.parse('1.5Gi'))).toBeUndefined();
  expect(allocatedSize(undefined, Quantity.parse('100Mi'))).toBeUndefined();
  expect(allocatedSize(undefined, Quantity.parse('2Gi'))).toBeDefined();
});

test.each([
  ['aws-ebs', { type: 'gp3' }, '20Mi', 'size is out of range for gp3 of ebs.csi.aws.com, got "20Mi"; use 1Gi to 65536Gi'],
  ['aws-ebs', { type: 'io2', iops: '3000' }, '3.5Gi', 'size is out of range for io2 of ebs.csi.aws.com, got "3584Mi"; use 4Gi to 65536Gi'],
  ['gce-pd', { type: 'pd-balanced' }, '20Mi', 'size is less than the 1Gi in which pd.csi.storage.gke.io counts, and that is what the volume would have, got "20Mi"; use 1Gi or more'],
])('%s %j carries no %s', (id, parameters, size, message) => {
  expect(sizeFaults(driver(id), ParameterValues.of(driver(id), parameters), 'size', Quantity.parse(size)).map(describeFault)).toEqual([message]);
});

test.each([['ceph-rbd', '100Mi'], ['longhorn', '100Mi'], ['csi-hostpath', '1Mi'], ['aws-ebs', '1.5Gi'], ['gce-pd', '1Gi']])('%s carries %s', (id, size) => {
  expect(sizeFaults(driver(id), ParameterValues.of(driver(id), {}), 'size', Quantity.parse(size))).toEqual([]);
});

test('a range that nobody verified gives a doubt and no refusal', () => {
  const values = ParameterValues.of(driver('gce-pd'), { type: 'pd-balanced' });
  expect(doubtfulRange(values, Quantity.parse('1Gi'))).toBe('10Gi to 65536Gi');
  expect(doubtfulRange(values, Quantity.parse('10Gi'))).toBeUndefined();
  expect(doubtfulRange(ParameterValues.of(driver('aws-ebs'), {}), Quantity.parse('1Mi'))).toBeUndefined();
});
