/** File systems that the Azure Disk driver makes. */
export enum AzureDiskFileSystem {
  /** The driver's default on Linux. */
  EXT4 = 'ext4',
  /** For workloads that recommend it, such as many small parallel writes. */
  XFS = 'xfs',
  /** For nodes whose kernel has it. */
  BTRFS = 'btrfs',
  /** For old software only. */
  EXT3 = 'ext3',
  /** For old software only. It keeps no journal. */
  EXT2 = 'ext2',
  /** For Windows nodes. */
  NTFS = 'ntfs',
}

/**
 * What the host of a node caches of a disk.
 *
 * @see https://learn.microsoft.com/azure/virtual-machines/disks-performance#virtual-machine-uncached-vs-cached-limits
 */
export enum AzureDiskCachingMode {
  /** Nothing: for volumes that are mostly written, such as logs of a database, and for shared disks. */
  NONE = 'None',
  /** What is read: for volumes that are mostly read. Writes go to the disk. */
  READ_ONLY = 'ReadOnly',
}

/** Keys that encrypt a disk, where it has a disk encryption set. */
export enum AzureDiskEncryptionType {
  /** Your key. */
  CUSTOMER_KEY = 'EncryptionAtRestWithCustomerKey',
  /** Your key, and one of the platform below it. */
  PLATFORM_AND_CUSTOMER_KEYS = 'EncryptionAtRestWithPlatformAndCustomerKeys',
}

/**
 * Who may export the content of a disk through a URL.
 *
 * @see https://learn.microsoft.com/azure/virtual-machines/disks-restrict-import-export-overview
 */
export enum AzureDiskNetworkAccessPolicy {
  /** Nobody. */
  DENY_ALL = 'DenyAll',
  /** Who comes through the private endpoints of a disk access resource, which `diskAccessId` names. */
  ALLOW_PRIVATE = 'AllowPrivate',
  /** Anybody who has the URL. */
  ALLOW_ALL = 'AllowAll',
}

/** What every kind of Azure disk can be told. */
export interface AzureDiskOptions {
  /**
   * Resource id of the disk encryption set whose key encrypts the volumes:
   * `/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Compute/diskEncryptionSets/<name>`. Sets `diskEncryptionSetID`.
   * The driver's identity needs to read the set.
   *
   * @default - a key of the platform
   * @see https://learn.microsoft.com/azure/aks/azure-disk-customer-managed-keys
   */
  readonly diskEncryptionSetId?: string;

  /**
   * Keys of the encryption. Sets `diskEncryptionType`. Only together with `diskEncryptionSetId`.
   *
   * @default - the driver's: your key
   */
  readonly diskEncryptionType?: AzureDiskEncryptionType;

  /**
   * File system that is made on a new volume. Sets `csi.storage.k8s.io/fstype`.
   *
   * @default - the driver's: ext4, or ntfs on Windows
   */
  readonly fsType?: AzureDiskFileSystem;

  /**
   * Resource group in which disks are made; the driver's identity must be a contributor of it. Sets `resourceGroup`.
   *
   * @default - the resource group of the nodes
   */
  readonly resourceGroup?: string;

  /**
   * Subscription in which disks are made. Sets `subscriptionID`. Only together with `resourceGroup`.
   *
   * @default - the cluster's
   */
  readonly subscriptionId?: string;

  /**
   * Region in which disks are made, such as `westeurope`. Sets `location`.
   *
   * @default - the cluster's
   */
  readonly location?: string;

  /**
   * Tags of the disks in Azure. Values may hold `${pvc.metadata.name}`, `${pvc.metadata.namespace}` and `${pv.metadata.name}`.
   * Sets `tags`, and `tagValueDelimiter` when a tag holds a comma.
   *
   * @default - those that the driver sets: names of the claim and the volume
   */
  readonly tags?: { readonly [key: string]: string };

  /**
   * Who may export the content of a disk through a URL. Sets `networkAccessPolicy`.
   *
   * @default - the driver's: nobody
   */
  readonly networkAccessPolicy?: AzureDiskNetworkAccessPolicy;

  /**
   * Resource id of the disk access resource of `AzureDiskNetworkAccessPolicy.ALLOW_PRIVATE`, and only of that:
   * `/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Compute/diskAccesses/<name>`. Sets `diskAccessID`.
   *
   * @default - none
   */
  readonly diskAccessId?: string;

  /**
   * Whether exports may go over the public network. Sets `publicNetworkAccess` to `Enabled` or `Disabled`.
   *
   * @default - the driver's: they may not
   */
  readonly publicNetworkAccess?: boolean;

  /**
   * Parameters of the driver that have no option here. The driver refuses names that it does not know, and so does this.
   *
   * @default - none
   * @see https://github.com/kubernetes-sigs/azuredisk-csi-driver/blob/master/docs/driver-parameters.md
   */
  readonly extraParameters?: { readonly [key: string]: string };
}

/** Options of a disk whose performance follows from its size. */
export interface AzureDiskTieredOptions extends AzureDiskOptions {
  /**
   * What the host of a node caches. Sets `cachingMode`. A shared disk takes `AzureDiskCachingMode.NONE` only.
   *
   * @default - the driver's: what is read, or nothing for a shared disk
   */
  readonly cachingMode?: AzureDiskCachingMode;

  /**
   * More performance for large disks. Sets `enablePerformancePlus`. The driver makes smaller claims 513 GiB large, which is paid for.
   *
   * @default false
   * @see https://learn.microsoft.com/azure/virtual-machines/disks-enable-performance
   */
  readonly enablePerformancePlus?: boolean;
}

/** Options of a standard SSD. */
export interface AzureDiskStandardSsdOptions extends AzureDiskTieredOptions {
  /**
   * How many nodes may attach a volume at once. Sets `maxShares`. From 2, raw block volumes offer ReadWriteMany and
   * ReadOnlyMany; volumes with a file system never do. What runs on them must take turns by itself, with SCSI reservations.
   *
   * @default 1
   * @see https://learn.microsoft.com/azure/virtual-machines/disks-shared
   */
  readonly maxShares?: number;
}

/** Options of a premium SSD. */
export interface AzureDiskPremiumOptions extends AzureDiskStandardSsdOptions {
  /**
   * Performance beyond that of the size, at a price by use. Sets `enableBursting`. Only for volumes above 512 GiB, and
   * not for shared ones.
   *
   * @default false
   * @see https://learn.microsoft.com/azure/virtual-machines/disk-bursting
   */
  readonly enableBursting?: boolean;

  /**
   * Faster writes on virtual machines of the M series. Sets `writeAcceleratorEnabled`. Not for shared volumes.
   *
   * @default false
   * @see https://learn.microsoft.com/azure/virtual-machines/how-to-enable-write-accelerator
   */
  readonly writeAcceleratorEnabled?: boolean;
}

/** Options of a disk whose performance is bought apart from its size. */
export interface AzureDiskProvisionedOptions extends AzureDiskOptions {
  /**
   * Operations per second. Sets `DiskIOPSReadWrite`. Azure refuses more than the size allows, so claims are checked.
   *
   * @default - 3000 for Premium SSD v2, 500 for ultra disks
   */
  readonly iops?: number;

  /**
   * Throughput in MB/s (millions of bytes), at most a quarter of the operations per second. Sets `DiskMBpsReadWrite`.
   *
   * @default - 125 for Premium SSD v2, 100 for ultra disks
   */
  readonly throughputMBps?: number;

  /**
   * Size of a logical sector in bytes: 512 for software that cannot do with 4096. Sets `LogicalSectorSize`.
   *
   * @default 4096
   */
  readonly logicalSectorSizeBytes?: number;

  /**
   * How many nodes may attach a volume at once. Sets `maxShares`. From 2, raw block volumes offer ReadWriteMany and
   * ReadOnlyMany; volumes with a file system never do. What runs on them must take turns by itself, with SCSI reservations.
   *
   * @default 1
   * @see https://learn.microsoft.com/azure/virtual-machines/disks-shared
   */
  readonly maxShares?: number;
}
