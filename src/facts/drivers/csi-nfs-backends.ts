import { CSI_NFS } from './csi-nfs';
import { COUNT, PAIRS, SAID } from './option-shapes';
import { VolumeBackend } from './volume-backend';
import { checkProps, WORDS } from '../../core/shape';
import type { Shapes } from '../../core/shape';

/** What becomes of the folder of an NFS volume that is deleted. */
export enum NfsOnDelete {
  /** The folder is deleted. */
  DELETE = 'delete',
  /** The folder stays as it is. */
  RETAIN = 'retain',
  /** The folder stays under the name `archived-<folder>`. */
  ARCHIVE = 'archive',
}

/** Options of volumes on an NFS server that exists. */
export interface NfsShareOptions {
  /**
   * Name or IP address of the server. Sets `server`.
   */
  readonly server: string;

  /**
   * Path that the server exports. Sets `share`.
   */
  readonly share: string;

  /**
   * Name of the folder of a volume; may hold `${pvc.metadata.name}`, `${pvc.metadata.namespace}` and `${pv.metadata.name}`.
   * Sets `subDir`. Without any of them all claims get one folder.
   *
   * @default - the driver's: the name of the PersistentVolume
   */
  readonly subDir?: string;

  /**
   * What becomes of the folder when the volume is deleted, which `ReclaimPolicy.DELETE` of the class does. Sets `onDelete`.
   *
   * @default - the driver's: NfsOnDelete.DELETE
   */
  readonly onDelete?: NfsOnDelete;

  /**
   * Permissions of the folder after each mount, in octal. Sets `mountPermissions`. Prefer `fsGroup` of the pods.
   *
   * @default - the driver's: they are left as they are
   */
  readonly mountPermissions?: string;

  /**
   * POSIX user who owns a new folder. Sets `uid`. Needs a server without root squash and a driver later than v4.13.
   *
   * @default - the user as whom the server sees the driver
   */
  readonly uid?: number;

  /**
   * POSIX group of a new folder. Sets `gid`. Needs a server without root squash and a driver later than v4.13.
   *
   * @default - the group as which the server sees the driver
   */
  readonly gid?: number;

  /**
   * Parameters of the driver that have no option here. The driver refuses names that it does not know, and so does this.
   *
   * @default - none
   * @see https://github.com/kubernetes-csi/csi-driver-nfs/blob/master/docs/driver-parameters.md
   */
  readonly extraParameters?: { readonly [key: string]: string };
}

const SHAPES: Shapes<NfsShareOptions> = {
  server: WORDS, share: WORDS, subDir: SAID, onDelete: SAID, mountPermissions: SAID, uid: COUNT, gid: COUNT, extraParameters: PAIRS,
};

/**
 * Volumes on an NFS server that exists: folders, shared by pods of all nodes.
 *
 * Their size limits nothing. Snapshots and clones are copies made file by file. Encryption at rest is up to the server;
 * in transit there is none without the mount options `sec=krb5p` or `xprtsec=tls`.
 *
 * @see https://github.com/kubernetes-csi/csi-driver-nfs
 */
export class NfsServer {
  /**
   * A folder of an export for each volume. Throws when an option is out of range, naming all that is wrong.
   */
  public static share(options: NfsShareOptions): VolumeBackend {
    checkProps('NfsServer.share', SHAPES, options);
    const { extraParameters, ...given } = options;
    return VolumeBackend._of({ place: 'NfsServer.share', driver: CSI_NFS, parameters: given, extraParameters });
  }

  private constructor() {}
}
