import { MIN_REASON_LENGTH } from '../../src/audit/acknowledgement';

const TEXT = { type: 'string', minLength: 1 };
const PATTERN = { ...TEXT, description: '* stands for any characters, ? for one' };

function closed(properties: object, more: object = {}): object {
  return { type: 'object', additionalProperties: false, properties, ...more };
}

function listOf(items: object, description: string): object {
  return { type: 'array', items, description };
}

const STRINGS = { type: 'object', additionalProperties: { type: 'string' } };
const IS_DEFAULT = { type: 'boolean', description: 'Is it marked as the default?' };

/** The form of a configuration file. Published, so that editors complete and check it. */
export const CONFIG_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'https://raw.githubusercontent.com/cdk8s-stateful/cdk8s-stateful/main/docs/reference/cdk8s-stateful.schema.json',
  title: 'Configuration of cdk8s-stateful',
  ...closed({
    version: { const: 1, description: 'Version of this form: 1' },
    audit: closed({
      failOn: { enum: ['error', 'warning', 'info', 'never'], description: 'Exit with 1 from this severity on; --fail-on stands before it' },
      closedWorld: { type: 'boolean', description: 'The input is everything there is: references out of it are faults' },
      assume: closed({
        storageClasses: listOf(closed({
          name: TEXT,
          provisioner: TEXT,
          reclaimPolicy: { enum: ['Retain', 'Delete'] },
          volumeBindingMode: { enum: ['WaitForFirstConsumer', 'Immediate'] },
          allowVolumeExpansion: { type: 'boolean' },
          parameters: STRINGS,
          isDefault: IS_DEFAULT,
        }, { required: ['name'] }), 'StorageClasses; what is left out is not known'),
        volumeSnapshotClasses: listOf(closed({
          name: TEXT,
          driver: TEXT,
          deletionPolicy: { enum: ['Retain', 'Delete'] },
          isDefault: IS_DEFAULT,
        }, { required: ['name'] }), 'VolumeSnapshotClasses; what is left out is not known'),
        services: listOf(closed({
          name: TEXT,
          namespace: TEXT,
          headless: { type: 'boolean' },
          selector: STRINGS,
        }, { required: ['name'] }), 'Services; what is left out is not known'),
        objects: listOf({
          type: 'object',
          required: ['apiVersion', 'kind', 'metadata'],
          properties: { apiVersion: TEXT, kind: TEXT, metadata: { type: 'object', required: ['name'], properties: { name: TEXT, namespace: TEXT } } },
        }, 'Objects of any other kind, as manifests'),
      }, { description: 'What exists outside the input: references to it are resolved' }),
      acknowledgements: listOf(closed({
        rule: { type: 'string', pattern: '^[A-Z]{3}-[0-9]{3}$', description: 'Id of a rule, as STO-003' },
        objects: closed({ kind: PATTERN, namespace: PATTERN, name: PATTERN }, { minProperties: 1, description: 'Whose findings; what is left out may be anything' }),
        reason: { type: 'string', minLength: MIN_REASON_LENGTH, description: `Why they do not matter there, in at least ${MIN_REASON_LENGTH} characters` },
        expires: { type: 'string', format: 'date', description: 'The last day on which it holds, as 2027-01-31' },
        owner: { ...TEXT, description: 'Who has accepted the risk' },
      }, { required: ['rule', 'objects', 'reason'] }), 'Findings that do not matter in their place'),
    }),
  }, { required: ['version'] }),
};
