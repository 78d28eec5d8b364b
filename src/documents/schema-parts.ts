import { MAX_DNS_LABEL } from '../core/names';

export const NAME = { type: 'string', minLength: 1, maxLength: 253 };
export const LABEL = { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', maxLength: MAX_DNS_LABEL };
export const COUNT = { type: 'integer', minimum: 0 };
export const SECONDS = { type: 'integer', minimum: 1 };

interface Fields { readonly [field: string]: object }

/** An object with exactly these fields, and at most the optional ones: what is not understood is refused, never ignored. */
export function exactly(required: Fields, optional: Fields = {}): object {
  return { type: 'object', required: Object.keys(required), additionalProperties: false, properties: { ...required, ...optional } };
}
