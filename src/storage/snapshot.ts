import type { Size } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { VolumeBackend } from '../facts/drivers/volume-backend';
import type { VolumeMode } from '../facts/drivers/volume-modes';

/**
 * A VolumeSnapshot, taken here or named only.
 */
export interface IVolumeSnapshot extends IConstruct {
  /**
   * Name of the VolumeSnapshot: what `dataSource.name` of a claim says.
   */
  readonly volumeSnapshotName: string;

  /**
   * Its namespace. Only claims of the same namespace can be filled from it.
   *
   * @default - unknown: the one who applies the YAML decides
   */
  readonly volumeSnapshotNamespace?: string;

  /**
   * Name of the CSI driver that took it. Only that driver can make a volume from it.
   *
   * @default - unknown: restored claims are not checked
   */
  readonly driver?: string;

  /**
   * Size that the claim asked for that it was taken of. Restored claims are at least as large as the volume that the driver made of it.
   *
   * @default - unknown: restored claims say their size
   */
  readonly size?: Size;

  /**
   * Volume mode of the volume that it was taken of. Restored claims have the same.
   *
   * @default - unknown: a restored claim is taken to be of the mode that it says
   */
  readonly volumeMode?: VolumeMode;
}

/** What to say of a VolumeSnapshot that exists. */
export interface VolumeSnapshotReference {
  /**
   * Where the volume came from that it was taken of. With it, restored claims are held to the same driver.
   *
   * @default - unknown: the driver of a restored claim is not checked
   */
  readonly backend?: VolumeBackend;

  /**
   * Its size: `status.restoreSize`.
   *
   * @default - unknown: restored claims say their size
   */
  readonly size?: Size;

  /**
   * Volume mode of the volume that it was taken of: `spec.sourceVolumeMode` of its VolumeSnapshotContent.
   *
   * @default - unknown: a restored claim is taken to be of the mode that it says
   */
  readonly volumeMode?: VolumeMode;
}
