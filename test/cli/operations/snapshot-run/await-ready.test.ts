import { describe, expect, test } from 'vitest';
import { GROUP, LATER, LATER_GROUP, RUN, creations, groupStates, leaseHolder, outcomes, policyOf, sceneWith, stateOf } from './fixture';
import type { Scene } from './fixture';

/** Waits ten minutes for what has to be ready within the hour. */
const slow = (script: Scene['cluster']['snapshots']['all'], pods: number = 1): Scene => {
  const scene = sceneWith(policyOf(pods));
  scene.cluster.snapshots.all = script;
  return scene;
};

test('snapshots that are ready minutes after the cut make a complete group, and nothing is held meanwhile', async () => {
  const { cluster, clock, run, openSessions } = slow({ cutAfter: 1, readyAfter: 300 });
  const held: unknown[] = [];
  const { list } = cluster;
  cluster.list = async (...args) => {
    if (creations(cluster).length > 1) held.push(leaseHolder(cluster), openSessions(), cluster.openConnections);
    return list.apply(cluster, args);
  };
  expect(await run()).toMatchObject({ state: 'Complete', degraded: false });
  expect(clock.monotonic()).toBeGreaterThanOrEqual(300_000);
  expect(clock.monotonic()).toBeLessThan(305_000);
  expect(new Set(held)).toEqual(new Set(['', 0]));
  expect(stateOf(cluster).runs[0].snapshots[0].creationTime).toBe('2026-03-01T00:07:06Z');
});

test('another policy run can begin while one waits', async () => {
  const scene = slow({ readyAfter: 300 });
  const { run } = scene;
  const results = await Promise.all([run(RUN), run(LATER)]);
  expect(results.map(({ group, state }) => [group, state])).toEqual([[GROUP, 'Complete'], [LATER_GROUP, 'Complete']]);
  expect(groupStates(scene)).toEqual([`${GROUP} Complete`, `${LATER_GROUP} Complete`]);
});

test('snapshots that take longer than the wait are left to the next run', async () => {
  const scene = slow({ readyAfter: 1200 });
  const { cluster, clock, run, said } = scene;
  expect(await run(RUN)).toMatchObject({ state: 'Pending', erring: false, reason: `${GROUP}-data-db-0 is not ready` });
  expect([clock.monotonic(), outcomes(cluster), groupStates(scene)]).toEqual([600_000, [], [`${GROUP} Pending`]]);
  expect(said).toContainEqual(expect.stringMatching(/^cut:/));
  clock.advance(1800_000);
  await run(LATER);
  expect(outcomes(cluster)).toEqual([`${GROUP} Complete`]);
  expect(said).toContain(`settled: group ${GROUP} of an earlier run is Complete`);
});

test('snapshots that are never ready fail when the deadline is over, and are never counted', async () => {
  const scene = slow({ cutAfter: Infinity, readyAfter: Infinity });
  const { cluster, clock, run, said } = scene;
  await run(RUN);
  expect(said.filter((line) => line.startsWith('cut'))).toEqual([]);
  clock.advance(3001_000);
  cluster.snapshots.all = { cutAfter: 1, readyAfter: 10_000 };
  await run(LATER);
  expect(stateOf(cluster).runs).toMatchObject([{ group: GROUP, outcome: 'Failed', reason: `${GROUP}-data-db-0 is not ready` }]);
  expect(stateOf(cluster).begun.map(({ group }) => group)).toEqual([LATER_GROUP]);
  expect(groupStates(scene)).toEqual([`${GROUP} Failed`, `${LATER_GROUP} Pending`]);
});

test('an error at the end of the wait is told', async () => {
  const scene = slow({ cutAfter: Infinity, readyAfter: Infinity, error: { after: 1, message: 'no space on the array' } });
  expect(await scene.run()).toMatchObject({ state: 'Pending', erring: true, reason: `${GROUP}-data-db-0 has an error: no space on the array` });
  expect(scene.said.filter((line) => line.startsWith('cut'))).toEqual([]);
});

test('a late cut after an error makes a complete group, and the evidence has its time', async () => {
  const { cluster, run } = slow({ error: { after: 1, message: 'timed out' }, cutAfter: 240, readyAfter: 241 });
  expect(await run()).toMatchObject({ state: 'Complete', erring: false });
  expect(stateOf(cluster).runs[0].snapshots[0].creationTime).toBe('2026-03-01T00:11:05Z');
});

test('one of three that is late keeps the group from being complete until it is ready', async () => {
  const scene = slow({}, 3);
  const { cluster, clock, run } = scene;
  cluster.snapshots.byClaim = { 'data-db-1': { readyAfter: 100 } };
  expect(await run()).toMatchObject({ state: 'Complete' });
  expect(clock.monotonic()).toBeGreaterThanOrEqual(100_000);
});

describe('a cut', () => {
  const cutAt = async (cut: 'creationTime' | 'readyToUse', script: object = {}): Promise<number> => {
    const scene = sceneWith(policyOf(1, { snapshotClass: { name: 'disk', cut, deletionPolicy: 'Retain' } }));
    scene.cluster.snapshots.all = { cutAfter: 1, readyAfter: 60, ...script };
    const times: number[] = [];
    const step = (name: string): void => {
      if (name === 'cut') times.push(scene.clock.monotonic() / 1000);
    };
    await scene.run(RUN, { progress: { step, warn: () => undefined } });
    expect(times).toHaveLength(1);
    return times[0];
  };

  test.each([['creationTime', 2], ['readyToUse', 60]] as const)('by %s is told after %i s', async (cut, seconds) => {
    expect(await cutAt(cut)).toBe(seconds);
  });

  test('says when the last of the snapshots was cut, where that is known', async () => {
    const scene = slow({ readyAfter: 60 }, 2);
    scene.cluster.snapshots.byClaim = { 'data-db-1': { cutAfter: 30, readyAfter: 60 } };
    await scene.run();
    expect(scene.said).toContain(`cut: group ${GROUP} was cut at 2026-03-01T00:07:35Z: what was written later is not in it`);
    const unknown = slow({ cutAfter: Infinity, readyAfter: 10 });
    await unknown.run();
    expect(unknown.said).toContain(`cut: group ${GROUP} was cut: what was written later is not in it`);
  });

  test('that a driver takes back with an error is none', async () => {
    expect(await cutAt('creationTime', { error: { after: 0, message: 'timed out' } })).toBe(60);
  });
});
