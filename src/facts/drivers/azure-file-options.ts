/**
 * How many copies of a storage account are kept, and where.
 *
 * @see https://learn.microsoft.com/azure/storage/common/storage-redundancy
 */
export enum AzureFilesRedundancy {
  /** Three copies in one data centre. */
  LRS = 'LRS',
  /** Three copies in three zones. Not in every region. */
  ZRS = 'ZRS',
  /** Three copies in one data centre, and three in another region. */
  GRS = 'GRS',
  /** Three copies in three zones, and three in another region. */
  GZRS = 'GZRS',
  /** Like GRS; the copies in the other region can be read. */
  RAGRS = 'RAGRS',
  /** Like GZRS; the copies in the other region can be read. */
  RAGZRS = 'RAGZRS',
}

/**
 * How a storage account that the driver makes is reached.
 *
 * @see https://learn.microsoft.com/azure/storage/files/storage-files-networking-overview
 */
export enum AzureFilesNetworkEndpoint {
  /** By a private address of the virtual network. */
  PRIVATE = 'privateEndpoint',
  /** By its public address, from chosen subnets only. */
  SERVICE = 'serviceEndpoint',
}

/**
 * Who becomes nobody on an NFS share.
 *
 * @see https://learn.microsoft.com/azure/storage/files/nfs-root-squash
 */
export enum AzureFilesRootSquash {
  /** Nobody: root of a pod is root of the share. */
  NO_ROOT_SQUASH = 'NoRootSquash',
  /** Root. */
  ROOT_SQUASH = 'RootSquash',
  /** Everybody. */
  ALL_SQUASH = 'AllSquash',
}

/** What every Azure Files share can be told. */
export interface AzureFilesOptions {
  /**
   * How many copies are kept, and where. The end of `skuName`.
   *
   * @default - LRS: three copies in one data centre
   */
  readonly redundancy?: AzureFilesRedundancy;

  /**
   * Storage account that exists and holds the shares. Sets `storageAccount`.
   *
   * @default - the driver finds one that fits, or makes one
   */
  readonly storageAccount?: string;

  /**
   * Resource group of the storage account. Sets `resourceGroup`.
   *
   * @default - the resource group of the nodes
   */
  readonly resourceGroup?: string;

  /**
   * Subscription of the storage account. Sets `subscriptionID`. Only together with `resourceGroup`.
   *
   * @default - the cluster's
   */
  readonly subscriptionId?: string;

  /**
   * Region of the storage account, such as `westeurope`. Sets `location`.
   *
   * @default - the cluster's
   */
  readonly location?: string;

  /**
   * Beginning of the names of shares: at most 20 lower-case letters, digits and `-`. Sets `shareNamePrefix`.
   *
   * @default - none
   */
  readonly shareNamePrefix?: string;

  /**
   * How a storage account that the driver makes is reached. Sets `networkEndpointType`.
   *
   * @default - the driver's: a public address; over NFS from the nodes' subnet only
   */
  readonly networkEndpoint?: AzureFilesNetworkEndpoint;

  /**
   * Whether storage accounts that the driver makes encrypt a second time, with another key. Sets `requireInfraEncryption`.
   *
   * @default false
   */
  readonly requireInfraEncryption?: boolean;

  /**
   * Tags of storage accounts that the driver makes. Sets `tags`, and `tagValueDelimiter` when a tag holds a comma.
   *
   * @default - none
   */
  readonly tags?: { readonly [key: string]: string };

  /**
   * Whether the driver takes only storage accounts that have these tags. Sets `matchTags`. Not together with `storageAccount`.
   *
   * @default false
   */
  readonly matchTags?: boolean;

  /**
   * Parameters of the driver that have no option here. The driver refuses names that it does not know, and so does this.
   *
   * @default - none
   * @see https://github.com/kubernetes-sigs/azurefile-csi-driver/blob/master/docs/driver-parameters.md
   */
  readonly extraParameters?: { readonly [key: string]: string };
}

/** Options of shares over SMB. */
export interface AzureFilesSmbOptions extends AzureFilesOptions {
  /**
   * Whether the driver keeps the key of the storage account in a Secret, with which nodes mount. Sets `storeAccountKey`.
   * Say `false` where pods mount with an identity.
   *
   * @default true
   */
  readonly storeAccountKey?: boolean;

  /**
   * Namespace of that Secret. Sets `secretNamespace`.
   *
   * @default - the claim's
   */
  readonly secretNamespace?: string;
}

/** Options of SSD shares over SMB. */
export interface AzureFilesPremiumSmbOptions extends AzureFilesSmbOptions {
  /**
   * Several connections at once from one node. Sets `enableMultichannel`.
   *
   * @default false
   */
  readonly enableMultichannel?: boolean;
}

/** Options of SMB shares on hard disks whose performance is bought apart from their size. */
export interface AzureFilesSmbV2Options extends AzureFilesSmbOptions {
  /**
   * Operations per second. Sets `provisionedIOPS`.
   *
   * @default - by size, as Azure recommends
   */
  readonly iops?: number;

  /**
   * Throughput in MiB/s. Sets `provisionedBandwidth`.
   *
   * @default - by size, as Azure recommends
   */
  readonly throughputMiBps?: number;
}

/** Options of SMB shares on SSD whose performance is bought apart from their size. */
export interface AzureFilesPremiumSmbV2Options extends AzureFilesSmbV2Options {
  /**
   * Several connections at once from one node. Sets `enableMultichannel`.
   *
   * @default false
   */
  readonly enableMultichannel?: boolean;
}

/** Options of shares over NFS. */
export interface AzureFilesNfsOptions extends AzureFilesOptions {
  /**
   * Who becomes nobody on the share. Sets `rootSquashType`.
   *
   * @default - the driver's: nobody does
   */
  readonly rootSquash?: AzureFilesRootSquash;

  /**
   * Permissions of the folder that is mounted, in octal. Sets `mountPermissions`.
   *
   * @default - the driver's: 0777
   */
  readonly mountPermissions?: string;

  /**
   * Whether data is encrypted between nodes and the share. Sets `encryptInTransit`. Nodes need the program aznfs.
   *
   * @default false
   * @see https://learn.microsoft.com/azure/storage/files/encryption-in-transit-for-nfs-shares
   */
  readonly encryptInTransit?: boolean;
}

/** Options of NFS shares whose performance is bought apart from their size. */
export interface AzureFilesNfsV2Options extends AzureFilesNfsOptions {
  /**
   * Operations per second. Sets `provisionedIOPS`.
   *
   * @default - by size, as Azure recommends
   */
  readonly iops?: number;

  /**
   * Throughput in MiB/s. Sets `provisionedBandwidth`.
   *
   * @default - by size, as Azure recommends
   */
  readonly throughputMiBps?: number;
}
