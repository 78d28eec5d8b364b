import { describe, expect, test } from 'vitest';
import { Quantity } from '../../../src/core/quantity';
import { AwsEbs } from '../../../src/facts/drivers/aws-ebs-backends';
import { AzureDisk } from '../../../src/facts/drivers/azure-disk-backends';
import { fittingGibibytes } from '../../../src/facts/drivers/fitting-size';
import { GceHyperdisk } from '../../../src/facts/drivers/gce-pd-backends';
import { GcpFilestore } from '../../../src/facts/drivers/gcp-filestore-backends';
import type { VolumeBackend } from '../../../src/facts/drivers/volume-backend';
import { claimFaults } from '../../../src/facts/drivers/volume-check';
import { VolumeMode } from '../../../src/facts/drivers/volume-modes';
import { BACKENDS } from '../../conformance/backends';

const fitting = ({ _driver: driver, parameters }: VolumeBackend, least = 100) => fittingGibibytes(driver, parameters, least);

test.each<[string, VolumeBackend, number]>([
  ['what is usual', AwsEbs.gp3(), 100],
  ['the smallest that there is', AwsEbs.st1(), 125],
  ['the smallest of a tier', GcpFilestore.basicSsd(), 2_560],
  ['what carries its operations', AwsEbs.io2({ iops: 200_000 }), 200],
  ['what carries them, rounded up', AwsEbs.gp3({ iops: 50_001 }), 101],
  ['what carries its throughput', AwsEbs.gp3({ iops: 80_000, throughputMiBps: 2_000 }), 160],
  ['what makes enough of operations for each GiB', AwsEbs.gp3({ iopsPerGiB: 10 }), 300],
  ['the same on Azure', AzureDisk.premiumV2({ iops: 80_000 }), 160],
  ['what is said to carry them, though nobody verified it', GceHyperdisk.balanced({ iops: 160_000 }), 320],
])('is %s', (_, backend, expected) => {
  expect(fitting(backend)).toBe(expected);
});

describe('carries what every backend asks for', () => {
  test.each(Object.values(BACKENDS).flat().map((backend, index) => ({ backend, index })))('$index', ({ backend }) => {
    for (const least of [1, 100]) {
      const size = Quantity.parse(`${fitting(backend, least)}Gi`);
      expect(claimFaults(backend._driver, backend.parameters, { size, accessModes: [], volumeMode: VolumeMode.FILESYSTEM })).toEqual([]);
    }
  });
});
