import { CSI_HOSTPATH } from './csi-hostpath';
import { VolumeBackend } from './volume-backend';

/**
 * Volumes of the sample driver of the CSI project: folders of one node, with snapshots, clones and growth.
 *
 * For test clusters, such as kind, only: the data is lost with the node.
 *
 * @see https://github.com/kubernetes-csi/csi-driver-host-path
 */
export class CsiHostPath {
  /** Volumes of a driver that was started without kinds of capacity, as its deployment does. */
  public static forTests(): VolumeBackend {
    return VolumeBackend._of({ place: 'CsiHostPath.forTests', driver: CSI_HOSTPATH, parameters: {}, encrypted: false });
  }

  private constructor() {}
}
