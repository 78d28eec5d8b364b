import type { IConstruct } from 'constructs';
import type { ReclaimPolicy } from './reclaim-policy';
import type { VolumeBackend } from '../facts/drivers/volume-backend';

/**
 * A StorageClass, rendered here or named only.
 */
export interface IStorageClass extends IConstruct {
  /**
   * Name of the class: what `storageClassName` of a claim says.
   */
  readonly storageClassName: string;

  /**
   * Where its volumes come from. With it, claims are checked against what those volumes can do.
   *
   * @default - unknown: claims are not checked
   */
  readonly backend?: VolumeBackend;

  /**
   * What becomes of its volumes when their claims are deleted: `reclaimPolicy` of the class.
   *
   * @default - unknown
   */
  readonly reclaimPolicy?: ReclaimPolicy;
}

/** What to say of a StorageClass that exists. */
export interface StorageClassReference {
  /**
   * Where its volumes come from. With it, claims are checked against what those volumes can do.
   *
   * @default - unknown: claims are not checked
   */
  readonly backend?: VolumeBackend;

  /**
   * What becomes of its volumes when their claims are deleted: `reclaimPolicy` of the class, which is not looked up.
   *
   * @default - unknown: ephemeral volumes are not held to Delete
   */
  readonly reclaimPolicy?: ReclaimPolicy;
}
