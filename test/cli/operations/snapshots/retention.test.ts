import { describe, expect, test } from 'vitest';
import { USUAL, groupAt, instants, membersOfVolumes, nameOf, policyWith } from './groups';
import type { Group } from '../../../../cli/operations/snapshots/group';
import { decide } from '../../../../cli/operations/snapshots/retention';
import type { PolicyRetention } from '../../../../src/documents/snapshot-policy';
import type { DrillEvidence } from '../../../../src/documents/snapshot-state';

const NOW = new Date('2026-04-01T00:00:00Z');

interface Circumstances {
  readonly timeZone?: string;
  readonly pruning?: readonly string[];
  readonly drills?: readonly DrillEvidence[];
  readonly now?: Date;
}

function decisions(groups: readonly Group[], retention: Partial<PolicyRetention>, { timeZone = 'Etc/UTC', pruning = [], drills, now = NOW }: Circumstances = {}) {
  return decide(groups, policyWith(retention, { schedule: { cron: '7 * * * *', timeZone, suspend: false } }), { pruning, drills }, now);
}

/** When those that are kept were due. */
function kept(due: readonly string[], retention: Partial<PolicyRetention>, circumstances?: Circumstances): string[] {
  return decisions(due.map((at) => groupAt(at)), retention, circumstances).filter(({ keep }) => keep).map(({ group }) => group.scheduledAt.toISOString().replace('.000Z', 'Z'));
}

function reasonsOf(groups: readonly Group[], retention: Partial<PolicyRetention>, circumstances?: Circumstances) {
  return decisions(groups, retention, circumstances).map(({ keep, reasons }) => [keep, ...reasons]);
}

describe('60 complete groups', () => {
  test('of every hour', () => {
    const due = instants('2026-03-01T00:00:00Z', 60, 1);
    expect(kept(due, USUAL)).toEqual([
      '2026-03-01T23:00:00Z',
      ...instants('2026-03-02T12:00:00Z', 24, 1),
    ]);
  });

  test('of every hour, by reason', () => {
    const reasons = new Map(decisions(instants('2026-03-01T00:00:00Z', 60, 1).map((at) => groupAt(at)), USUAL).map((each) => [each.group.name, each.reasons]));
    expect(reasons.get(nameOf('2026-03-03T11:00:00Z'))).toEqual(['last 1/6', 'hourly 1/24', 'daily 1/7', 'weekly 1/4', 'monthly 1/12', 'minimum 1/3']);
    expect(reasons.get(nameOf('2026-03-03T05:00:00Z'))).toEqual(['hourly 7/24']);
    expect(reasons.get(nameOf('2026-03-02T23:00:00Z'))).toEqual(['hourly 13/24', 'daily 2/7']);
    expect(reasons.get(nameOf('2026-03-01T23:00:00Z'))).toEqual(['daily 3/7', 'weekly 2/4']);
    expect(reasons.get(nameOf('2026-03-01T22:00:00Z'))).toEqual(['no rule keeps it']);
  });

  const TWICE_A_DAY = instants('2026-03-01T06:00:00Z', 60, 12);

  test('of every 12 hours: the newest of each of four weeks', () => {
    expect(kept(TWICE_A_DAY, USUAL)).toEqual(['2026-03-15T18:00:00Z', ...instants('2026-03-19T06:00:00Z', 24, 12)]);
  });

  test('after the policy went from 24 hours to 2', () => {
    expect(kept(TWICE_A_DAY, { ...USUAL, hourly: 2 })).toEqual([
      '2026-03-15T18:00:00Z', '2026-03-22T18:00:00Z', '2026-03-24T18:00:00Z', '2026-03-25T18:00:00Z', '2026-03-26T18:00:00Z', '2026-03-27T18:00:00Z',
      '2026-03-28T06:00:00Z', '2026-03-28T18:00:00Z', '2026-03-29T06:00:00Z', '2026-03-29T18:00:00Z', '2026-03-30T06:00:00Z', '2026-03-30T18:00:00Z',
    ]);
  });
});

test('a pause of a month empties nothing: hours are counted by groups, not back from now', () => {
  const before = instants('2026-01-10T00:00:00Z', 5, 1);
  expect(kept([...before, '2026-02-12T09:00:00Z'], { hourly: 4 })).toEqual([...before.slice(-3), '2026-02-12T09:00:00Z']);
});

describe('the age up to which groups are kept', () => {
  const DAILY = instants('2026-03-01T00:00:00Z', 5, 24);

  test('counts from the newest, whatever the clock says', () => {
    for (const now of [NOW, new Date('2030-01-01T00:00:00Z')]) expect(kept(DAILY, { maxAgeSeconds: 2 * 86_400 }, { now })).toEqual(DAILY.slice(2));
  });

  test('is said as the reason', () => {
    expect(reasonsOf(DAILY.slice(3).map((at) => groupAt(at)), { maxAgeSeconds: 86_400 })).toEqual([[true, 'not older than 1d'], [true, 'minimum 1/1', 'not older than 1d']]);
  });

  test('deletes nothing that a count keeps, nor below the minimum', () => {
    expect(kept(DAILY, { maxAgeSeconds: 1, last: 2 })).toEqual(DAILY.slice(3));
    expect(kept(DAILY, { maxAgeSeconds: 1, minReady: 3 })).toEqual(DAILY.slice(2));
  });

  test('keeps one of just that age, and none a second older', () => {
    expect(kept(DAILY.slice(3), { maxAgeSeconds: 86_400 })).toEqual(DAILY.slice(3));
    expect(kept(DAILY.slice(3), { maxAgeSeconds: 86_399 })).toEqual(DAILY.slice(4));
  });
});

describe('of groups that were restored by drills', () => {
  const DAILY = instants('2026-03-01T00:00:00Z', 4, 24);
  const drill = (due: string, outcome: DrillEvidence['outcome']): DrillEvidence => ({ group: nameOf(due), startedAt: NOW.toISOString(), finishedAt: NOW.toISOString(), outcome });
  const drills = [drill(DAILY[1], 'Passed'), drill(DAILY[0], 'Passed'), drill(DAILY[2], 'Inconclusive'), drill('2026-02-01T00:00:00Z', 'Passed')];

  test('the newest that passed stays, however old it is', () => {
    expect(kept(DAILY, {}, { drills })).toEqual([DAILY[1], DAILY[3]]);
    expect(reasonsOf(DAILY.map((at) => groupAt(at)), {}, { drills })[1]).toEqual([true, 'the newest that passed a drill']);
  });

  test('none stays that is no longer complete', () => {
    const groups = DAILY.map((at) => groupAt(at, at === DAILY[1] ? { state: 'Failed' } : {}));
    expect(reasonsOf(groups, {}, { drills })).toEqual([
      [true, 'the newest that passed a drill'],
      [false, 'failed, and kept for diagnosis until 2026-03-04T00:00:00Z'],
      [false, 'no rule keeps it'],
      [true, 'minimum 1/1'],
    ]);
  });
});

describe('a group that was cut later than one that was due after it', () => {
  const CUTS = [['2026-03-01T00:10:00Z', '2026-03-01T09:00:00Z'], ['2026-03-01T00:50:00Z', '2026-03-01T00:50:00Z'], ['2026-03-01T01:10:00Z', '2026-03-01T01:10:00Z']];
  const groups = CUTS.map(([due, cutAt]) => groupAt(due, { cutAt: new Date(cutAt) }));

  test('is the newer one, in all and in its hour', () => {
    expect(reasonsOf(groups, { last: 1, hourly: 2, minReady: 1 })).toEqual([
      [true, 'last 1/1', 'hourly 1/2', 'minimum 1/1'],
      [false, 'no rule keeps it'],
      [true, 'hourly 2/2'],
    ]);
  });
});

describe('a volume', () => {
  const DUE = instants('2026-03-01T00:00:00Z', 8, 1);

  /** Groups of these claims by the uid that they had, one an hour. */
  function groupsOfVolumes(volumes: readonly { readonly [claim: string]: string }[], changes: readonly Partial<Group>[] = []): Group[] {
    return volumes.map((uids, at) => groupAt(DUE[at], { members: membersOfVolumes(DUE[at], uids), ...changes[at] }));
  }

  const before = { 'data-db-0': 'before' };
  const after = { 'data-db-0': 'after' };
  const replaced = [before, before, before, before, after, after, after, after];

  test('that was replaced keeps its newest groups, however many there are of its successor', () => {
    expect(reasonsOf(groupsOfVolumes(replaced), { last: 2, minReady: 3 })).toEqual([
      [false, 'no rule keeps it'],
      [true, 'earlier volume of data-db-0 3/3'],
      [true, 'earlier volume of data-db-0 2/3'],
      [true, 'earlier volume of data-db-0 1/3'],
      [false, 'no rule keeps it'],
      [true, 'minimum 3/3'],
      [true, 'last 2/2', 'minimum 2/3'],
      [true, 'last 1/2', 'minimum 1/3'],
    ]);
  });

  test('is given up when its groups are released, each by itself', () => {
    const released = [{}, {}, { released: true }, { released: true }];
    const keptOf = (changes: readonly Partial<Group>[]): number[] => decisions(groupsOfVolumes(replaced, changes), { last: 1 })
      .flatMap(({ keep }, at) => (keep ? [at] : []));
    expect(keptOf([])).toEqual([3, 7]);
    expect(keptOf(released)).toEqual([1, 7]);
    expect(keptOf(Array.from({ length: 4 }, () => ({ released: true })))).toEqual([7]);
  });

  test('that is current is kept by the other rules, though its groups are released', () => {
    expect(reasonsOf(groupsOfVolumes([before], [{ released: true }]), {})).toEqual([[true, 'minimum 1/1']]);
  });

  test('that lost its claim keeps its newest groups: those without it are complete as well', () => {
    const [both, one] = [{ 'data-db-0': 'a', 'data-db-1': 'b' }, { 'data-db-0': 'a' }];
    expect(reasonsOf(groupsOfVolumes([both, both, one, one, one]), { minReady: 1 })).toEqual([
      [false, 'no rule keeps it'],
      [true, 'earlier volume of data-db-1 1/1'],
      [false, 'no rule keeps it'],
      [false, 'no rule keeps it'],
      [true, 'minimum 1/1'],
    ]);
  });

  test('that is in few groups keeps as many as others', () => {
    const [both, one] = [{ 'data-db-0': 'a', 'data-db-1': 'b' }, { 'data-db-0': 'a' }];
    expect(reasonsOf(groupsOfVolumes([both, one, one, both]), { minReady: 2 })).toEqual([
      [true, 'volume of data-db-1 2/2'],
      [false, 'no rule keeps it'],
      [true, 'minimum 2/2'],
      [true, 'minimum 1/2', 'volume of data-db-1 1/2'],
    ]);
  });

  test('is not counted in groups that nobody can restore', () => {
    expect(reasonsOf(groupsOfVolumes([before, before, after], [{}, { state: 'Failed' }, {}]), { failedTtlSeconds: 60 }).map(([keep]) => keep)).toEqual([true, false, true]);
  });
});

describe('in Europe/Berlin', () => {
  const berlin = { timeZone: 'Europe/Berlin' };

  test('the day on which summer time begins has 23 hours', () => {
    const due = instants('2026-03-28T22:30:00Z', 25, 1);
    expect(kept(due, { daily: 2 }, berlin)).toEqual(['2026-03-29T21:30:00Z', '2026-03-29T22:30:00Z']);
    expect(kept(due, { daily: 3 }, berlin)).toEqual(['2026-03-28T22:30:00Z', '2026-03-29T21:30:00Z', '2026-03-29T22:30:00Z']);
  });

  test('the day on which it ends has 25, and two of them are called 02:00', () => {
    const due = instants('2026-10-24T21:30:00Z', 27, 1);
    expect(kept(due, { daily: 3 }, berlin)).toEqual(['2026-10-24T21:30:00Z', '2026-10-25T22:30:00Z', '2026-10-25T23:30:00Z']);
    expect(kept(['2026-10-25T00:10:00Z', '2026-10-25T00:50:00Z', '2026-10-25T01:10:00Z', '2026-10-25T01:50:00Z'], { hourly: 2 }, berlin))
      .toEqual(['2026-10-25T00:50:00Z', '2026-10-25T01:50:00Z']);
  });
});

test('failures do not push out what can be restored', () => {
  const good = ['2026-03-01T00:00:00Z', '2026-03-01T01:00:00Z', '2026-03-01T02:00:00Z'].map((at) => groupAt(at));
  const bad = ['2026-03-01T03:00:00Z', '2026-03-01T04:00:00Z', '2026-03-01T05:00:00Z'].map((at) => groupAt(at, { state: 'Failed', reason: 'is not ready' }));
  expect(reasonsOf([...good, ...bad], { last: 2, minReady: 2, failedTtlSeconds: 86_400 }, { now: new Date('2026-03-02T04:00:00Z') })).toEqual([
    [false, 'no rule keeps it'],
    [true, 'last 2/2', 'minimum 2/2'],
    [true, 'last 1/2', 'minimum 1/2'],
    [false, 'failed, and kept for diagnosis until 2026-03-02T03:00:00Z'],
    [false, 'failed, and kept for diagnosis until 2026-03-02T04:00:00Z'],
    [true, 'failed, kept for diagnosis until 2026-03-02T05:00:00Z'],
  ]);
});

describe('a group', () => {
  const AT = '2026-03-01T00:00:00Z';
  const newest = groupAt('2026-03-02T00:00:00Z');

  function verdictOn(changes: Partial<Group>, pruning: readonly string[] = []) {
    return reasonsOf([groupAt(AT, changes), newest], {}, { pruning })[0];
  }

  test.each<[string, Partial<Group>, unknown[]]>([
    ['on hold', { hold: 'audit of May' }, [true, 'hold: audit of May']],
    ['that failed long ago but is on hold', { state: 'Failed', hold: 'look at it' }, [true, 'hold: look at it']],
    ['that is not ready yet', { state: 'Pending' }, [true, 'pending until 2026-03-01T01:00:00Z']],
    ['that somebody else deletes: a deleted namespace must not take the contents along', { state: 'Deleting' }, [true, 'left to whoever is deleting it']],
  ])('%s', (_, changes, expected) => {
    expect(verdictOn(changes)).toEqual(expected);
  });

  test.each<[string, Partial<Group>, unknown[]]>([
    ['is finished when a member is going', { state: 'Deleting' }, [false, 'its deletion was begun']],
    ['is finished when a member is gone', { state: 'Pending' }, [false, 'its deletion was begun']],
    ['is decided anew while it is whole', {}, [false, 'no rule keeps it']],
    ['is left alone on hold', { state: 'Deleting', hold: 'wait' }, [true, 'hold: wait']],
  ])('whose deletion was begun %s', (_, changes, expected) => {
    expect(verdictOn(changes, [nameOf(AT)])).toEqual(expected);
  });

  test('that is whole and kept again stays, although its deletion was begun', () => {
    expect(reasonsOf([groupAt(AT), newest], { last: 2 }, { pruning: [nameOf(AT)] })[0]).toEqual([true, 'last 2/2']);
  });
});

describe('when no group is complete', () => {
  const failed = (at: string, ready: boolean): Group => {
    const group = groupAt(at, { state: 'Failed' });
    return { ...group, members: group.members.map((member) => ({ ...member, status: { readyToUse: ready } })) };
  };

  test('the newest that holds a ready snapshot stays: a person may rescue a volume from it', () => {
    expect(reasonsOf([failed('2026-03-01T00:00:00Z', true), failed('2026-03-01T01:00:00Z', true), failed('2026-03-01T02:00:00Z', false)], {})).toEqual([
      [false, 'failed, and kept for diagnosis until 2026-03-03T00:00:00Z'],
      [true, 'failed, but no group is complete and this one holds the newest ready snapshot'],
      [false, 'failed, and kept for diagnosis until 2026-03-03T02:00:00Z'],
    ]);
  });

  test('it goes as soon as one is', () => {
    expect(reasonsOf([failed('2026-03-01T00:00:00Z', true), groupAt('2026-03-02T00:00:00Z')], {})[0]).toEqual([false, 'failed, and kept for diagnosis until 2026-03-03T00:00:00Z']);
  });
});
