import Ajv from 'ajv';
import { Cron, Duration } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import type { SnapshotPolicyDocument } from '../../src/documents/snapshot-policy';
import { SNAPSHOT_POLICY_SCHEMA } from '../../src/documents/snapshot-policy-schema';
import { Quiesce } from '../../src/protection/quiesce';
import { Retention } from '../../src/protection/retention';
import type { SnapshotPolicyProps } from '../../src/protection/snapshot-policy-props';
import { DurableClaim } from '../../src/storage/durable-claim';
import { SnapshotDeletionPolicy } from '../../src/storage/snapshot-class';
import { VolumeSnapshotClass } from '../../src/storage/volume-snapshot-class';
import { documentOf, makePolicy, protectedDatabase } from '../protection/fixtures';
import { disk, ordersChart } from '../workloads/fixtures';

const validate = new Ajv({ allErrors: true, discriminator: true }).compile(SNAPSHOT_POLICY_SCHEMA);

function render(props: Partial<SnapshotPolicyProps> = {}): SnapshotPolicyDocument {
  return documentOf(protectedDatabase(props).chart, props.metadata?.name);
}

/** Fields and keywords that a document fails by. */
function faults(document: unknown): string[] {
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

function ofClaims(): SnapshotPolicyDocument {
  const chart = ordersChart();
  const storageClass = disk(chart);
  const claims = ['uploads', 'web.avatars'].map((name) => DurableClaim.fromPersistentVolumeClaimName(chart, name, name, { storageClass }));
  makePolicy(chart, { metadata: { name: 'files' } }).protectClaims(claims);
  return documentOf(chart, 'files');
}

function rendered(): [string, SnapshotPolicyDocument][] {
  const chart = ordersChart();
  const snapshotClass = VolumeSnapshotClass.fromVolumeSnapshotClassName(chart, 'copies', 'team.copies', { deletionPolicy: SnapshotDeletionPolicy.DELETE });
  return [
    ['by default', render()],
    ['without a checkpoint', render({ quiesce: Quiesce.none() })],
    ['of another name and schedule', render({ metadata: { name: 'a' }, schedule: Cron.schedule({ minute: '*/20', weekDay: 'mon-fri' }), timeZone: 'Europe/Berlin', suspend: true })],
    ['of the longest name', render({ metadata: { name: 'a'.repeat(46) } })],
    ['that keeps one group', render({ retention: Retention.of({ last: 1, minReady: 1 }) })],
    ['that keeps by age', render({ retention: Retention.of({ maxAge: Duration.days(30) }) })],
    ['of one pod', render({ ordinals: [1] })],
    ['of the primary', render({ primaryLabels: { 'role': 'primary', 'example.com/cluster': 'a' } })],
    ['with a promise', render({ recoveryPointObjective: Duration.hours(2) })],
    ['with a class of somebody else', documentOf(protectedDatabase({ snapshotClass }, chart).chart)],
    ['of claims', ofClaims()],
  ];
}

describe('the schema takes what the construct renders', () => {
  test.each(rendered())('%s', (_, document) => {
    expect(faults(document)).toEqual([]);
  });
});

/** Paths of all objects in a document: `[]` for itself, `['quiesce', 'secret']`. */
function objectPaths(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return [path, ...Object.entries(value).flatMap(([field, inner]) => objectPaths(inner, [...path, field]))];
}

/** A copy in which one object is another. */
function changed(document: unknown, [field, ...rest]: string[], change: (object: any) => unknown): unknown {
  if (field === undefined) return change(document);
  return { ...document as object, [field]: changed((document as any)[field], rest, change) };
}

const DOCUMENT = render();
const PATHS = objectPaths(DOCUMENT);
const FIELDS = PATHS.flatMap((path) => Object.keys(path.reduce((object: any, field) => object[field], DOCUMENT)).map((field) => [...path, field]));

test('objects are found at every depth', () => {
  expect(PATHS.map((path) => path.join('.'))).toEqual(['', 'workload', 'snapshotClass', 'quiesce', 'quiesce.secret', 'schedule', 'retention', 'deadlines']);
  expect(FIELDS).toHaveLength(38);
});

describe('the schema refuses', () => {
  test.each(PATHS.map((path) => [path.join('.') || 'the document', path] as const))('an unknown field of %s', (_, path) => {
    expect(faults(changed(DOCUMENT, path, (object) => ({ ...object, later: true })))).toContain(`${path.map((field) => `/${field}`).join('')} additionalProperties`);
  });

  test.each(FIELDS.map((path) => [path.join('.'), path] as const))('a document without %s', (_, path) => {
    const without = (object: any): unknown => Object.fromEntries(Object.entries(object).filter(([field]) => field !== path.at(-1)));
    expect(faults(changed(DOCUMENT, path.slice(0, -1), without))).not.toEqual([]);
  });

  test.each(FIELDS.map((path) => [path.join('.'), path] as const))('another type of %s', (_, path) => {
    expect(faults(changed(DOCUMENT, path, (value) => (typeof value === 'string' ? 1 : 'x')))).not.toEqual([]);
  });

  test.each<[string, string[], unknown]>([
    ['another version', ['schema'], 'cdk8s-stateful.dev/snapshot-policy/v2'],
    ['a name that is no label', ['name'], 'orders.db'],
    ['a namespace that is too long', ['namespace'], 'a'.repeat(64)],
    ['another kind', ['workload', 'kind'], 'Deployment'],
    ['no pods', ['workload', 'replicas'], 0],
    ['half a pod', ['workload', 'replicas'], 1.5],
    ['no claims', ['workload', 'claimTemplates'], []],
    ['a claim twice', ['workload', 'claimTemplates'], ['data', 'data']],
    ['no pod of those that are named', ['workload', 'ordinals'], []],
    ['a pod before the first', ['workload', 'ordinals'], [-1]],
    ['a pod twice', ['workload', 'ordinals'], [1, 1]],
    ['no labels of a primary', ['workload', 'primaryLabels'], {}],
    ['labels without text', ['workload', 'primaryLabels'], { role: 1 }],
    ['claims beside a set', ['workload', 'claims'], ['uploads']],
    ['no claims at all', ['workload'], { kind: 'PersistentVolumeClaims', name: 'files', claims: [] }],
    ['one claim twice', ['workload'], { kind: 'PersistentVolumeClaims', name: 'files', claims: ['a', 'a'] }],
    ['claims of pods', ['workload'], { kind: 'PersistentVolumeClaims', name: 'files', claims: ['a'], ordinals: [0] }],
    ['another cut', ['snapshotClass', 'cut'], 'now'],
    ['another deletion policy', ['snapshotClass', 'deletionPolicy'], 'Keep'],
    ['another strategy', ['quiesce', 'strategy'], 'freeze'],
    ['a strategy that needs no login with one', ['quiesce', 'strategy'], 'none'],
    ['no port', ['quiesce', 'port'], 0],
    ['to keep no good group', ['retention', 'minReady'], 0],
    ['no age', ['retention', 'maxAgeSeconds'], 0],
    ['a negative count', ['retention', 'daily'], -1],
    ['no time', ['deadlines', 'waitSeconds'], 0],
    ['none at a time', ['parallelism'], 0],
    ['a flood', ['parallelism'], 51],
    ['a promise of nothing', ['objectives'], {}],
    ['a promise of no time', ['objectives'], { rpoSeconds: 0 }],
    ['a promise that is not known', ['objectives'], { rpoSeconds: 1, rtoSeconds: 1 }],
  ])('%s', (_, path, value) => {
    expect(faults(changed(DOCUMENT, path, () => value))).not.toEqual([]);
  });
});
