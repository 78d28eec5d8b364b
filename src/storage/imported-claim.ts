import type { Size } from 'cdk8s';
import { Construct } from 'constructs';
import type { ClaimReference, IClaim } from './persistent-volume-claim';
import { ACCESS_MODE, STORAGE_CLASS, VOLUME_MODE } from './shapes';
import type { IStorageClass } from './storage-class';
import { Faults } from '../core/faults';
import { dnsSubdomainFaults } from '../core/names';
import { checkProps, checkValue, optional, SIZE, TEXT } from '../core/shape';
import type { Shapes } from '../core/shape';
import type { VolumeAccessMode, VolumeMode } from '../facts/drivers/volume-modes';
import { objectNamespace } from '../kube/object-name';

const SHAPES: Shapes<ClaimReference> = {
  size: optional(SIZE), storageClass: optional(STORAGE_CLASS), accessMode: ACCESS_MODE, volumeMode: VOLUME_MODE,
};

/** A PersistentVolumeClaim that is named and not rendered, in the namespace of its chart. */
export class ImportedClaim extends Construct implements IClaim {
  public readonly claimNamespace?: string;
  public readonly size?: Size;
  public readonly storageClass?: IStorageClass;
  public readonly accessMode?: VolumeAccessMode;
  public readonly volumeMode?: VolumeMode;

  constructor(scope: Construct, id: string, public readonly claimName: string, reference: ClaimReference) {
    super(scope, id);
    checkValue(this.node.path, 'claimName', TEXT, claimName);
    checkProps(this.node.path, SHAPES, reference);
    const faults = new Faults(this.node.path);
    faults.add(...dnsSubdomainFaults('claimName', claimName));
    faults.throwIfAny();
    this.claimNamespace = objectNamespace(this, undefined);
    this.size = reference.size;
    this.storageClass = reference.storageClass;
    this.accessMode = reference.accessMode;
    this.volumeMode = reference.volumeMode;
  }
}
