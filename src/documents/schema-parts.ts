import { MAX_DNS_LABEL } from '../core/names';

export const NAME = { type: 'string', minLength: 1, maxLength: 253 };
export const LABEL = { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', maxLength: MAX_DNS_LABEL };
export const COUNT = { type: 'integer', minimum: 0 };
export const SECONDS = { type: 'integer', minimum: 1 };

/** An object with exactly these fields: what is not understood is refused, never ignored. */
export function exactly(properties: { readonly [field: string]: object }): object {
  return { type: 'object', required: Object.keys(properties), additionalProperties: false, properties };
}
