import { AZURE_DISK } from './azure-disk';
import type {
  AzureDiskOptions, AzureDiskPremiumOptions, AzureDiskProvisionedOptions, AzureDiskStandardSsdOptions, AzureDiskTieredOptions,
} from './azure-disk-options';
import { azureTags } from './azure-tags';
import { COUNT, FLAG, PAIRS, SAID } from './option-shapes';
import type { OptionValue } from './parameter-text';
import { FS_TYPE } from './parameter-values';
import { VolumeBackend } from './volume-backend';
import { checkProps } from '../../core/shape';
import type { Shapes } from '../../core/shape';

const OPTION_OF = {
  [FS_TYPE]: 'fsType',
  diskEncryptionSetID: 'diskEncryptionSetId',
  subscriptionID: 'subscriptionId',
  diskAccessID: 'diskAccessId',
  DiskIOPSReadWrite: 'iops',
  DiskMBpsReadWrite: 'throughputMBps',
  LogicalSectorSize: 'logicalSectorSizeBytes',
};

interface Parameters {
  readonly [key: string]: OptionValue;
}

const SHAPES: Shapes<AzureDiskPremiumOptions & AzureDiskProvisionedOptions> = {
  fsType: SAID,
  diskEncryptionSetId: SAID,
  diskEncryptionType: SAID,
  resourceGroup: SAID,
  subscriptionId: SAID,
  location: SAID,
  networkAccessPolicy: SAID,
  diskAccessId: SAID,
  publicNetworkAccess: FLAG,
  tags: PAIRS,
  extraParameters: PAIRS,
  cachingMode: SAID,
  enablePerformancePlus: FLAG,
  maxShares: COUNT,
  enableBursting: FLAG,
  writeAcceleratorEnabled: FLAG,
  iops: COUNT,
  throughputMBps: COUNT,
  logicalSectorSizeBytes: COUNT,
};

function volume(kind: string, factory: string, options: AzureDiskOptions, ofKind: Parameters): VolumeBackend {
  checkProps(`AzureDisk.${factory}`, SHAPES, options);
  const tags = azureTags(options.tags);
  return VolumeBackend._of({
    place: `AzureDisk.${factory}`,
    driver: AZURE_DISK,
    parameters: {
      skuName: kind,
      ...ofKind,
      [FS_TYPE]: options.fsType,
      diskEncryptionSetID: options.diskEncryptionSetId,
      diskEncryptionType: options.diskEncryptionType,
      resourceGroup: options.resourceGroup,
      subscriptionID: options.subscriptionId,
      location: options.location,
      networkAccessPolicy: options.networkAccessPolicy,
      diskAccessID: options.diskAccessId,
      publicNetworkAccess: options.publicNetworkAccess === undefined ? undefined : options.publicNetworkAccess ? 'Enabled' : 'Disabled',
      ...tags.parameters,
    },
    extraParameters: options.extraParameters,
    options: OPTION_OF,
    encrypted: true,
    faults: tags.faults,
  });
}

/** A disk whose performance follows from its size. */
function tiered(kind: string, factory: string, options: AzureDiskPremiumOptions): VolumeBackend {
  return volume(kind, factory, options, {
    cachingMode: options.cachingMode,
    enablePerformancePlus: options.enablePerformancePlus,
    maxShares: options.maxShares,
    enableBursting: options.enableBursting,
    writeAcceleratorEnabled: options.writeAcceleratorEnabled,
  });
}

/** A disk whose performance is bought apart from its size. */
function provisioned(kind: string, factory: string, options: AzureDiskProvisionedOptions): VolumeBackend {
  return volume(kind, factory, options, {
    // Azure refuses to attach these disks with a host cache, which is the driver's default
    cachingMode: 'None',
    DiskIOPSReadWrite: options.iops,
    DiskMBpsReadWrite: options.throughputMBps,
    LogicalSectorSize: options.logicalSectorSizeBytes,
    maxShares: options.maxShares,
  });
}

/**
 * Azure managed disks, for pods of one node at a time, or as raw block volumes for several (`maxShares`).
 *
 * Always encrypted at rest, with a key of the platform unless `diskEncryptionSetId` names your own. Every factory throws when
 * an option is out of range, naming all that is wrong.
 *
 * @see https://github.com/kubernetes-sigs/azuredisk-csi-driver
 * @see https://learn.microsoft.com/azure/virtual-machines/disks-types
 */
export class AzureDisk {
  /** Standard SSD of one zone (`StandardSSD_LRS`): for web servers and little used databases. The driver's default. */
  public static standardSsd(options: AzureDiskStandardSsdOptions = {}): VolumeBackend {
    return tiered('StandardSSD_LRS', 'standardSsd', options);
  }

  /** Standard SSD with copies in three zones (`StandardSSD_ZRS`), which pods reach from each of them. Not in every region. */
  public static standardSsdZoneRedundant(options: AzureDiskStandardSsdOptions = {}): VolumeBackend {
    return tiered('StandardSSD_ZRS', 'standardSsdZoneRedundant', options);
  }

  /** Hard disk of one zone (`Standard_LRS`): for data that is rarely read. */
  public static standardHdd(options: AzureDiskTieredOptions = {}): VolumeBackend {
    return tiered('Standard_LRS', 'standardHdd', options);
  }

  /** Premium SSD of one zone (`Premium_LRS`): performance grows with the size, in tiers. For databases of steady load. */
  public static premium(options: AzureDiskPremiumOptions = {}): VolumeBackend {
    return tiered('Premium_LRS', 'premium', options);
  }

  /**
   * Premium SSD with copies in three zones (`Premium_ZRS`), which pods reach from each of them: a database with one pod
   * outlives its zone. Writes wait for other zones. Not in every region.
   */
  public static premiumZoneRedundant(options: AzureDiskPremiumOptions = {}): VolumeBackend {
    return tiered('Premium_ZRS', 'premiumZoneRedundant', options);
  }

  /**
   * Premium SSD v2 of one zone (`PremiumV2_LRS`): 3,000 IOPS and 125 MB/s at every size, more for a price, up to 500 IOPS for
   * each GiB. The right one for most databases, where the region has it. Sets `cachingMode` to `None`: it has no host cache.
   */
  public static premiumV2(options: AzureDiskProvisionedOptions = {}): VolumeBackend {
    return provisioned('PremiumV2_LRS', 'premiumV2', options);
  }

  /**
   * Ultra disk of one zone (`UltraSSD_LRS`): the lowest latency, up to 1,000 IOPS for each GiB; 500 IOPS and 100 MB/s
   * unless told otherwise. Nodes need ultra disks switched on. Sets `cachingMode` to `None`: it has no host cache.
   *
   * @see https://learn.microsoft.com/azure/aks/use-ultra-disks
   */
  public static ultra(options: AzureDiskProvisionedOptions = {}): VolumeBackend {
    return provisioned('UltraSSD_LRS', 'ultra', options);
  }

  private constructor() {}
}
