import { expect, test } from 'vitest';
import type { PruneResult } from '../../../cli/operations/snapshot-prune/apply';
import type { PrunePlan } from '../../../cli/operations/snapshot-prune/plan';
import { renderPrunePlan, renderPrunePlanJson, renderPruneResult, renderPruneResultJson } from '../../../cli/render/snapshot-prune';
import { groupAt } from '../operations/snapshots/groups';

const OLD = groupAt('2026-03-01T00:00:00Z');
const NEW = groupAt('2026-03-01T01:00:00Z');
const PLAN: PrunePlan = {
  decisions: [{ group: OLD, keep: false, reasons: ['no rule keeps it'] }, { group: NEW, keep: true, reasons: ['last 1/1', 'minimum 1/1'] }],
  doomed: [OLD],
  reprieved: [],
};
const REFUSED: PrunePlan = { ...PLAN, doomed: [], refusal: 'the clock is wrong' };
const EMPTY: PrunePlan = { decisions: [], doomed: [], reprieved: [] };
const LEAKED: PruneResult = { plan: PLAN, outcomes: [{ group: OLD.name, result: 'leaked', problem: 'content c is still there' }] };

test('a plan is a line for each group', () => {
  expect(renderPrunePlan(PLAN).split('\n')).toEqual([
    'ACTION  GROUP                     STATE     SCHEDULED             REASON',
    'delete  orders-db-20260301000000  Complete  2026-03-01T00:00:00Z  no rule keeps it',
    'keep    orders-db-20260301010000  Complete  2026-03-01T01:00:00Z  last 1/1, minimum 1/1',
    '1 to keep, 1 to delete',
    '',
  ]);
});

test('a plan that is refused says so last', () => {
  expect(renderPrunePlan(REFUSED)).toMatch(/\n1 to keep, 1 to delete, but nothing is deleted: the clock is wrong\n$/);
});

test('a result is a line for each group that was touched', () => {
  expect(renderPruneResult(LEAKED).split('\n')).toEqual([
    'RESULT  GROUP                     PROBLEM',
    'leaked  orders-db-20260301000000  content c is still there',
    '1 kept, 0 of 1 deleted',
    '',
  ]);
});

test('with nothing to do there is no table', () => {
  expect(renderPrunePlan(EMPTY)).toBe('0 to keep, 0 to delete\n');
  expect(renderPruneResult({ plan: EMPTY, outcomes: [] })).toBe('0 kept, 0 of 0 deleted\n');
  expect(renderPruneResult({ plan: REFUSED, outcomes: [] })).toBe('nothing was deleted: the clock is wrong\n');
});

const GROUPS = [
  { name: OLD.name, state: 'Complete', scheduledAt: '2026-03-01T00:00:00Z', keep: false, reasons: ['no rule keeps it'], snapshots: [`${OLD.name}-data`] },
  { name: NEW.name, state: 'Complete', scheduledAt: '2026-03-01T01:00:00Z', keep: true, reasons: ['last 1/1', 'minimum 1/1'], snapshots: [`${NEW.name}-data`] },
];

test('a plan for programs', () => {
  expect(JSON.parse(renderPrunePlanJson(REFUSED))).toEqual({ version: 1, dryRun: true, refusal: 'the clock is wrong', groups: GROUPS, reprieved: [] });
});

test('a result for programs', () => {
  expect(JSON.parse(renderPruneResultJson(LEAKED))).toEqual({
    version: 1, dryRun: false, refusal: null, groups: GROUPS, reprieved: [], outcomes: [{ group: OLD.name, result: 'leaked', problem: 'content c is still there' }],
  });
});
