import { AZURE_FILE } from './azure-file';
import type {
  AzureFilesNfsOptions, AzureFilesNfsV2Options, AzureFilesOptions, AzureFilesPremiumSmbOptions, AzureFilesPremiumSmbV2Options, AzureFilesSmbOptions,
  AzureFilesSmbV2Options,
} from './azure-file-options';
import { AzureFilesRedundancy } from './azure-file-options';
import { azureTags } from './azure-tags';
import { COUNT, FLAG, PAIRS, SAID } from './option-shapes';
import type { OptionValue } from './parameter-text';
import { VolumeBackend } from './volume-backend';
import { checkProps, oneOf, optional } from '../../core/shape';
import type { Shapes } from '../../core/shape';

const OPTION_OF = {
  skuName: 'redundancy',
  subscriptionID: 'subscriptionId',
  networkEndpointType: 'networkEndpoint',
  provisionedIOPS: 'iops',
  provisionedBandwidth: 'throughputMiBps',
  rootSquashType: 'rootSquash',
};

interface Parameters {
  readonly [key: string]: OptionValue;
}

const SHAPES: Shapes<AzureFilesPremiumSmbV2Options & AzureFilesNfsV2Options> = {
  redundancy: optional(oneOf(AzureFilesRedundancy)),
  storageAccount: SAID,
  resourceGroup: SAID,
  subscriptionId: SAID,
  location: SAID,
  shareNamePrefix: SAID,
  networkEndpoint: SAID,
  requireInfraEncryption: FLAG,
  tags: PAIRS,
  matchTags: FLAG,
  extraParameters: PAIRS,
  iops: COUNT,
  throughputMiBps: COUNT,
  enableMultichannel: FLAG,
  storeAccountKey: FLAG,
  secretNamespace: SAID,
  rootSquash: SAID,
  mountPermissions: SAID,
  encryptInTransit: FLAG,
};

function share(tier: string, factory: string, options: AzureFilesOptions, ofProtocol: Parameters): VolumeBackend {
  checkProps(`AzureFiles.${factory}`, SHAPES, options);
  const tags = azureTags(options.tags);
  return VolumeBackend._of({
    place: `AzureFiles.${factory}`,
    driver: AZURE_FILE,
    parameters: {
      skuName: `${tier}_${options.redundancy ?? AzureFilesRedundancy.LRS}`,
      ...ofProtocol,
      storageAccount: options.storageAccount,
      resourceGroup: options.resourceGroup,
      subscriptionID: options.subscriptionId,
      location: options.location,
      shareNamePrefix: options.shareNamePrefix,
      networkEndpointType: options.networkEndpoint,
      requireInfraEncryption: options.requireInfraEncryption,
      ...tags.parameters,
      matchTags: options.matchTags,
    },
    extraParameters: options.extraParameters,
    options: OPTION_OF,
    encrypted: true,
    faults: tags.faults,
  });
}

function overSmb(tier: string, factory: string, options: AzureFilesPremiumSmbV2Options): VolumeBackend {
  return share(tier, factory, options, {
    protocol: 'smb',
    provisionedIOPS: options.iops,
    provisionedBandwidth: options.throughputMiBps,
    enableMultichannel: options.enableMultichannel,
    storeAccountKey: options.storeAccountKey,
    secretNamespace: options.secretNamespace,
  });
}

function overNfs(tier: string, factory: string, options: AzureFilesNfsV2Options): VolumeBackend {
  return share(tier, factory, options, {
    protocol: 'nfs',
    provisionedIOPS: options.iops,
    provisionedBandwidth: options.throughputMiBps,
    rootSquashType: options.rootSquash,
    mountPermissions: options.mountPermissions,
    encryptInTransit: options.encryptInTransit,
  });
}

/**
 * Shares of Azure Files, written by pods of many nodes at once, over SMB or NFS.
 *
 * Always encrypted at rest, with a key of the platform or that of the storage account. Over SMB there are no owners and modes
 * of files, but what `mountOptions` of the class say, such as `uid`, `gid`, `dir_mode` and `file_mode`. Every factory throws
 * when an option is out of range, naming all that is wrong.
 *
 * @see https://github.com/kubernetes-sigs/azurefile-csi-driver
 * @see https://learn.microsoft.com/azure/storage/files/storage-files-planning
 */
export class AzureFiles {
  /** SMB shares on hard disks, paid by use (`Standard_*`): for files that are shared and little used. */
  public static smb(options: AzureFilesSmbOptions = {}): VolumeBackend {
    return overSmb('Standard', 'smb', options);
  }

  /** SMB shares on hard disks whose performance is bought apart from their size (`StandardV2_*`). */
  public static smbV2(options: AzureFilesSmbV2Options = {}): VolumeBackend {
    return overSmb('StandardV2', 'smbV2', options);
  }

  /** SMB shares on SSD, paid by size (`Premium_*`). The driver makes smaller claims 100 GiB large. */
  public static premiumSmb(options: AzureFilesPremiumSmbOptions = {}): VolumeBackend {
    return overSmb('Premium', 'premiumSmb', options);
  }

  /** SMB shares on SSD whose performance is bought apart from their size (`PremiumV2_*`). */
  public static premiumSmbV2(options: AzureFilesPremiumSmbV2Options = {}): VolumeBackend {
    return overSmb('PremiumV2', 'premiumSmbV2', options);
  }

  /**
   * NFS 4.1 shares on SSD, paid by size (`Premium_*`), with owners and modes of files as Linux has them. The driver makes
   * smaller claims 100 GiB large.
   *
   * @see https://learn.microsoft.com/azure/storage/files/files-nfs-protocol
   */
  public static nfs(options: AzureFilesNfsOptions = {}): VolumeBackend {
    return overNfs('Premium', 'nfs', options);
  }

  /** Like `nfs`, with performance that is bought apart from the size (`PremiumV2_*`). */
  public static nfsV2(options: AzureFilesNfsV2Options = {}): VolumeBackend {
    return overNfs('PremiumV2', 'nfsV2', options);
  }

  private constructor() {}
}
