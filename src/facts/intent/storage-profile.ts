import { checkProps, oneOf, optional } from '../../core/shape';
import type { Shapes } from '../../core/shape';

/** What it would mean to lose the data. */
export enum DataCriticality {
  /** It exists nowhere else: orders, a ledger. It is never deleted by a machine. */
  AUTHORITATIVE = 'authoritative',
  /** It can be made again from something that is kept: a search index, a read model, test data. */
  REBUILDABLE = 'rebuildable',
  /** It means nothing once its pod is gone: a cache, sort space. */
  SCRATCH = 'scratch',
}

/** Who uses one volume at the same time. */
export enum DataSharing {
  /** One pod. */
  NONE = 'none',
  /** Pods of many nodes, which only read. */
  READ_ONLY = 'read-only',
  /** Pods of many nodes, which also write. */
  READ_WRITE = 'read-write',
}

/**
 * The part of the cluster that a volume may share its fate with: what is larger must be outlived.
 */
export enum FailureDomain {
  /** It may be lost with its node. Whatever uses it lives with that. */
  NODE = 'node',
  /** It outlives its node, and may be out of reach while its zone is down. */
  ZONE = 'zone',
  /** It outlives its zone. */
  REGION = 'region',
}

/** How fast a volume must be. */
export enum StoragePerformance {
  /** As the usual SSD of a platform. */
  STANDARD = 'standard',
  /** More operations per second than those of the usual SSD, for a price. */
  HIGH_IOPS = 'high-iops',
}

/** What kind of cluster, or namespace, it is for. */
export enum StorageEnvironment {
  /** People depend on it. */
  PRODUCTION = 'production',
  /** Nobody depends on it. */
  TEST = 'test',
}

/** What data means and needs. */
export interface StorageProfileOptions {
  /**
   * What it would mean to lose the data. It decides on `reclaimPolicy` of a class, and on snapshots.
   */
  readonly data: DataCriticality;

  /**
   * Who uses one volume at the same time. It decides on the access mode of claims.
   *
   * @default DataSharing.NONE
   */
  readonly sharing?: DataSharing;

  /**
   * The part of the cluster that a volume may share its fate with. `NODE` for a database says that it keeps copies on other
   * nodes by itself.
   *
   * @default - FailureDomain.NODE for scratch data, FailureDomain.ZONE for all other
   */
  readonly failureDomain?: FailureDomain;

  /**
   * How fast a volume must be. `cdk8s-stateful choose` looks for such a backend; a class refuses one that is known to be slower.
   *
   * @default StoragePerformance.STANDARD
   */
  readonly performance?: StoragePerformance;

  /**
   * What kind of cluster, or namespace, it is for. Production refuses drivers that exist for tests, and keeps snapshots.
   *
   * @default StorageEnvironment.PRODUCTION
   */
  readonly environment?: StorageEnvironment;
}

const SHAPES: Shapes<StorageProfileOptions> = {
  data: oneOf(DataCriticality),
  sharing: optional(oneOf(DataSharing)),
  failureDomain: optional(oneOf(FailureDomain)),
  performance: optional(oneOf(StoragePerformance)),
  environment: optional(oneOf(StorageEnvironment)),
};

/**
 * What data means and needs, whatever the platform: the question that a StorageClass answers.
 *
 * It is a value that renders nothing by itself. Given to a `ProductionStorageClass` as `intent` it chooses settings, refuses
 * backends that contradict it, and is written down in annotations. `cdk8s-stateful choose` finds a backend for it.
 */
export class StorageProfile {
  /** A profile of data. */
  public static of(options: StorageProfileOptions): StorageProfile {
    checkProps('StorageProfile.of', SHAPES, options);
    return new StorageProfile(options);
  }

  /** What it would mean to lose the data. */
  public readonly data: DataCriticality;
  /** Who uses one volume at the same time. */
  public readonly sharing: DataSharing;
  /** The part of the cluster that a volume may share its fate with. */
  public readonly failureDomain: FailureDomain;
  /** How fast a volume must be. */
  public readonly performance: StoragePerformance;
  /** What kind of cluster, or namespace, it is for. */
  public readonly environment: StorageEnvironment;

  private constructor(options: StorageProfileOptions) {
    this.data = options.data;
    this.sharing = options.sharing ?? DataSharing.NONE;
    this.failureDomain = options.failureDomain ?? (options.data === DataCriticality.SCRATCH ? FailureDomain.NODE : FailureDomain.ZONE);
    this.performance = options.performance ?? StoragePerformance.STANDARD;
    this.environment = options.environment ?? StorageEnvironment.PRODUCTION;
  }
}
