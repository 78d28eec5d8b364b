import { IOPS } from './inputs';
import { keyInput } from './key-input';
import { localDisks } from './local-volumes';
import type { PlatformFacts, SourcedText } from './platform-facts';
import { AZURE_DISK } from '../drivers/azure-disk';
import { AzureDisk } from '../drivers/azure-disk-backends';
import { AzureFiles } from '../drivers/azure-file-backends';
import { AzureFilesRedundancy } from '../drivers/azure-file-options';

const DISK_TYPES = 'https://learn.microsoft.com/azure/virtual-machines/disks-types';
const REDUNDANCY = 'https://learn.microsoft.com/azure/virtual-machines/disks-redundancy';
const LOCAL_NVME = 'https://learn.microsoft.com/azure/storage/container-storage/use-container-storage-with-local-disk';

const ONE_ZONE: SourcedText = { text: 'three copies in one data center: outlives a node, unreachable while its zone is down', source: REDUNDANCY };

const DISK_ENCRYPTION_SET = keyInput(AZURE_DISK, {
  name: 'diskEncryptionSetId',
  what: 'disk encryption set, with a key of your own',
  example: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/keys/providers/Microsoft.Compute/diskEncryptionSets/disks',
});

/** With bursts on demand operations are paid too. */
const PAID_BY_TIER = ['enableBursting'];

/** Azure Kubernetes Service. */
export const AKS: PlatformFacts = {
  id: 'aks',
  title: 'Azure AKS',
  offerings: [
    {
      role: 'zonal-ssd',
      title: 'Azure Disk Premium SSD',
      inputs: [DISK_ENCRYPTION_SET],
      backend: ({ diskEncryptionSetId }) => AzureDisk.premium({ diskEncryptionSetId }),
      code: ({ diskEncryptionSetId }) => ({ class: 'AzureDisk', factory: 'premium', options: { diskEncryptionSetId } }),
      dependsOn: PAID_BY_TIER,
      zones: ONE_ZONE,
      performance: { text: 'single-digit milliseconds; operations and throughput by tier, which follows from the size', source: DISK_TYPES },
      cost: { text: 'by tier and month: a size between two tiers is paid as the larger', source: 'https://azure.microsoft.com/pricing/details/managed-disks/' },
      caveats: [],
    },
    {
      role: 'regional-ssd',
      title: 'Azure Disk Premium SSD, zone-redundant',
      inputs: [DISK_ENCRYPTION_SET],
      backend: ({ diskEncryptionSetId }) => AzureDisk.premiumZoneRedundant({ diskEncryptionSetId }),
      code: ({ diskEncryptionSetId }) => ({ class: 'AzureDisk', factory: 'premiumZoneRedundant', options: { diskEncryptionSetId } }),
      dependsOn: PAID_BY_TIER,
      zones: { text: 'copies in three zones: outlives a zone, and is attached in any of them', source: REDUNDANCY },
      performance: { text: 'like Premium SSD, with writes that wait for other zones', source: REDUNDANCY },
      cost: { text: 'by tier and month, above the price of a disk of one zone', source: 'https://azure.microsoft.com/pricing/details/managed-disks/' },
      caveats: [{ text: 'not in every region', source: REDUNDANCY }],
    },
    {
      role: 'high-iops',
      title: 'Azure Disk Premium SSD v2',
      inputs: [IOPS, DISK_ENCRYPTION_SET],
      backend: ({ iops, diskEncryptionSetId }) => AzureDisk.premiumV2({ iops: Number(iops), diskEncryptionSetId }),
      code: ({ iops, diskEncryptionSetId }) => ({ class: 'AzureDisk', factory: 'premiumV2', options: { iops: Number(iops), diskEncryptionSetId } }),
      zones: ONE_ZONE,
      performance: { text: 'below a millisecond; as many operations as are bought, up to 500 for each GiB', source: DISK_TYPES },
      cost: { text: 'by GiB, and by operations and throughput above those that come with every disk', source: 'https://azure.microsoft.com/pricing/details/managed-disks/' },
      caveats: [{ text: 'not in every region, and in many regions with zones only for nodes of a zone', source: DISK_TYPES }],
    },
    {
      role: 'shared-file',
      title: 'Azure Files over NFS, zone-redundant',
      inputs: [],
      backend: () => AzureFiles.nfs({ redundancy: AzureFilesRedundancy.ZRS }),
      code: () => ({ class: 'AzureFiles', factory: 'nfs', options: { redundancy: { enum: 'AzureFilesRedundancy', member: 'ZRS' } } }),
      dependsOn: ['protocol'],
      zones: { text: 'copies in three zones: outlives a zone', source: 'https://learn.microsoft.com/azure/storage/files/files-redundancy' },
      performance: { text: 'a network away; operations and throughput grow with the size', source: 'https://learn.microsoft.com/azure/storage/files/understanding-billing' },
      cost: { text: 'by provisioned GiB and month, from 100 GiB a share', source: 'https://learn.microsoft.com/azure/storage/files/understanding-billing' },
      caveats: [
        { text: 'zone-redundant shares are not in every region', source: 'https://learn.microsoft.com/azure/storage/files/files-redundancy' },
        { text: 'NFS is reached from the virtual network alone, and not encrypted on the way unless encryptInTransit is set', source: 'https://learn.microsoft.com/azure/storage/files/files-nfs-protocol' },
      ],
    },
    localDisks(
      'local NVMe disks of Azure machines',
      { text: 'only machine sizes with local NVMe disks have them; their data is gone when the machine is deallocated', source: LOCAL_NVME },
      { text: 'part of the price of the machine', source: 'https://azure.microsoft.com/pricing/details/virtual-machines/linux/' },
    ),
  ],
  gaps: [],
};
