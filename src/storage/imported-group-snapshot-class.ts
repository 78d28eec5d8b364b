import { Construct } from 'constructs';
import { groupSnapshotBackendFaults } from './group-snapshot-backend';
import type { IVolumeGroupSnapshotClass, VolumeGroupSnapshotClassReference } from './group-snapshot-class';
import type { SnapshotDeletionPolicy } from './snapshot-class';
import { Faults } from '../core/faults';
import { dnsSubdomainFaults } from '../core/names';

/** A VolumeGroupSnapshotClass that is named and not rendered. */
export class ImportedVolumeGroupSnapshotClass extends Construct implements IVolumeGroupSnapshotClass {
  public readonly driver?: string;
  public readonly deletionPolicy?: SnapshotDeletionPolicy;

  constructor(scope: Construct, id: string, public readonly volumeGroupSnapshotClassName: string, reference: VolumeGroupSnapshotClassReference) {
    super(scope, id);
    const { backend, deletionPolicy } = reference;
    const faults = new Faults(this.node.path);
    faults.add(...dnsSubdomainFaults('volumeGroupSnapshotClassName', volumeGroupSnapshotClassName), ...groupSnapshotBackendFaults(backend));
    faults.throwIfAny();
    this.driver = backend?.snapshotDriver;
    this.deletionPolicy = deletionPolicy;
  }
}
