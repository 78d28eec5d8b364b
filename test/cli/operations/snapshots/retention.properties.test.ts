import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupAt, membersOfVolumes, policyWith } from './groups';
import type { Group } from '../../../../cli/operations/snapshots/group';
import { decide } from '../../../../cli/operations/snapshots/retention';
import { CLAIM_UID_ANNOTATION } from '../../../../src/core/vocabulary';
import type { PolicyRetention } from '../../../../src/documents/snapshot-policy';
import type { DrillEvidence } from '../../../../src/documents/snapshot-state';

const START = Date.parse('2026-01-01T00:00:00Z');
const COUNTS = ['last', 'hourly', 'daily', 'weekly', 'monthly', 'minReady'] as const;

/** Often nothing: else most of the groups are kept for one reason or another, and no rule is seen to work alone. */
const count = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat({ max: 8 }) });
const retentions: fc.Arbitrary<PolicyRetention> = fc.record({
  last: count,
  hourly: count,
  daily: count,
  weekly: count,
  monthly: count,
  minReady: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 8 })),
  failedTtlSeconds: fc.integer({ min: 1, max: 5_000_000 }),
  maxAgeSeconds: fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 60 * 86_400 }) }),
});
/** Drills of any of the groups, and of some that are gone. */
const drillsOfGroups: fc.Arbitrary<DrillEvidence[]> = fc.array(fc.record({
  group: fc.nat({ max: 45 }).map((at) => `group-${at}`),
  startedAt: fc.constant(''),
  finishedAt: fc.constant(''),
  outcome: fc.constantFrom<DrillEvidence['outcome']>('Passed', 'Failed', 'Inconclusive'),
}), { maxLength: 4 });
const timeZones = fc.constantFrom('Etc/UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia');
const times = fc.date({ min: new Date('2025-01-01T00:00:00Z'), max: new Date('2030-01-01T00:00:00Z'), noInvalidDate: true });

/** What became of a claim since the group before: the same volume, another one, or none for now. */
const fates = fc.constantFrom('same', 'same', 'same', 'same', 'same', 'replaced', 'absent');

/**
 * Groups that were cut some minutes to some weeks apart, in any order: of two claims, some due long before they were cut. No
 * group is without any volume.
 */
function groupsOf(states: fc.Arbitrary<Group['state']>): fc.Arbitrary<Group[]> {
  const gap = fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 60 * 24 * 20 }));
  const late = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 60 * 24 * 3 }) });
  const holds = fc.option(fc.constant('hold'), { nil: undefined, freq: 8 });
  const item = fc.record({ gap, late, state: states, hold: holds, released: fc.nat({ max: 8 }).map((n) => n === 0), data: fates, wal: fates });
  return fc.array(item, { maxLength: 40, size: 'max' }).map((items) => {
    let minutes = 0;
    const uids = { data: 0, wal: 0 };
    return items.map((each, at) => {
      minutes += each.gap;
      for (const claim of ['data', 'wal'] as const) if (each[claim] === 'replaced') uids[claim] += 1;
      const present = each.data === 'absent' ? ['wal'] : each.wal === 'absent' ? ['data'] : ['data', 'wal'];
      const cutAt = time(minutes);
      const members = membersOfVolumes(cutAt, Object.fromEntries(present.map((claim) => [claim, `${claim}-${uids[claim as keyof typeof uids]}`])));
      const { state, hold, released } = each;
      return groupAt(time(minutes - each.late), { name: `group-${at}`, cutAt: new Date(cutAt), state, hold, released, members });
    });
  }).chain((groups) => fc.shuffledSubarray(groups, { minLength: groups.length }));
}

function time(minutes: number): string {
  return new Date(START + minutes * 60_000).toISOString().replace('.000Z', 'Z');
}

const anyGroups = groupsOf(fc.constantFrom('Complete', 'Complete', 'Complete', 'Pending', 'Failed', 'Deleting'));
const completeGroups = groupsOf(fc.constant('Complete'));

function keptOf(groups: readonly Group[], retention: PolicyRetention, timeZone: string, now: Date, drills: readonly DrillEvidence[] = []): Group[] {
  const policy = policyWith(retention, { schedule: { cron: '7 * * * *', timeZone, suspend: false } });
  return decide(groups, policy, { pruning: [], drills }, now).filter(({ keep }) => keep).map(({ group }) => group);
}

const names = (groups: readonly Group[]): string[] => groups.map(({ name }) => name).sort();
const complete = (groups: readonly Group[]): Group[] => groups.filter(({ state }) => state === 'Complete').sort((a, b) => b.cutAt.getTime() - a.cutAt.getTime());

test('every group has exactly one decision, with a reason', () => {
  fc.assert(fc.property(anyGroups, retentions, timeZones, times, (groups, retention, timeZone, now) => {
    const decisions = decide(groups, policyWith(retention, { schedule: { cron: '', timeZone, suspend: false } }), { pruning: [] }, now);
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

test('the newest groups of every volume that ever was, unless they are released', () => {
  const uidsIn = ({ members }: Group): string[] => members.map(({ metadata }) => metadata.annotations![CLAIM_UID_ANNOTATION]);
  fc.assert(fc.property(anyGroups, retentions, timeZones, times, (groups, retention, timeZone, now) => {
    const kept = names(keptOf(groups, retention, timeZone, now));
    const unreleased = complete(groups).filter(({ released }) => !released);
    for (const uid of new Set(unreleased.flatMap(uidsIn))) {
      const newest = unreleased.filter((group) => uidsIn(group).includes(uid)).slice(0, retention.minReady);
      expect(kept).toEqual(expect.arrayContaining(names(newest)));
    }
  }));
});

test('where any group is complete, one that is complete is left', () => {
  fc.assert(fc.property(anyGroups, retentions, timeZones, times, drillsOfGroups, (groups, retention, timeZone, now, drills) => {
    fc.pre(complete(groups).length > 0);
    expect(complete(keptOf(groups, retention, timeZone, now, drills))).not.toEqual([]);
  }));
});

test('the newest complete group that passed a drill', () => {
  fc.assert(fc.property(anyGroups, retentions, timeZones, times, drillsOfGroups, (groups, retention, timeZone, now, drills) => {
    const passed = drills.filter(({ outcome }) => outcome === 'Passed').map(({ group }) => group);
    const verified = complete(groups).filter(({ name }) => passed.includes(name));
    expect(names(keptOf(groups, retention, timeZone, now, drills))).toEqual(expect.arrayContaining(names(verified.slice(0, 1))));
  }));
});

test('a drill never deletes anything', () => {
  fc.assert(fc.property(anyGroups, retentions, timeZones, times, drillsOfGroups, (groups, retention, timeZone, now, drills) => {
    expect(names(keptOf(groups, retention, timeZone, now, drills))).toEqual(expect.arrayContaining(names(keptOf(groups, retention, timeZone, now))));
  }));
});

test('deciding again over what was kept deletes nothing', () => {
  fc.assert(fc.property(anyGroups, retentions, timeZones, times, drillsOfGroups, (groups, retention, timeZone, now, drills) => {
    const kept = keptOf(groups, retention, timeZone, now, drills);
    expect(names(keptOf(kept, retention, timeZone, now, drills))).toEqual(names(kept));
  }));
});

test('a greater age never deletes more, and no age at all never less', () => {
  const ages = fc.tuple(fc.integer({ min: 1, max: 60 * 86_400 }), fc.integer({ min: 0, max: 60 * 86_400 }));
  fc.assert(fc.property(anyGroups, retentions, timeZones, times, ages, (groups, retention, timeZone, now, [age, more]) => {
    const keptWith = (maxAgeSeconds?: number): string[] => names(keptOf(groups, { ...retention, maxAgeSeconds }, timeZone, now));
    const [none, some, greater] = [undefined, age, age + more].map(keptWith);
    expect(some).toEqual(expect.arrayContaining(none));
    expect(greater).toEqual(expect.arrayContaining(some));
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
