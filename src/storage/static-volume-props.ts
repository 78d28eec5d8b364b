import type { ApiObjectMetadata, Size } from 'cdk8s';
import type { ReclaimPolicy } from './reclaim-policy';
import type { IStorageClass } from './storage-class';
import type { TopologySelector } from './topology';
import type { VolumeBackend } from '../facts/drivers/volume-backend';
import type { VolumeAccessMode, VolumeMode } from '../facts/drivers/volume-modes';

/** Options of a `StaticVolume`. */
export interface StaticVolumeProps {
  /**
   * Metadata of the volume. `name` is required: volumes belong to the whole cluster, so a generated name could collide with
   * another app's, and the disk behind a volume cannot be changed in place.
   */
  readonly metadata: ApiObjectMetadata;

  /**
   * What kind of volume the disk is: its CSI driver. Sets `csi.driver`.
   */
  readonly backend: VolumeBackend;

  /**
   * The disk, by the name that its driver has for it: `vol-0123456789abcdef0`. Sets `csi.volumeHandle`.
   *
   * @see https://kubernetes.io/docs/concepts/storage/volumes/#csi
   */
  readonly volumeHandle: string;

  /**
   * Size of the disk. Sets `capacity.storage`. Nobody compares it with the disk.
   */
  readonly size: Size;

  /**
   * Name of the claim that the volume is kept for. Sets `claimRef.name`. A volume that is kept for nobody is given to any
   * claim that it fits, of any namespace, with the data that is on it.
   *
   * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reserving-a-persistentvolume
   */
  readonly claimName: string;

  /**
   * Namespace of that claim. Sets `claimRef.namespace`.
   */
  readonly claimNamespace: string;

  /**
   * How pods may mount the volume. Sets `accessModes`; the claim asks for the same.
   *
   * @default VolumeAccessMode.READ_WRITE_ONCE_POD
   * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
   */
  readonly accessMode?: VolumeAccessMode;

  /**
   * Whether pods see a directory or a raw block device. Sets `volumeMode`.
   *
   * @default VolumeMode.FILESYSTEM
   */
  readonly volumeMode?: VolumeMode;

  /**
   * File system on the disk, such as `ext4`. Sets `csi.fsType`. With another one than is there, the volume is not mounted.
   * Without it, many drivers do not give the files to the group of the pod (`fsGroup`).
   *
   * @default - the driver finds out
   */
  readonly fsType?: string;

  /**
   * What the driver has to know besides. Sets `csi.volumeAttributes`. Copied from the volume that the disk had, where there was one.
   *
   * @default - none
   */
  readonly volumeAttributes?: { readonly [key: string]: string };

  /**
   * Zones from which the disk can be reached. Sets `nodeAffinity`, with the label of zones that the driver uses. A disk of a
   * zone needs this or `nodeAffinity`: without them a pod lands where its disk is not, and waits for ever.
   *
   * @default - none
   */
  readonly zones?: string[];

  /**
   * Nodes from which the disk can be reached, by their labels, all of which must match. Sets `nodeAffinity`, which cannot change.
   *
   * @default - every node, or those of `zones`
   * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#node-affinity
   */
  readonly nodeAffinity?: TopologySelector[];

  /**
   * What becomes of the disk when the claim is deleted. Sets `persistentVolumeReclaimPolicy`.
   *
   * @default ReclaimPolicy.RETAIN
   * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reclaiming
   */
  readonly reclaimPolicy?: ReclaimPolicy;

  /**
   * The class that the claim names. Sets `storageClassName`. It makes nothing here; the claim can only grow if its class allows
   * it, and the claims of a set name that of the set.
   *
   * @default - none: the claim names the empty class
   */
  readonly storageClass?: IStorageClass;
}
