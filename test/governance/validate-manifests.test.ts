import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Validation, ValidationContext } from 'cdk8s-cli/plugins';
import { describe, expect, test } from 'vitest';
import * as reader from '../../cli/reader';
import type { ManifestReader } from '../../src/governance/manifest-reader';
import { StorageAuditValidation } from '../../src/governance/storage-audit-validation';
import { validateManifests } from '../../src/governance/validate-manifests';
import type { ValidationSettings } from '../../src/governance/validate-manifests';
import type { IValidationContext, ValidationViolation } from '../../src/governance/validation-context';

// what is promised on either side is the same: these lines need only compile
const READER: ManifestReader = reader;
const asOurs = (context: ValidationContext): IValidationContext => ({ ...context, manifests: [...context.manifests], report: context.report });
const asTheirs = (validation: StorageAuditValidation): Validation => ({ validate: async (context) => validation.validate(asOurs(context)) });

const DISK = 'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: disk\n'
  + '  annotations: {cdk8s-stateful.dev/owner: team, cdk8s-stateful.dev/recovery-runbook: page, cdk8s-stateful.dev/data: authoritative}\nprovisioner: ebs.csi.aws.com\n'
  + 'parameters: {encrypted: "true", kmsKeyId: alias/a}\nvolumeBindingMode: WaitForFirstConsumer\nreclaimPolicy: Retain\n';
const SET = 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db, namespace: orders}\nspec:\n  serviceName: db\n  persistentVolumeClaimRetentionPolicy:\n    whenDeleted: Delete\n    whenScaled: Delete\n  volumeClaimTemplates: [{metadata: {name: data}, spec: {resources: {requests: {storage: 1Gi}}}}]\n';
const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: {name: db, namespace: orders}\nspec: {clusterIP: 10.0.0.1}\n';

interface Submitted {
  readonly violations: ValidationViolation[];
  status?: string;
  summary?: { [row: string]: string };
}

async function validate(files: { readonly [name: string]: string }, settings: Partial<ValidationSettings> = {}, metadata: IValidationContext['metadata'] = {}): Promise<Submitted> {
  const folder = mkdtempSync(join(tmpdir(), 'validation-'));
  const manifests = Object.entries(files).filter(([name]) => name !== 'cdk8s-stateful.yaml').map(([name]) => join(folder, name));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const submitted: Submitted = { violations: [] };
  const report: IValidationContext['report'] = {
    addViolation: (violation) => submitted.violations.push(violation),
    submit: (status, rows) => Object.assign(submitted, { status, summary: rows }),
  };
  await validateManifests({ manifests, metadata, report }, { folder, today: '2026-11-28', ...settings }, READER);
  return submitted;
}

describe('the report', () => {
  test('has rule, severity, place and remedy', async () => {
    const { violations, status, summary } = await validate({ 'disk.yaml': DISK });
    expect(violations).toEqual([{
      ruleName: 'STO-002 allow-volume-expansion (warning)',
      recommendation: expect.stringMatching(/^A full volume stops a database/),
      fix: expect.stringMatching(/^Set `allowVolumeExpansion: true`/),
      violatingResources: [{
        resourceName: 'StorageClass disk',
        locations: ['2:1 allowVolumeExpansion: StorageClass disk makes volumes that cannot grow; set allowVolumeExpansion to true'],
        manifestPath: expect.stringMatching(/disk\.yaml$/),
      }],
    }]);
    expect({ status, summary }).toEqual({ status: 'failure', summary: { 'Objects': '1', 'Rules': expect.stringMatching(/^\d+$/), 'Errors': '0', 'Warnings': '1', 'Infos': '0', 'Fails on': 'warning' } });
  });

  test('joins what a rule found in one object, and sets severities apart', async () => {
    const { violations } = await validate({ 'app.yaml': `${SET}---\n${SERVICE}` }, { closedWorld: true });
    expect(violations.find(({ ruleName }) => ruleName === 'STS-024 keep-claims (error)')?.violatingResources).toMatchObject([{
      resourceName: 'StatefulSet orders/db',
      locations: [expect.stringMatching(/^7:5 .*whenDeleted/), expect.stringMatching(/^8:5 .*whenScaled/)],
    }]);
  });

  test('is of Kubernetes\' own reading', async () => {
    const broken = await validate({ 'bad.yaml': `kind: [\n---\n${DISK}` });
    expect(broken.violations.map(({ ruleName }) => ruleName)).toEqual(['unreadable manifest (error)', 'STO-002 allow-volume-expansion (warning)']);
    expect((await validate({ 'bad.yaml': 'kind: [\n' }, { failOn: 'never' })).status).toBe('failure');
  });

  test('of nothing is a failure', async () => {
    expect(await validate({ 'values.yaml': 'replicas: 3\n' }, { failOn: 'never' })).toMatchObject({
      status: 'failure', violations: [{ ruleName: 'nothing was checked (error)' }], summary: { 'No Kubernetes objects': expect.stringMatching(/values\.yaml:1$/) },
    });
  });

  test.each([['error', 'success'], ['warning', 'failure'], ['never', 'success']] as const)('that fails on %s is a %s of a warning', async (failOn, status) => {
    expect((await validate({ 'disk.yaml': DISK }, { failOn })).status).toBe(status);
  });
});

describe('the configuration', () => {
  const config = (audit: string) => `version: 1\naudit:\n${audit}`;
  const ACKNOWLEDGED = config('  acknowledgements:\n    - {rule: STO-002, objects: {name: disk}, reason: replaced in spring, owner: team-x}\n');

  test('of the folder is read, and what it accepts is shown', async () => {
    const { violations, status, summary } = await validate({ 'disk.yaml': DISK, 'cdk8s-stateful.yaml': ACKNOWLEDGED });
    expect({ violations, status }).toEqual({ violations: [], status: 'success' });
    expect(summary).toMatchObject({ Acknowledged: 'STO-002 StorageClass disk: replaced in spring; owner=team-x' });
  });

  test('has its own faults reported at their lines', async () => {
    const { violations } = await validate({ 'disk.yaml': DISK, 'cdk8s-stateful.yaml': ACKNOWLEDGED.replace('name: disk', 'name: other') });
    expect(violations.find(({ ruleName }) => ruleName.startsWith('ACK-002'))?.violatingResources).toMatchObject([
      { locations: [expect.stringMatching(/^4:7 audit\.acknowledgements\[0\]: /)], manifestPath: expect.stringMatching(/cdk8s-stateful\.yaml$/) },
    ]);
  });

  test('gives way to properties', async () => {
    const files = { 'disk.yaml': DISK, 'cdk8s-stateful.yaml': config('  failOn: error\n') };
    expect([(await validate(files)).status, (await validate(files, { failOn: 'warning' })).status]).toEqual(['success', 'failure']);
  });

  test('that cannot be used stops it', async () => {
    await expect(validate({ 'disk.yaml': DISK }, { config: '/no/such/file' })).rejects.toThrow('cannot read the configuration /no/such/file');
  });
});

describe('the construct path', () => {
  const files = { 'app.yaml': `${SET}---\n${DISK}` };
  const both = { 'app.yaml': `${SET}---\n${SERVICE}---\n${DISK}` };
  const namesIn = async (input: { readonly [name: string]: string }, metadata: IValidationContext['metadata']) => {
    const { violations } = await validate(input, {}, metadata);
    return new Set(violations.flatMap(({ violatingResources }) => violatingResources.map(({ resourceName }) => resourceName)));
  };

  test('is looked up by kind and namespace where the app has recorded them', async () => {
    expect(await namesIn(both, { 'db': { path: 'orders/service' }, 'StatefulSet orders/db': { path: 'orders/set' } })).toEqual(new Set(['StatefulSet orders/db', 'StorageClass disk']));
  });

  test('is looked up by a bare name that one object has', async () => {
    expect(await namesIn(files, { db: { path: 'orders/set' }, disk: { path: 'platform/disk' } })).toEqual(new Set(['db', 'disk']));
  });

  test('is not that of another object', async () => {
    expect(await namesIn(both, { db: { path: 'orders/service' } })).toEqual(new Set(['StatefulSet orders/db', 'StorageClass disk']));
  });
});

describe('StorageAuditValidation', () => {
  test('is what cdk8s-cli loads', () => {
    expect(asTheirs(new StorageAuditValidation({ closedWorld: false }))).toHaveProperty('validate');
  });

  test('checks its properties, which come from YAML', () => {
    const props = { failon: 'error', failOn: 'panic', closedWorld: 'yes', config: 7, today: 'now' } as object;
    expect(() => new StorageAuditValidation(props)).toThrow([
      '[StorageAuditValidation] 5 problems:',
      '  - failon is no property; use one of failOn, closedWorld, config, today',
      '  - failOn is no severity, got "panic"; use one of error, warning, info, never',
      '  - closedWorld is neither true nor false, got "yes"; write true or false',
      '  - config is no path, got "7"; name a file',
      '  - today is no date, got "now"; write it as "2027-01-31"',
    ].join('\n'));
  });
});
