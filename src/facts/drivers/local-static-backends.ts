import { LOCAL_STATIC } from './local-static';
import { VolumeBackend } from './volume-backend';

/**
 * Local volumes: disks of nodes that somebody has prepared. Each is a PersistentVolume with `spec.local` and a required
 * `nodeAffinity`, which an administrator or the local-volume-provisioner makes.
 *
 * As fast as the disk, and lost with the node. They have the size of the disk: they neither grow nor have snapshots.
 * For databases that replicate themselves.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#local
 * @see https://github.com/kubernetes-sigs/sig-storage-local-static-provisioner
 */
export class LocalVolume {
  /**
   * Volumes that are there before their claims: `provisioner: kubernetes.io/no-provisioner`. A claim without a volume that
   * fits waits for one.
   */
  public static prepared(): VolumeBackend {
    return VolumeBackend._of({ place: 'LocalVolume.prepared', driver: LOCAL_STATIC, parameters: {} });
  }

  private constructor() {}
}
