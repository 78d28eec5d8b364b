import type { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { VOLUME_MODE } from './shapes';
import type { IVolumeSnapshot, VolumeSnapshotReference } from './snapshot';
import { snapshotBackendFaults } from './snapshot-backend';
import { Faults } from '../core/faults';
import { dnsSubdomainFaults } from '../core/names';
import { checkProps, checkValue, optional, SIZE, TEXT } from '../core/shape';
import type { Shapes } from '../core/shape';
import { BACKEND } from '../facts/drivers/backend-shape';
import type { VolumeMode } from '../facts/drivers/volume-modes';
import { objectNamespace } from '../kube/object-name';

const SHAPES: Shapes<VolumeSnapshotReference> = { backend: optional(BACKEND), size: optional(SIZE), volumeMode: VOLUME_MODE };

/** A VolumeSnapshot that is named and not rendered, in the namespace of its chart. */
export class ImportedVolumeSnapshot extends Construct implements IVolumeSnapshot {
  public readonly volumeSnapshotNamespace?: string;
  public readonly driver?: string;
  public readonly size?: Size;
  public readonly volumeMode?: VolumeMode;

  constructor(scope: Construct, id: string, public readonly volumeSnapshotName: string, reference: VolumeSnapshotReference) {
    super(scope, id);
    checkValue(this.node.path, 'volumeSnapshotName', TEXT, volumeSnapshotName);
    checkProps(this.node.path, SHAPES, reference);
    const { backend, size, volumeMode } = reference;
    const faults = new Faults(this.node.path);
    faults.add(...dnsSubdomainFaults('volumeSnapshotName', volumeSnapshotName), ...snapshotBackendFaults(backend));
    faults.throwIfAny();
    this.volumeSnapshotNamespace = objectNamespace(this, undefined);
    this.driver = backend?.snapshotDriver;
    this.size = size;
    this.volumeMode = volumeMode;
  }
}
