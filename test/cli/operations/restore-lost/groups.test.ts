import { describe, expect, test } from 'vitest';
import { BACKUP, CUT, DUE, LABEL, LATER, ONE_VOLUME, content, runOf } from './fixture';
import { VOLUME_SNAPSHOT } from '../../../../cli/cluster/cluster';
import type { KubeObject } from '../../../../cli/cluster/cluster';
import { labelOfGroup } from '../../../../cli/operations/restore/label';
import { lostGroups } from '../../../../cli/operations/restore-lost/groups';
import { lostProblems } from '../../../../cli/operations/restore-lost/problems';
import type { SnapshotPolicyDocument } from '../../../../src/documents/snapshot-policy';
import type { RunEvidence } from '../../../../src/documents/snapshot-state';
import { policyWith } from '../snapshots/groups';

const TWO_PODS = policyWith({}, { workload: { kind: 'StatefulSet', name: 'db', replicas: 2, claimTemplates: ['data'] } });
function snapshot(name: string, uid: string): KubeObject {
  return { apiVersion: VOLUME_SNAPSHOT.apiVersion, kind: VOLUME_SNAPSHOT.kind, metadata: { name, namespace: 'orders', uid }, spec: { source: {} } };
}

function found(
  policy: SnapshotPolicyDocument, contents: readonly KubeObject[], snapshots: readonly KubeObject[] = [], runs: readonly RunEvidence[] = [],
) {
  const groups = lostGroups(policy, contents, snapshots, runs);
  return groups.map(({ group: { name, members, state }, doubts }) => ({ name, members: members.length, state, doubts }));
}

describe('what a deleted namespace left', () => {
  test('is told by the names of contents', () => {
    const [{ group, doubts }] = lostGroups(ONE_VOLUME, [content(`${DUE}-data-db-0`)], [], []);
    expect(doubts).toEqual([]);
    expect(group).toMatchObject({ name: DUE, state: 'Complete', scheduledAt: new Date('2026-03-01T00:07:00Z'), cutAt: new Date(CUT) });
    expect(group.members).toMatchObject([{
      metadata: { name: `${DUE}-data-db-0`, namespace: 'orders', annotations: { 'cdk8s-stateful.dev/claim': 'data-db-0' } },
      status: { readyToUse: true, restoreSize: '1073741824', boundVolumeSnapshotContentName: `content-of-${DUE}-data-db-0` },
    }]);
  });

  test.each<[string, KubeObject, KubeObject[]]>([
    ['whose VolumeSnapshot is there', content(`${DUE}-data-db-0`, { uid: 'u' }), [snapshot(`${DUE}-data-db-0`, 'u')]],
    ['of another namespace', content(`${DUE}-data-db-0`, { spec: { volumeSnapshotRef: { namespace: 'lab', name: `${DUE}-data-db-0`, uid: 'u' } } }), []],
    ['that goes with its VolumeSnapshot', content(`${DUE}-data-db-0`, { spec: { deletionPolicy: 'Delete' } }), []],
    ['without a copy', content(`${DUE}-data-db-0`, { status: { snapshotHandle: undefined } }), []],
    ['of another policy', content('orders-20260301t000700-data-db-0'), []],
    ['that a restore made', content(`restore-${DUE}-data-db-0`), []],
  ])('is no content %s', (_, object, snapshots) => {
    expect(found(ONE_VOLUME, [object], snapshots)).toEqual([]);
  });

  test('is not what is in a group again by another content, and still is while a restore makes it known', () => {
    const again = content('again', { uid: 'u', status: { snapshotHandle: `copy-${DUE}-data-db-0` } });
    const grouped = snapshot('again', 'u');
    grouped.metadata.labels = { 'cdk8s-stateful.dev/policy': 'orders-db' };
    expect(found(ONE_VOLUME, [content(`${DUE}-data-db-0`), again], [grouped])).toEqual([]);
    expect(found(ONE_VOLUME, [content(`${DUE}-data-db-0`), again], [snapshot('again', 'u')])).toHaveLength(1);
    expect(found(ONE_VOLUME, [content(`${DUE}-data-db-0`), again])).toHaveLength(1);
  });

  test('lies in groups, the earliest due first', () => {
    const contents = [content(`${LATER}-data-db-0`), content(`${DUE}-data-db-0`), content(`${DUE}-data-db-1`), content(`${LATER}-data-db-1`)];
    expect(found(TWO_PODS, contents)).toEqual([DUE, LATER].map((name) => ({ name, members: 2, state: 'Complete', doubts: [] })));
  });
});

describe('of a group cannot be proven', () => {
  test('that it is whole, when the policy or another group has more', () => {
    expect(found(TWO_PODS, [content(`${DUE}-data-db-0`)])[0].doubts).toEqual(['it has no copy of data-db-1, which the policy or another group has']);
    const [{ doubts }] = found(ONE_VOLUME, [content(`${DUE}-data-db-0`), ...[0, 1, 2].map((pod) => content(`${LATER}-data-db-${pod}`))]);
    expect(doubts).toEqual(['it has no copy of data-db-1, data-db-2, which the policy or another group has']);
  });

  test('that several volumes of a pod fit each other', () => {
    expect(found(policyWith({}), ['data', 'wal'].map((role) => content(`${DUE}-${role}-db-0`)))[0].doubts).toEqual([
      'a pod has 2 volumes, and whether their copies fit each other stood on the VolumeSnapshots',
    ]);
  });
});

test('of an application that is frozen each group may be one that failed', () => {
  const commands = { check: ['c'], freeze: ['f'], thaw: ['t'] };
  const policy = { ...TWO_PODS, quiesce: { strategy: 'exec', container: 'db', commands, maxFreezeSeconds: 30, onFailure: 'abort' } } as const;
  const [lost] = lostGroups(policy, [0, 1].map((pod) => content(`${DUE}-data-db-${pod}`)), [], []);
  const doubt = 'whether the application was frozen until all of it was cut stood on the VolumeSnapshots, and of a group that failed copies are left as well';
  expect(lost.doubts).toEqual([doubt]);
  expect(lostProblems(policy, false, lost)).toEqual([`group ${DUE} cannot be proven to be whole: ${doubt}; look at what is restored, and accept that (--accept-unproven)`]);
  expect(lostProblems(policy, true, lost)).toEqual([]);
});

test('a group with a copy that is not ready, or with two of one claim, is not one to restore', () => {
  expect(found(ONE_VOLUME, [content(`${DUE}-data-db-0`, { status: { readyToUse: false } })])[0].state).toBe('Failed');
  const twice = { ...content(`${DUE}-data-db-0`, { status: { snapshotHandle: 'another' } }), metadata: { name: 'other' } };
  const [{ group }] = lostGroups(ONE_VOLUME, [content(`${DUE}-data-db-0`), twice], [], []);
  expect(group).toMatchObject({ state: 'Failed', reason: 'there are several copies of data-db-0' });
});

test('two contents of one copy are one member', () => {
  const twice = { ...content(`${DUE}-data-db-0`), metadata: { name: 'other' } };
  expect(found(ONE_VOLUME, [content(`${DUE}-data-db-0`), twice])).toEqual([{ name: DUE, members: 1, state: 'Complete', doubts: [] }]);
});

describe('the state of the policy', () => {
  const contents = ['data', 'wal'].map((role) => content(`${DUE}-${role}-db-0`));

  test('proves that a group is whole, and has the label of a backup', () => {
    const [{ group, doubts }] = lostGroups(BACKUP, contents, [], [runOf(DUE, { quiesce: { strategy: 'postgres-backup', result: 'done', backup: LABEL } })]);
    expect({ doubts, state: group.state }).toEqual({ doubts: [], state: 'Complete' });
    expect(labelOfGroup(BACKUP, group)).toEqual(LABEL);
  });

  test('has said of a copy at rest that it needs no label', () => {
    const [{ group, doubts }] = lostGroups(BACKUP, contents, [], [runOf(DUE, { atRest: true })]);
    expect(doubts).toEqual([]);
    expect(labelOfGroup(BACKUP, group)).toBe(undefined);
  });

  test('keeps what it says of plain claims', () => {
    const claimSpec = { accessModes: ['ReadWriteOnce'], storageClassName: 'disk', resources: { requests: { storage: '1Gi' } } };
    const evidence = runOf(DUE);
    const runs = [{ ...evidence, members: evidence.members.map((member) => ({ ...member, claimSpec })) }];
    const [{ group }] = lostGroups(policyWith({}), contents, [], runs);
    expect(group.members.map(({ metadata }) => JSON.parse(metadata.annotations!['cdk8s-stateful.dev/claim-spec']))).toEqual([claimSpec, claimSpec]);
  });

  test('says what has gone since, and what had failed', () => {
    expect(found(policyWith({}), [contents[0]], [], [runOf(DUE)])[0].doubts).toEqual(['it has no copy of wal-db-0 any more, which its run had made']);
    expect(found(policyWith({}), contents, [], [runOf(DUE, { outcome: 'Failed', reason: 'frozen for too long' })])[0].doubts).toEqual(['its run failed: frozen for too long']);
  });

  test('makes of a backup that is not whole nothing to restore', () => {
    const [{ group }] = lostGroups(BACKUP, contents, [], [runOf(DUE, { outcome: 'Failed', consistency: 'unproven', reason: 'late' })]);
    expect(group).toMatchObject({ state: 'Failed', reason: expect.stringMatching(/^nobody has seen that .* is a part of a whole backup$/) });
  });

  test.each([
    ['of another group', runOf(LATER)],
    ['of copies in another cluster', { ...runOf(DUE), snapshots: runOf(DUE).snapshots.map((each) => ({ ...each, content: 'another' })) }],
    ['that knows one copy alone', { ...runOf(DUE), snapshots: runOf(DUE).snapshots.slice(1) }],
  ])('%s proves nothing', (_, run) => {
    expect(found(BACKUP, contents, [], [run])[0].doubts).toEqual([expect.stringContaining('its backup label stood on the VolumeSnapshots')]);
  });

  test('proves a group also where somebody has made another content for one of its copies', () => {
    const again = { ...contents[0], metadata: { name: 'by-hand' } };
    expect(found(policyWith({}), [again, ...contents], [], [runOf(DUE)])).toEqual([{ name: DUE, members: 2, state: 'Complete', doubts: [] }]);
  });
});
