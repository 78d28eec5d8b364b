import { Construct } from 'constructs';
import { DELETION_POLICY } from './shapes';
import { snapshotBackendFaults } from './snapshot-backend';
import type { IVolumeSnapshotClass, SnapshotDeletionPolicy, VolumeSnapshotClassReference } from './snapshot-class';
import { Faults } from '../core/faults';
import { dnsSubdomainFaults } from '../core/names';
import { checkProps, checkValue, optional, TEXT } from '../core/shape';
import type { Shapes } from '../core/shape';
import { BACKEND } from '../facts/drivers/backend-shape';

const SHAPES: Shapes<VolumeSnapshotClassReference> = { backend: optional(BACKEND), deletionPolicy: DELETION_POLICY };

/** A VolumeSnapshotClass that is named and not rendered. */
export class ImportedVolumeSnapshotClass extends Construct implements IVolumeSnapshotClass {
  public readonly driver?: string;
  public readonly deletionPolicy?: SnapshotDeletionPolicy;

  constructor(scope: Construct, id: string, public readonly volumeSnapshotClassName: string, reference: VolumeSnapshotClassReference) {
    super(scope, id);
    checkValue(this.node.path, 'volumeSnapshotClassName', TEXT, volumeSnapshotClassName);
    checkProps(this.node.path, SHAPES, reference);
    const { backend, deletionPolicy } = reference;
    const faults = new Faults(this.node.path);
    faults.add(...dnsSubdomainFaults('volumeSnapshotClassName', volumeSnapshotClassName), ...snapshotBackendFaults(backend));
    faults.throwIfAny();
    this.driver = backend?.snapshotDriver;
    this.deletionPolicy = deletionPolicy;
  }
}
