import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../../../../cli/cluster/cluster';
import { planPrune } from '../../../../cli/operations/snapshot-prune/plan';
import type { PrunePlan } from '../../../../cli/operations/snapshot-prune/plan';
import { EMPTY_STATE } from '../../../../src/documents/snapshot-state';
import { instants, nameOf, policyWith, snapshotsOf } from '../snapshots/groups';

const DUE = instants('2026-03-01T00:00:00Z', 4, 1);
const SNAPSHOTS = DUE.flatMap((due) => snapshotsOf(due)).map((snapshot): KubeObject => ({ ...snapshot, status: { readyToUse: true } }));
const NOW = new Date('2026-03-01T12:00:00Z');
const SUSPENDED = policyWith({}, { schedule: { cron: '7 * * * *', timeZone: 'Etc/UTC', suspend: true } });

function namesIn({ doomed, reprieved }: PrunePlan) {
  return { doomed: doomed.map(({ name }) => name), reprieved: reprieved.map(({ name }) => name) };
}

test('the oldest go first', () => {
  const plan = planPrune(policyWith({ last: 2 }), EMPTY_STATE, [...SNAPSHOTS].reverse(), NOW);
  expect(namesIn(plan)).toEqual({ doomed: [nameOf(DUE[0]), nameOf(DUE[1])], reprieved: [] });
  expect(plan.refusal).toBeUndefined();
});

test('a group whose deletion was begun and that is kept again is reprieved', () => {
  const state = { ...EMPTY_STATE, pruning: [nameOf(DUE[0]), nameOf(DUE[1]), 'long gone'] };
  expect(namesIn(planPrune(policyWith({ last: 3 }), state, SNAPSHOTS, NOW))).toEqual({ doomed: [nameOf(DUE[0])], reprieved: [nameOf(DUE[1])] });
});

describe('refuses', () => {
  const state = { ...EMPTY_STATE, pruning: [nameOf(DUE[3])] };

  test('for a suspended policy, and still says what it would do', () => {
    const plan = planPrune(SUSPENDED, state, SNAPSHOTS, NOW);
    expect(plan.refusal).toBe('policy orders-db is suspended: no new group would take the place of a deleted one');
    expect(namesIn(plan)).toEqual({ doomed: [], reprieved: [] });
    expect(plan.decisions.map(({ keep }) => keep)).toEqual([false, false, false, true]);
  });

  test('when the clock was set back by more than a minute', () => {
    const { refusal, doomed } = planPrune(policyWith({}), state, SNAPSHOTS, new Date('2026-03-01T02:58:59Z'));
    expect(refusal).toBe('the API server says it is 2026-03-01T02:58:59.000Z, but a snapshot was created at 2026-03-01T03:00:00Z: one of the clocks is wrong');
    expect(doomed).toEqual([]);
  });

  test('not for a minute', () => {
    expect(planPrune(policyWith({}), state, SNAPSHOTS, new Date('2026-03-01T02:59:00Z')).refusal).toBeUndefined();
  });

  test('not when there is nothing', () => {
    expect(planPrune(policyWith({}), EMPTY_STATE, [], NOW)).toEqual({ decisions: [], doomed: [], reprieved: [] });
  });
});
