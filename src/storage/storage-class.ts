import type { IConstruct } from 'constructs';
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
}
