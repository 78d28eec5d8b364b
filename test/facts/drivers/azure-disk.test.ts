import { describe, expect, test } from 'vitest';
import { describeFault } from '../../../src/core/faults';
import { Quantity } from '../../../src/core/quantity';
import { AZURE_DISK } from '../../../src/facts/drivers/azure-disk';
import { AzureDisk } from '../../../src/facts/drivers/azure-disk-backends';
import { AzureDiskCachingMode, AzureDiskEncryptionType, AzureDiskFileSystem, AzureDiskNetworkAccessPolicy } from '../../../src/facts/drivers/azure-disk-options';
import type { VolumeBackend } from '../../../src/facts/drivers/volume-backend';
import { claimFaults, parameterFaults } from '../../../src/facts/drivers/volume-check';
import { VolumeMode } from '../../../src/facts/drivers/volume-modes';

type Parameters = { readonly [key: string]: string };

const PROVIDER = '/subscriptions/0000-1111/resourceGroups/keys/providers/Microsoft.Compute';
const KEYS = `${PROVIDER}/diskEncryptionSets/orders`;
const ACCESS = `${PROVIDER}/diskAccesses/orders`;

const messages = (parameters: Parameters) => parameterFaults(AZURE_DISK, parameters).map(describeFault);
const claimMessages = ({ parameters }: VolumeBackend, size: string) =>
  claimFaults(AZURE_DISK, parameters, { prop: 'dataSize', size: Quantity.parse(size), accessModes: ['ReadWriteOnce'], volumeMode: 'Filesystem' }).map(describeFault);

describe('factories', () => {
  const made: readonly [string, VolumeBackend, Parameters][] = [
    ['standardSsd', AzureDisk.standardSsd(), { skuName: 'StandardSSD_LRS' }],
    ['standardSsdZoneRedundant', AzureDisk.standardSsdZoneRedundant(), { skuName: 'StandardSSD_ZRS' }],
    ['standardHdd', AzureDisk.standardHdd({ enablePerformancePlus: true }), { skuName: 'Standard_LRS', enablePerformancePlus: 'true' }],
    ['premium', AzureDisk.premium({ cachingMode: AzureDiskCachingMode.NONE, maxShares: 2 }), { skuName: 'Premium_LRS', cachingMode: 'None', maxShares: '2' }],
    ['premiumZoneRedundant', AzureDisk.premiumZoneRedundant({ enableBursting: true, writeAcceleratorEnabled: false }), {
      skuName: 'Premium_ZRS', enableBursting: 'true', writeAcceleratorEnabled: 'false',
    }],
    ['premiumV2', AzureDisk.premiumV2({ iops: 6000, throughputMBps: 250 }), {
      skuName: 'PremiumV2_LRS', cachingMode: 'None', DiskIOPSReadWrite: '6000', DiskMBpsReadWrite: '250',
    }],
    ['ultra', AzureDisk.ultra({ logicalSectorSizeBytes: 512, maxShares: 3 }), {
      skuName: 'UltraSSD_LRS', cachingMode: 'None', LogicalSectorSize: '512', maxShares: '3',
    }],
  ];
  test.each(made)('%s sets its parameters', (_, backend, parameters) => {
    expect(backend.provisioner).toBe('disk.csi.azure.com');
    expect(backend.parameters).toEqual(parameters);
    expect(backend.encrypted).toBe(true);
  });

  test('every option sets the parameter that it names', () => {
    expect(AzureDisk.standardSsd({
      diskEncryptionSetId: KEYS,
      diskEncryptionType: AzureDiskEncryptionType.PLATFORM_AND_CUSTOMER_KEYS,
      fsType: AzureDiskFileSystem.XFS,
      resourceGroup: 'disks',
      subscriptionId: '0000-1111',
      location: 'westeurope',
      networkAccessPolicy: AzureDiskNetworkAccessPolicy.ALLOW_PRIVATE,
      diskAccessId: ACCESS,
      publicNetworkAccess: false,
      tags: { team: 'orders', claim: '${pvc.metadata.name}' },
      extraParameters: { perfProfile: 'basic' },
    }).parameters).toEqual({
      'skuName': 'StandardSSD_LRS',
      'diskEncryptionSetID': KEYS,
      'diskEncryptionType': 'EncryptionAtRestWithPlatformAndCustomerKeys',
      'csi.storage.k8s.io/fstype': 'xfs',
      'resourceGroup': 'disks',
      'subscriptionID': '0000-1111',
      'location': 'westeurope',
      'networkAccessPolicy': 'AllowPrivate',
      'diskAccessID': ACCESS,
      'publicNetworkAccess': 'Disabled',
      'tags': 'team=orders,claim=${pvc.metadata.name}',
      'perfProfile': 'basic',
    });
  });

  test('a comma in a tag is not read as the next tag', () => {
    const { parameters } = AzureDisk.premium({ tags: { teams: 'orders,stock', cost: '42' } });
    expect(parameters).toEqual({ skuName: 'Premium_LRS', tags: 'teams=orders,stock;cost=42', tagValueDelimiter: ';' });
  });
});

describe('what volumes can do', () => {
  test('zone-redundant disks are reached from the whole region, and wait for their pod all the same', () => {
    for (const backend of [AzureDisk.standardSsdZoneRedundant(), AzureDisk.premiumZoneRedundant()]) {
      expect([backend.topology, backend.volumeBindingMode]).toEqual(['region', 'WaitForFirstConsumer']);
    }
    for (const backend of [AzureDisk.standardSsd(), AzureDisk.standardHdd(), AzureDisk.premium(), AzureDisk.premiumV2(), AzureDisk.ultra()]) {
      expect([backend.topology, backend.volumeBindingMode]).toEqual(['zone', 'WaitForFirstConsumer']);
    }
  });

  test('only raw block volumes are shared, and only with maxShares', () => {
    const one = ['ReadWriteOnce', 'ReadWriteOncePod'];
    expect(AzureDisk.premiumV2({ maxShares: 2 }).accessModes(VolumeMode.BLOCK)).toEqual([...one, 'ReadWriteMany', 'ReadOnlyMany']);
    expect(AzureDisk.premiumV2({ maxShares: 2 }).accessModes(VolumeMode.FILESYSTEM)).toEqual(one);
    expect(AzureDisk.premiumV2({ maxShares: 1 }).accessModes(VolumeMode.BLOCK)).toEqual(one);
    expect(AzureDisk.premiumV2().accessModes(VolumeMode.BLOCK)).toEqual(one);
  });
});

describe('parameters of a class', () => {
  const legal: readonly Parameters[] = [
    {},
    { storageAccountType: 'PremiumV2_LRS', DiskIOPSReadWrite: '80000', DiskMBpsReadWrite: '2000' },
    { SKUNAME: 'UltraSSD_LRS', diskiopsreadwrite: '400000', diskmbpsreadwrite: '10000' },
    { skuName: 'UltraSSD_LRS', DiskIOPSReadWrite: '100', DiskMBpsReadWrite: '1' },
    { skuName: 'Premium_LRS', maxShares: '2' },
    { skuName: 'Standard_LRS', maxShares: '1' },
    { skuName: 'Premium_LRS', cachingMode: 'ReadWrite' },
    { fsType: 'btrfs' },
    { 'perfProfile': 'advanced', 'device-setting/queue/read_ahead_kb': '8' },
    { zoned: 'true', enableAsyncAttach: 'false', useragent: 'orders', kind: 'managed' },
  ];
  test.each(legal)('%j is accepted', (parameters) => {
    expect(messages(parameters)).toEqual([]);
  });

  const illegal: readonly [Parameters, string][] = [
    [{ skuName: 'Premium' }, 'skuName is not one of its values, got "Premium"; use StandardSSD_LRS, StandardSSD_ZRS, Standard_LRS, Premium_LRS, Premium_ZRS, PremiumV2_LRS, UltraSSD_LRS'],
    [{ skuName: 'Premium_LRS', storageAccountType: 'Premium_LRS' }, 'storageAccountType is another name of skuName; keep one'],
    [{ skuName: 'PremiumV2_LRS', cachingMode: 'ReadOnly' }, 'cachingMode must be None with skuName PremiumV2_LRS, got "ReadOnly"; use None'],
    [{ storageAccountType: 'UltraSSD_LRS', cachingMode: 'ReadWrite' }, 'cachingMode must be None with skuName UltraSSD_LRS, got "ReadWrite"; use None'],
    [{ skuName: 'Premium_LRS', maxShares: '2', cachingMode: 'ReadOnly' }, 'cachingMode must be None with maxShares 2, got "ReadOnly"; use None'],
    [{ skuName: 'Standard_LRS', maxShares: '2' }, 'maxShares must be 1 with skuName Standard_LRS, got "2"; use 1'],
    [{ maxShares: '0' }, 'maxShares is out of range for StandardSSD_LRS, got "0"; use 1 or more'],
    [{ skuName: 'Premium_LRS', DiskIOPSReadWrite: '5000' }, 'DiskIOPSReadWrite does not apply to skuName Premium_LRS, got "5000"; leave it out, or use PremiumV2_LRS, UltraSSD_LRS'],
    [{ DiskMBpsReadWrite: '200' }, 'DiskMBpsReadWrite does not apply to skuName StandardSSD_LRS, got "200"; leave it out, or use PremiumV2_LRS, UltraSSD_LRS'],
    [{ LogicalSectorSize: '512' }, 'LogicalSectorSize does not apply to skuName StandardSSD_LRS, got "512"; leave it out, or use PremiumV2_LRS, UltraSSD_LRS'],
    [{ skuName: 'UltraSSD_LRS', LogicalSectorSize: '1024' }, 'LogicalSectorSize is not one of its values, got "1024"; use 512, 4096'],
    [{ enableBursting: 'true' }, 'enableBursting does not apply to skuName StandardSSD_LRS, got "true"; leave it out, or use Premium_LRS, Premium_ZRS'],
    [{ skuName: 'Premium_LRS', maxShares: '2', enableBursting: 'true' }, 'enableBursting must be false with maxShares 2, got "true"; use false'],
    [{ skuName: 'Premium_LRS', maxShares: '3', writeAcceleratorEnabled: 'True' }, 'writeAcceleratorEnabled must be false with maxShares 3, got "true"; use false'],
    [{ networkAccessPolicy: 'AllowPrivate' }, 'diskAccessID is required with networkAccessPolicy AllowPrivate; set it'],
    [{ diskAccessID: ACCESS }, 'diskAccessID applies only with networkAccessPolicy AllowPrivate, got "' + ACCESS + '"; leave it out, or set networkAccessPolicy'],
    [{ networkAccessPolicy: 'denyall' }, 'networkAccessPolicy is not one of its values, got "denyall"; use AllowAll, DenyAll, AllowPrivate'],
    [{ perfProfile: 'advanced' }, 'device-setting/ is required with perfProfile advanced; set it'],
    [{ 'device-setting/queue/depth': '8' }, 'device-setting/queue/depth applies only with perfProfile advanced, got "8"; leave it out, or set perfProfile'],
    [{ 'fsType': 'ext4', 'csi.storage.k8s.io/fstype': 'ext4' }, 'fsType is set together with csi.storage.k8s.io/fstype, which the provisioner refuses; keep csi.storage.k8s.io/fstype alone'],
    [{ fsType: 'zfs' }, 'fsType is not one of its values, got "zfs"; use ext4, ext3, ext2, xfs, btrfs, ntfs'],
    [{ tags: 'orders' }, 'tags is not in its form, got "orders"; use key=value pairs, separated by commas'],
    [{ kind: 'dedicated' }, 'kind is not one of its values, got "dedicated"; use managed'],
    [{ storageaccount: 'disks' }, 'storageaccount is not a parameter of disk.csi.azure.com, which refuses what it does not know; see the driver\'s page for its parameters'],
  ];
  test.each(illegal)('%j is refused', (parameters, message) => {
    expect(messages(parameters)).toEqual([message]);
  });
});

describe('options', () => {
  const illegal: readonly [() => VolumeBackend, string][] = [
    [() => AzureDisk.premiumV2({ iops: 2999 }), '[AzureDisk.premiumV2] iops is out of range for PremiumV2_LRS, got "2999"; use 3000 to 80000'],
    [() => AzureDisk.premiumV2({ iops: 80_001 }), '[AzureDisk.premiumV2] iops is out of range for PremiumV2_LRS, got "80001"; use 3000 to 80000'],
    [() => AzureDisk.premiumV2({ throughputMBps: 2001 }), '[AzureDisk.premiumV2] throughputMBps is out of range for PremiumV2_LRS, got "2001"; use 125 to 2000'],
    [
      () => AzureDisk.premiumV2({ throughputMBps: 1000 }),
      '[AzureDisk.premiumV2] throughputMBps is more than disk.csi.azure.com gives with 3000 IOPS (0.25 MB/s per IOPS), got "1000"; use at most 750, or iops of at least 4000',
    ],
    [() => AzureDisk.ultra({ iops: 400_001 }), '[AzureDisk.ultra] iops is out of range for UltraSSD_LRS, got "400001"; use 100 to 400000'],
    [
      () => AzureDisk.ultra({ throughputMBps: 126 }),
      '[AzureDisk.ultra] throughputMBps is more than disk.csi.azure.com gives with 500 IOPS (0.25 MB/s per IOPS), got "126"; use at most 125, or iops of at least 504',
    ],
    // the driver sends its default of 100 MB/s along
    [
      () => AzureDisk.ultra({ iops: 100 }),
      '[AzureDisk.ultra] throughputMBps is more than disk.csi.azure.com gives with 100 IOPS (0.25 MB/s per IOPS), got "100"; use at most 25, or iops of at least 400',
    ],
    [() => AzureDisk.ultra({ logicalSectorSizeBytes: 1024 }), '[AzureDisk.ultra] logicalSectorSizeBytes is not one of its values, got "1024"; use 512, 4096'],
    [
      () => AzureDisk.premium({ cachingMode: AzureDiskCachingMode.READ_ONLY, maxShares: 2 }),
      '[AzureDisk.premium] cachingMode must be None with maxShares 2, got "ReadOnly"; use None',
    ],
    [() => AzureDisk.premium({ enableBursting: true, maxShares: 2 }), '[AzureDisk.premium] enableBursting must be false with maxShares 2, got "true"; use false'],
    [
      () => AzureDisk.premium({ diskEncryptionSetId: 'orders' }),
      '[AzureDisk.premium] diskEncryptionSetId is not in its form, got "orders"; use /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Compute/diskEncryptionSets/<name>',
    ],
    [
      () => AzureDisk.premium({ diskEncryptionType: AzureDiskEncryptionType.CUSTOMER_KEY }),
      '[AzureDisk.premium] diskEncryptionType has no effect without diskEncryptionSetID, got "EncryptionAtRestWithCustomerKey"; give both or neither',
    ],
    [() => AzureDisk.premium({ subscriptionId: '0000-1111' }), '[AzureDisk.premium] resourceGroup is required with subscriptionID 0000-1111; set it'],
    [
      () => AzureDisk.standardSsd({ networkAccessPolicy: AzureDiskNetworkAccessPolicy.ALLOW_PRIVATE }),
      '[AzureDisk.standardSsd] diskAccessId is required with networkAccessPolicy AllowPrivate; set it',
    ],
    [() => AzureDisk.premiumV2({ extraParameters: { cachingMode: 'None' } }), '[AzureDisk.premiumV2] extraParameters.cachingMode is set by cachingMode already; set it once'],
    [() => AzureDisk.premiumV2({ extraParameters: { skuName: 'Premium_LRS' } }), '[AzureDisk.premiumV2] extraParameters.skuName is set by skuName already; set it once'],
    [
      () => AzureDisk.standardHdd({ extraParameters: { maxShares: '2' } }),
      '[AzureDisk.standardHdd] extraParameters.maxShares must be 1 with skuName Standard_LRS, got "2"; use 1',
    ],
    [
      () => AzureDisk.premiumV2({ extraParameters: { enablePerformancePlus: 'true' } }),
      '[AzureDisk.premiumV2] extraParameters.enablePerformancePlus does not apply to skuName PremiumV2_LRS, got "true"; '
      + 'leave it out, or use StandardSSD_LRS, StandardSSD_ZRS, Standard_LRS, Premium_LRS, Premium_ZRS',
    ],
  ];
  test.each(illegal)('%s is refused', (make, message) => {
    expect(make).toThrow(new Error(message));
  });

  test('everything that is wrong is said at once', () => {
    expect(() => AzureDisk.ultra({ iops: 99, throughputMBps: 0, diskEncryptionSetId: 'orders' })).toThrow(new Error([
      '[AzureDisk.ultra] 3 problems:',
      '  - iops is out of range for UltraSSD_LRS, got "99"; use 100 to 400000',
      '  - throughputMBps is out of range for UltraSSD_LRS, got "0"; use 1 to 10000',
      '  - diskEncryptionSetId is not in its form, got "orders"; use /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Compute/diskEncryptionSets/<name>',
    ].join('\n')));
  });
});

describe('claims on a class', () => {
  const legal: readonly [VolumeBackend, string][] = [
    [AzureDisk.standardHdd(), '1Gi'],
    [AzureDisk.premium(), '32767Gi'],
    [AzureDisk.premium({ enableBursting: true }), '513Gi'],
    [AzureDisk.premium({ enableBursting: false }), '512Gi'],
    [AzureDisk.premiumV2(), '1Gi'],
    [AzureDisk.premiumV2({ iops: 80_000, throughputMBps: 2000 }), '160Gi'],
    [AzureDisk.premiumV2({ iops: 80_000, throughputMBps: 2000 }), '64Ti'],
    [AzureDisk.ultra(), '4Gi'],
    [AzureDisk.ultra({ iops: 400_000, throughputMBps: 10_000 }), '400Gi'],
    [AzureDisk.ultra({ iops: 100, throughputMBps: 25 }), '64Ti'],
  ];
  test.each(legal)('%o carries %s', (backend, size) => {
    expect(claimMessages(backend, size)).toEqual([]);
  });

  const illegal: readonly [VolumeBackend, string, readonly string[]][] = [
    [AzureDisk.premium(), '32Ti', ['dataSize is out of range for Premium_LRS of disk.csi.azure.com, got "32Ti"; use 1Gi to 32767Gi']],
    [AzureDisk.premiumZoneRedundant({ enableBursting: true }), '512Gi', [
      'dataSize is out of range for Premium_ZRS of disk.csi.azure.com, got "512Gi"; use 513Gi to 32767Gi',
    ]],
    [AzureDisk.ultra(), '3Gi', ['dataSize is out of range for UltraSSD_LRS of disk.csi.azure.com, got "3Gi"; use 4Gi to 65536Gi']],
    // Azure refuses what EBS would lower
    [AzureDisk.premiumV2({ iops: 6000 }), '10Gi', [
      'dataSize "10Gi" cannot carry DiskIOPSReadWrite "6000": disk.csi.azure.com gives at most 500 IOPS per GiB (5000 here, more is refused); use at least 12Gi, or DiskIOPSReadWrite up to 5000',
    ]],
    [AzureDisk.premiumV2({ iops: 8000, throughputMBps: 2000 }), '10Gi', [
      'dataSize "10Gi" cannot carry DiskIOPSReadWrite "8000": disk.csi.azure.com gives at most 500 IOPS per GiB (5000 here, more is refused); use at least 16Gi, or DiskIOPSReadWrite up to 5000',
      'dataSize "10Gi" cannot carry DiskMBpsReadWrite "2000": disk.csi.azure.com gives 5000 IOPS here, and at most 0.25 MB/s per IOPS (1250); use at least 16Gi, or DiskMBpsReadWrite up to 1250',
    ]],
    [AzureDisk.ultra({ iops: 10_000 }), '8Gi', [
      'dataSize "8Gi" cannot carry DiskIOPSReadWrite "10000": disk.csi.azure.com gives at most 1000 IOPS per GiB (8000 here, more is refused); use at least 10Gi, or DiskIOPSReadWrite up to 8000',
    ]],
  ];
  test.each(illegal)('%o does not carry %s', (backend, size, expected) => {
    expect(claimMessages(backend, size)).toEqual(expected);
  });
});
