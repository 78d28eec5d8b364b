import type { ApiObjectMetadata, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { ImportedVolumeSnapshot } from './imported-snapshot';
import { keptObjectFaults, keptObjectMetadata } from './kept-object-metadata';
import { SNAPSHOT_CLASS, VOLUME_MODE } from './shapes';
import type { IVolumeSnapshot, VolumeSnapshotReference } from './snapshot';
import { snapshotBackendFaults } from './snapshot-backend';
import type { IVolumeSnapshotClass } from './snapshot-class';
import { Faults } from '../core/faults';
import type { Fault } from '../core/faults';
import { dnsSubdomainFaults } from '../core/names';
import { checkProps, METADATA, optional, SIZE, TEXT } from '../core/shape';
import type { Shapes } from '../core/shape';
import { BACKEND } from '../facts/drivers/backend-shape';
import type { VolumeBackend } from '../facts/drivers/volume-backend';
import type { VolumeMode } from '../facts/drivers/volume-modes';
import { objectNamespace } from '../kube/object-name';
import { volumeSnapshot } from '../kube/snapshot';

/** Options of a `VolumeSnapshot`. */
export interface VolumeSnapshotProps {
  /**
   * Name, namespace, labels and annotations. The namespace is that of the claim.
   *
   * @default - the chart makes a name from the construct's path
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * The claim whose volume is copied, in the same namespace: `db.claimName(0)` for the first of a set. Sets
   * `source.persistentVolumeClaimName`, which cannot change: another claim is another snapshot, with another name.
   */
  readonly persistentVolumeClaimName: string;

  /**
   * How the copy is taken, and whether it outlives this object. Sets `volumeSnapshotClassName`.
   *
   * @default - the default class of the volume's driver
   */
  readonly snapshotClass?: IVolumeSnapshotClass;

  /**
   * Where the claim's volume came from: `backend` of its class. With it, a driver that takes no snapshots and a class of
   * another driver are refused, and restored claims are held to the same driver.
   *
   * @default - unknown: the driver of `snapshotClass`, when that is known
   */
  readonly backend?: VolumeBackend;

  /**
   * Size of the claim. With it, and a driver of which it is known how it rounds up, restored claims know how large they must be.
   *
   * @default - unknown: restored claims say their size
   */
  readonly size?: Size;

  /**
   * Volume mode of the claim. With it, restored claims are held to the same.
   *
   * @default - unknown: a restored claim is taken to be of the mode that it says
   */
  readonly volumeMode?: VolumeMode;
}

const SHAPES: Shapes<VolumeSnapshotProps> = {
  metadata: optional(METADATA),
  persistentVolumeClaimName: TEXT,
  snapshotClass: optional(SNAPSHOT_CLASS),
  backend: optional(BACKEND),
  size: optional(SIZE),
  volumeMode: VOLUME_MODE,
};

/**
 * A copy of the volume behind a claim, taken once, when it is applied: before a migration, say. What the database has not
 * written to the volume by then is not in it.
 *
 * It is marked so that delivery tools never prune it; one that is deleted takes the copy along where the class says `Delete`.
 * Renders one VolumeSnapshot (`snapshot.storage.k8s.io/v1`); the cluster needs the CRDs and the controller of
 * external-snapshotter.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volume-snapshots/
 */
export class VolumeSnapshot extends Construct implements IVolumeSnapshot {
  /**
   * A snapshot that exists in the chart's namespace, by name: it renders nothing.
   * Throws when the name is not one that Kubernetes accepts, or the backend takes no snapshots.
   */
  public static fromVolumeSnapshotName(
    scope: Construct, id: string, volumeSnapshotName: string, reference: VolumeSnapshotReference = {},
  ): IVolumeSnapshot {
    return new ImportedVolumeSnapshot(scope, id, volumeSnapshotName, reference);
  }

  public readonly volumeSnapshotName: string;
  public readonly volumeSnapshotNamespace?: string;
  public readonly driver?: string;
  public readonly size?: Size;
  public readonly volumeMode?: VolumeMode;

  /** @throws when a name is not one that Kubernetes accepts, or the driver cannot take this snapshot: all faults in one message. */
  constructor(scope: Construct, id: string, props: VolumeSnapshotProps) {
    super(scope, id);
    checkProps(this.node.path, SHAPES, props);
    const { metadata = {}, persistentVolumeClaimName, snapshotClass, backend } = props;
    const faults = new Faults(this.node.path);
    faults.add(...keptObjectFaults(metadata), ...dnsSubdomainFaults('persistentVolumeClaimName', persistentVolumeClaimName));
    faults.add(...snapshotBackendFaults(backend), ...classFaults(props));
    faults.throwIfAny();

    const object = volumeSnapshot(this, 'Resource', keptObjectMetadata(this, metadata), {
      persistentVolumeClaimName, volumeSnapshotClassName: snapshotClass?.volumeSnapshotClassName,
    });
    this.volumeSnapshotName = object.name;
    this.volumeSnapshotNamespace = objectNamespace(this, metadata);
    this.driver = backend?.snapshotDriver ?? snapshotClass?.driver;
    this.size = props.size;
    this.volumeMode = props.volumeMode;
  }
}

/** A class copies volumes of its own driver alone. */
function classFaults({ snapshotClass, backend }: VolumeSnapshotProps): Fault[] {
  const { driver, volumeSnapshotClassName } = snapshotClass ?? {};
  const made = backend?.snapshotDriver;
  if (driver === undefined || made === undefined || driver === made) return [];
  return [{
    prop: 'snapshotClass', problem: `is of ${driver}, which cannot copy a volume of ${made}`, got: volumeSnapshotClassName, remedy: `use a snapshot class of ${made}`,
  }];
}
