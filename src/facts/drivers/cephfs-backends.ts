import { CLUSTER } from './backend-shape';
import { CephCluster } from './ceph-cluster';
import type { CephEncryptionOptions } from './ceph-encryption';
import { CEPHFS } from './cephfs';
import { reachedBy } from './index';
import { FLAG, PAIRS, SAID } from './option-shapes';
import { VolumeBackend } from './volume-backend';
import { checkProps, optional, WORDS } from '../../core/shape';
import type { Shapes } from '../../core/shape';

/** What mounts a file system of Ceph on a node. */
export enum CephFsMounter {
  /** The kernel: faster. */
  KERNEL = 'kernel',
  /** A process in the pod of the driver: it knows more features, and ends when that pod does. */
  FUSE = 'fuse',
}

/** Options of volumes on a file system of Ceph. */
export interface CephFsOptions extends CephEncryptionOptions {
  /**
   * The file system, as the CephFilesystem is called. Sets `fsName`.
   */
  readonly fsName: string;

  /**
   * Data pool of the file system in which the files are kept. Sets `pool`.
   *
   * @default - the first data pool of the file system
   */
  readonly pool?: string;

  /**
   * Which Ceph cluster, how its driver is called, and where its credentials are. Sets `provisioner`, `clusterID` and the secrets.
   *
   * @default - CephCluster.rook(): Rook in the namespace `rook-ceph`
   */
  readonly cluster?: CephCluster;

  /**
   * What mounts volumes. Sets `mounter`.
   *
   * @default - as the driver was started, else the kernel where it can
   */
  readonly mounter?: CephFsMounter;

  /**
   * Options of mounts by the kernel, separated by commas. Sets `kernelMountOptions`.
   *
   * @default - none
   * @see https://docs.ceph.com/en/latest/man/8/mount.ceph/#options
   */
  readonly kernelMountOptions?: string;

  /**
   * Options of mounts by FUSE, separated by commas. Sets `fuseMountOptions`.
   *
   * @default - none
   * @see https://docs.ceph.com/en/latest/man/8/ceph-fuse/#options
   */
  readonly fuseMountOptions?: string;

  /**
   * Parameters of the driver that have no option here. The driver ignores names that it does not know.
   *
   * @default - none
   * @see https://github.com/ceph/ceph-csi/blob/devel/examples/cephfs/storageclass.yaml
   */
  readonly extraParameters?: { readonly [key: string]: string };
}

const SHAPES: Shapes<CephFsOptions> = {
  fsName: WORDS,
  cluster: optional(CLUSTER),
  encrypted: FLAG,
  encryptionKmsId: SAID,
  pool: SAID,
  mounter: SAID,
  kernelMountOptions: SAID,
  fuseMountOptions: SAID,
  extraParameters: PAIRS,
};

/**
 * Directories of a file system of Ceph, shared by pods of all nodes, each with a quota, growth, snapshots and clones.
 *
 * @see https://github.com/ceph/ceph-csi
 * @see https://rook.io/docs/rook/latest/Storage-Configuration/Shared-Filesystem-CephFS/filesystem-storage/
 */
export class CephFs {
  /**
   * A directory (subvolume) for each volume, encrypted unless said otherwise. Throws when an option is out of range, naming all
   * that is wrong.
   */
  public static filesystem(options: CephFsOptions): VolumeBackend {
    checkProps('CephFs.filesystem', SHAPES, options);
    const { cluster = CephCluster.rook(), encrypted = true, encryptionKmsId, extraParameters, ...given } = options;
    return VolumeBackend._of({
      place: 'CephFs.filesystem',
      driver: reachedBy(CEPHFS, cluster._provisioner('cephfs')),
      parameters: {
        ...given,
        encrypted,
        encryptionKMSID: encryptionKmsId,
        ...cluster._parameters('cephfs', { controller: ['provisioner', 'controller-expand'], node: ['node-stage'] }),
      },
      extraParameters,
      options: { encryptionKMSID: 'encryptionKmsId' },
      encrypted,
      faults: cluster._encryptionFaults(options),
      snapshotParameters: cluster._snapshotParameters('cephfs'),
      groupSnapshotParameters: { fsName: options.fsName, ...cluster._groupSnapshotParameters('cephfs') },
    });
  }

  private constructor() {}
}
