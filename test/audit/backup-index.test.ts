import { expect, test } from 'vitest';
import { audit } from '../../src/audit/auditor';
import type { Manifest } from '../../src/audit/finding';
import { ManifestIndex } from '../../src/audit/index-of-manifests';
import { RULES } from '../../src/audit/rules/index';

function statefulSet(spec: object = {}): Manifest {
  return {
    apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db', namespace: 'orders' }, spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }], ...spec },
  };
}

function source(claim: string, spec: object = {}): Manifest {
  return {
    apiVersion: 'volsync.backube/v1alpha1',
    kind: 'ReplicationSource',
    metadata: { name: claim, namespace: 'orders' },
    spec: { sourcePVC: claim, trigger: { schedule: '7 * * * *' }, ...spec },
  };
}

function uncovered(...objects: Manifest[]) {
  const index = new ManifestIndex(objects);
  return index.backups.uncovered(index.claimsOf(objects[0])[0]);
}

test.each([
  ['the first', {}, [], 'data-db-0'],
  ['one in between', { replicas: 3 }, ['data-db-0', 'data-db-2'], 'data-db-1'],
  ['one beyond the start', { replicas: 2, ordinals: { start: 5 } }, ['data-db-5'], 'data-db-6'],
  ['that of a set scaled to nothing', { replicas: 0 }, [], 'data-db-0'],
  ['none', { replicas: 2 }, ['data-db-0', 'data-db-1'], undefined],
  ['none beyond the start', { ordinals: { start: 5 } }, ['data-db-5'], undefined],
])('of the claims of a template %s is uncovered', (_, spec, copied, expected) => {
  expect(uncovered(statefulSet(spec), ...copied.map((claim) => source(claim)))?.claimName).toBe(expected);
});

test('says who would copy a claim, and why it does not', () => {
  const paused = source('data-db-0', { paused: true });
  expect(uncovered(statefulSet(), paused, source('data-db-1'))?.idle).toEqual([expect.objectContaining({ object: paused, idle: 'it is paused' })]);
});

test('a millionth replica is not looked at when the first is uncovered', () => {
  expect(uncovered(statefulSet({ replicas: Number.MAX_SAFE_INTEGER }))?.claimName).toBe('data-db-0');
});

test('a class outside the input is an error in a closed world', () => {
  const rules = RULES.filter(({ id }) => id === 'BKP-036');
  const named = { volumeSnapshotClassName: 'copies', source: { persistentVolumeClaimName: 'ledger' } };
  const snapshots = [named, { source: named.source }].map((spec): Manifest => ({
    apiVersion: 'snapshot.storage.k8s.io/v1', kind: 'VolumeSnapshot', metadata: { name: 'before', namespace: 'orders' }, spec,
  }));
  expect(audit(snapshots, { rules, closedWorld: true }).findings.map(({ severity }) => severity)).toEqual(['error', 'error']);
  expect(audit(snapshots, { rules }).findings.map(({ severity }) => severity)).toEqual(['info', 'info']);
});
