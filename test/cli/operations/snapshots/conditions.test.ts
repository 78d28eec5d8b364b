import { describe, expect, test } from 'vitest';
import { groupAt, instants, nameOf, policyWith } from './groups';
import { isOverdue, protectedCondition, withConditions } from '../../../../cli/operations/snapshots/conditions';
import type { Observed } from '../../../../cli/operations/snapshots/conditions';
import { EMPTY_STATE } from '../../../../src/documents/snapshot-state';
import type { GroupIntent, SnapshotStateDocument } from '../../../../src/documents/snapshot-state';

const [FIRST, SECOND, LATER] = [new Date('2026-03-01T00:00:00Z'), new Date('2026-03-01T01:00:00Z'), new Date('2026-03-01T02:00:00Z')];
const GOOD: Observed = { type: 'Protected', status: 'True', reason: 'CompleteGroup', message: 'group a' };
const BAD: Observed = { type: 'Protected', status: 'False', reason: 'CompleteGroupTooOld', message: 'group a is too old' };
const READY: Observed = { type: 'Ready', status: 'True', reason: 'RunComplete', message: 'done' };

describe('conditions', () => {
  const first = withConditions(EMPTY_STATE, [READY, GOOD], FIRST);

  test('are written with the time, by their type', () => {
    expect(first).toEqual({ ...EMPTY_STATE, conditions: [{ ...GOOD, lastTransitionTime: '2026-03-01T00:00:00.000Z' }, { ...READY, lastTransitionTime: '2026-03-01T00:00:00.000Z' }] });
  });

  test('keep their time while the status is the same, whatever is said', () => {
    expect(withConditions(first, [{ ...GOOD, message: 'group b' }], SECOND).conditions?.[0]).toEqual({ ...GOOD, message: 'group b', lastTransitionTime: '2026-03-01T00:00:00.000Z' });
  });

  test('get a new time with a new status', () => {
    expect(withConditions(first, [BAD], SECOND).conditions?.[0]).toEqual({ ...BAD, lastTransitionTime: '2026-03-01T01:00:00.000Z' });
  });

  test('that nobody looked at stay', () => {
    expect(withConditions(first, [BAD], SECOND).conditions?.[1]).toEqual(first.conditions?.[1]);
  });

  test('that are the same as before change nothing', () => {
    expect(withConditions(first, [GOOD, READY], SECOND)).toBe(first);
  });

  test('stay small, however much a driver has to say', () => {
    const [{ message }] = withConditions(EMPTY_STATE, [{ ...BAD, message: 'x'.repeat(100_000) }], FIRST).conditions!;
    expect([message.length, message.slice(-2)]).toEqual([1024, 'x…']);
    expect(withConditions(EMPTY_STATE, [{ ...BAD, message: 'x'.repeat(1024) }], FIRST).conditions![0].message).toHaveLength(1024);
  });
});

describe('a policy', () => {
  // an hour, half a minute and ten minutes
  const policy = policyWith({});
  const due = instants('2026-03-01T00:00:00Z', 2, 1);
  const groups = due.map((at) => groupAt(at));

  test.each<[string, string, Observed['status'], string, string]>([
    ['as new as promised', '2026-03-01T02:10:30Z', 'True', 'CompleteGroup', `group ${nameOf(due[1])} was cut at 2026-03-01T01:00:00.000Z`],
    ['older', '2026-03-01T02:10:31Z', 'False', 'CompleteGroupTooOld', `group ${nameOf(due[1])} was cut at 2026-03-01T01:00:00.000Z, and at most 1h10m30s were promised`],
  ])('with a group that is %s', (_, now, status, reason, message) => {
    expect(protectedCondition(policy, groups, new Date(now))).toEqual({ type: 'Protected', status, reason, message });
  });

  test('without a complete group protects nothing', () => {
    expect(protectedCondition(policy, [groupAt(due[0], { state: 'Failed' })], SECOND)).toMatchObject({ status: 'False', reason: 'NoCompleteGroup' });
  });

  describe('is overdue', () => {
    const none = protectedCondition(policy, [], LATER);
    const begun = (startedAt: string) => ({ ...EMPTY_STATE, begun: [{ startedAt } as GroupIntent] }) as SnapshotStateDocument;

    test('when its newest complete group is too old', () => {
      expect([isOverdue(policy, EMPTY_STATE, BAD, LATER), isOverdue(policy, EMPTY_STATE, GOOD, LATER)]).toEqual([true, false]);
    });

    test('when it has none, and began longer ago than it promises', () => {
      expect(isOverdue(policy, begun('2026-03-01T00:49:29Z'), none, LATER)).toBe(true);
      expect(isOverdue(policy, begun('2026-03-01T00:49:30Z'), none, LATER)).toBe(false);
      expect(isOverdue(policy, EMPTY_STATE, none, LATER)).toBe(false);
    });
  });
});
