/** File systems that the Persistent Disk driver makes. */
export enum GceFileSystem {
  /** The driver's default. */
  EXT4 = 'ext4',
  /** For workloads that recommend it, such as many small parallel writes. */
  XFS = 'xfs',
  /** Experimental. */
  BTRFS = 'btrfs',
  /** For Windows nodes. */
  NTFS = 'ntfs',
}

/** Kinds of Persistent Disk. */
export enum GcePersistentDiskType {
  /** Hard disk. */
  STANDARD = 'pd-standard',
  /** SSD at a middling price. */
  BALANCED = 'pd-balanced',
  /** SSD with the most operations per GiB. */
  SSD = 'pd-ssd',
  /** SSD with chosen operations per second. */
  EXTREME = 'pd-extreme',
}

/** Kinds of Hyperdisk. */
export enum GceHyperdiskType {
  /** General purpose. */
  BALANCED = 'hyperdisk-balanced',
  /** General purpose, in two zones. */
  BALANCED_HIGH_AVAILABILITY = 'hyperdisk-balanced-high-availability',
  /** The most operations per second. */
  EXTREME = 'hyperdisk-extreme',
  /** Large sequential reads and writes at a low price. */
  THROUGHPUT = 'hyperdisk-throughput',
  /** Read by many nodes at once. */
  ML = 'hyperdisk-ml',
}

/** What every disk of Compute Engine can be told. */
export interface GceDiskOptions {
  /**
   * Key of Cloud KMS that encrypts the disks: `projects/<project>/locations/<location>/keyRings/<ring>/cryptoKeys/<key>`.
   * Sets `disk-encryption-kms-key`. Without one they are encrypted with Google's keys, whose use cannot be withdrawn.
   * The Compute Engine service agent needs `roles/cloudkms.cryptoKeyEncrypterDecrypter` on it.
   *
   * @default - Google's keys
   * @see https://docs.cloud.google.com/kubernetes-engine/docs/how-to/using-cmek
   */
  readonly kmsKey?: string;

  /**
   * File system that is made on a new disk. Sets `csi.storage.k8s.io/fstype`.
   *
   * @default - the driver's: ext4
   */
  readonly fsType?: GceFileSystem;

  /**
   * Labels of the disks, for bills and inventories. Sets `labels`.
   *
   * @default - those of the driver alone
   * @see https://docs.cloud.google.com/compute/docs/labeling-resources
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Tags of the disks, for policies: values by `<organization or project>/<key>`. Sets `resource-tags`.
   *
   * @default - none
   * @see https://docs.cloud.google.com/resource-manager/docs/tags/tags-overview
   */
  readonly resourceTags?: { readonly [parentAndKey: string]: string };

  /**
   * Parameters of the driver that have no option here. The driver refuses names that it does not know, and so does this.
   *
   * @default - none
   * @see https://github.com/kubernetes-sigs/gcp-compute-persistent-disk-csi-driver#createvolume-parameters
   */
  readonly extraParameters?: { readonly [key: string]: string };
}

/** Options of a disk that lies in two zones. */
export interface GceRegionalDiskOptions extends GceDiskOptions {
  /**
   * Whether a disk is attached by force when a pod moves to its other zone. Sets `availability-class` to `regional-hard-failover`.
   * Failover gets faster, and a writer that still lives in the lost zone has its disk taken away: for software that
   * fences its writers, such as an operator that knows its leader.
   *
   * @default false
   * @see https://docs.cloud.google.com/kubernetes-engine/docs/how-to/stateful-workloads/stateful-ha-operator
   */
  readonly hardFailover?: boolean;
}

/** Options of a disk whose operations per second can be chosen. */
export interface GceIopsOptions extends GceDiskOptions {
  /**
   * Operations per second. Sets `provisioned-iops-on-create`. How many a disk can have depends on its size and on the machine.
   *
   * @default - chosen by Compute Engine from the size
   */
  readonly iops?: number;
}

/** Options of a hyperdisk-throughput disk. */
export interface GceHyperdiskThroughputOptions extends GceDiskOptions {
  /**
   * Throughput in MiB/s. Sets `provisioned-throughput-on-create`.
   *
   * @default - chosen by Compute Engine from the size
   */
  readonly throughputMiBps?: number;

  /**
   * Storage pools that the disks are taken from, one for each zone that the class allows:
   * `projects/<project>/zones/<zone>/storagePools/<pool>`. Sets `storage-pools`. Such disks cannot be cloned.
   *
   * @default - none
   * @see https://docs.cloud.google.com/kubernetes-engine/docs/how-to/persistent-volumes/storage-pools
   */
  readonly storagePools?: string[];
}

/** Options of a hyperdisk-balanced disk. */
export interface GceHyperdiskBalancedOptions extends GceHyperdiskThroughputOptions {
  /**
   * Operations per second, at most 160,000. Sets `provisioned-iops-on-create`.
   *
   * @default - chosen by Compute Engine from the size, 3,000 of them at no charge
   */
  readonly iops?: number;

  /**
   * Whether the disk encrypts in hardware, with a key that Google cannot use. Sets `enable-confidential-storage`.
   * Needs `kmsKey`; not with `storagePools`.
   *
   * @default false
   * @see https://docs.cloud.google.com/compute/docs/disks/confidential-mode-hyperdisk-balanced
   */
  readonly confidentialStorage?: boolean;
}

/** Options of a hyperdisk-balanced-high-availability disk. */
export interface GceHyperdiskHighAvailabilityOptions extends GceRegionalDiskOptions {
  /**
   * Operations per second, at most 100,000. Sets `provisioned-iops-on-create`.
   *
   * @default - chosen by Compute Engine from the size
   */
  readonly iops?: number;

  /**
   * Throughput in MiB/s, at most 1,200. Sets `provisioned-throughput-on-create`.
   *
   * @default - chosen by Compute Engine from the size
   */
  readonly throughputMiBps?: number;
}

/** Options of a hyperdisk-ml disk. */
export interface GceHyperdiskMlOptions extends GceDiskOptions {
  /**
   * Throughput in MiB/s, shared by all nodes that read; every MiB/s brings 16 operations per second.
   * Sets `provisioned-throughput-on-create`.
   *
   * @default - chosen by Compute Engine from the size
   */
  readonly throughputMiBps?: number;

  /**
   * Whether each zone that the class allows gets a disk of its own with the same data, so that pods of all of them read it.
   * Sets `enable-multi-zone-provisioning`. Such volumes neither grow nor have snapshots: set `allowVolumeExpansion: false`
   * in their class.
   *
   * @default false
   * @see https://docs.cloud.google.com/kubernetes-engine/docs/how-to/persistent-volumes/hyperdisk-ml
   */
  readonly multiZone?: boolean;
}

/** Options of a disk whose kind is chosen by the machine that it is attached to. */
export interface GceMachineChosenDiskOptions extends GceDiskOptions {
  /**
   * Kind for machines that attach Hyperdisk. Sets `hyperdisk-type`.
   */
  readonly hyperdiskType: GceHyperdiskType;

  /**
   * Kind for machines that attach Persistent Disk. Sets `pd-type`.
   */
  readonly persistentDiskType: GcePersistentDiskType;

  /**
   * Whether machines that attach both get Persistent Disk. Sets `disk-type-preference`.
   *
   * @default false
   */
  readonly preferPersistentDisk?: boolean;
}
