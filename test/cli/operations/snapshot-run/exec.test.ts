import { describe, expect, test } from 'vitest';
import { LATER, MAX_FREEZE_SECONDS, RUN, consistencies, counted, execScene, longestFreeze, podOf, replaceLater, stateOf } from './exec-fixture';
import { GROUP, LATER_GROUP, groupStates, membersOf, snapshotNames } from './fixture';
import type { Scene } from './fixture';
import { STATEFUL_SET } from '../../../../cli/cluster/cluster';

function steps({ said }: Scene): string[] {
  return said.map((line) => line.slice(0, line.indexOf(': ')));
}

function execs({ cluster }: Scene): string[] {
  return cluster.calls.filter((call) => call.startsWith('exec ')).map((call) => call.slice('exec pods '.length));
}

describe('an application that is frozen while it is cut', () => {
  test('gives a group that is consistent, and writes again when the last volume is cut', async () => {
    const scene = execScene(3);
    scene.cluster.snapshots.all = { cutAfter: 3, readyAfter: 300 };
    scene.cluster.snapshots.byClaim = { 'data-db-1': { cutAfter: 5 } };
    expect(await scene.run()).toMatchObject({ group: GROUP, state: 'Complete', consistency: 'application', degraded: false });
    expect(steps(scene)).toEqual(['preflight', 'hold', 'intent', 'frozen', 'cut', 'thawed', 'proven', 'cut']);
    expect(execs(scene)).toEqual(['check', 'freeze', 'thaw'].flatMap((command) => [0, 1, 2].map((pod) => `db-${pod} ${command}`)));
    expect(scene.cluster.containers.freezes.map(({ pod }) => pod)).toEqual(['db-0', 'db-1', 'db-2']);
    expect(longestFreeze(scene)).toBeLessThanOrEqual(5.25);
    expect(consistencies(scene)).toEqual(Array(3).fill('application'));
    expect(stateOf(scene.cluster).runs).toMatchObject([{
      group: GROUP,
      consistency: 'application',
      quiesce: { strategy: 'exec', result: 'done', hold: { container: 'main', pods: ['db-0', 'db-1', 'db-2'], thawedAt: expect.any(String) }, cuts: expect.any(Object) },
    }]);
  });

  test('is cut in pods with several volumes as well', async () => {
    const scene = execScene(1, {}, { workload: { kind: 'StatefulSet', name: 'db', replicas: 1, claimTemplates: ['data', 'index'] } });
    expect(await scene.run()).toMatchObject({ state: 'Complete', consistency: 'application', members: [`${GROUP}-data-db-0`, `${GROUP}-index-db-0`] });
    expect(execs(scene)).toEqual(['db-0 check', 'db-0 freeze', 'db-0 thaw']);
  });

  test('needs no pods where the set wants none: nobody writes', async () => {
    const scene = execScene(2);
    for (const pod of [0, 1]) scene.cluster.remove(podOf(pod));
    const [set] = scene.cluster.all(STATEFUL_SET);
    await scene.cluster.replace(STATEFUL_SET, { ...set, spec: { ...set.spec, replicas: 0 } });
    expect(await scene.run()).toMatchObject({ state: 'Complete', consistency: 'application' });
    expect(execs(scene)).toEqual([]);
  });
});

describe('before anything is frozen', () => {
  test.each<[string, (scene: Scene) => void, string]>([
    ['a container without a shell', ({ cluster }) => { cluster.containers.scripts['db-1'] = { lacks: 'sh: not found' }; }, 'container main of Pod db-1 cannot be frozen: sh: not found'],
    ['a pod that is missing', ({ cluster }) => cluster.remove(podOf(1)), 'Pod db-1 is not there, or its container main does not run'],
    ['a pod of another template', ({ cluster }) => {
      cluster.remove(podOf(1));
      cluster.seed({ ...podOf(1), spec: { containers: [{ name: 'db' }] } });
    }, 'Pod db-1 has no container main, it has db; render the policy anew'],
  ])('%s is a failure, and nothing has happened', async (_, change, message) => {
    const scene = execScene(2);
    change(scene);
    await expect(scene.run()).rejects.toThrow(message);
    expect([execs(scene).filter((call) => !call.endsWith('check')), snapshotNames(scene.cluster), stateOf(scene.cluster).begun]).toEqual([[], [], []]);
  });

  test('it is a group without a freeze where the policy says so', async () => {
    const scene = execScene(2, { onFailure: 'crash' });
    scene.cluster.containers.scripts['db-1'] = { lacks: 'sh: not found' };
    expect(await scene.run()).toMatchObject({
      state: 'Complete', consistency: 'crash', degraded: true, reason: 'without exec: container main of Pod db-1 cannot be frozen: sh: not found',
    });
    expect(consistencies(scene)).toEqual(['crash', 'crash']);
  });
});

/** What goes wrong while three pods are frozen, and what is said of it. */
const TROUBLES: [string, (scene: Scene) => void, string][] = [
  ['the second of three does not freeze', ({ cluster }) => { cluster.containers.scripts['db-1'] = { freezeFails: { message: 'no such lock', frozen: false } }; }, 'Pod db-1 was not frozen: no such lock'],
  ['one fails and is frozen all the same', ({ cluster }) => { cluster.containers.scripts['db-1'] = { freezeFails: { message: 'broken pipe', frozen: true } }; }, 'Pod db-1 was not frozen: broken pipe'],
  ['one hangs', ({ cluster }) => { cluster.containers.scripts['db-1'] = { freezeTakes: Infinity }; }, 'Pod db-1 was not frozen: '],
  ['the connection breaks off', ({ cluster }) => cluster.failNext('Unreachable', 1, 'exec pods db-1 freeze'), 'Pod db-1 was not frozen: cannot exec pods db-1 freeze'],
  ['a volume is cut too late', ({ cluster }) => { cluster.snapshots.byClaim = { 'data-db-1': { cutAfter: 60, readyAfter: 61 } }; }, `${GROUP}-data-db-1 was not cut within`],
  ['a driver errs and cuts after the thaw', ({ cluster }) => {
    cluster.snapshots.byClaim = { 'data-db-1': { cutAfter: 40, readyAfter: 50, error: { after: 2, message: 'throttled' } } };
  }, `${GROUP}-data-db-1 was not cut (throttled) within`],
  ['a pod is replaced', (scene) => {
    scene.cluster.snapshots.all = { cutAfter: 5, readyAfter: 6 };
    replaceLater(scene, 2, podOf(1, 'another-pod'));
  }, 'db-1 had thawed before it was told to'],
  ['a container restarts and leaves its switch running', (scene) => {
    scene.cluster.snapshots.all = { cutAfter: 5, readyAfter: 6 };
    replaceLater(scene, 2, podOf(1, undefined, 1));
  }, 'db-1 was replaced or restarted meanwhile'],
  ['a container thaws by itself too early', ({ cluster }) => {
    cluster.snapshots.all = { cutAfter: 5, readyAfter: 6 };
    cluster.containers.maxFreezeSeconds = 3;
  }, 'db-0, db-1, db-2 had thawed before it was told to'],
];

describe.each(TROUBLES)('when %s', (_, trouble, reason) => {
  test('everything is thawed, and the group has failed', async () => {
    const scene = execScene(3);
    trouble(scene);
    const result = await scene.run();
    expect(result).toMatchObject({ state: 'Failed', consistency: 'unproven' });
    expect(result.reason).toContain(reason);
    expect(scene.cluster.containers.frozen()).toEqual([]);
    expect(longestFreeze(scene)).toBeLessThanOrEqual(MAX_FREEZE_SECONDS);
    expect(execs(scene).filter((call) => call.endsWith('thaw')).sort()).toEqual(['db-0 thaw', 'db-1 thaw', 'db-2 thaw']);
    expect(counted(scene)).toEqual([]);
  });

  test('everything is thawed, and the group is what a power cut leaves where the policy says so', async () => {
    const scene = execScene(3, { onFailure: 'crash' });
    trouble(scene);
    const result = await scene.run();
    expect(result).toMatchObject({ group: GROUP, state: 'Complete', consistency: 'crash', degraded: true });
    expect(result.reason).toContain(reason);
    expect(consistencies(scene)).toEqual(['crash', 'crash', 'crash']);
    expect(snapshotNames(scene.cluster)).toEqual(membersOf(3));
    expect([scene.cluster.containers.frozen(), counted(scene)]).toEqual([[], [GROUP]]);
    expect(longestFreeze(scene)).toBeLessThanOrEqual(MAX_FREEZE_SECONDS);
    expect(scene.said.findIndex((line) => line.startsWith('thawed'))).toBeLessThan(scene.said.findIndex((line) => line.startsWith('! hold')));
  });
});

describe('a thaw', () => {
  test('that fails once is tried again, and the group is none the worse', async () => {
    const scene = execScene(2);
    scene.cluster.containers.scripts['db-1'] = { thawFails: 1 };
    expect(await scene.run()).toMatchObject({ state: 'Complete', consistency: 'application' });
  });

  test('that never answers is given up and tried again', async () => {
    const scene = execScene(2);
    scene.cluster.containers.scripts['db-1'] = { thawHangs: 1 };
    expect(await scene.run()).toMatchObject({ state: 'Complete', consistency: 'application' });
    expect(longestFreeze(scene)).toBeLessThanOrEqual(MAX_FREEZE_SECONDS);
  });

  test.each(['abort', 'crash'] as const)('that nobody has confirmed fails the group, says so, and is made up for by the next run (%s)', async (onFailure) => {
    const scene = execScene(2, { onFailure });
    scene.cluster.containers.scripts['db-1'] = { thawFails: 1000 };
    expect(await scene.run()).toMatchObject({ state: 'Failed', reason: expect.stringContaining('Pod db-1 may still be frozen: it is busy') });
    expect(scene.said).toContain('! thaw: Pod db-1 may still be frozen, until its container thaws by itself: it is busy');
    expect(stateOf(scene.cluster).runs[0].quiesce.hold).toEqual({ container: 'main', pods: ['db-0', 'db-1'] });
    scene.cluster.containers.scripts['db-1'] = {};
    scene.clock.advance(3600_000);
    expect(await scene.run(LATER)).toMatchObject({ group: LATER_GROUP, state: 'Complete', consistency: 'application' });
    expect(scene.said).toContain('recovered: db-0, db-1 was left frozen by an earlier run, and is thawed');
    expect(stateOf(scene.cluster).runs[0].quiesce.hold?.thawedAt).toBeDefined();
  });

  test('of a pod that is gone for good has nothing to thaw', async () => {
    const scene = execScene(2, { onFailure: 'crash' });
    scene.cluster.snapshots.all = { cutAfter: 5, readyAfter: 6 };
    void scene.clock.sleep(2000).then(() => {
      scene.cluster.containers.replaced('db-1');
      scene.cluster.remove(podOf(1));
    });
    expect(await scene.run()).toMatchObject({ state: 'Complete', consistency: 'crash', reason: 'without exec: db-1 had thawed before it was told to' });
  });
});

test('a run that is told to stop thaws first', async () => {
  const scene = execScene(2);
  scene.cluster.snapshots.all = { cutAfter: 10, readyAfter: 11 };
  const stop = new AbortController();
  void scene.clock.sleep(2000).then(() => stop.abort(new Error('told to stop by SIGTERM')));
  await expect(scene.run(RUN, { signal: stop.signal })).rejects.toThrow('told to stop by SIGTERM');
  expect(scene.cluster.containers.frozen()).toEqual([]);
  expect(longestFreeze(scene)).toBeLessThan(3);
  expect(stateOf(scene.cluster).begun[0].quiesce.hold?.thawedAt).toBeDefined();
  scene.clock.advance(3600_000);
  expect(await scene.run(LATER)).toMatchObject({ state: 'Complete' });
  expect(stateOf(scene.cluster).runs.map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ['Failed', expect.stringMatching(/^nobody has seen that the application was frozen until .*-data-db-0, .*-data-db-1 was cut$/)], ['Complete', undefined],
  ]);
});

test('an API server that hangs while a snapshot is created does not hold the thaw up', async () => {
  const scene = execScene(1);
  const create = scene.cluster.create.bind(scene.cluster);
  scene.cluster.create = async (kind, object, options) => {
    if (kind.kind === 'VolumeSnapshot' && !options?.dryRun) await scene.clock.sleep(60_000);
    return create(kind, object, options);
  };
  expect(await scene.run()).toMatchObject({ state: 'Failed', reason: expect.stringContaining('it took longer than') });
  expect(longestFreeze(scene)).toBeLessThanOrEqual(MAX_FREEZE_SECONDS);
});

test('a snapshot that is cut again after the thaw takes the group back', async () => {
  const scene = execScene(1);
  scene.cluster.snapshots.all = { cutAfter: 1, readyAfter: 30 };
  void scene.clock.sleep(10_000).then(() => { scene.cluster.snapshots.all = { cutAfter: 20, readyAfter: 30 }; });
  expect(await scene.run()).toMatchObject({ state: 'Failed', reason: `${GROUP}-data-db-0 was cut again after the thaw` });
  expect([consistencies(scene), groupStates(scene)]).toEqual([['unproven'], [`${GROUP} Pending`]]);
});
