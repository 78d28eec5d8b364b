import type { Duration } from 'cdk8s';

/** The engine that keeps replicas in step. */
export enum LonghornDataEngine {
  /** In user space, over iSCSI: what Longhorn always had. */
  V1 = 'v1',
  /** On SPDK: faster; takes a processor of each node for itself. */
  V2 = 'v2',
}

/** Where Longhorn tries to keep a replica. */
export enum LonghornDataLocality {
  /** Anywhere. */
  DISABLED = 'disabled',
  /** One on the node of the pod, where there is room. */
  BEST_EFFORT = 'best-effort',
}

/** When replicas move to less used nodes. */
export enum LonghornReplicaAutoBalance {
  /** As the whole installation is set. */
  IGNORED = 'ignored',
  /** Never. */
  DISABLED = 'disabled',
  /** As far as redundancy wants. */
  LEAST_EFFORT = 'least-effort',
  /** Until nodes have even numbers. */
  BEST_EFFORT = 'best-effort',
}

/** File systems that Longhorn makes. */
export enum LonghornFileSystem {
  /** Longhorn's default. */
  EXT4 = 'ext4',
  /** From 300 MiB. */
  XFS = 'xfs',
}

/** What every volume of Longhorn can be told. */
export interface LonghornOptions {
  /**
   * Whether volumes, and backups of them, are encrypted. Sets `encrypted`. Nodes need the kernel module `dm_crypt` and `cryptsetup`.
   *
   * @default true
   * @see https://longhorn.io/docs/latest/advanced-resources/security/volume-encryption/
   */
  readonly encrypted?: boolean;

  /**
   * Secret with the passphrase in `CRYPTO_KEY_VALUE`. Claims stay Pending until it exists. May hold `${pvc.name}`. Sets the names
   * of all secrets.
   *
   * @default 'longhorn-crypto'
   */
  readonly encryptionSecretName?: string;

  /**
   * Namespace of that Secret; may be `${pvc.namespace}`. Sets the namespaces of all secrets.
   *
   * @default 'longhorn-system'
   */
  readonly encryptionSecretNamespace?: string;

  /**
   * File system that is made on a new volume. Sets `fsType`.
   *
   * @default - Longhorn's: ext4
   */
  readonly fsType?: LonghornFileSystem;

  /**
   * Options of mkfs. Sets `mkfsParams`.
   *
   * @default - none
   */
  readonly mkfsParams?: string;

  /**
   * Only disks with all these tags of Longhorn keep replicas. Sets `diskSelector`.
   *
   * @default - any disk
   */
  readonly diskTags?: string[];

  /**
   * Only nodes with all these tags of Longhorn keep replicas. Sets `nodeSelector`.
   *
   * @default - any node
   */
  readonly nodeTags?: string[];

  /**
   * Recurring jobs of Longhorn that take snapshots and backups of the volumes. Sets `recurringJobSelector`.
   *
   * @default - those of the group `default`, if there are any
   */
  readonly recurringJobs?: string[];

  /**
   * Groups of recurring jobs. Sets `recurringJobSelector`.
   *
   * @default - those of the group `default`, if there are any
   */
  readonly recurringJobGroups?: string[];

  /**
   * Where backups go: a BackupTarget of Longhorn. Sets `backupTargetName`.
   *
   * @default - Longhorn's: the one called default
   */
  readonly backupTargetName?: string;

  /**
   * Parameters of Longhorn that have no option here.
   *
   * @default - none
   * @see https://longhorn.io/docs/latest/references/storage-class-parameters/
   */
  readonly extraParameters?: { readonly [key: string]: string };
}

/** Options of volumes that any node can attach. */
export interface LonghornReplicatedOptions extends LonghornOptions {
  /**
   * Copies of the data, on as many nodes. From 1 to 20. Sets `numberOfReplicas`. A cluster with fewer nodes never has all of them, and says so.
   *
   * @default 3
   */
  readonly replicas?: number;

  /**
   * The engine that keeps replicas in step. Sets `dataEngine`.
   *
   * @default LonghornDataEngine.V1
   */
  readonly dataEngine?: LonghornDataEngine;

  /**
   * Where Longhorn tries to keep a replica. Sets `dataLocality`.
   *
   * @default - Longhorn's: anywhere
   */
  readonly dataLocality?: LonghornDataLocality;

  /**
   * When replicas move to less used nodes. Sets `replicaAutoBalance`.
   *
   * @default - Longhorn's: as the whole installation is set
   */
  readonly replicaAutoBalance?: LonghornReplicaAutoBalance;

  /**
   * How long a failed replica is kept to be repaired; after that it is made anew. Whole minutes, rounded up. Sets `staleReplicaTimeout`.
   *
   * @default - Longhorn's
   */
  readonly staleReplicaTimeout?: Duration;

  /**
   * Options of the NFS mounts of shared volumes. Sets `nfsOptions`.
   *
   * @default - Longhorn's, which suit its version
   */
  readonly nfsOptions?: string;
}

/** Options of volumes for virtual machines that move. */
export interface LonghornMigratableOptions extends LonghornOptions {
  /**
   * Copies of the data, on as many nodes. From 1 to 20. Sets `numberOfReplicas`.
   *
   * @default 3
   */
  readonly replicas?: number;
}

/** Options of erasure coded volumes. */
export interface LonghornShardedOptions extends LonghornOptions {
  /**
   * Parts that the data is split into, on as many nodes. 1 or more. Sets `dataLayout.dataChunks`.
   */
  readonly dataChunks: number;

  /**
   * Parts with which lost ones are computed: as many nodes may fail. 1 or more, and with `dataChunks` at most 32. Sets
   * `dataLayout.parityChunks`.
   */
  readonly parityChunks: number;

  /**
   * Data that lies on one part before the next has its turn, in KiB: a power of two from 4 to 1024. Sets `dataLayout.stripSizeKB`.
   *
   * @default 64
   */
  readonly stripSizeKiB?: number;
}
