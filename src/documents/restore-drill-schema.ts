import { RESTORE_DRILL_VERSION } from './restore-drill';
import { exactly, LABEL, NAME, SECONDS } from './schema-parts';
import { SNAPSHOT_POLICY_SCHEMA } from './snapshot-policy-schema';

/**
 * JSON Schema of `RestoreDrillDocument`.
 *
 * @see https://json-schema.org/draft-07/schema
 */
export const RESTORE_DRILL_SCHEMA: object = exactly({
  schema: { const: RESTORE_DRILL_VERSION },
  name: LABEL,
  namespace: LABEL,
  policy: SNAPSHOT_POLICY_SCHEMA,
  storageClass: NAME,
  podSpec: { type: 'object', required: ['containers'] },
  validator: LABEL,
  server: LABEL,
  validations: { type: 'array', items: { type: 'string', minLength: 1 } },
  targets: exactly({}, { rpoSeconds: SECONDS, rtoSeconds: SECONDS }),
  deadlineSeconds: SECONDS,
}, {
  preparer: LABEL,
});
