import { describe, expect, test } from 'vitest';
import { describeFault } from '../../../src/core/faults';
import { Quantity } from '../../../src/core/quantity';
import { AWS_FSX_LUSTRE } from '../../../src/facts/drivers/aws-fsx-lustre';
import { AwsFsxLustre } from '../../../src/facts/drivers/aws-fsx-lustre-backends';
import type { VolumeBackend } from '../../../src/facts/drivers/volume-backend';
import { claimFaults, parameterFaults } from '../../../src/facts/drivers/volume-check';
import { VolumeBindingMode, VolumeMode } from '../../../src/facts/drivers/volume-modes';

const PLACE = { subnetId: 'subnet-0123456789abcdef0', securityGroupIds: ['sg-0123456789abcdef0', 'sg-0123456789abcdef1'] };
const GIVEN = { subnetId: PLACE.subnetId, securityGroupIds: PLACE.securityGroupIds.join(',') };

describe('AwsFsxLustre', () => {
  const made: readonly [string, VolumeBackend, object][] = [
    ['scratch', AwsFsxLustre.scratch(PLACE), { deploymentType: 'SCRATCH_2' }],
    [
      'scratch with every option',
      AwsFsxLustre.scratch({
        ...PLACE, compression: true, lustreVersion: '2.15', s3ImportPath: 's3://data/train', s3ExportPath: 's3://data/out', extraParameters: { autoImportPolicy: 'NEW' },
      }),
      {
        deploymentType: 'SCRATCH_2', dataCompressionType: 'LZ4', fileSystemTypeVersion: '2.15', s3ImportPath: 's3://data/train', s3ExportPath: 's3://data/out', autoImportPolicy: 'NEW',
      },
    ],
    ['persistentSsd', AwsFsxLustre.persistentSsd(PLACE), { deploymentType: 'PERSISTENT_2', perUnitStorageThroughput: '125' }],
    [
      'persistentSsd with every option',
      AwsFsxLustre.persistentSsd({ ...PLACE, throughputMbpsPerTib: 1000, kmsKeyId: 'alias/data', automaticBackupRetentionDays: 90, compression: false }),
      { deploymentType: 'PERSISTENT_2', perUnitStorageThroughput: '1000', kmsKeyId: 'alias/data', automaticBackupRetentionDays: '90', dataCompressionType: 'NONE' },
    ],
    [
      'persistentHdd', AwsFsxLustre.persistentHdd(PLACE),
      { deploymentType: 'PERSISTENT_1', storageType: 'HDD', driveCacheType: 'NONE', perUnitStorageThroughput: '12' },
    ],
    [
      'persistentHdd with a cache', AwsFsxLustre.persistentHdd({ ...PLACE, readCache: true, throughputMbpsPerTib: 40 }),
      { deploymentType: 'PERSISTENT_1', storageType: 'HDD', driveCacheType: 'READ', perUnitStorageThroughput: '40' },
    ],
  ];
  test.each(made)('%s', (_, backend, parameters) => {
    expect(backend.provisioner).toBe('fsx.csi.aws.com');
    expect(backend.parameters).toEqual({ ...GIVEN, ...parameters });
    expect(backend.encrypted).toBe(true);
    expect(backend.volumeBindingMode).toBe(VolumeBindingMode.IMMEDIATE);
    expect(backend.snapshotDriver).toBeUndefined();
    expect(backend.accessModes(VolumeMode.FILESYSTEM)).toEqual(['ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany']);
  });

  test('refusals name the factory and its options, all in one message', () => {
    expect(() => AwsFsxLustre.persistentSsd({ subnetId: 'a', securityGroupIds: [], throughputMbpsPerTib: 200, lustreVersion: 'new' })).toThrow(new Error([
      '[AwsFsxLustre.persistentSsd] 4 problems:',
      '  - throughputMbpsPerTib must be 125 or 250 or 500 or 1000 with deploymentType PERSISTENT_2, got "200"; use 125 or 250 or 500 or 1000',
      '  - subnetId is not in its form, got "a"; use subnet- and 8 or more hexadecimal digits',
      '  - lustreVersion is not in its form, got "new"; use a version of Lustre such as 2.15',
      '  - securityGroupIds is required by fsx.csi.aws.com; set it',
    ].join('\n')));
  });

  const illegal: readonly [{ readonly [key: string]: string }, readonly string[]][] = [
    [{ deploymentType: 'SCRATCH_3' }, ['deploymentType is not one of its values, got "SCRATCH_3"; use SCRATCH_1, SCRATCH_2, PERSISTENT_1, PERSISTENT_2']],
    [{ deploymentType: 'SCRATCH_2', kmsKeyId: 'alias/data' }, ['kmsKeyId does not apply to deploymentType SCRATCH_2, got "alias/data"; leave it out, or use PERSISTENT_1, PERSISTENT_2']],
    [{ perUnitStorageThroughput: '200' }, ['perUnitStorageThroughput does not apply to deploymentType SCRATCH_1, got "200"; leave it out, or use PERSISTENT_1, PERSISTENT_2']],
    [{ deploymentType: 'PERSISTENT_1', perUnitStorageThroughput: '125' }, ['perUnitStorageThroughput must be 50 or 100 or 200 with deploymentType PERSISTENT_1 and storageType SSD, got "125"; use 50 or 100 or 200']],
    [
      { deploymentType: 'PERSISTENT_1', storageType: 'HDD', driveCacheType: 'NONE', perUnitStorageThroughput: '50' },
      ['perUnitStorageThroughput must be 12 or 40 with storageType HDD, got "50"; use 12 or 40'],
    ],
    [{ deploymentType: 'PERSISTENT_1', storageType: 'HDD' }, ['driveCacheType is required with storageType HDD; set it']],
    [{ deploymentType: 'PERSISTENT_2', storageType: 'HDD', driveCacheType: 'NONE' }, ['storageType must be SSD or INTELLIGENT_TIERING with deploymentType PERSISTENT_2, got "HDD"; use SSD or INTELLIGENT_TIERING']],
    [{ deploymentType: 'PERSISTENT_1', driveCacheType: 'READ' }, ['driveCacheType applies only with storageType HDD, got "READ"; leave it out, or set storageType']],
    [{ deploymentType: 'PERSISTENT_1', efaEnabled: 'true' }, ['efaEnabled does not apply to deploymentType PERSISTENT_1, got "true"; leave it out, or use PERSISTENT_2']],
    [{ deploymentType: 'PERSISTENT_2', metadataConfigurationMode: 'USER_PROVISIONED' }, ['metadataIops is required with metadataConfigurationMode USER_PROVISIONED; set it']],
    [{ s3ExportPath: 's3://data/out' }, ['s3ExportPath has no effect without s3ImportPath, got "s3://data/out"; give both or neither']],
    [{ s3ImportPath: '/data' }, ['s3ImportPath is not in its form, got "/data"; use s3://bucket/prefix']],
    [{ s3ImportPath: 's3://data', autoImportPolicy: 'ALL' }, ['autoImportPolicy is not one of its values, got "ALL"; use NONE, NEW, NEW_CHANGED, NEW_CHANGED_DELETED']],
    [{ automaticBackupRetentionDays: '91' }, ['automaticBackupRetentionDays is out of range for SCRATCH_1, got "91"; use 0 to 90']],
    [{ dailyAutomaticBackupStartTime: '24:00' }, ['dailyAutomaticBackupStartTime is not in its form, got "24:00"; use HH:MM in UTC']],
    [{ weeklyMaintenanceStartTime: '0:05:00' }, ['weeklyMaintenanceStartTime is not in its form, got "0:05:00"; use d:HH:MM in UTC, where d is 1 (Monday) to 7 (Sunday)']],
    [{ extraTags: 'team' }, ['extraTags is not in its form, got "team"; use key=value,key=value']],
    [{ dataCompressionType: 'ZSTD' }, ['dataCompressionType is not one of its values, got "ZSTD"; use NONE, LZ4']],
    [{ storageType: 'INTELLIGENT_TIERING' }, ['throughputCapacity is required with storageType INTELLIGENT_TIERING; set it']],
  ];
  test.each(illegal)('%j is refused', (parameters, messages) => {
    expect(parameterFaults(AWS_FSX_LUSTRE, { ...GIVEN, ...parameters }).map(describeFault)).toEqual(messages);
  });

  test('where it lies must be said', () => {
    expect(parameterFaults(AWS_FSX_LUSTRE, {}).map(describeFault)).toEqual([
      'subnetId is required by fsx.csi.aws.com; set it', 'securityGroupIds is required by fsx.csi.aws.com; set it',
    ]);
  });

  const legal: readonly { readonly [key: string]: string }[] = [
    {},
    { deploymentType: 'PERSISTENT_1', perUnitStorageThroughput: '200', automaticBackupRetentionDays: '0' },
    { deploymentType: 'PERSISTENT_2', metadataConfigurationMode: 'USER_PROVISIONED', metadataIops: '192000', efaEnabled: 'true' },
    { deploymentType: 'PERSISTENT_2', storageType: 'INTELLIGENT_TIERING', throughputCapacity: '2000000', dataReadCacheSizingMode: 'USER_PROVISIONED', dataReadCacheSizeGiB: '32' },
    { deploymentType: 'SCRATCH_2', storageType: 'SSD', extraTags: 'team=data,cost=training', weeklyMaintenanceStartTime: '7:23:59' },
    { colour: 'red' },
  ];
  test.each(legal)('%j is accepted', (parameters) => {
    expect(parameterFaults(AWS_FSX_LUSTRE, { ...GIVEN, ...parameters })).toEqual([]);
  });

  // the driver rounds up to the next size that FSx has
  test.each(['1Gi', '1200Gi', '1201Gi', '500Ti'])('%s is a size', (size) => {
    expect(claimFaults(AWS_FSX_LUSTRE, { ...GIVEN, deploymentType: 'SCRATCH_2' }, { size: Quantity.parse(size), accessModes: ['ReadWriteMany'], volumeMode: 'Filesystem' })).toEqual([]);
  });
});
