import { describe, expect, test } from 'vitest';
import type { Manifest } from '../../src/audit/finding';
import { SnapshotPolicyManifest, isRunner, policyKey } from '../../src/audit/snapshot-policies';
import { SNAPSHOT_POLICY_VERSION } from '../../src/documents/snapshot-policy';
import type { SnapshotPolicyDocument } from '../../src/documents/snapshot-policy';

const DOCUMENT: SnapshotPolicyDocument = {
  schema: SNAPSHOT_POLICY_VERSION,
  name: 'nightly',
  namespace: 'orders',
  workload: { kind: 'StatefulSet', name: 'db', replicas: 1, claimTemplates: ['data', 'wal'] },
  snapshotClass: { name: 'disk-copies', cut: 'creationTime', deletionPolicy: 'Retain' },
  quiesce: { strategy: 'none' },
  schedule: { cron: '7 2 * * *', timeZone: 'Etc/UTC', suspend: false },
  retention: { last: 6, hourly: 0, daily: 7, weekly: 0, monthly: 0, minReady: 3, failedTtlSeconds: 86_400 },
  deadlines: { quiesceSeconds: 30, waitSeconds: 600, readySeconds: 3_600 },
  parallelism: 4,
};
const LABELS = { 'cdk8s-stateful.dev/policy': 'nightly' };

function configMap(data: unknown, labels: { [key: string]: string } = LABELS): Manifest {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'nightly-policy', namespace: 'orders', labels }, data };
}

describe('a snapshot policy', () => {
  test('is read as it was written', () => {
    const policy = SnapshotPolicyManifest.of(configMap({ 'policy.json': JSON.stringify(DOCUMENT) }))!;
    expect(policy.document).toEqual(DOCUMENT);
    expect(policy.families).toEqual(['data-db-*', 'wal-db-*']);
    expect(policy.snapshotClassName).toBe('disk-copies');
  });

  test('of claims is of those that it names', () => {
    const document = { workload: { kind: 'PersistentVolumeClaims', name: 'files', claims: ['uploads', 7, 'archive-0'] } };
    const policy = SnapshotPolicyManifest.of(configMap({ 'policy.json': JSON.stringify(document) }))!;
    expect([policy.families, policy.claimNames]).toEqual([[], ['uploads', 'archive-0']]);
  });

  test.each([['{'], ['[]'], ['null'], ['"text"'], [''], [7], [{}], [null]])('is one without a document when its text is %j', (text) => {
    const policy = SnapshotPolicyManifest.of(configMap({ 'policy.json': text }));
    expect(policy).toMatchObject({ document: undefined, families: [], snapshotClassName: undefined });
  });

  test.each([
    [{ workload: null }],
    [{ workload: { name: 7, claimTemplates: 'data' }, snapshotClass: 'disk' }],
    [{ workload: { name: 'db', claimTemplates: [null, 7] }, snapshotClass: { name: '' } }],
    [{ workload: { kind: 'PersistentVolumeClaims', name: 'files', claims: 'uploads', claimTemplates: ['data'] } }],
    [{ workload: { kind: 'StatefulSet', name: 'db', claims: ['uploads'] } }],
  ])('of any shape covers nothing: %j', (document) => {
    const policy = SnapshotPolicyManifest.of(configMap({ 'policy.json': JSON.stringify(document) }));
    expect(policy).toMatchObject({ document, families: [], claimNames: [], snapshotClassName: undefined });
  });

  test.each([
    ['without the label', configMap({ 'policy.json': '{}' }, {})],
    ['without the file', configMap({ 'state.json': '{}' })],
    ['without data', configMap(undefined)],
    ['in a Secret', { ...configMap({ 'policy.json': '{}' }), kind: 'Secret' }],
  ])('is not there %s', (_, object) => {
    expect(SnapshotPolicyManifest.of(object)).toBeUndefined();
  });
});

test('the runner of a policy is the CronJob with its label and component', () => {
  const labels = { ...LABELS, 'app.kubernetes.io/component': 'snapshot-runner' };
  const runner: Manifest = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'nightly-snapshots', namespace: 'orders', labels } };
  expect(isRunner(runner)).toBe(true);
  expect(isRunner({ ...runner, metadata: { ...runner.metadata, labels: LABELS } })).toBe(false);
  expect(isRunner({ ...runner, apiVersion: 'v1', kind: 'Pod' })).toBe(false);
  expect(policyKey(runner)).toBe(policyKey(configMap({})));
});
