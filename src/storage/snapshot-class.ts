import type { IConstruct } from 'constructs';
import type { VolumeBackend } from '../facts/drivers/volume-backend';

/**
 * What becomes of the copy in the storage system when its VolumeSnapshot is deleted.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volume-snapshot-classes/#deletionpolicy
 */
export enum SnapshotDeletionPolicy {
  /** The copy stays until somebody deletes it. */
  RETAIN = 'Retain',
  /** The copy is deleted with the VolumeSnapshot, and with its namespace. */
  DELETE = 'Delete',
}

/**
 * A VolumeSnapshotClass, rendered here or named only.
 */
export interface IVolumeSnapshotClass extends IConstruct {
  /**
   * Name of the class: what `volumeSnapshotClassName` of a snapshot says.
   */
  readonly volumeSnapshotClassName: string;

  /**
   * Name of the CSI driver that takes its snapshots; it must be the one that made the volume.
   *
   * @default - unknown
   */
  readonly driver?: string;

  /**
   * What becomes of a copy when its VolumeSnapshot is deleted: `deletionPolicy` of the class.
   *
   * @default - unknown
   */
  readonly deletionPolicy?: SnapshotDeletionPolicy;
}

/** What to say of a VolumeSnapshotClass that exists. */
export interface VolumeSnapshotClassReference {
  /**
   * Where the volumes come from whose snapshots it takes.
   *
   * @default - unknown
   */
  readonly backend?: VolumeBackend;

  /**
   * What becomes of a copy when its VolumeSnapshot is deleted: `deletionPolicy` of the class, which is not looked up.
   *
   * @default - unknown
   */
  readonly deletionPolicy?: SnapshotDeletionPolicy;
}
