import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../../../../cli/cluster/cluster';
import { isProtected, protectionOf } from '../../../../cli/operations/protection-status/plan';
import type { PolicyObjects } from '../../../../cli/operations/protection-status/plan';
import { CONSISTENCY_ANNOTATION } from '../../../../src/core/vocabulary';
import type { SnapshotPolicyDocument } from '../../../../src/documents/snapshot-policy';
import { EMPTY_STATE } from '../../../../src/documents/snapshot-state';
import type { DrillEvidence, StateCondition } from '../../../../src/documents/snapshot-state';
import { instants, nameOf, policyWith, snapshotsOf } from '../snapshots/groups';

const [FIRST, SECOND] = instants('2026-03-01T00:07:00Z', 2, 1);
const CRON_JOB: KubeObject = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'orders-db' }, spec: { suspend: false } };
const SCHEDULE = { cron: '7 * * * *', timeZone: 'Etc/UTC', suspend: false };
/** An hour, half a minute of quiescing and ten minutes of waiting. */
const RPO = 3600 + 30 + 600;

function ready(due: string): KubeObject[] {
  return snapshotsOf(due, ['data']).map((snapshot) => ({
    ...snapshot,
    metadata: { ...snapshot.metadata, annotations: { ...snapshot.metadata.annotations, [CONSISTENCY_ANNOTATION]: 'crash' } },
    status: { readyToUse: true, creationTime: due },
  }));
}

function protection(now: string, changes: Partial<SnapshotPolicyDocument> = {}, objects: Partial<PolicyObjects> = {}) {
  const found = { state: EMPTY_STATE, snapshots: [...ready(FIRST), ...ready(SECOND)], cronJob: CRON_JOB, ...objects };
  return protectionOf(policyWith({ last: 1 }, changes), found, new Date(now));
}

test('a workload is protected by its newest complete group, of which it says what it holds', () => {
  const { workload, status, newest, rpoSeconds } = protection('2026-03-01T01:30:00Z');
  expect(workload).toBe('StatefulSet/db');
  expect([newest?.group.name, newest?.consistency, status.newestComplete?.ageSeconds, rpoSeconds]).toEqual([nameOf(SECOND), 'crash', 23 * 60, RPO]);
});

describe('the age of the newest complete group', () => {
  test.each<[string, string, Partial<SnapshotPolicyDocument>, boolean]>([
    ['the promise of its schedule', new Date(Date.parse(SECOND) + RPO * 1000).toISOString(), {}, true],
    ['more than that', new Date(Date.parse(SECOND) + RPO * 1000 + 1000).toISOString(), {}, false],
    ['more than that, and less than was promised', '2026-03-01T05:00:00Z', { objectives: { rpoSeconds: 14_400 } }, true],
    ['more than was promised', '2026-03-01T05:08:00Z', { objectives: { rpoSeconds: 14_400 } }, false],
  ])('that is %s is judged', (_, now, changes, good) => {
    expect(protection(now, changes).status.good).toBe(good);
  });
});

test('without a complete group nothing is protected', () => {
  const { status, newest } = protection('2026-03-01T01:30:00Z', {}, { snapshots: snapshotsOf(FIRST) });
  expect([status.good, newest]).toEqual([false, undefined]);
});

describe('the next run', () => {
  test('is when the schedule is due next, in its time zone', () => {
    expect(protection('2026-03-01T01:30:00Z', { schedule: { ...SCHEDULE, cron: '0 3 * * *', timeZone: 'Europe/Berlin' } }).next).toEqual({ at: new Date('2026-03-01T02:00:00Z') });
  });

  test.each<[string, Partial<SnapshotPolicyDocument>, Partial<PolicyObjects>]>([
    ['there is no CronJob orders-db', {}, { cronJob: undefined }],
    ['the policy is suspended', { schedule: { ...SCHEDULE, suspend: true } }, {}],
    ['CronJob orders-db is suspended', {}, { cronJob: { ...CRON_JOB, spec: { suspend: true } } }],
    ['"0 0 30 2 *" is never due', { schedule: { ...SCHEDULE, cron: '0 0 30 2 *' } }, {}],
  ])('is none where %s', (none, changes, objects) => {
    expect(protection('2026-03-01T01:30:00Z', changes, objects).next).toEqual({ none });
  });
});

test('the last drill is the newest of which there is evidence', () => {
  const drill = (finishedAt: string, outcome: DrillEvidence['outcome']): DrillEvidence => ({ group: nameOf(FIRST), startedAt: FIRST, finishedAt, outcome });
  const drills = [drill('2026-03-01T00:30:00Z', 'Passed'), drill('2026-03-01T00:40:00Z', 'Inconclusive')];
  expect(protection('2026-03-01T01:30:00Z', {}, { state: { ...EMPTY_STATE, drills } }).lastDrill).toEqual(drills[1]);
  expect(protection('2026-03-01T01:30:00Z').lastDrill).toBeUndefined();
});

test('conditions are those of the state', () => {
  const conditions: StateCondition[] = [{ type: 'Ready', status: 'True', reason: 'RunComplete', message: 'm', lastTransitionTime: FIRST }];
  expect(protection('2026-03-01T01:30:00Z', {}, { state: { ...EMPTY_STATE, conditions } }).conditions).toEqual(conditions);
  expect(protection('2026-03-01T01:30:00Z').conditions).toEqual([]);
});

describe('what a prune would delete', () => {
  test('is what retention does not keep, with the reason', () => {
    expect(protection('2026-03-01T01:30:00Z').doomed.map(({ group, reasons }) => [group.name, ...reasons])).toEqual([[nameOf(FIRST), 'no rule keeps it']]);
  });

  test('is nothing while it would refuse', () => {
    const { doomed, status } = protection('2026-03-01T01:30:00Z', { schedule: { ...SCHEDULE, suspend: true } });
    expect(doomed).toEqual([]);
    expect(status.pruneRefusal).toMatch(/^policy orders-db is suspended/);
  });
});

describe('a cluster is protected', () => {
  const [good, bad] = [protection('2026-03-01T01:30:00Z'), protection('2026-03-09T01:30:00Z')];

  test('where every policy keeps its promise and can be read', () => {
    expect(isProtected({ policies: [good, good], unreadable: [] })).toBe(true);
    expect(isProtected({ policies: [good, bad], unreadable: [] })).toBe(false);
    expect(isProtected({ policies: [good], unreadable: [{ namespace: 'orders', object: 'x', problem: 'y' }] })).toBe(false);
  });
});
