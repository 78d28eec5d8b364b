import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../../../../cli/cluster/cluster';
import { statusOf } from '../../../../cli/operations/snapshot-status/plan';
import { AT_REST_ANNOTATION, CONSISTENCY_ANNOTATION } from '../../../../src/core/vocabulary';
import { EMPTY_STATE } from '../../../../src/documents/snapshot-state';
import type { RunEvidence } from '../../../../src/documents/snapshot-state';
import { instants, membersOfVolumes, nameOf, policyWith, snapshotsOf } from '../snapshots/groups';

const [FIRST, SECOND, THIRD] = instants('2026-03-01T00:00:00Z', 3, 1);
const NOW = new Date('2026-03-01T03:30:00Z');

function ready(due: string, creationTimes: readonly string[]): KubeObject[] {
  return snapshotsOf(due).map((snapshot, at) => ({
    ...snapshot,
    metadata: { ...snapshot.metadata, annotations: { ...snapshot.metadata.annotations, [CONSISTENCY_ANNOTATION]: 'crash' } },
    status: { readyToUse: true, creationTime: creationTimes[at] },
  }));
}

const SNAPSHOTS = [
  ...ready(FIRST, [FIRST, FIRST]),
  ...ready(SECOND, ['2026-03-01T01:00:20Z', '2026-03-01T01:00:10Z']),
  ...snapshotsOf(THIRD),
];

const FAILED_RUN: RunEvidence = {
  group: nameOf(THIRD),
  run: 'job-3',
  scheduledAt: THIRD,
  startedAt: THIRD,
  members: [],
  excluded: [],
  quiesce: { strategy: 'none', result: 'not asked' },
  outcome: 'Failed',
  consistency: 'crash',
  reason: 'quota',
  finishedAt: THIRD,
  program: 'test',
  snapshots: [],
};

describe('the status', () => {
  const status = statusOf(policyWith({ last: 1 }), { ...EMPTY_STATE, pruning: ['x'], runs: [FAILED_RUN] }, SNAPSHOTS, NOW);

  test('is that of the newest complete group, as old as its first cut', () => {
    expect(status.newestComplete).toEqual({ group: nameOf(SECOND), cutAt: new Date('2026-03-01T01:00:10Z'), ageSeconds: 8990 });
  });

  test('counts the groups', () => {
    expect(status.counts).toEqual({ Complete: 2, Pending: 0, Failed: 1, Deleting: 0 });
  });

  test('says of each group what it holds and what retention makes of it', () => {
    expect(status.groups.map(({ group, consistency, keep, reasons }) => [group.name, group.state, consistency, keep, ...reasons])).toEqual([
      [nameOf(FIRST), 'Complete', 'crash', false, 'no rule keeps it'],
      [nameOf(SECOND), 'Complete', 'crash', true, 'last 1/1', 'minimum 1/1'],
      [nameOf(THIRD), 'Failed', undefined, true, 'failed, kept for diagnosis until 2026-03-03T02:00:00Z'],
    ]);
  });

  test('has the last run and what is under way', () => {
    expect(status).toMatchObject({ lastRun: FAILED_RUN, pruning: ['x'], begun: [], suspended: false });
  });

  test('says it all in one line', () => {
    expect(status.verdict).toBe(`group ${nameOf(SECOND)} can be restored; the last run FAILED: quota`);
  });
});

test('the newest may be from before a swap, and it says what a restore begins with', () => {
  const snapshots = SNAPSHOTS.map((each) => (each.metadata.name.startsWith(nameOf(SECOND))
    ? { ...each, metadata: { ...each.metadata, annotations: { ...each.metadata.annotations, [AT_REST_ANNOTATION]: 'true' } } } : each));
  const status = statusOf(policyWith({ last: 1 }), EMPTY_STATE, snapshots, NOW);
  expect(status.newestComplete?.group).toBe(nameOf(SECOND));
  expect(status.verdict).toBe(
    `group ${nameOf(SECOND)} can be restored; it is from before the swap and holds what was swapped out: group ${nameOf(FIRST)} is restored unless another is named (--group)`,
  );
});

test('without a complete group there is nothing to restore, and it says so', () => {
  const policy = policyWith({}, { schedule: { cron: '7 * * * *', timeZone: 'Etc/UTC', suspend: true } });
  const status = statusOf(policy, EMPTY_STATE, snapshotsOf(THIRD), NOW);
  expect([status.newestComplete, status.good]).toEqual([undefined, false]);
  const elsewhere = 'where VolumeSnapshots or the namespace were deleted, copies may be left: cdk8s-stateful restore list orders-db --namespace orders --lost';
  expect(status.verdict).toBe(`NOTHING CAN BE RESTORED: no group is complete; the policy is SUSPENDED: no new groups are made; ${elsewhere}`);
  expect(status.pruneRefusal).toMatch(/^policy orders-db is suspended/);
});

describe('the verdict', () => {
  const policy = policyWith({});

  test.each([[8990, true], [8989, false]])('on a group of 8990 s, of which at most %i s were asked for', (maxAge, good) => {
    const status = statusOf(policy, EMPTY_STATE, SNAPSHOTS, NOW, maxAge);
    const tooOld = '; it is TOO OLD: 2h29m50s, and at most 2h29m49s were asked for';
    expect([status.good, status.verdict]).toEqual([good, `group ${nameOf(SECOND)} can be restored${good ? '' : tooOld}`]);
  });

  test('names groups that a driver reports errors of, as long as they are pending', () => {
    const [data, wal] = snapshotsOf(THIRD);
    const erring = [data, { ...wal, status: { readyToUse: false, error: { message: 'no space' } } }];
    const verdictAt = (now: Date): string => statusOf(policy, EMPTY_STATE, [...ready(FIRST, [FIRST, FIRST]), ...erring], now).verdict;
    const trouble = `; group ${nameOf(THIRD)} is IN TROUBLE: ${data.metadata.name} is not ready; ${wal.metadata.name} has an error: no space`;
    expect(verdictAt(new Date('2026-03-01T02:01:00Z'))).toBe(`group ${nameOf(FIRST)} can be restored${trouble}`);
    expect(verdictAt(new Date('2026-03-01T03:01:00Z'))).toBe(`group ${nameOf(FIRST)} can be restored`);
  });

  test('names claims whose data is in no new group', () => {
    const groups = [...membersOfVolumes(FIRST, { data: '1', wal: '1' }), ...membersOfVolumes(SECOND, { data: '2' })];
    const status = statusOf(policy, EMPTY_STATE, groups, NOW);
    expect(status.replaced).toEqual([{ claim: 'data', newestGroup: nameOf(FIRST) }, { claim: 'wal', newestGroup: nameOf(FIRST) }]);
    expect(status.verdict).toBe([
      `group ${nameOf(SECOND)} can be restored`,
      `data, wal are ANOTHER VOLUME OR NONE since group ${nameOf(FIRST)}: what they held is in no later group`,
    ].join('; '));
    expect(status.good).toBe(true);
  });
});

test('the newest group is the one that was cut last, whenever it was due', () => {
  const snapshots = [...ready(FIRST, ['2026-03-01T03:00:00Z', '2026-03-01T03:00:00Z']), ...ready(SECOND, [SECOND, SECOND])];
  expect(statusOf(policyWith({}), EMPTY_STATE, snapshots, NOW).newestComplete).toEqual({ group: nameOf(FIRST), cutAt: new Date('2026-03-01T03:00:00Z'), ageSeconds: 1800 });
});

test('a clock that is behind makes nothing younger than now', () => {
  expect(statusOf(policyWith({}), EMPTY_STATE, ready(THIRD, [THIRD, THIRD]), new Date(FIRST)).newestComplete?.ageSeconds).toBe(0);
});
