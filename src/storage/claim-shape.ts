import type { ClaimProps } from './claim-props';
import { ATTRIBUTES_CLASS, STORAGE_CLASS, VOLUME_MODE } from './shapes';
import { METADATA, optional } from '../core/shape';
import type { Shapes } from '../core/shape';

/** What every claim is made from. */
export const CLAIM_PROPS: Shapes<ClaimProps> = {
  metadata: optional(METADATA), storageClass: STORAGE_CLASS, volumeMode: VOLUME_MODE, volumeAttributesClass: optional(ATTRIBUTES_CLASS),
};
