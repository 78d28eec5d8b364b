import { SNAPSHOT_POLICY_VERSION } from './snapshot-policy';
import { MAX_DNS_LABEL } from '../core/names';

const NAME = { type: 'string', minLength: 1, maxLength: 253 };
const LABEL = { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', maxLength: MAX_DNS_LABEL };
const COUNT = { type: 'integer', minimum: 0 };
const SECONDS = { type: 'integer', minimum: 1 };

interface Fields { readonly [field: string]: object }

/** An object with exactly these fields, and at most the optional ones: what is not understood is refused, never ignored. */
function exactly(required: Fields, optional: Fields = {}): object {
  return { type: 'object', required: Object.keys(required), additionalProperties: false, properties: { ...required, ...optional } };
}

/**
 * JSON Schema of `SnapshotPolicyDocument`.
 *
 * @see https://json-schema.org/draft-07/schema
 */
export const SNAPSHOT_POLICY_SCHEMA: object = exactly({
  schema: { const: SNAPSHOT_POLICY_VERSION },
  name: LABEL,
  namespace: LABEL,
  workload: exactly({
    kind: { const: 'StatefulSet' },
    name: LABEL,
    replicas: { type: 'integer', minimum: 1 },
    claimTemplates: { type: 'array', items: LABEL, minItems: 1, uniqueItems: true },
  }, {
    ordinals: { type: 'array', items: COUNT, minItems: 1, uniqueItems: true },
  }),
  snapshotClass: exactly({ name: NAME, cut: { enum: ['creationTime', 'readyToUse'] }, deletionPolicy: { enum: ['Retain', 'Delete'] } }),
  quiesce: {
    type: 'object',
    required: ['strategy'],
    discriminator: { propertyName: 'strategy' },
    oneOf: [
      exactly({ strategy: { const: 'none' } }),
      exactly({
        strategy: { const: 'postgres-checkpoint' },
        service: LABEL,
        port: { type: 'integer', minimum: 1, maximum: 65535 },
        database: NAME,
        secret: exactly({ name: NAME, usernameKey: NAME, passwordKey: NAME }),
      }),
    ],
  },
  schedule: exactly({ cron: { type: 'string', minLength: 9 }, timeZone: { type: 'string', minLength: 1 }, suspend: { type: 'boolean' } }),
  retention: exactly({
    last: COUNT, hourly: COUNT, daily: COUNT, weekly: COUNT, monthly: COUNT, minReady: { type: 'integer', minimum: 1 }, failedTtlSeconds: SECONDS,
  }, { maxAgeSeconds: SECONDS }),
  deadlines: exactly({ quiesceSeconds: SECONDS, waitSeconds: SECONDS, readySeconds: SECONDS }),
  parallelism: { type: 'integer', minimum: 1, maximum: 50 },
}, {
  objectives: exactly({ rpoSeconds: SECONDS }),
});
