import type { IConstruct } from 'constructs';
import type { VolumeBackend } from '../facts/drivers/volume-backend';

/**
 * A VolumeAttributesClass, rendered here or named only.
 */
export interface IVolumeAttributesClass extends IConstruct {
  /**
   * Name of the class: what `volumeAttributesClassName` of a claim says.
   */
  readonly volumeAttributesClassName: string;

  /**
   * Name of the CSI driver whose volumes it changes; it must be the one that made the volume.
   *
   * @default - unknown
   */
  readonly driver?: string;

  /**
   * What it sets. With it, claims are checked: operations and throughput against their size, for instance.
   *
   * @default - unknown: claims are checked by their StorageClass alone
   */
  readonly parameters?: { readonly [key: string]: string };
}

/** What to say of a VolumeAttributesClass that exists. */
export interface VolumeAttributesClassReference {
  /**
   * Where the volumes come from that it changes. With it, claims are held to the same driver.
   *
   * @default - unknown
   */
  readonly backend?: VolumeBackend;

  /**
   * Its `parameters`, which are not looked up. With them, claims are checked as those of a class that is made here.
   *
   * @default - unknown: claims are checked by their StorageClass alone
   */
  readonly parameters?: { readonly [key: string]: string };
}
