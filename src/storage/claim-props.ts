import type { ApiObjectMetadata } from 'cdk8s';
import type { IVolumeAttributesClass } from './attributes-class';
import type { IStorageClass } from './storage-class';
import type { VolumeMode } from '../facts/drivers/volume-modes';

/** Options that every claim has. */
export interface ClaimProps {
  /**
   * Name, namespace, labels and annotations. A set finds its volumes by the names of their claims: for one that is to
   * start from this claim, take the name from `claimName(ordinal)` of the set.
   *
   * @default - the chart makes a name from the construct's path
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * The class that the volume is made from. Sets `storageClassName`. A claim always names one: which class is the cluster's
   * default differs between clusters, may change, and decides whether the data outlives the claim.
   *
   * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#class-1
   */
  readonly storageClass: IStorageClass;

  /**
   * Whether pods see a directory or a raw block device. Sets `volumeMode`.
   *
   * @default VolumeMode.FILESYSTEM, or that of the data's source, when it is known
   * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#volume-mode
   */
  readonly volumeMode?: VolumeMode;

  /**
   * What the volume is changed to, now and later, where its driver can: operations and throughput, for instance. Sets
   * `volumeAttributesClassName`. Naming another class changes a volume that exists; a claim that has named one cannot go back to none.
   *
   * @default - none: the volume is as its StorageClass makes it
   * @see https://kubernetes.io/docs/concepts/storage/volume-attributes-classes/
   */
  readonly volumeAttributesClass?: IVolumeAttributesClass;
}
