import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupAt, policyWith } from './groups';
import type { Group } from '../../../../cli/operations/snapshots/group';
import { decide } from '../../../../cli/operations/snapshots/retention';
import type { PolicyRetention } from '../../../../src/documents/snapshot-policy';

const START = Date.parse('2026-01-01T00:00:00Z');
const COUNTS = ['last', 'hourly', 'daily', 'weekly', 'monthly', 'minReady'] as const;

const count = fc.nat({ max: 8 });
const retentions: fc.Arbitrary<PolicyRetention> = fc.record({
  last: count,
  hourly: count,
  daily: count,
  weekly: count,
  monthly: count,
  minReady: fc.integer({ min: 1, max: 8 }),
  failedTtlSeconds: fc.integer({ min: 1, max: 5_000_000 }),
});
const timeZones = fc.constantFrom('Etc/UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia');
const times = fc.date({ min: new Date('2025-01-01T00:00:00Z'), max: new Date('2030-01-01T00:00:00Z'), noInvalidDate: true });

/** Groups some minutes to some weeks apart, in any order. */
function groupsOf(states: fc.Arbitrary<Group['state']>): fc.Arbitrary<Group[]> {
  const gap = fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 60 * 24 * 20 }));
  const item = fc.record({ gap, state: states, hold: fc.option(fc.constant('hold'), { nil: undefined, freq: 8 }) });
  return fc.array(item, { maxLength: 40 }).map((items) => {
    let minutes = 0;
    return items.map((each) => {
      minutes += each.gap;
      const at = new Date(START + minutes * 60_000).toISOString().replace('.000Z', 'Z');
      return groupAt(at, { state: each.state, hold: each.hold });
    });
  }).chain((groups) => fc.shuffledSubarray(groups, { minLength: groups.length }));
}

const anyGroups = groupsOf(fc.constantFrom('Complete', 'Complete', 'Complete', 'Pending', 'Failed', 'Deleting'));
const completeGroups = groupsOf(fc.constant('Complete'));

function keptOf(groups: readonly Group[], retention: PolicyRetention, timeZone: string, now: Date): Group[] {
  return decide(groups, policyWith(retention, { schedule: { cron: '7 * * * *', timeZone, suspend: false } }), [], now).filter(({ keep }) => keep).map(({ group }) => group);
}

const names = (groups: readonly Group[]): string[] => groups.map(({ name }) => name).sort();
const complete = (groups: readonly Group[]): Group[] => groups.filter(({ state }) => state === 'Complete').sort((a, b) => b.scheduledAt.getTime() - a.scheduledAt.getTime());

test('every group has exactly one decision, with a reason', () => {
  fc.assert(fc.property(anyGroups, retentions, timeZones, times, (groups, retention, timeZone, now) => {
    const decisions = decide(groups, policyWith(retention, { schedule: { cron: '', timeZone, suspend: false } }), [], now);
    expect(names(decisions.map(({ group }) => group))).toEqual(names(groups));
    expect(decisions.every(({ reasons }) => reasons.length > 0)).toBe(true);
  }));
});

test('never fewer complete groups than the minimum, the newest among them', () => {
  fc.assert(fc.property(anyGroups, retentions, timeZones, times, (groups, retention, timeZone, now) => {
    const newest = complete(groups).slice(0, retention.minReady);
    expect(names(keptOf(groups, retention, timeZone, now))).toEqual(expect.arrayContaining(names(newest)));
  }));
});

test('deciding again over what was kept deletes nothing', () => {
  fc.assert(fc.property(anyGroups, retentions, timeZones, times, (groups, retention, timeZone, now) => {
    const kept = keptOf(groups, retention, timeZone, now);
    expect(names(keptOf(kept, retention, timeZone, now))).toEqual(names(kept));
  }));
});

test('raising a count never deletes more', () => {
  const raise = fc.record({ field: fc.constantFrom(...COUNTS), by: fc.integer({ min: 1, max: 9 }) });
  fc.assert(fc.property(anyGroups, retentions, timeZones, times, raise, (groups, retention, timeZone, now, { field, by }) => {
    const raised = keptOf(groups, { ...retention, [field]: retention[field] + by }, timeZone, now);
    expect(names(raised)).toEqual(expect.arrayContaining(names(keptOf(groups, retention, timeZone, now))));
  }));
});

test('pruning after every group comes to the same as pruning once', () => {
  fc.assert(fc.property(completeGroups, retentions, timeZones, times, (groups, retention, timeZone, now) => {
    const oldestFirst = complete(groups).reverse();
    const stepwise = oldestFirst.reduce<Group[]>((held, next) => keptOf([...held, next], retention, timeZone, now), []);
    expect(names(stepwise)).toEqual(names(keptOf(groups, retention, timeZone, now)));
  }));
});

test('the order in which groups are listed decides nothing', () => {
  fc.assert(fc.property(anyGroups, retentions, timeZones, times, (groups, retention, timeZone, now) => {
    expect(names(keptOf([...groups].reverse(), retention, timeZone, now))).toEqual(names(keptOf(groups, retention, timeZone, now)));
  }));
});

test('no clock decides about complete groups', () => {
  fc.assert(fc.property(anyGroups, retentions, timeZones, times, times, (groups, retention, timeZone, now, later) => {
    expect(names(complete(keptOf(groups, retention, timeZone, later)))).toEqual(names(complete(keptOf(groups, retention, timeZone, now))));
  }));
});
