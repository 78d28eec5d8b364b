import { Construct } from 'constructs';
import type { ReclaimPolicy } from './reclaim-policy';
import { RECLAIM_POLICY } from './shapes';
import type { IStorageClass, StorageClassReference } from './storage-class';
import { Faults } from '../core/faults';
import { dnsSubdomainFaults } from '../core/names';
import { checkProps, checkValue, optional, TEXT } from '../core/shape';
import type { Shapes } from '../core/shape';
import { BACKEND } from '../facts/drivers/backend-shape';
import type { VolumeBackend } from '../facts/drivers/volume-backend';

const SHAPES: Shapes<StorageClassReference> = { backend: optional(BACKEND), reclaimPolicy: RECLAIM_POLICY };

/** A StorageClass that is named and not rendered. */
export class ImportedStorageClass extends Construct implements IStorageClass {
  public readonly backend?: VolumeBackend;
  public readonly reclaimPolicy?: ReclaimPolicy;

  constructor(scope: Construct, id: string, public readonly storageClassName: string, reference: StorageClassReference) {
    super(scope, id);
    checkValue(this.node.path, 'storageClassName', TEXT, storageClassName);
    checkProps(this.node.path, SHAPES, reference);
    const faults = new Faults(this.node.path);
    faults.add(...dnsSubdomainFaults('storageClassName', storageClassName));
    faults.throwIfAny();
    this.backend = reference.backend;
    this.reclaimPolicy = reference.reclaimPolicy;
  }
}
