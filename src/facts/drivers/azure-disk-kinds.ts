import type { VolumeKindFacts } from './driver-facts';

export const DISK_TYPES = 'MicrosoftDocs/azure-compute-docs articles/virtual-machines/disks-types.md (2026-08-11)';
export const SHARED_DISKS = 'MicrosoftDocs/azure-compute-docs articles/virtual-machines/disks-shared.md';

/** Kinds whose performance is bought apart from their size. */
export const PROVISIONED = ['PremiumV2_LRS', 'UltraSSD_LRS'];

/** Kinds whose performance follows from their size. */
export const TIERED = ['StandardSSD_LRS', 'StandardSSD_ZRS', 'Standard_LRS', 'Premium_LRS', 'Premium_ZRS'];

export const ZONE_REDUNDANT = ['StandardSSD_ZRS', 'Premium_ZRS'];

const TIERED_SIZE = { min: 1, max: 32_767 };

/** Of kinds that can be told to burst at a price by use. */
const PREMIUM_SIZE = { ...TIERED_SIZE, variants: [{ when: { parameter: 'enableBursting', values: ['true'] }, min: 513, max: 32_767 }] };

/** Kinds of Azure disks. */
export const KINDS: readonly VolumeKindFacts[] = [
  {
    kind: 'StandardSSD_LRS',
    default: true,
    medium: 'ssd',
    sizeGiB: TIERED_SIZE,
    note: 'up to 6,000 IOPS and 750 MB/s at the largest sizes',
    source: DISK_TYPES,
  },
  {
    kind: 'StandardSSD_ZRS',
    medium: 'ssd',
    sizeGiB: TIERED_SIZE,
    note: 'like StandardSSD_LRS, with copies in three zones',
    source: DISK_TYPES,
  },
  {
    kind: 'Standard_LRS',
    medium: 'hdd',
    sizeGiB: TIERED_SIZE,
    note: 'hard disk; up to 2,000 IOPS (3,000 with enablePerformancePlus) and 500 MB/s',
    source: DISK_TYPES,
  },
  {
    kind: 'Premium_LRS',
    medium: 'ssd',
    sizeGiB: PREMIUM_SIZE,
    note: 'performance by tier, paid by tier: 1 TiB has 5,000 IOPS and 200 MB/s, 32 TiB have 20,000 and 900',
    source: DISK_TYPES,
  },
  {
    kind: 'Premium_ZRS',
    medium: 'ssd',
    sizeGiB: PREMIUM_SIZE,
    note: 'like Premium_LRS, with copies in three zones',
    source: DISK_TYPES,
  },
  {
    kind: 'PremiumV2_LRS',
    medium: 'ssd',
    sizeGiB: { min: 1, max: 65_536 },
    // 3,000 IOPS and 125 MB/s come with every size; above 6 GiB more is bought, up to 500 IOPS for each GiB
    iops: { parameter: 'DiskIOPSReadWrite', min: 3_000, max: 80_000, default: 3_000, maxPerGiB: 500, excessRefused: true },
    throughputMiBps: { parameter: 'DiskMBpsReadWrite', min: 125, max: 2_000, default: 125, maxPerIops: 0.25, unit: 'MB/s' },
    note: 'no host caching; in many regions with zones, only for nodes of a zone',
    source: DISK_TYPES,
  },
  {
    kind: 'UltraSSD_LRS',
    medium: 'ssd',
    sizeGiB: { min: 4, max: 65_536 },
    iops: { parameter: 'DiskIOPSReadWrite', min: 100, max: 400_000, default: 500, maxPerGiB: 1_000, excessRefused: true },
    throughputMiBps: { parameter: 'DiskMBpsReadWrite', min: 1, max: 10_000, default: 100, maxPerIops: 0.25, unit: 'MB/s' },
    note: 'no host caching; nodes need ultra disks switched on. An older page says 300 IOPS for each GiB',
    source: `${DISK_TYPES}; the older page: ${SHARED_DISKS}`,
  },
];
