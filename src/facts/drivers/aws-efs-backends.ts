import { AWS_EFS } from './aws-efs';
import { COUNT, FLAG, PAIRS, SAID } from './option-shapes';
import { VolumeBackend } from './volume-backend';
import { checkProps, WORDS } from '../../core/shape';
import type { Shapes } from '../../core/shape';

/** Options of volumes on an EFS file system that exists. */
export interface AwsEfsAccessPointOptions {
  /**
   * The file system, such as `fs-0123456789abcdef0`. Sets `fileSystemId`.
   */
  readonly fileSystemId: string;

  /**
   * Permissions of the directory of a volume, in octal. Sets `directoryPerms`.
   *
   * @default '700'
   */
  readonly directoryPerms?: string;

  /**
   * POSIX user that all access through the access point acts as. Sets `uid`.
   *
   * @default - allocated by the driver
   */
  readonly uid?: number;

  /**
   * POSIX group that all access through the access point acts as. Sets `gid`.
   *
   * @default - allocated by the driver
   */
  readonly gid?: number;

  /**
   * Directory under which directories of volumes are made. Sets `basePath`.
   *
   * @default - the driver's: the root of the file system
   */
  readonly basePath?: string;

  /**
   * Name of the directory of a volume; may hold `${.PVC.name}`, `${.PVC.namespace}` and `${.PV.name}`. Sets `subPathPattern`.
   *
   * @default - the driver's: the name of the PersistentVolume
   */
  readonly subPathPattern?: string;

  /**
   * Keeps pods in the zone of a One Zone file system. Sets `enforceZoneAffinity`.
   *
   * @default false
   */
  readonly enforceZoneAffinity?: boolean;

  /**
   * Parameters of the driver that have no option here. The driver ignores names that it does not know.
   *
   * @default - none
   * @see https://github.com/kubernetes-sigs/aws-efs-csi-driver/blob/master/docs/parameters.md
   */
  readonly extraParameters?: { readonly [key: string]: string };
}

const SHAPES: Shapes<AwsEfsAccessPointOptions> = {
  fileSystemId: WORDS,
  directoryPerms: SAID,
  uid: COUNT,
  gid: COUNT,
  basePath: SAID,
  subPathPattern: SAID,
  enforceZoneAffinity: FLAG,
  extraParameters: PAIRS,
};

/**
 * Volumes of Amazon EFS: directories of one NFS file system, shared by pods of every zone.
 *
 * They neither grow nor have snapshots, and their size limits nothing. Encryption at rest was decided when the file
 * system was made.
 *
 * @see https://github.com/kubernetes-sigs/aws-efs-csi-driver
 */
export class AwsEfs {
  /**
   * An access point on a file system that exists, for each volume. Throws when an option is out of range, naming all
   * that is wrong.
   */
  public static accessPoints(options: AwsEfsAccessPointOptions): VolumeBackend {
    checkProps('AwsEfs.accessPoints', SHAPES, options);
    const { extraParameters, directoryPerms, ...given } = options;
    return VolumeBackend._of({
      place: 'AwsEfs.accessPoints',
      driver: AWS_EFS,
      parameters: { provisioningMode: 'efs-ap', directoryPerms: directoryPerms ?? '700', ...given },
      extraParameters,
    });
  }

  private constructor() {}
}
