import type { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import type { IConstruct } from 'constructs';
import { classMetadata, classMetadataFaults } from './class-metadata';
import { Faults } from '../core/faults';
import type { Fault } from '../core/faults';
import { dnsSubdomainFaults } from '../core/names';
import { DEFAULT_SNAPSHOT_CLASS_ANNOTATION } from '../core/vocabulary';
import type { VolumeBackend } from '../facts/drivers/volume-backend';
import { volumeSnapshotClass } from '../kube/snapshot';

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
}

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
   * Parameters of the driver for snapshots. Sets `parameters`.
   *
   * @default - none
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

/** What to say of a VolumeSnapshotClass that exists. */
export interface VolumeSnapshotClassReference {
  /**
   * Where the volumes come from whose snapshots it takes.
   *
   * @default - unknown
   */
  readonly backend?: VolumeBackend;
}

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
    return new ImportedVolumeSnapshotClass(scope, id, volumeSnapshotClassName, reference.backend);
  }

  public readonly volumeSnapshotClassName: string;
  public readonly driver?: string;

  constructor(scope: Construct, id: string, props: VolumeSnapshotClassProps) {
    super(scope, id);
    const { backend, metadata, parameters = {} } = props;
    const faults = new Faults(this.node.path);
    faults.add(...classMetadataFaults('VolumeSnapshotClass', metadata), ...snapshotFaults(backend), ...parameterFaults(backend, parameters));
    faults.throwIfAny();

    const object = volumeSnapshotClass(this, 'Resource', {
      metadata: classMetadata(metadata, DEFAULT_SNAPSHOT_CLASS_ANNOTATION, props.isDefault),
      driver: backend.provisioner,
      deletionPolicy: props.deletionPolicy ?? SnapshotDeletionPolicy.RETAIN,
      parameters: props.parameters,
    });
    this.volumeSnapshotClassName = object.name;
    this.driver = backend.snapshotDriver;
  }
}

/** A VolumeSnapshotClass that is named and not rendered. */
class ImportedVolumeSnapshotClass extends Construct implements IVolumeSnapshotClass {
  public readonly driver?: string;

  constructor(scope: Construct, id: string, public readonly volumeSnapshotClassName: string, backend?: VolumeBackend) {
    super(scope, id);
    const faults = new Faults(this.node.path);
    faults.add(...dnsSubdomainFaults('volumeSnapshotClassName', volumeSnapshotClassName), ...backend ? snapshotFaults(backend) : []);
    faults.throwIfAny();
    this.driver = backend?.snapshotDriver;
  }
}

function snapshotFaults(backend: VolumeBackend): Fault[] {
  const { supported, alternative } = backend._driver.snapshots;
  if (supported) return [];
  return [{ prop: 'backend', problem: 'takes no CSI snapshots', got: backend.provisioner, remedy: alternative ? `use ${alternative}` : 'copy the data another way' }];
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
