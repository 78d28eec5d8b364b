import type { Size } from 'cdk8s';
import type { IVolumeAttributesClass } from './attributes-class';
import type { IStorageClass } from './storage-class';
import type { Fault } from '../core/faults';
import { Quantity } from '../core/quantity';
import { withAttributes } from '../facts/drivers/attribute-check';
import { claimFaults } from '../facts/drivers/volume-check';
import type { ClaimRequest } from '../facts/drivers/volume-check';
import type { VolumeAccessMode, VolumeMode } from '../facts/drivers/volume-modes';

/**
 * What volumes of this class cannot give to a claim: access mode, size, and the operations and throughput that the class
 * promises and this size cannot carry, changed to the attributes where there are some. A class whose backend is not known gives no fault.
 */
export function checkClaim(storageClass: Pick<IStorageClass, 'backend'>, claim: ClaimRequest, attributes?: IVolumeAttributesClass): readonly Fault[] {
  const { backend } = storageClass;
  return backend ? claimFaults(backend._driver, withAttributes(backend._parameters, attributes?.parameters), claim) : [];
}

/** A volume that somebody asks a class for. */
export interface VolumeRequest {
  readonly storageClass: Pick<IStorageClass, 'backend'>;
  readonly size?: Size;
  readonly accessMode: VolumeAccessMode;
  readonly volumeMode: VolumeMode;
  readonly volumeAttributesClass?: IVolumeAttributesClass;
  /** The way out where the access mode is what the construct is for, and no option. */
  readonly otherwise?: string;
}

/** What is wrong with a request, whoever makes it. */
export function requestFaults({ storageClass, size, accessMode, volumeMode, volumeAttributesClass, otherwise }: VolumeRequest): readonly Fault[] {
  const asked = size && Quantity.tryParse(size.asString());
  const positive = size === undefined || asked?.isVolumeSize() === true;
  const faults = checkClaim(storageClass, { size: positive ? asked : undefined, accessModes: [accessMode], volumeMode }, volumeAttributesClass);
  if (positive && faults.length === 0) return faults;
  return [
    ...positive ? [] : [{ prop: 'size', problem: 'is no size of a volume', got: size!.asString(), remedy: 'use more than 0 and at most 8000Ti' }],
    ...faults.map((fault) => (otherwise && fault.prop === 'accessMode' ? { ...fault, remedy: otherwise } : fault)),
  ];
}
