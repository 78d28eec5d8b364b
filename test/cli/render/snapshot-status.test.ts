import { describe, expect, test } from 'vitest';
import type { SnapshotStatus } from '../../../cli/operations/snapshot-status/plan';
import { renderSnapshotStatus, renderSnapshotStatusJson } from '../../../cli/render/snapshot-status';
import type { RunEvidence } from '../../../src/documents/snapshot-state';
import { groupAt } from '../operations/snapshots/groups';

const GOOD = groupAt('2026-03-01T00:00:00Z');
const BAD = groupAt('2026-03-01T01:00:00Z', { state: 'Failed', reason: 'db-data is missing' });
const LAST_RUN: RunEvidence = {
  group: GOOD.name,
  run: 'job-1',
  scheduledAt: '2026-03-01T00:00:00Z',
  startedAt: '2026-03-01T00:00:01Z',
  members: [],
  excluded: [],
  quiesce: { strategy: 'postgres-checkpoint', result: 'done', lsn: '0/3000060' },
  outcome: 'Complete',
  consistency: 'crash',
  finishedAt: '2026-03-01T00:00:09Z',
  program: 'test',
  snapshots: [],
};
const STATUS: SnapshotStatus = {
  policy: 'orders-db',
  namespace: 'orders',
  suspended: false,
  newestComplete: { group: GOOD.name, cutAt: new Date('2026-03-01T00:00:05Z'), ageSeconds: 3_660 },
  counts: { Complete: 1, Pending: 0, Failed: 1, Deleting: 0 },
  groups: [{ group: GOOD, keep: true, reasons: ['last 1/6', 'minimum 1/3'], consistency: 'crash' }, { group: BAD, keep: false, reasons: ['failed'] }],
  begun: [],
  pruning: [BAD.name],
  lastRun: LAST_RUN,
  replaced: [{ claim: 'data-db-0', newestGroup: 'g' }],
  good: true,
  verdict: 'all is well',
};
const NOTHING: SnapshotStatus = {
  policy: 'orders-db',
  namespace: 'orders',
  suspended: true,
  counts: { Complete: 0, Pending: 0, Failed: 0, Deleting: 0 },
  groups: [],
  pruneRefusal: 'it is suspended',
  begun: ['g'],
  pruning: [],
  replaced: [],
  good: false,
  verdict: 'nothing',
};

describe('for people', () => {
  test('facts, groups and the verdict last', () => {
    expect(renderSnapshotStatus(STATUS).split('\n')).toEqual([
      'policy           orders/orders-db',
      'newest complete  orders-db-20260301000000, cut 1h1m ago (2026-03-01T00:00:05Z)',
      'groups           1 complete, 0 pending, 1 failed, 0 being deleted',
      'last run         orders-db-20260301000000 Complete, checkpoint at 0/3000060',
      'deletion begun   orders-db-20260301010000',
      '',
      'GROUP                     STATE     CONSISTENCY  SCHEDULED             RETENTION                    REASON',
      'orders-db-20260301000000  Complete  crash        2026-03-01T00:00:00Z  keep: last 1/6, minimum 1/3',
      'orders-db-20260301010000  Failed    -            2026-03-01T01:00:00Z  delete: failed               db-data is missing',
      '',
      'all is well',
      '',
    ]);
  });

  test('nothing yet', () => {
    expect(renderSnapshotStatus(NOTHING).split('\n')).toEqual([
      'policy           orders/orders-db',
      'newest complete  none',
      'groups           0 complete, 0 pending, 0 failed, 0 being deleted',
      'last run         none',
      'begun            g',
      'not pruned       it is suspended',
      '',
      'nothing',
      '',
    ]);
  });
});

describe('for programs', () => {
  test('everything', () => {
    expect(JSON.parse(renderSnapshotStatusJson(STATUS))).toEqual({
      version: 1,
      policy: 'orders-db',
      namespace: 'orders',
      verdict: 'all is well',
      suspended: false,
      newestComplete: { group: GOOD.name, cutAt: '2026-03-01T00:00:05Z', ageSeconds: 3_660 },
      counts: { Complete: 1, Pending: 0, Failed: 1, Deleting: 0 },
      groups: [
        {
          name: GOOD.name,
          state: 'Complete',
          reason: null,
          consistency: 'crash',
          scheduledAt: '2026-03-01T00:00:00Z',
          cutAt: '2026-03-01T00:00:00Z',
          beforeSwap: false,
          hold: null,
          keep: true,
          reasons: ['last 1/6', 'minimum 1/3'],
          snapshots: [`${GOOD.name}-data`],
          expected: [`${GOOD.name}-data`],
        },
        {
          name: BAD.name,
          state: 'Failed',
          reason: 'db-data is missing',
          consistency: null,
          scheduledAt: '2026-03-01T01:00:00Z',
          cutAt: '2026-03-01T01:00:00Z',
          beforeSwap: false,
          hold: null,
          keep: false,
          reasons: ['failed'],
          snapshots: [`${BAD.name}-data`],
          expected: [`${BAD.name}-data`],
        },
      ],
      pruneRefusal: null,
      begun: [],
      pruning: [BAD.name],
      lastRun: LAST_RUN,
      replaced: [{ claim: 'data-db-0', newestGroup: 'g' }],
      good: true,
    });
  });

  test('what there is not is null', () => {
    expect(JSON.parse(renderSnapshotStatusJson(NOTHING))).toMatchObject({
      newestComplete: null, lastRun: null, pruneRefusal: 'it is suspended', groups: [], replaced: [], good: false,
    });
  });
});
