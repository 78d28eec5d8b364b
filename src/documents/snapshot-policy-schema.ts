import { COUNT, exactly, LABEL, NAME, SECONDS } from './schema-parts';
import { SNAPSHOT_POLICY_VERSION } from './snapshot-policy';

const TEMPLATES = { type: 'array', items: LABEL, minItems: 1, uniqueItems: true };

const COMMAND = { type: 'array', items: { type: 'string' }, minItems: 1 };

const SERVER = {
  service: LABEL,
  port: { type: 'integer', minimum: 1, maximum: 65535 },
  database: NAME,
  secret: exactly({ name: NAME, usernameKey: NAME, passwordKey: NAME }),
};

/**
 * JSON Schema of `SnapshotPolicyDocument`.
 *
 * @see https://json-schema.org/draft-07/schema
 */
export const SNAPSHOT_POLICY_SCHEMA: object = exactly({
  schema: { const: SNAPSHOT_POLICY_VERSION },
  name: LABEL,
  namespace: LABEL,
  workload: {
    type: 'object',
    required: ['kind'],
    discriminator: { propertyName: 'kind' },
    oneOf: [
      exactly({
        kind: { const: 'StatefulSet' },
        name: LABEL,
        replicas: { type: 'integer', minimum: 1 },
        claimTemplates: TEMPLATES,
      }, {
        ordinals: { type: 'array', items: COUNT, minItems: 1, uniqueItems: true },
        primaryLabels: { type: 'object', minProperties: 1, additionalProperties: { type: 'string' } },
      }),
      exactly({ kind: { const: 'PersistentVolumeClaims' }, name: LABEL, claims: { type: 'array', items: NAME, minItems: 1, uniqueItems: true } }),
    ],
  },
  snapshotClass: exactly({ name: NAME, cut: { enum: ['creationTime', 'readyToUse'] }, deletionPolicy: { enum: ['Retain', 'Delete'] } }, {
    kind: { const: 'VolumeGroupSnapshotClass' },
  }),
  quiesce: {
    type: 'object',
    required: ['strategy'],
    discriminator: { propertyName: 'strategy' },
    oneOf: [
      exactly({ strategy: { const: 'none' } }),
      exactly({ strategy: { const: 'postgres-checkpoint' }, ...SERVER }),
      exactly({ strategy: { const: 'postgres-backup' }, ...SERVER, logClaimTemplates: TEMPLATES, holdSeconds: SECONDS }),
      exactly({
        strategy: { const: 'exec' },
        container: LABEL,
        commands: exactly({ check: COMMAND, freeze: COMMAND, thaw: COMMAND }),
        maxFreezeSeconds: SECONDS,
        onFailure: { enum: ['abort', 'crash'] },
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
