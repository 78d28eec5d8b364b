import { Construct } from 'constructs';
import { groupSnapshotBackendFaults } from './group-snapshot-backend';
import type { IVolumeGroupSnapshotClass, VolumeGroupSnapshotClassReference } from './group-snapshot-class';
import { DELETION_POLICY } from './shapes';
import type { SnapshotDeletionPolicy } from './snapshot-class';
import { Faults } from '../core/faults';
import { dnsSubdomainFaults } from '../core/names';
import { checkProps, checkValue, optional, TEXT } from '../core/shape';
import type { Shapes } from '../core/shape';
import { BACKEND } from '../facts/drivers/backend-shape';

const SHAPES: Shapes<VolumeGroupSnapshotClassReference> = { backend: optional(BACKEND), deletionPolicy: DELETION_POLICY };

/** A VolumeGroupSnapshotClass that is named and not rendered. */
export class ImportedVolumeGroupSnapshotClass extends Construct implements IVolumeGroupSnapshotClass {
  public readonly driver?: string;
  public readonly deletionPolicy?: SnapshotDeletionPolicy;

  constructor(scope: Construct, id: string, public readonly volumeGroupSnapshotClassName: string, reference: VolumeGroupSnapshotClassReference) {
    super(scope, id);
    checkValue(this.node.path, 'volumeGroupSnapshotClassName', TEXT, volumeGroupSnapshotClassName);
    checkProps(this.node.path, SHAPES, reference);
    const { backend, deletionPolicy } = reference;
    const faults = new Faults(this.node.path);
    faults.add(...dnsSubdomainFaults('volumeGroupSnapshotClassName', volumeGroupSnapshotClassName), ...groupSnapshotBackendFaults(backend));
    faults.throwIfAny();
    this.driver = backend?.snapshotDriver;
    this.deletionPolicy = deletionPolicy;
  }
}
