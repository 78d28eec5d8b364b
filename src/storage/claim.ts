import type { IStorageClass } from './storage-class';
import type { Fault } from '../core/faults';
import { claimFaults } from '../facts/drivers/volume-check';
import type { ClaimRequest } from '../facts/drivers/volume-check';

/**
 * What volumes of this class cannot give to a claim: access mode, size, and the operations and throughput that the class
 * promises and this size cannot carry. A class whose backend is not known gives no fault.
 */
export function checkClaim(storageClass: IStorageClass, claim: ClaimRequest): Fault[] {
  const { backend } = storageClass;
  return backend ? claimFaults(backend._driver, backend.parameters, claim) : [];
}
