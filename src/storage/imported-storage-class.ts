import { Construct } from 'constructs';
import type { IStorageClass } from './storage-class';
import { Faults } from '../core/faults';
import { dnsSubdomainFaults } from '../core/names';
import type { VolumeBackend } from '../facts/drivers/volume-backend';

/** A StorageClass that is named and not rendered. */
export class ImportedStorageClass extends Construct implements IStorageClass {
  constructor(scope: Construct, id: string, public readonly storageClassName: string, public readonly backend?: VolumeBackend) {
    super(scope, id);
    const faults = new Faults(this.node.path);
    faults.add(...dnsSubdomainFaults('storageClassName', storageClassName));
    faults.throwIfAny();
  }
}
