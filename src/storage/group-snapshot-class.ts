import type { IConstruct } from 'constructs';
import type { SnapshotDeletionPolicy } from './snapshot-class';
import type { VolumeBackend } from '../facts/drivers/volume-backend';

/**
 * Version of the API of group snapshots: which ones a cluster serves is decided by the CRDs of external-snapshotter that are
 * installed in it, not by its Kubernetes version.
 *
 * @see https://github.com/kubernetes-csi/external-snapshotter/releases
 */
export enum GroupSnapshotApiVersion {
  /** Since external-snapshotter 8.2, deprecated in 8.4. */
  V1BETA1 = 'v1beta1',
  /** Since external-snapshotter 8.4. */
  V1BETA2 = 'v1beta2',
  /** Since external-snapshotter 8.6. */
  V1 = 'v1',
}

/**
 * A VolumeGroupSnapshotClass, rendered here or named only.
 */
export interface IVolumeGroupSnapshotClass extends IConstruct {
  /**
   * Name of the class: what `volumeGroupSnapshotClassName` of a group snapshot says.
   */
  readonly volumeGroupSnapshotClassName: string;

  /**
   * Name of the CSI driver that takes its snapshots; it must be the one that made the volumes.
   *
   * @default - unknown
   */
  readonly driver?: string;

  /**
   * What becomes of the copies when their VolumeGroupSnapshot is deleted: `deletionPolicy` of the class.
   *
   * @default - unknown
   */
  readonly deletionPolicy?: SnapshotDeletionPolicy;
}

/** What to say of a VolumeGroupSnapshotClass that exists. */
export interface VolumeGroupSnapshotClassReference {
  /**
   * Where the volumes come from whose snapshots it takes.
   *
   * @default - unknown
   */
  readonly backend?: VolumeBackend;

  /**
   * What becomes of the copies when their VolumeGroupSnapshot is deleted: `deletionPolicy` of the class, which is not looked up.
   *
   * @default - unknown
   */
  readonly deletionPolicy?: SnapshotDeletionPolicy;
}
