import { describe, expect, test } from 'vitest';
import { GROUP, RUN, groupStates, jobAt, membersOf, outcomes, policyOf, sceneWith, snapshotNames, stateOf } from './fixture';
import { CLAIM, STATEFUL_SET, VOLUME_SNAPSHOT } from '../../../../cli/cluster/cluster';
import { isSameSnapshot, requestAt, requestOfJob } from '../../../../cli/operations/snapshot-run/plan';
import type { RunRequest } from '../../../../cli/operations/snapshot-run/plan';
import { kill } from '../../../support/kills';

const BY_HAND = { name: 'before-the-upgrade', uid: 'uid-1' };
const MANUAL = requestOfJob(BY_HAND, 'orders-db', new Date('2026-03-01T00:07:05.678Z'));

const MINUTES = Date.parse('2026-03-01T00:07:00Z') / 60_000;

describe('a Job', () => {
  const requestAfter = (name: string, seconds: number): RunRequest => requestOfJob({ name, uid: 'uid-1' }, 'orders-db', new Date((MINUTES * 60 + seconds) * 1000));

  test.each([[0], [5], [7200], [-60]])('of the CronJob is the run that its name says, %i s later', (seconds) => {
    expect(requestAfter(`orders-db-${MINUTES}`, seconds)).toEqual({ run: 'orders-db-29538727', scheduledAt: new Date('2026-03-01T00:07:00Z') });
  });

  test.each([
    ['that says a time two hours ago', `orders-db-${MINUTES}`, 7201],
    ['that says a time to come', `orders-db-${MINUTES}`, -61],
    ['that ends in a date', 'orders-db-20261121', 0],
    ['of another CronJob', `orders-db-prune-${MINUTES}`, 0],
    ['of a CronJob whose name ours begins with', `orders-${MINUTES}`, 0],
    ['with more than a time', `orders-db-x${MINUTES}`, 0],
    ['with a number that is no time', 'orders-db-123', 0],
    ['with a name of its own', 'before-the-upgrade', 0],
  ])('%s is a run of its own, due now', (_, name, seconds) => {
    expect(requestAfter(name, seconds)).toEqual({ run: `${name}/uid-1`, scheduledAt: new Date((MINUTES * 60 + seconds) * 1000) });
  });

  test('is due at a whole second: the name of its group says no more', () => {
    expect(MANUAL).toEqual({ run: 'before-the-upgrade/uid-1', scheduledAt: new Date('2026-03-01T00:07:05Z') });
  });

  test('whose name was used before takes a group of its own', async () => {
    const scene = sceneWith();
    const { clock, cluster, run } = scene;
    const first = await run(requestOfJob(BY_HAND, 'orders-db', clock.now()));
    clock.advance(86_400_000);
    const second = await run(requestOfJob({ ...BY_HAND, uid: 'uid-2' }, 'orders-db', clock.now()));
    expect([first.group, second.group]).toEqual(['orders-db-20260301t000705', 'orders-db-20260302t000707']);
    expect(groupStates(scene)).toEqual([`${first.group} Complete`, `${second.group} Complete`]);
    expect(stateOf(cluster).runs.map((each) => each.run)).toEqual(['before-the-upgrade/uid-1', 'before-the-upgrade/uid-2']);
  });
});

describe('the same run again', () => {
  test.each([
    ['a Job of the CronJob', RUN, RUN],
    ['a Job that somebody made, later in its second attempt', MANUAL, { ...MANUAL, scheduledAt: new Date('2026-03-01T00:30:00Z') }],
    ['a time on the command line', requestAt(new Date('2026-03-01T00:07:00Z')), requestAt(new Date('2026-03-01T00:07:00Z'))],
    ['a time on the command line that a Job was due at', RUN, requestAt(new Date('2026-03-01T00:07:00Z'))],
  ])('is the same group: %s', async (_, first, second) => {
    const { cluster, run, sessions, said } = sceneWith(policyOf(2));
    const { group } = await run(first);
    const [evidence] = stateOf(cluster).runs;
    said.length = 0;
    expect(await run(second)).toMatchObject({ group, state: 'Complete' });
    expect(said[0]).toBe(`found: group ${group} was taken by an earlier attempt of this run`);
    expect(snapshotNames(cluster)).toEqual(membersOf(2, group));
    expect(sessions).toHaveLength(1);
    // it tells of the checkpoint before the snapshots, not of a later one
    expect(stateOf(cluster).runs).toEqual([{ ...evidence, finishedAt: expect.any(String) }]);
  });

  test('finds what it began with another run in between', async () => {
    const scene = sceneWith(policyOf(2, { parallelism: 1 }));
    const { cluster, run } = scene;
    cluster.snapshots.denied = [2];
    await run(RUN);
    await run(jobAt('2026-03-01T01:07:00Z'));
    expect(outcomes(cluster)).toEqual([`${GROUP} Failed`, 'orders-db-20260301t010700 Complete']);
    await run(RUN);
    expect(outcomes(cluster)).toEqual(['orders-db-20260301t010700 Complete', `${GROUP} Complete`]);
    expect(groupStates(scene)).toEqual([`${GROUP} Complete`, 'orders-db-20260301t010700 Complete']);
  });

  test('is begun once, as long as it is pending', async () => {
    const { cluster, run } = sceneWith(policyOf(2, { parallelism: 1 }));
    cluster.snapshots.all = { readyAfter: 3000 };
    // after the first of two creations
    await kill(cluster, [14, 'after'], async () => run());
    expect(snapshotNames(cluster)).toEqual(membersOf(1));
    expect(await run()).toMatchObject({ state: 'Pending' });
    expect(stateOf(cluster).begun.map(({ group }) => group)).toEqual([GROUP]);
  });

  test('with a pod more than at first has a member more', async () => {
    const scene = sceneWith(policyOf(2));
    const { cluster, run } = scene;
    cluster.snapshots.denied = [2];
    await run();
    const [set] = cluster.all(STATEFUL_SET);
    await cluster.replace(STATEFUL_SET, { ...set, spec: { ...set.spec, replicas: 3 } });
    await run();
    expect(groupStates(scene)).toEqual([`${GROUP} Complete`]);
    expect(snapshotNames(cluster)).toEqual(membersOf(3));
  });

  test('of a group that is being deleted does not call it whole', async () => {
    const { cluster, run } = sceneWith();
    await run();
    cluster.snapshots.goneAfter = 3600;
    await cluster.delete(VOLUME_SNAPSHOT, cluster.all(VOLUME_SNAPSHOT)[0]);
    expect(await run()).toMatchObject({ state: 'Failed', reason: 'a member is being deleted' });
  });

  test('does not count on a snapshot that is on its way out', async () => {
    const { cluster, run } = sceneWith();
    await run();
    const [snapshot] = cluster.all(VOLUME_SNAPSHOT);
    expect(isSameSnapshot(snapshot, snapshot)).toBe(true);
    expect(isSameSnapshot({ ...snapshot, metadata: { ...snapshot.metadata, deletionTimestamp: '2026-03-01T00:08:00Z' } }, snapshot)).toBe(false);
  });

  test('does not take the snapshot of a claim for that of its successor', async () => {
    const { cluster, run } = sceneWith(policyOf(2));
    cluster.snapshots.denied = [2];
    await run();
    const claim = cluster.all(CLAIM)[0];
    await cluster.delete(CLAIM, claim);
    cluster.seed({ ...claim, metadata: { ...claim.metadata, uid: 'successor' } });
    expect(await run()).toMatchObject({ state: 'Failed', reason: expect.stringContaining(`${membersOf(1)[0]} exists and is not of this group and claim`) });
  });
});
