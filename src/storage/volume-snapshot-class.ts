import type { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { classMetadata, classMetadataFaults } from './class-metadata';
import { ImportedVolumeSnapshotClass } from './imported-snapshot-class';
import { DELETION_POLICY } from './shapes';
import { snapshotBackendFaults } from './snapshot-backend';
import { SnapshotDeletionPolicy } from './snapshot-class';
import type { IVolumeSnapshotClass, VolumeSnapshotClassReference } from './snapshot-class';
import { Faults } from '../core/faults';
import type { Fault } from '../core/faults';
import { checkProps, METADATA, optional, SWITCH, TEXTS } from '../core/shape';
import type { Shapes } from '../core/shape';
import { DEFAULT_SNAPSHOT_CLASS_ANNOTATION } from '../core/vocabulary';
import { BACKEND } from '../facts/drivers/backend-shape';
import type { VolumeBackend } from '../facts/drivers/volume-backend';
import { volumeSnapshotClass } from '../kube/snapshot';

/** Options of a `VolumeSnapshotClass`. */
export interface VolumeSnapshotClassProps {
  /**
   * Metadata of the class. `name` is required: classes belong to the whole cluster, so a generated name could collide with
   * another app's, and the driver and parameters of a class cannot be changed in place.
   */
  readonly metadata: ApiObjectMetadata;

  /**
   * Where the volumes come from: sets `driver`. Refused when that driver takes no snapshots.
   */
  readonly backend: VolumeBackend;

  /**
   * What becomes of the copy when its VolumeSnapshot is deleted. Sets `deletionPolicy`.
   *
   * @default SnapshotDeletionPolicy.RETAIN
   * @see https://kubernetes.io/docs/concepts/storage/volume-snapshot-classes/#deletionpolicy
   */
  readonly deletionPolicy?: SnapshotDeletionPolicy;

  /**
   * Parameters of the driver for snapshots. Sets `parameters`, on top of those that the backend brings: Ceph's cluster and
   * secrets, for instance.
   *
   * @default - those of the backend, if any
   */
  readonly parameters?: { readonly [key: string]: string };

  /**
   * Whether snapshots of this driver's volumes that name no class get this one. Sets the annotation
   * `snapshot.storage.kubernetes.io/is-default-class`. There should be one default class for each driver.
   *
   * @default false
   * @see https://kubernetes.io/docs/concepts/storage/volume-snapshot-classes/
   */
  readonly isDefault?: boolean;
}

const SHAPES: Shapes<VolumeSnapshotClassProps> = {
  metadata: METADATA, backend: BACKEND, deletionPolicy: DELETION_POLICY, parameters: optional(TEXTS), isDefault: optional(SWITCH),
};

/**
 * How snapshots of volumes are taken. By default the copies outlive their VolumeSnapshot objects, so that a deleted
 * namespace does not take the backups with it.
 *
 * Throws when the name is missing or the driver takes no snapshots, naming all that is wrong.
 * Renders one VolumeSnapshotClass (`snapshot.storage.k8s.io/v1`), without a namespace; the cluster needs the CRDs and the
 * controller of external-snapshotter.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volume-snapshot-classes/
 */
export class VolumeSnapshotClass extends Construct implements IVolumeSnapshotClass {
  /**
   * A class that exists, by name: it renders nothing.
   * Throws when the name is not one that Kubernetes accepts, or the backend takes no snapshots.
   */
  public static fromVolumeSnapshotClassName(
    scope: Construct, id: string, volumeSnapshotClassName: string, reference: VolumeSnapshotClassReference = {},
  ): IVolumeSnapshotClass {
    return new ImportedVolumeSnapshotClass(scope, id, volumeSnapshotClassName, reference);
  }

  public readonly volumeSnapshotClassName: string;
  public readonly driver?: string;
  public readonly deletionPolicy?: SnapshotDeletionPolicy;

  constructor(scope: Construct, id: string, props: VolumeSnapshotClassProps) {
    super(scope, id);
    checkProps(this.node.path, SHAPES, props);
    const { backend, metadata, parameters = {} } = props;
    const faults = new Faults(this.node.path);
    faults.add(...classMetadataFaults('VolumeSnapshotClass', metadata), ...snapshotBackendFaults(backend), ...parameterFaults(backend, parameters));
    faults.throwIfAny();

    this.deletionPolicy = props.deletionPolicy ?? SnapshotDeletionPolicy.RETAIN;
    const all = { ...backend._snapshotParameters, ...parameters };
    const object = volumeSnapshotClass(this, 'Resource', {
      metadata: classMetadata(metadata, DEFAULT_SNAPSHOT_CLASS_ANNOTATION, props.isDefault),
      driver: backend.provisioner,
      deletionPolicy: this.deletionPolicy,
      parameters: Object.keys(all).length > 0 ? all : undefined,
    });
    this.volumeSnapshotClassName = object.name;
    this.driver = backend.snapshotDriver;
  }
}

/** Parameters that the driver refuses. */
function parameterFaults({ _driver: driver }: VolumeBackend, parameters: { readonly [key: string]: string }): Fault[] {
  if (driver.unknownParameter.behaviour !== 'rejected') return [];
  const known = driver.snapshots.parameters;
  return Object.keys(parameters)
    .filter((key) => !key.startsWith('csi.storage.k8s.io/') && !known.some((name) => matches(key, name)))
    .map((key) => ({ prop: `parameters.${key}`, problem: `is no snapshot parameter of ${driver.provisioners[0].name}`, remedy: `use ${known.join(', ') || 'none'}` }));
}

function matches(key: string, name: string): boolean {
  return name.endsWith('*') ? key.startsWith(name.slice(0, -1)) : key.toLowerCase() === name.toLowerCase();
}
