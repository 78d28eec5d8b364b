import { expect, test } from 'vitest';
import type { ConcludedRun } from '../../../cli/operations/snapshot-run/conclude';
import { renderRun, runJson } from '../../../cli/render/snapshot-run';

const RESULT: ConcludedRun = { group: 'db-1', state: 'Complete', consistency: 'crash', degraded: false, erring: false, overdue: false, members: ['db-1-a', 'db-1-b'] };

test.each<[Partial<ConcludedRun>, string]>([
  [{}, 'group db-1 is complete and can be restored'],
  [{ degraded: true, reason: 'without a checkpoint' }, 'group db-1 is complete and can be restored: without a checkpoint'],
  [{ state: 'Pending', reason: 'db-1-a is not ready' }, 'group db-1 is not ready yet, and the next run records what becomes of it: db-1-a is not ready'],
  [{ state: 'Failed', reason: 'quota' }, 'group db-1 failed, counts for nothing and is never restored from: quota'],
])('for people: %j', (changes, first) => {
  expect(renderRun({ ...RESULT, ...changes }).split('\n')).toEqual([
    first, '  db-1-a', '  db-1-b', `consistency: crash (what a power cut would have left)${changes.degraded ? '; less than the policy asked for' : ''}`, '',
  ]);
});

test.each([
  ['application', 'consistency: application (a backup of the server, seen to be whole)'], ['unproven', 'consistency: unproven (volumes that do not fit each other)'],
] as const)('for people, a group that is %s', (consistency, line) => {
  expect(renderRun({ ...RESULT, consistency }).split('\n')).toContain(line);
});

test('for people: that nothing is as new as promised stands out', () => {
  expect(renderRun({ ...RESULT, state: 'Pending', overdue: true }).split('\n').slice(-2)).toEqual(['NO COMPLETE GROUP IS AS NEW AS THE POLICY PROMISES', '']);
});

test('for programs: every field is there, known or not', () => {
  expect(JSON.parse(runJson({ ...RESULT, state: 'Pending', erring: true }))).toEqual({ version: 1, ...RESULT, state: 'Pending', erring: true, reason: null, evidence: null });
});
