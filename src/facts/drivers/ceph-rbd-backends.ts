import { CLUSTER } from './backend-shape';
import { CephCluster } from './ceph-cluster';
import type { CephEncryptionOptions } from './ceph-encryption';
import { CEPH_RBD } from './ceph-rbd';
import { reachedBy } from './index';
import { FLAG, LIST, PAIRS, SAID } from './option-shapes';
import { FS_TYPE } from './parameter-values';
import { VolumeBackend } from './volume-backend';
import { checkProps, checkValue, listOf, optional, struct, TEXTS, WORDS } from '../../core/shape';
import type { Shapes } from '../../core/shape';

/** File systems that the RBD driver makes. */
export enum CephRbdFileSystem {
  /** The driver's default. */
  EXT4 = 'ext4',
  /** Not on nodes that also run OSDs: both can wait for each other for ever. */
  XFS = 'xfs',
}

/** What encrypts a volume. */
export enum CephRbdEncryption {
  /** The whole device, by LUKS2. The driver's default. */
  BLOCK = 'block',
  /** The files, by fscrypt. */
  FILE = 'file',
}

/** What makes a device of an image on a node. */
export enum CephRbdMounter {
  /** The kernel. The driver's default. */
  KERNEL = 'rbd',
  /** A process in the pod of the driver: it knows every feature of images, and ends when that pod does. */
  NBD = 'rbd-nbd',
}

/** What an image can do. */
export enum CephRbdImageFeature {
  /** Clones and snapshots that share data. */
  LAYERING = 'layering',
  /** One writer at a time. */
  EXCLUSIVE_LOCK = 'exclusive-lock',
  /** Knows which objects exist; with `EXCLUSIVE_LOCK` only. */
  OBJECT_MAP = 'object-map',
  /** Fast comparison of snapshots; with `OBJECT_MAP` only. */
  FAST_DIFF = 'fast-diff',
  /** Flattening reaches the snapshots. */
  DEEP_FLATTEN = 'deep-flatten',
  /** A journal, for mirroring; with `EXCLUSIVE_LOCK` and `CephRbdMounter.NBD` only. */
  JOURNALING = 'journaling',
}

/** What every volume of Ceph RBD can be told. */
export interface CephRbdOptions extends CephEncryptionOptions {
  /**
   * Which Ceph cluster, how its driver is called, and where its credentials are. Sets `provisioner`, `clusterID` and the secrets.
   *
   * @default - CephCluster.rook(): Rook in the namespace `rook-ceph`
   */
  readonly cluster?: CephCluster;

  /**
   * What encrypts volumes. Sets `encryptionType`.
   *
   * @default - the driver's: the whole device
   */
  readonly encryptionType?: CephRbdEncryption;

  /**
   * File system that is made on a new volume. Sets `csi.storage.k8s.io/fstype`.
   *
   * @default - the driver's: ext4
   */
  readonly fsType?: CephRbdFileSystem;

  /**
   * What images can do. Sets `imageFeatures`. The kernel of every node must know all of it: 5.4 knows all but journaling.
   *
   * @default - the driver's
   * @see https://docs.ceph.com/en/latest/rbd/rbd-config-ref/#image-features
   */
  readonly imageFeatures?: CephRbdImageFeature[];

  /**
   * What makes a device of an image on a node. Sets `mounter`.
   *
   * @default - the driver's: the kernel
   */
  readonly mounter?: CephRbdMounter;

  /**
   * Options of mapping, such as `krbd:lock_on_read,queue_depth=1024`. Sets `mapOptions`.
   *
   * @default - none
   * @see https://docs.ceph.com/en/latest/man/8/rbd/#kernel-rbd-krbd-options
   */
  readonly mapOptions?: string;

  /**
   * Options of unmapping, such as `krbd:force`. Sets `unmapOptions`.
   *
   * @default - none
   */
  readonly unmapOptions?: string;

  /**
   * Options of mkfs, in place of the driver's own. Sets `mkfsOptions`.
   *
   * @default - the driver's, which suit the file system
   */
  readonly mkfsOptions?: string;

  /**
   * Whether a VolumeAttributesClass can limit the operations and throughput of these volumes. Names the secrets for it:
   * `controller-modify` and `node-publish`. It needs external-provisioner 6.2.0, Kubernetes 1.34 and Linux 5.8; older provisioners
   * refuse the class.
   *
   * @default false
   * @see https://rook.io/docs/rook/latest/Storage-Configuration/Block-Storage-RBD/rbd-qos/
   */
  readonly modifiable?: boolean;

  /**
   * Parameters of the driver that have no option here. The driver ignores names that it does not know.
   *
   * @default - none
   * @see https://github.com/ceph/ceph-csi/blob/devel/examples/rbd/storageclass.yaml
   */
  readonly extraParameters?: { readonly [key: string]: string };
}

/** Options of volumes in one pool. */
export interface CephRbdPoolOptions extends CephRbdOptions {
  /**
   * Replicated pool of the images, or of their metadata when there is a `dataPool`. Sets `pool`.
   */
  readonly pool: string;

  /**
   * Erasure coded pool of the data. Sets `dataPool`. It takes less space and more time than copies.
   *
   * @default - none: data lies in `pool`
   */
  readonly dataPool?: string;
}

/** A pool of one zone, rack or region. */
export interface CephRbdZonalPool {
  /**
   * Replicated pool of the images, or of their metadata. Sets `poolName`.
   */
  readonly pool: string;

  /**
   * Erasure coded pool of the data. Sets `dataPool`.
   *
   * @default - none: data lies in `pool`
   */
  readonly dataPool?: string;

  /**
   * Where the pool is, by the labels that the driver was started with (`--domainlabels`), without their prefixes:
   * `{ zone: 'zone-a' }`. Sets `domainSegments`.
   */
  readonly domains: { readonly [label: string]: string };
}

/** Options of volumes whose pool follows the pod. */
export interface CephRbdZonalOptions extends CephRbdOptions {
  /**
   * The pools to choose from. Sets `topologyConstrainedPools`.
   */
  readonly pools: CephRbdZonalPool[];
}

interface Pools {
  readonly pool?: string;
  readonly dataPool?: string;
  readonly topologyConstrainedPools?: string;
}

const OPTION_OF = { encryptionKMSID: 'encryptionKmsId', [FS_TYPE]: 'fsType', topologyConstrainedPools: 'pools' };

const CONTROLLER = ['provisioner', 'controller-expand', 'controller-publish'];

const SHAPES: Shapes<CephRbdOptions> = {
  cluster: optional(CLUSTER),
  encrypted: FLAG,
  encryptionKmsId: SAID,
  encryptionType: SAID,
  fsType: SAID,
  imageFeatures: LIST,
  mounter: SAID,
  mapOptions: SAID,
  unmapOptions: SAID,
  mkfsOptions: SAID,
  modifiable: FLAG,
  extraParameters: PAIRS,
};

const POOL: Shapes<CephRbdPoolOptions> = { ...SHAPES, pool: WORDS, dataPool: SAID };
const ZONAL_POOL: Shapes<CephRbdZonalPool> = { pool: WORDS, dataPool: optional(WORDS), domains: TEXTS };

function volume(factory: string, pools: Pools, options: CephRbdOptions): VolumeBackend {
  checkProps(`CephRbd.${factory}`, SHAPES, options);
  const { cluster = CephCluster.rook(), encrypted = true, modifiable = false } = options;
  const secrets = { controller: [...CONTROLLER, ...modifiable ? ['controller-modify'] : []], node: ['node-stage', ...modifiable ? ['node-publish'] : []] };
  return VolumeBackend._of({
    place: `CephRbd.${factory}`,
    driver: reachedBy(CEPH_RBD, cluster._provisioner('rbd')),
    parameters: {
      ...pools,
      encrypted,
      encryptionType: options.encryptionType,
      encryptionKMSID: options.encryptionKmsId,
      [FS_TYPE]: options.fsType,
      imageFeatures: options.imageFeatures,
      mounter: options.mounter,
      mapOptions: options.mapOptions,
      unmapOptions: options.unmapOptions,
      mkfsOptions: options.mkfsOptions,
      ...cluster._parameters('rbd', secrets),
    },
    extraParameters: options.extraParameters,
    options: OPTION_OF,
    encrypted,
    faults: cluster._encryptionFaults(options),
    snapshotParameters: cluster._snapshotParameters('rbd'),
    groupSnapshotParameters: { ...pools.pool ? { pool: pools.pool } : {}, ...cluster._groupSnapshotParameters('rbd') },
  });
}

/**
 * Block devices of a Ceph cluster, reached from every node: for databases, and as raw block volumes also shared.
 *
 * Encrypted unless said otherwise. Every factory throws when an option is out of range, naming all that is wrong. Mirroring to
 * another cluster is set up for a pool, not in a class.
 *
 * @see https://github.com/ceph/ceph-csi
 * @see https://rook.io/docs/rook/latest/Storage-Configuration/Block-Storage-RBD/block-storage/
 */
export class CephRbd {
  /** Images in one pool; with `dataPool` their data is erasure coded. */
  public static pool(options: CephRbdPoolOptions): VolumeBackend {
    checkProps('CephRbd.pool', POOL, options);
    return volume('pool', { pool: options.pool, dataPool: options.dataPool }, options);
  }

  /**
   * Images in the pool of the zone in which the pod runs (topology constrained pools), for pools that do not keep copies in other zones.
   * A volume is then reached from its zone only, and made when its pod is scheduled.
   */
  public static zonalPools(options: CephRbdZonalOptions): VolumeBackend {
    checkValue('CephRbd.zonalPools', 'pools', listOf(struct(ZONAL_POOL)), options.pools);
    const pools = options.pools.map(({ pool, dataPool, domains }) => ({
      poolName: pool,
      dataPool,
      domainSegments: Object.entries(domains).map(([domainLabel, value]) => ({ domainLabel, value })),
    }));
    return volume('zonalPools', { topologyConstrainedPools: JSON.stringify(pools) }, options);
  }

  private constructor() {}
}
