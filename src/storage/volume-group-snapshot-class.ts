import type { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { classMetadata, classMetadataFaults } from './class-metadata';
import { groupSnapshotBackendFaults } from './group-snapshot-backend';
import { GroupSnapshotApiVersion } from './group-snapshot-class';
import type { IVolumeGroupSnapshotClass, VolumeGroupSnapshotClassReference } from './group-snapshot-class';
import { ImportedVolumeGroupSnapshotClass } from './imported-group-snapshot-class';
import { DELETION_POLICY } from './shapes';
import { SnapshotDeletionPolicy } from './snapshot-class';
import { Faults } from '../core/faults';
import type { Fault } from '../core/faults';
import { checkProps, METADATA, oneOf, optional, SWITCH, TEXTS } from '../core/shape';
import type { Shapes } from '../core/shape';
import { DEFAULT_GROUP_SNAPSHOT_CLASS_ANNOTATION } from '../core/vocabulary';
import { BACKEND } from '../facts/drivers/backend-shape';
import type { VolumeBackend } from '../facts/drivers/volume-backend';
import { volumeGroupSnapshotClass } from '../kube/snapshot';

/** Options of a `VolumeGroupSnapshotClass`. */
export interface VolumeGroupSnapshotClassProps {
  /**
   * Metadata of the class. `name` is required: classes belong to the whole cluster, so a generated name could collide with
   * another app's, and the driver and parameters of a class cannot be changed in place.
   */
  readonly metadata: ApiObjectMetadata;

  /**
   * Where the volumes come from: sets `driver`. Refused when that driver takes no snapshots of several volumes at one moment.
   */
  readonly backend: VolumeBackend;

  /**
   * What becomes of the copies when their VolumeGroupSnapshot is deleted. Sets `deletionPolicy`.
   *
   * @default SnapshotDeletionPolicy.RETAIN
   */
  readonly deletionPolicy?: SnapshotDeletionPolicy;

  /**
   * Parameters of the driver for group snapshots. Sets `parameters`, on top of those that the backend brings: Ceph's cluster,
   * pool and secrets, for instance.
   *
   * @default - those of the backend, if any
   */
  readonly parameters?: { readonly [key: string]: string };

  /**
   * Whether group snapshots of this driver's volumes that name no class get this one. Sets the annotation
   * `groupsnapshot.storage.kubernetes.io/is-default-class`. There should be one default class for each driver.
   *
   * @default false
   */
  readonly isDefault?: boolean;

  /**
   * Version of the API. Sets `apiVersion`. The default is what most clusters serve: external-snapshotter 8.4 came with it, and
   * 8.6, with which `v1` came, still has it.
   *
   * @default GroupSnapshotApiVersion.V1BETA2
   */
  readonly apiVersion?: GroupSnapshotApiVersion;
}

const SHAPES: Shapes<VolumeGroupSnapshotClassProps> = {
  metadata: METADATA,
  backend: BACKEND,
  deletionPolicy: DELETION_POLICY,
  parameters: optional(TEXTS),
  isDefault: optional(SWITCH),
  apiVersion: optional(oneOf(GroupSnapshotApiVersion)),
};

/**
 * How snapshots of several volumes are taken at one moment, for databases that keep their data on more than one. It is the moment
 * of a power cut: what a database has not written by then is not in them. By default the copies outlive their
 * VolumeGroupSnapshot objects, so that a deleted namespace does not take the backups with it.
 *
 * Renders one VolumeGroupSnapshotClass (`groupsnapshot.storage.k8s.io`), without a namespace; the cluster needs the CRDs for
 * groups and the controller of external-snapshotter with the feature gate `CSIVolumeGroupSnapshot`, which is on from 8.6.
 *
 * @see https://kubernetes.io/blog/2025/09/16/kubernetes-v1-34-volume-group-snapshot-beta-2/
 */
export class VolumeGroupSnapshotClass extends Construct implements IVolumeGroupSnapshotClass {
  /**
   * A class that exists, by name: it renders nothing.
   * Throws when the name is not one that Kubernetes accepts, or the backend takes no snapshots of groups.
   */
  public static fromVolumeGroupSnapshotClassName(
    scope: Construct, id: string, volumeGroupSnapshotClassName: string, reference: VolumeGroupSnapshotClassReference = {},
  ): IVolumeGroupSnapshotClass {
    return new ImportedVolumeGroupSnapshotClass(scope, id, volumeGroupSnapshotClassName, reference);
  }

  public readonly volumeGroupSnapshotClassName: string;
  public readonly driver?: string;
  public readonly deletionPolicy?: SnapshotDeletionPolicy;

  /** @throws when the name is missing, or when the driver takes no snapshots of groups or needs more parameters: all faults in one message. */
  constructor(scope: Construct, id: string, props: VolumeGroupSnapshotClassProps) {
    super(scope, id);
    checkProps(this.node.path, SHAPES, props);
    const { backend, metadata } = props;
    const parameters = { ...backend._groupSnapshotParameters, ...props.parameters };
    const faults = new Faults(this.node.path);
    faults.add(...classMetadataFaults('VolumeGroupSnapshotClass', metadata), ...groupSnapshotBackendFaults(backend), ...missingFaults(backend, parameters));
    faults.throwIfAny();

    this.driver = backend.snapshotDriver;
    this.deletionPolicy = props.deletionPolicy ?? SnapshotDeletionPolicy.RETAIN;
    this.volumeGroupSnapshotClassName = volumeGroupSnapshotClass(this, 'Resource', {
      version: props.apiVersion ?? GroupSnapshotApiVersion.V1BETA2,
      metadata: classMetadata(metadata, DEFAULT_GROUP_SNAPSHOT_CLASS_ANNOTATION, props.isDefault),
      driver: backend.provisioner,
      deletionPolicy: this.deletionPolicy,
      parameters: Object.keys(parameters).length > 0 ? parameters : undefined,
    }).name;
  }
}

/** Parameters that the driver needs. */
function missingFaults({ _driver: { groupSnapshots, provisioners } }: VolumeBackend, parameters: { readonly [key: string]: string }): Fault[] {
  return (groupSnapshots.required ?? []).filter((key) => !parameters[key])
    .map((key) => ({ prop: `parameters.${key}`, problem: `is required by ${provisioners[0].name}`, remedy: 'set it' }));
}
