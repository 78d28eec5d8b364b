import { describe, expect, test } from 'vitest';
import { groupAt, nameOf, policyWith, snapshotsOf } from './groups';
import type { KubeObject } from '../../../../cli/cluster/cluster';
import { completeNewestFirst, groupsOf } from '../../../../cli/operations/snapshots/group';
import type { Group } from '../../../../cli/operations/snapshots/group';
import { GROUP_LABEL, HOLD_ANNOTATION, MEMBERS_ANNOTATION, RELEASE_ANNOTATION, SCHEDULED_AT_ANNOTATION } from '../../../../src/core/vocabulary';

const DUE = '2026-03-01T00:00:00Z';
const POLICY = policyWith({});

const ready = (snapshot: KubeObject): KubeObject => ({ ...snapshot, status: { readyToUse: true } });
const at = (seconds: number): Date => new Date(Date.parse(DUE) + seconds * 1000);

function annotate(snapshot: KubeObject, annotations: { [key: string]: string }): KubeObject {
  return { ...snapshot, metadata: { ...snapshot.metadata, annotations: { ...snapshot.metadata.annotations, ...annotations } } };
}

function groupOf(snapshots: readonly KubeObject[], now: Date = at(60)): Group {
  const groups = groupsOf(snapshots, POLICY, now);
  expect(groups).toHaveLength(1);
  return groups[0];
}

const [DATA, WAL] = snapshotsOf(DUE);
const failing = { ...WAL, status: { readyToUse: false, error: { message: 'disk full' } } };
const going = { ...ready(WAL), metadata: { ...WAL.metadata, deletionTimestamp: DUE } };
const unnamed = annotate(ready(DATA), { [MEMBERS_ANNOTATION]: '[]' });
const garbled = annotate(ready(DATA), { [MEMBERS_ANNOTATION]: '["half' });

describe('a group', () => {
  test.each<[string, KubeObject[], number, Group['state'], string | undefined]>([
    ['with all members ready', [ready(DATA), ready(WAL)], 60, 'Complete', undefined],
    ['with all members ready, long after the deadline', [ready(DATA), ready(WAL)], 99_999, 'Complete', undefined],
    ['with one that is not ready', [ready(DATA), WAL], 3600, 'Pending', `${WAL.metadata.name} is not ready`],
    ['with one that is not ready when time is up', [ready(DATA), WAL], 3601, 'Failed', `${WAL.metadata.name} is not ready`],
    ['with an error, which a driver may overcome', [ready(DATA), failing], 60, 'Pending', `${WAL.metadata.name} has an error: disk full`],
    ['without one of its members', [ready(DATA)], 60, 'Pending', `${WAL.metadata.name} is missing`],
    ['without one of its members when time is up', [ready(DATA)], 3601, 'Failed', `${WAL.metadata.name} is missing`],
    ['with one on its way out', [ready(DATA), going], 60, 'Deleting', 'a member is being deleted'],
    ['that says nothing of its members', [unnamed], 3601, 'Failed', 'no member says which others there should be'],
    ['whose list of members is unreadable', [garbled], 60, 'Pending', 'no member says which others there should be'],
    ['of which one member says what the other has lost', [garbled, ready(WAL)], 60, 'Complete', undefined],
  ])('%s', (_, snapshots, seconds, state, reason) => {
    const group = groupOf(snapshots, at(seconds));
    expect([group.state, group.reason]).toEqual([state, reason]);
  });

  test('has its time from any member that still says it, or from its age', () => {
    const garbledTime = (snapshot: KubeObject): KubeObject => annotate(snapshot, { [SCHEDULED_AT_ANNOTATION]: 'yesterday' });
    const later = annotate(WAL, { [SCHEDULED_AT_ANNOTATION]: '2026-02-28T12:00:00Z' });
    expect(groupOf([garbledTime(DATA), later]).scheduledAt).toEqual(new Date('2026-02-28T12:00:00Z'));
    expect(groupOf([garbledTime(DATA), garbledTime(WAL)]).scheduledAt).toEqual(new Date(DUE));
  });

  test('is held when any of its members is', () => {
    expect(groupOf([DATA, annotate(WAL, { [HOLD_ANNOTATION]: 'for the audit' })]).hold).toBe('for the audit');
    expect(groupOf([DATA, WAL])).not.toHaveProperty('hold');
  });

  test('is held, and released, by its VolumeGroupSnapshot as well', () => {
    const { labels, annotations, creationTimestamp } = DATA.metadata;
    const object = { apiVersion: 'groupsnapshot.storage.k8s.io/v1', kind: 'VolumeGroupSnapshot', metadata: { name: labels![GROUP_LABEL], labels, annotations, creationTimestamp } };
    expect(groupOf([annotate(object, { [HOLD_ANNOTATION]: 'for the audit' }), ready(DATA), ready(WAL)])).toMatchObject({ hold: 'for the audit', released: false, state: 'Complete' });
    expect(groupOf([annotate(object, { [RELEASE_ANNOTATION]: '' }), ready(DATA), ready(WAL)]).released).toBe(true);
  });

  test('is released when any of its members is, for whatever reason', () => {
    expect(groupOf([DATA, annotate(WAL, { [RELEASE_ANNOTATION]: '' })]).released).toBe(true);
    expect(groupOf([DATA, WAL]).released).toBe(false);
  });

  test('was cut when the first of its members was, or when that was created as long as nobody knows', () => {
    const cut = (snapshot: KubeObject, creationTime: string): KubeObject => ({ ...snapshot, status: { creationTime } });
    expect(groupOf([cut(DATA, '2026-03-01T00:00:09Z'), cut(WAL, '2026-03-01T00:00:07Z')]).cutAt).toEqual(at(7));
    expect(groupOf([cut(DATA, '2026-03-01T00:00:09Z'), WAL]).cutAt).toEqual(at(0));
  });
});

test('groups are in the order of their times; snapshots of no group are none', () => {
  const times = ['2026-03-01T02:00:00Z', '2026-03-01T00:00:00Z', '2026-03-01T01:00:00Z'];
  const stray: KubeObject = { ...DATA, metadata: { ...DATA.metadata, labels: {} } };
  const groups = groupsOf([...times.flatMap((time) => snapshotsOf(time)), stray], POLICY, at(60));
  expect(groups.map(({ name }) => name)).toEqual([...times].sort().map(nameOf));
  expect(groups.map(({ members }) => members.length)).toEqual([2, 2, 2]);
});

test('what can be restored is ordered by when it was cut, and not by when it was due', () => {
  const made = (due: string, cutAt: string, changes: Partial<Group> = {}): Group => groupAt(due, { cutAt: new Date(cutAt), ...changes });
  const late = made('2026-03-01T00:00:00Z', '2026-03-01T02:00:00Z');
  const early = made('2026-03-01T01:00:00Z', '2026-03-01T01:00:00Z');
  const together = made('2026-03-01T00:30:00Z', '2026-03-01T01:00:00Z');
  const failed = made('2026-03-01T03:00:00Z', '2026-03-01T03:00:00Z', { state: 'Failed' });
  expect(completeNewestFirst([early, failed, together, late])).toEqual([late, early, together]);
  expect(completeNewestFirst([late, together, early])).toEqual([late, early, together]);
});
