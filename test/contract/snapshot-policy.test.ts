import { describe, expect, test } from 'vitest';
import { contractPolicy } from './contract';
import { groupName, membersOf, requestOfJob, volumeSnapshots } from '../../cli/operations/snapshot-run/plan';
import { documentName, stateName } from '../../cli/operations/snapshots/state';
import {
  BACKUP_LABEL_ANNOTATION, CONSISTENCIES, HOLD_ANNOTATION, POLICY_FILE, RELEASE_ANNOTATION, RESTORED_FROM_ANNOTATION, STATE_FILE,
} from '../../src/core/vocabulary';
import { restoreConfigMapName } from '../../src/documents/backup-label';
import type { SnapshotPolicyDocument } from '../../src/documents/snapshot-policy';
import { EMPTY_STATE } from '../../src/documents/snapshot-state';
import { RESTORE_FILES } from '../../src/facts/engines/postgres-prepare';
import { policyNames } from '../../src/protection/policy-names';
import { RestoreDrillAlert } from '../../src/protection/restore-drill-alerts';
import { SnapshotAlert } from '../../src/protection/snapshot-alerts';

const FOR_EVER = 'a policy that runs knows its groups, its state and its rights by these names; with another it begins anew and prunes nothing. Restore the name';

const { objects } = contractPolicy();
const DOCUMENT: SnapshotPolicyDocument = JSON.parse(objects.find(({ metadata }) => metadata.name === 'orders-db-snapshots-policy').data['policy.json']);
const DUE = new Date('2026-11-21T16:07:00Z');

function namesOf(found: readonly any[]): string[] {
  return found.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort();
}

describe('objects of SnapshotPolicy', () => {
  const expected = (policy: string): string[] => [
    `ClusterRole cdk8s-stateful.orders.${policy}`,
    `ClusterRoleBinding cdk8s-stateful.orders.${policy}`,
    `ConfigMap ${policy}-alerts`,
    `ConfigMap ${policy}-policy`,
    `ConfigMap ${policy}-state`,
    `CronJob ${policy}`,
    `CronJob ${policy}-prune`,
    `Lease ${policy}`,
    `Role ${policy}-pruner`,
    `Role ${policy}-runner`,
    `RoleBinding ${policy}-pruner`,
    `RoleBinding ${policy}-runner`,
    `ServiceAccount ${policy}-pruner`,
    `ServiceAccount ${policy}-runner`,
    `ValidatingAdmissionPolicy cdk8s-stateful.orders.${policy}`,
    `ValidatingAdmissionPolicyBinding cdk8s-stateful.orders.${policy}`,
    `VolumeSnapshotClass cdk8s-stateful.orders.${policy}`,
  ];

  test('with a name', () => {
    expect(namesOf(contractPolicy({ metadata: { name: 'hourly' } }).objects), FOR_EVER).toEqual(expected('hourly'));
  });

  test('without a name', () => {
    expect(namesOf(objects), FOR_EVER).toEqual(expected('orders-db-snapshots'));
  });

  test('have their apiVersion', () => {
    expect([...new Set(objects.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`))].sort(), FOR_EVER).toEqual([
      'admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy',
      'admissionregistration.k8s.io/v1 ValidatingAdmissionPolicyBinding',
      'batch/v1 CronJob',
      'coordination.k8s.io/v1 Lease',
      'rbac.authorization.k8s.io/v1 ClusterRole',
      'rbac.authorization.k8s.io/v1 ClusterRoleBinding',
      'rbac.authorization.k8s.io/v1 Role',
      'rbac.authorization.k8s.io/v1 RoleBinding',
      'snapshot.storage.k8s.io/v1 VolumeSnapshotClass',
      'v1 ConfigMap',
      'v1 ServiceAccount',
    ]);
  });

  test('have alerts of these names, which rules of silence and routing know', () => {
    expect(Object.values(SnapshotAlert), FOR_EVER).toEqual(['SnapshotGroupTooOld', 'SnapshotPolicySuspended', 'SnapshotPolicyMissing', 'RestoreDrillTooOld']);
    expect(Object.values(RestoreDrillAlert), FOR_EVER).toEqual(['RestoreDrillTooOld', 'RestoreDrillSuspended', 'RestoreDrillMissing']);
    const { data } = objects.find(({ metadata }) => metadata.name === 'orders-db-snapshots-alerts');
    expect(Object.keys(data), FOR_EVER).toEqual(['orders.orders-db-snapshots.rules.yaml']);
  });

  test('run at the same minute in every release', () => {
    const schedules = objects.filter(({ kind }) => kind === 'CronJob').map(({ metadata, spec }) => `${metadata.name} ${spec.schedule}`);
    expect(schedules.sort(), FOR_EVER).toEqual(['orders-db-snapshots 43 * * * *', 'orders-db-snapshots-prune 13 * * * *']);
  });
});

describe('construct and command line agree', () => {
  const names = policyNames('nightly');

  test('on the names of ConfigMaps, and of their keys', () => {
    expect([documentName('nightly'), stateName('nightly')], FOR_EVER).toEqual([names.document, names.state]);
    expect([POLICY_FILE, STATE_FILE], FOR_EVER).toEqual(['policy.json', 'state.json']);
  });

  test('on the name of the CronJob, by which a run knows when it was due', () => {
    const job = `${DOCUMENT.name}-${DUE.getTime() / 60_000}`;
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toContain(`CronJob ${DOCUMENT.name}`);
    expect(requestOfJob({ name: job, uid: 'b2' }, DOCUMENT.name, DUE)).toEqual({ run: job, scheduledAt: DUE });
  });
});

test('the document has these fields', () => {
  const keys = (value: object, place: string = ''): string[] => Object.entries(value).flatMap(([field, inner]) => (
    typeof inner === 'object' && !Array.isArray(inner) ? keys(inner, `${place}${field}.`) : [`${place}${field}`]
  ));
  expect(keys(DOCUMENT), 'programs of older releases read it: a new field needs a new version of the schema').toEqual([
    'schema', 'name', 'namespace',
    'workload.kind', 'workload.name', 'workload.replicas', 'workload.claimTemplates',
    'snapshotClass.name', 'snapshotClass.deletionPolicy', 'snapshotClass.cut',
    'quiesce.strategy', 'quiesce.service', 'quiesce.port', 'quiesce.database', 'quiesce.secret.name', 'quiesce.secret.usernameKey', 'quiesce.secret.passwordKey',
    'schedule.cron', 'schedule.timeZone', 'schedule.suspend',
    'retention.last', 'retention.hourly', 'retention.daily', 'retention.weekly', 'retention.monthly', 'retention.minReady', 'retention.failedTtlSeconds',
    'deadlines.quiesceSeconds', 'deadlines.waitSeconds', 'deadlines.readySeconds',
    'parallelism',
  ]);
  expect(DOCUMENT.schema, FOR_EVER).toBe('cdk8s-stateful.dev/snapshot-policy/v1');
});

test('the state has this form', () => {
  expect(EMPTY_STATE, FOR_EVER).toEqual({ schema: 'cdk8s-stateful.dev/snapshot-state/v1', begun: [], pruning: [], runs: [] });
});

describe('snapshots', () => {
  const group = groupName(DOCUMENT.name, DUE);
  const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data-orders-db-0', uid: 'b1' }, status: { phase: 'Bound' } };
  const members = membersOf(group, [claim], DOCUMENT);

  test('are named by policy, time and claim', () => {
    expect(group, FOR_EVER).toBe('orders-db-snapshots-20261121t160700');
    expect(members, FOR_EVER).toEqual([{ name: 'orders-db-snapshots-20261121t160700-data-orders-db-0', claim: 'data-orders-db-0', claimUid: 'b1' }]);
  });

  test('of the longest name still are labels by their group', () => {
    expect(groupName('a'.repeat(46), DUE)).toHaveLength(62);
  });

  test('are known by these labels and annotations', () => {
    const [{ metadata, spec }] = volumeSnapshots(DOCUMENT, {
      group,
      members,
      run: 'run',
      scheduledAt: '2026-11-21T16:07:00Z',
      startedAt: '2026-11-21T16:07:05Z',
      excluded: [],
      quiesce: { strategy: 'none', result: 'not asked' },
    });
    expect(metadata.labels, FOR_EVER).toEqual({
      'cdk8s-stateful.dev/policy': 'orders-db-snapshots', 'cdk8s-stateful.dev/group': group, 'cdk8s-stateful.dev/workload': 'orders-db',
    });
    expect(metadata.annotations, FOR_EVER).toEqual({
      'cdk8s-stateful.dev/scheduled-at': '2026-11-21T16:07:00Z',
      'cdk8s-stateful.dev/members': `["${members[0].name}"]`,
      'cdk8s-stateful.dev/consistency': 'crash',
      'cdk8s-stateful.dev/claim': 'data-orders-db-0',
      'cdk8s-stateful.dev/claim-uid': 'b1',
    });
    expect([HOLD_ANNOTATION, RELEASE_ANNOTATION, RESTORED_FROM_ANNOTATION], FOR_EVER)
      .toEqual(['cdk8s-stateful.dev/hold', 'cdk8s-stateful.dev/release', 'cdk8s-stateful.dev/restored-from']);
    expect(spec).toEqual({ volumeSnapshotClassName: 'cdk8s-stateful.orders.orders-db-snapshots', source: { persistentVolumeClaimName: 'data-orders-db-0' } });
  });

  test('of a backup say what they are, and carry its label, in these words', () => {
    expect(CONSISTENCIES, FOR_EVER).toEqual({ crash: 'crash', application: 'application', unproven: 'unproven' });
    expect(BACKUP_LABEL_ANNOTATION, FOR_EVER).toBe('cdk8s-stateful.dev/backup-label');
    expect(RESTORE_FILES, FOR_EVER).toEqual({
      backupLabel: 'backup_label', tablespaceMap: 'tablespace_map', stopLsn: 'stop_lsn', systemIdentifier: 'system_identifier',
    });
    expect(restoreConfigMapName('orders-db'), FOR_EVER).toBe('orders-db-restore');
  });

  test('are those that the fence lets the pruner change', () => {
    const fence = objects.find(({ kind }) => kind === 'ValidatingAdmissionPolicy');
    const [, pattern] = /matches\('([^']+)'\)/.exec(fence.spec.validations[0].expression)!;
    expect(members[0].name).toMatch(new RegExp(pattern));
    expect(`${groupName('orders-db-snapshots-too', DUE)}-data-orders-db-0`).not.toMatch(new RegExp(pattern));
    expect(`${groupName('more-orders-db-snapshots', DUE)}-data-orders-db-0`).not.toMatch(new RegExp(pattern));
  });
});
