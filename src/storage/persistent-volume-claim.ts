import type { Size } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { IStorageClass } from './storage-class';
import type { VolumeAccessMode, VolumeMode } from '../facts/drivers/volume-modes';

/**
 * A PersistentVolumeClaim, rendered here or named only.
 *
 * A pod mounts it by its name: `PersistentVolumeClaim.fromClaimName(scope, id, claim.claimName)` of cdk8s-plus makes a volume of it.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#persistentvolumeclaims
 */
export interface IClaim extends IConstruct {
  /**
   * Name of the claim: what `persistentVolumeClaim.claimName` of a pod's volume says.
   */
  readonly claimName: string;

  /**
   * Its namespace. Only pods of the same namespace can use it.
   *
   * @default - unknown: the one who applies the YAML decides
   */
  readonly claimNamespace?: string;

  /**
   * Size that it asks for.
   *
   * @default - unknown: clones of it say their size
   */
  readonly size?: Size;

  /**
   * The class that its volume is made from.
   *
   * @default - unknown, or none: the volume was not made for it
   */
  readonly storageClass?: IStorageClass;

  /**
   * How pods may mount its volume.
   *
   * @default - unknown
   */
  readonly accessMode?: VolumeAccessMode;

  /**
   * Whether pods see a directory or a raw block device.
   *
   * @default - unknown
   */
  readonly volumeMode?: VolumeMode;
}

/** What to say of a PersistentVolumeClaim that exists. */
export interface ClaimReference {
  /**
   * Its size: `status.capacity.storage`.
   *
   * @default - unknown: clones of it say their size
   */
  readonly size?: Size;

  /**
   * The class that its volume was made from. With it, clones are held to the same driver.
   *
   * @default - unknown: the driver of a clone is not checked
   */
  readonly storageClass?: IStorageClass;

  /**
   * How pods may mount its volume.
   *
   * @default - unknown
   */
  readonly accessMode?: VolumeAccessMode;

  /**
   * Whether pods see a directory or a raw block device.
   *
   * @default - unknown: a clone is taken to be of the mode that it says
   */
  readonly volumeMode?: VolumeMode;
}
