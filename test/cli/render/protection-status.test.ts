import { describe, expect, test } from 'vitest';
import type { PolicyProtection, ProtectionStatus } from '../../../cli/operations/protection-status/plan';
import { renderProtection, renderProtectionJson } from '../../../cli/render/protection-status';
import { groupAt } from '../operations/snapshots/groups';

const [OLD, NEW] = ['2026-02-28T23:07:00Z', '2026-03-01T00:07:00Z'].map((due) => groupAt(due));
const GOOD: PolicyProtection = {
  workload: 'StatefulSet/db',
  status: {
    policy: 'orders-db',
    namespace: 'orders',
    suspended: false,
    newestComplete: { group: NEW.name, cutAt: NEW.cutAt, ageSeconds: 1380 },
    counts: { Complete: 2, Pending: 0, Failed: 0, Deleting: 0 },
    groups: [],
    begun: [],
    pruning: [],
    replaced: [],
    good: true,
    verdict: 'all is well',
  },
  newest: { group: NEW, keep: true, reasons: ['last 1/1'], consistency: 'crash' },
  rpoSeconds: 4500,
  next: { at: new Date('2026-03-01T01:07:00Z') },
  lastDrill: { group: OLD.name, startedAt: OLD.scheduledAt.toISOString(), finishedAt: '2026-02-28T23:30:00Z', outcome: 'Failed', reason: 'a table is corrupt' },
  conditions: [
    { type: 'Protected', status: 'False', reason: 'CompleteGroupTooOld', message: 'too old', lastTransitionTime: '2026-02-28T22:00:00.000Z' },
    { type: 'Ready', status: 'False', reason: 'RunFailed', message: 'StatefulSet db is not there', lastTransitionTime: '2026-02-28T23:00:00.000Z' },
  ],
  holds: [{ group: OLD.name, reason: 'restore to lab/db', since: '2026-03-01T00:10:00Z' }],
  doomed: [{ group: OLD, keep: false, reasons: ['no rule keeps it'] }],
};
const NOTHING: PolicyProtection = {
  workload: 'StatefulSet/web',
  status: { ...GOOD.status, policy: 'web', newestComplete: undefined, pruneRefusal: 'it is suspended', good: false, verdict: 'nothing' },
  rpoSeconds: Infinity,
  next: { none: 'the policy is suspended' },
  conditions: [],
  holds: [],
  doomed: [],
};
const ALL: ProtectionStatus = { policies: [GOOD, NOTHING], unreadable: [{ namespace: 'shop', object: 'cart-policy', problem: 'it is not JSON' }] };

test('people get a row for each policy, and then what is to be said of it', () => {
  expect(renderProtection(ALL)).toBe([
    'POLICY            WORKLOAD         NEWEST COMPLETE       CONSISTENCY  AGE  RPO    NEXT RUN              LAST DRILL                   TO PRUNE',
    'orders/orders-db  StatefulSet/db   2026-03-01T00:07:00Z  crash        23m  1h15m  2026-03-01T01:07:00Z  Failed 2026-02-28T23:30:00Z  1',
    'orders/web        StatefulSet/web  none                  -            -    none   none                  none                         -',
    '',
    'orders/orders-db: all is well',
    '  runs do not get what the policy asks for since 2026-02-28T23:00:00.000Z: StatefulSet db is not there',
    `  the last drill, of ${OLD.name}, Failed: a table is corrupt`,
    `  group ${OLD.name} is held since 2026-03-01T00:10:00Z: restore to lab/db; when nobody needs it: cdk8s-stateful restore release orders-db --namespace orders --group ${OLD.name}`,
    `  would prune ${OLD.name}: no rule keeps it`,
    'orders/web: nothing',
    '  no next run: the policy is suspended',
    '  would prune nothing: it is suspended',
    'shop/cart-policy: UNREADABLE: it is not JSON',
    '',
  ].join('\n'));
});

test('a drill that passed and runs that are good are said in the row alone', () => {
  const conditions = GOOD.conditions.map((condition) => ({ ...condition, status: 'True' as const }));
  const passed = renderProtection({ policies: [{ ...GOOD, conditions, lastDrill: { ...GOOD.lastDrill!, outcome: 'Passed' }, holds: [], doomed: [] }], unreadable: [] });
  expect(passed.split('\n').slice(2)).toEqual(['', 'orders/orders-db: all is well', '']);
});

test('an exchange of volumes that is not finished comes first, is not good, and has the command that finishes it', () => {
  const between = { policies: [{ ...GOOD, unfinishedSwap: 'orders-db-restored' }], unreadable: [] };
  expect(renderProtection(between).split('\n')[4]).toBe(
    '  VOLUMES BETWEEN TWO SETS: the exchange with orders-db-restored was interrupted; finish it: cdk8s-stateful restore swap orders-db --namespace orders --workload orders-db-restored',
  );
  expect(JSON.parse(renderProtectionJson(between))).toMatchObject({ good: false, policies: [{ unfinishedSwap: 'orders-db-restored' }] });
});

describe('programs', () => {
  const { policies, ...rest } = JSON.parse(renderProtectionJson(ALL));

  test('get the verdict on all', () => {
    expect(rest).toEqual({ version: 1, good: false, unreadable: ALL.unreadable });
    expect(JSON.parse(renderProtectionJson({ policies: [GOOD], unreadable: [] })).good).toBe(true);
  });

  test('get every policy, with null for what there is not', () => {
    expect(policies).toEqual([
      {
        policy: 'orders-db',
        namespace: 'orders',
        workload: 'StatefulSet/db',
        newestComplete: { group: NEW.name, cutAt: '2026-03-01T00:07:00Z', ageSeconds: 1380, consistency: 'crash' },
        rpoSeconds: 4500,
        nextRun: '2026-03-01T01:07:00Z',
        noNextRun: null,
        lastDrill: GOOD.lastDrill,
        conditions: GOOD.conditions,
        holds: GOOD.holds,
        unfinishedSwap: null,
        toPrune: [{ group: OLD.name, reasons: ['no rule keeps it'] }],
        pruneRefusal: null,
        verdict: 'all is well',
        good: true,
      },
      {
        policy: 'web',
        namespace: 'orders',
        workload: 'StatefulSet/web',
        newestComplete: null,
        rpoSeconds: null,
        nextRun: null,
        noNextRun: 'the policy is suspended',
        lastDrill: null,
        conditions: [],
        holds: [],
        unfinishedSwap: null,
        toPrune: [],
        pruneRefusal: 'it is suspended',
        verdict: 'nothing',
        good: false,
      },
    ]);
  });
});
