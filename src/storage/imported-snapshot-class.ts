import { Construct } from 'constructs';
import { snapshotBackendFaults } from './snapshot-backend';
import type { IVolumeSnapshotClass, SnapshotDeletionPolicy, VolumeSnapshotClassReference } from './snapshot-class';
import { Faults } from '../core/faults';
import { dnsSubdomainFaults } from '../core/names';

/** A VolumeSnapshotClass that is named and not rendered. */
export class ImportedVolumeSnapshotClass extends Construct implements IVolumeSnapshotClass {
  public readonly driver?: string;
  public readonly deletionPolicy?: SnapshotDeletionPolicy;

  constructor(scope: Construct, id: string, public readonly volumeSnapshotClassName: string, reference: VolumeSnapshotClassReference) {
    super(scope, id);
    const { backend, deletionPolicy } = reference;
    const faults = new Faults(this.node.path);
    faults.add(...dnsSubdomainFaults('volumeSnapshotClassName', volumeSnapshotClassName), ...snapshotBackendFaults(backend));
    faults.throwIfAny();
    this.driver = backend?.snapshotDriver;
    this.deletionPolicy = deletionPolicy;
  }
}
