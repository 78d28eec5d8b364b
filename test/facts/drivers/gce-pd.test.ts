import { describe, expect, test } from 'vitest';
import { describeFault } from '../../../src/core/faults';
import { Quantity } from '../../../src/core/quantity';
import { GCE_PD } from '../../../src/facts/drivers/gce-pd';
import { GceHyperdisk, GcePersistentDisk } from '../../../src/facts/drivers/gce-pd-backends';
import { GceFileSystem, GceHyperdiskType, GcePersistentDiskType } from '../../../src/facts/drivers/gce-pd-options';
import type { VolumeBackend } from '../../../src/facts/drivers/volume-backend';
import { claimFaults, parameterFaults, topologyOf } from '../../../src/facts/drivers/volume-check';
import { VolumeMode } from '../../../src/facts/drivers/volume-modes';

type Parameters = { readonly [key: string]: string };

const KEY = 'projects/shop/locations/europe-west1/keyRings/disks/cryptoKeys/orders';
const POOL = 'projects/shop/zones/europe-west1-b/storagePools/orders';

const messages = (parameters: Parameters) => parameterFaults(GCE_PD, parameters).map(describeFault);
const claimMessages = (parameters: Parameters, size: string) =>
  claimFaults(GCE_PD, parameters, { size: Quantity.parse(size), accessModes: ['ReadWriteOnce'], volumeMode: 'Filesystem' }).map(describeFault);

describe('factories', () => {
  const REGIONAL = { 'replication-type': 'regional-pd' };
  const plain: readonly [VolumeBackend, Parameters][] = [
    [GcePersistentDisk.standard(), { type: 'pd-standard' }],
    [GcePersistentDisk.balanced(), { type: 'pd-balanced' }],
    [GcePersistentDisk.ssd(), { type: 'pd-ssd' }],
    [GcePersistentDisk.extreme({ iops: 20_000 }), { 'type': 'pd-extreme', 'provisioned-iops-on-create': '20000' }],
    [GcePersistentDisk.regionalStandard(), { type: 'pd-standard', ...REGIONAL }],
    [GcePersistentDisk.regionalBalanced(), { type: 'pd-balanced', ...REGIONAL }],
    [GcePersistentDisk.regionalSsd(), { type: 'pd-ssd', ...REGIONAL }],
    [GcePersistentDisk.regionalSsd({ hardFailover: true }), { 'type': 'pd-ssd', ...REGIONAL, 'availability-class': 'regional-hard-failover' }],
    [GceHyperdisk.balanced({ iops: 6_000, throughputMiBps: 250 }), { 'type': 'hyperdisk-balanced', 'provisioned-iops-on-create': '6000', 'provisioned-throughput-on-create': '250Mi' }],
    [GceHyperdisk.balanced({ kmsKey: KEY, confidentialStorage: true }), { 'type': 'hyperdisk-balanced', 'disk-encryption-kms-key': KEY, 'enable-confidential-storage': 'true' }],
    [GceHyperdisk.balancedHighAvailability({ hardFailover: true, iops: 4_000, throughputMiBps: 200 }), {
      'type': 'hyperdisk-balanced-high-availability',
      'provisioned-iops-on-create': '4000',
      'provisioned-throughput-on-create': '200Mi',
      'availability-class': 'regional-hard-failover',
    }],
    [GceHyperdisk.extreme({ iops: 100_000 }), { 'type': 'hyperdisk-extreme', 'provisioned-iops-on-create': '100000' }],
    [GceHyperdisk.throughput({ throughputMiBps: 180, storagePools: [POOL] }), { 'type': 'hyperdisk-throughput', 'provisioned-throughput-on-create': '180Mi', 'storage-pools': POOL }],
    [GceHyperdisk.ml({ throughputMiBps: 2_400, multiZone: true }), { 'type': 'hyperdisk-ml', 'provisioned-throughput-on-create': '2400Mi', 'enable-multi-zone-provisioning': 'true' }],
    [
      GceHyperdisk.orPersistentDisk({
        hyperdiskType: GceHyperdiskType.BALANCED, persistentDiskType: GcePersistentDiskType.SSD, preferPersistentDisk: true,
      }),
      { 'type': 'dynamic', 'hyperdisk-type': 'hyperdisk-balanced', 'pd-type': 'pd-ssd', 'disk-type-preference': 'pd-type' },
    ],
  ];
  test.each(plain)('%# sets its parameters alone', (backend, parameters) => {
    expect(backend.parameters).toEqual(parameters);
    expect(backend.provisioner).toBe('pd.csi.storage.gke.io');
    expect(backend.encrypted).toBe(true);
  });

  test('what every disk can be told', () => {
    expect(GcePersistentDisk.balanced({
      kmsKey: KEY, fsType: GceFileSystem.XFS, labels: { team: 'orders', tier: 'gold' }, resourceTags: { 'shop-1/environment': 'production' }, extraParameters: { 'data-cache-size': '50Gi' },
    }).parameters).toEqual({
      'type': 'pd-balanced',
      'disk-encryption-kms-key': KEY,
      'labels': 'team=orders,tier=gold',
      'resource-tags': 'shop-1/environment/production',
      'csi.storage.k8s.io/fstype': 'xfs',
      'data-cache-size': '50Gi',
    });
    expect(GcePersistentDisk.balanced({ labels: {}, resourceTags: {} }).parameters).toEqual({ type: 'pd-balanced' });
  });

  test.each([
    [GcePersistentDisk.ssd(), 'zone', 'WaitForFirstConsumer', undefined],
    [GcePersistentDisk.regionalSsd(), 'zone', 'WaitForFirstConsumer', 2],
    [GceHyperdisk.balancedHighAvailability(), 'zone', 'WaitForFirstConsumer', 2],
    [GceHyperdisk.ml(), 'zone', 'WaitForFirstConsumer', undefined],
    [GceHyperdisk.ml({ multiZone: true }), 'region', 'Immediate', undefined],
  ])('%# is reached from where it lies', (backend, topology, volumeBindingMode, zones) => {
    expect(backend.topology).toBe(topology);
    expect(backend.volumeBindingMode).toBe(volumeBindingMode);
    expect(topologyOf(GCE_PD, backend.parameters).zones).toBe(zones);
  });

  const OWN = ['ReadWriteOnce', 'ReadWriteOncePod'];
  test.each([
    [GcePersistentDisk.balanced(), [...OWN, 'ReadOnlyMany'], [...OWN, 'ReadOnlyMany']],
    [GcePersistentDisk.ssd(), [...OWN, 'ReadOnlyMany'], [...OWN, 'ReadOnlyMany', 'ReadWriteMany']],
    [GceHyperdisk.balanced(), [...OWN, 'ReadOnlyMany'], [...OWN, 'ReadOnlyMany', 'ReadWriteMany']],
    [GceHyperdisk.balancedHighAvailability(), OWN, [...OWN, 'ReadWriteMany']],
    [GceHyperdisk.extreme(), OWN, OWN],
    [GceHyperdisk.throughput(), OWN, OWN],
    [GceHyperdisk.ml(), [...OWN, 'ReadOnlyMany'], [...OWN, 'ReadOnlyMany']],
  ])('%# is shared where its kind allows it', (backend, filesystem, block) => {
    expect(backend.accessModes(VolumeMode.FILESYSTEM)).toEqual(filesystem);
    expect(backend.accessModes(VolumeMode.BLOCK)).toEqual(block);
  });
});

describe('refusals of the factories', () => {
  test.each([
    [() => GcePersistentDisk.extreme({ iops: 9_999 }), '[GcePersistentDisk.extreme] iops is out of range for pd-extreme, got "9999"; use 10000 to 120000'],
    [() => GcePersistentDisk.extreme({ iops: 120_001 }), '[GcePersistentDisk.extreme] iops is out of range for pd-extreme, got "120001"; use 10000 to 120000'],
    [() => GcePersistentDisk.ssd({ kmsKey: 'orders' }),
      '[GcePersistentDisk.ssd] kmsKey is not in its form, got "orders"; use projects/<project>/locations/<location>/keyRings/<ring>/cryptoKeys/<key>'],
    [() => GcePersistentDisk.ssd({ resourceTags: { environment: 'production' } }),
      '[GcePersistentDisk.ssd] resourceTags hold one that the driver refuses, got "environment/production"; '
      + 'use <id of an organization or project>/<key> and a value of at most 63 characters without "/" and ","'],
    [() => GcePersistentDisk.ssd({ extraParameters: { 'availability-class': 'regional-hard-failover' } }),
      '[GcePersistentDisk.ssd] extraParameters.availability-class must be none with replication-type none and type pd-ssd, got "regional-hard-failover"; use none'],
    [() => GcePersistentDisk.ssd({ extraParameters: { 'provisioned-iops-on-create': '3000' } }),
      '[GcePersistentDisk.ssd] extraParameters.provisioned-iops-on-create does not apply to type pd-ssd, got "3000"; '
      + 'leave it out, or use pd-extreme, hyperdisk-balanced, hyperdisk-extreme, hyperdisk-balanced-high-availability, dynamic'],
    [() => GceHyperdisk.balanced({ iops: 160_001, throughputMiBps: 2_401 }), [
      '[GceHyperdisk.balanced] 2 problems:',
      '  - iops is out of range for hyperdisk-balanced, got "160001"; use 1 to 160000',
      '  - throughputMiBps is out of range for hyperdisk-balanced, got "2401Mi"; use 2Mi to 2400Mi',
    ].join('\n')],
    [() => GceHyperdisk.balanced({ confidentialStorage: true }),
      '[GceHyperdisk.balanced] kmsKey is required with enable-confidential-storage true; set it'],
    [() => GceHyperdisk.balanced({ confidentialStorage: true, kmsKey: KEY, storagePools: [POOL] }),
      `[GceHyperdisk.balanced] confidentialStorage must be false with storage-pools ${POOL}, got "true"; use false`],
    [() => GceHyperdisk.balanced({ storagePools: ['orders'] }), '[GceHyperdisk.balanced] storagePools is not in its form, got "orders"; use projects/<project>/zones/<zone>/storagePools/<pool>, several with commas and without spaces'],
    [() => GceHyperdisk.balanced({ storagePools: [POOL], extraParameters: { 'replication-type': 'regional-pd' } }),
      `[GceHyperdisk.balanced] storagePools applies only with replication-type none, got "${POOL}"; leave it out, or set replication-type`],
    [() => GceHyperdisk.balancedHighAvailability({ iops: 100_001 }),
      '[GceHyperdisk.balancedHighAvailability] iops is out of range for hyperdisk-balanced-high-availability, got "100001"; use 1 to 100000'],
    [() => GceHyperdisk.ml({ extraParameters: { type: 'pd-ssd' } }), '[GceHyperdisk.ml] extraParameters.type is set by type already; set it once'],
  ])('%# %s', (make, message) => {
    expect(make).toThrow(new Error(message));
  });
});

describe('parameters of a class', () => {
  const legal: readonly Parameters[] = [
    {},
    { 'type': 'PD-SSD', 'REPLICATION-TYPE': 'none' },
    { 'type': 'pd-ssd', 'Replication-Type': 'Regional-PD', 'availability-class': 'REGIONAL-hard-failover' },
    { 'type': 'pd-ssd', 'availability-class': 'none' },
    { 'type': 'hyperdisk-balanced-high-availability', 'availability-class': 'regional-hard-failover' },
    { 'type': 'pd-extreme', 'provisioned-iops-on-create': '10k' },
    { 'type': 'hyperdisk-balanced', 'provisioned-iops-on-create': '160000', 'provisioned-throughput-on-create': '2400Mi' },
    { 'type': 'hyperdisk-balanced', 'provisioned-throughput-on-create': '1Gi' },
    { 'type': 'hyperdisk-balanced', 'storage-pools': `${POOL},projects/shop/zones/europe-west1-c/storagePools/orders`, 'enable-confidential-storage': 'False' },
    { 'type': 'hyperdisk-ml', 'access-mode': 'READ_ONLY_MANY', 'provisioned-throughput-on-create': '1200000Mi' },
    { 'type': 'pd-ssd', 'enable-multi-zone-provisioning': 'false' },
    { 'data-cache-size': '50Gi', 'data-cache-mode': 'writeback' },
    { 'type': 'dynamic', 'hyperdisk-type': 'hyperdisk-balanced', 'pd-type': 'pd-balanced', 'provisioned-iops-on-create': '3000' },
    { 'use-allowed-disk-topology': 'true' },
  ];
  test.each(legal)('%j is accepted', (parameters) => {
    expect(messages(parameters)).toEqual([]);
  });

  const illegal: readonly [Parameters, string][] = [
    [{ type: 'pd-fast' }, 'type is not one of its values, got "pd-fast"; use pd-standard, pd-balanced, pd-ssd, pd-extreme, hyperdisk-balanced, '
      + 'hyperdisk-balanced-high-availability, hyperdisk-extreme, hyperdisk-throughput, hyperdisk-ml, dynamic'],
    [{ 'replication-type': 'regional' }, 'replication-type is not one of its values, got "regional"; use none, regional-pd'],
    [{ 'availability-class': 'regional-hard-failover' },
      'availability-class must be none with replication-type none and type pd-standard, got "regional-hard-failover"; use none'],
    // a number without a unit is bytes, rounded up to one MiB
    [{ 'type': 'hyperdisk-balanced', 'provisioned-throughput-on-create': '250' },
      'provisioned-throughput-on-create is out of range for hyperdisk-balanced, got "250"; use 2Mi to 2400Mi'],
    [{ 'type': 'hyperdisk-ml', 'provisioned-throughput-on-create': '2400' },
      'provisioned-throughput-on-create is out of range for hyperdisk-ml, got "2400"; use 2Mi or more'],
    [{ 'type': 'hyperdisk-balanced', 'provisioned-throughput-on-create': 'fast' },
      'provisioned-throughput-on-create is not a whole number, got "fast"; use 2Mi to 2400Mi'],
    [{ 'type': 'hyperdisk-extreme', 'provisioned-throughput-on-create': '500Mi' }, 'provisioned-throughput-on-create does not apply to type hyperdisk-extreme, got "500Mi"; '
      + 'leave it out, or use hyperdisk-balanced, hyperdisk-throughput, hyperdisk-ml, hyperdisk-balanced-high-availability, dynamic'],
    [{ 'type': 'pd-ssd', 'storage-pools': POOL }, `storage-pools does not apply to type pd-ssd, got "${POOL}"; leave it out, or use hyperdisk-balanced, hyperdisk-throughput`],
    [{ 'type': 'hyperdisk-balanced', 'enable-multi-zone-provisioning': 'true' },
      'enable-multi-zone-provisioning must be false with type hyperdisk-balanced, got "true"; use false'],
    [{ 'data-cache-mode': 'writeback' }, 'data-cache-mode has no effect without data-cache-size, got "writeback"; give both or neither'],
    [{ 'data-cache-size': '0' }, 'data-cache-size is out of range for pd-standard, got "0"; use 1Gi or more'],
    [{ 'use-allowed-disk-topologies': 'true' },
      'use-allowed-disk-topologies is not a parameter of pd.csi.storage.gke.io, which refuses what it does not know; see the driver\'s page for its parameters'],
    [{ fsType: 'ext4' }, 'fsType is not a parameter of pd.csi.storage.gke.io, which refuses what it does not know; see the driver\'s page for its parameters'],
    [{ 'csi.storage.k8s.io/fstype': 'ext3' }, 'csi.storage.k8s.io/fstype is not one of its values, got "ext3"; use ext4, xfs, btrfs, ntfs'],
    [{ 'type': 'pd-ssd', 'pd-type': 'pd-ssd' }, 'pd-type does not apply to type pd-ssd, got "pd-ssd"; leave it out, or use dynamic'],
    [{ 'type': 'pd-ssd', 'access-mode': 'READ_WRITE_MANY' }, 'access-mode does not apply to type pd-ssd, got "READ_WRITE_MANY"; leave it out, or use '
      + 'hyperdisk-balanced, hyperdisk-balanced-high-availability, hyperdisk-extreme, hyperdisk-throughput, hyperdisk-ml'],
    [{ labels: 'orders' }, 'labels is not in its form, got "orders"; use key=value,key=value, in lower case, with digits, "_" and "-"'],
  ];
  test.each(illegal)('%j is refused', (parameters, message) => {
    expect(messages(parameters)).toEqual([message]);
  });
});

test.each([
  [{ type: 'pd-ssd' }, '1Gi'],
  [{ 'type': 'pd-standard', 'replication-type': 'regional-pd' }, '10Gi'],
  [{ type: 'hyperdisk-throughput' }, '100Gi'],
  [{ 'type': 'hyperdisk-balanced', 'provisioned-iops-on-create': '160000' }, '4Gi'],
  [{ 'type': 'hyperdisk-extreme', 'provisioned-iops-on-create': '400000' }, '64Gi'],
  [{ type: 'pd-extreme' }, '64Ti'],
])('a size of %j that is not verified refuses nothing: %s', (parameters, size) => {
  expect(messages(parameters)).toEqual([]);
  expect(claimMessages(parameters, size)).toEqual([]);
});
