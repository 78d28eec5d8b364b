import { describe, expect, test } from 'vitest';
import { GROUP, LATER, LATER_GROUP, RUN, creations, groupStates, jobAt, leaseHolder, membersOf, outcomes, policyOf, sceneWith, snapshotNames, stateOf } from './fixture';
import type { Scene } from './fixture';
import { LEASE } from '../../../../cli/cluster/cluster';
import { isDone, prune } from '../../../../cli/operations/snapshot-prune/apply';
import type { FakeCluster } from '../../../support/fake-cluster';

const TOLD = new Error('told to stop by SIGTERM');

/** Does something once a call has taken effect. */
function after(cluster: FakeCluster, call: RegExp, act: () => void): void {
  const { push } = cluster.calls;
  cluster.calls.push = (...made) => {
    if (made.some((each) => call.test(each))) queueMicrotask(act);
    return push.apply(cluster.calls, made);
  };
}

function stoppable(pods: number = 3): Scene & { stop(): void; start(): ReturnType<Scene['run']> } {
  const scene = sceneWith(policyOf(pods, { parallelism: 1 }));
  const controller = new AbortController();
  return { ...scene, stop: () => controller.abort(TOLD), start: async () => scene.run(RUN, { signal: controller.signal }) };
}

describe('a run that is told to stop', () => {
  test('before it began has done nothing', async () => {
    const { cluster, stop, start } = stoppable();
    stop();
    await expect(start()).rejects.toBe(TOLD);
    expect(cluster.calls).toEqual([]);
  });

  test('during the checkpoint creates nothing, says why and holds nothing', async () => {
    const { cluster, database, stop, start, said, openSessions } = stoppable();
    database.answer = async ({ signal }) => new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('the session was given up')));
      stop();
    });
    await expect(start()).rejects.toBe(TOLD);
    expect([snapshotNames(cluster), stateOf(cluster).begun, leaseHolder(cluster), cluster.openConnections, openSessions()]).toEqual([[], [], '', 0, 0]);
    expect(said.filter((line) => line.startsWith('!'))).toEqual([]);
  });

  test('at the very end of the checkpoint has not begun a group', async () => {
    const { cluster, database, stop, start } = stoppable();
    database.answer = async () => {
      stop();
      return { lsn: '0/1' };
    };
    await expect(start()).rejects.toBe(TOLD);
    expect([snapshotNames(cluster), stateOf(cluster).begun, leaseHolder(cluster)]).toEqual([[], [], '']);
  });

  test('between two snapshots makes no more of them; the next run says so', async () => {
    const scene = stoppable();
    const { cluster, stop, start, run } = scene;
    after(cluster, /^create volumesnapshots \S+-0$/, stop);
    await expect(start()).rejects.toBe(TOLD);
    expect([snapshotNames(cluster), leaseHolder(cluster)]).toEqual([membersOf(1), '']);
    expect(groupStates(scene)).toEqual([`${GROUP} Pending`]);
    await run(LATER);
    const [, second, third] = membersOf(3);
    expect(stateOf(cluster).runs[0]).toMatchObject({ group: GROUP, outcome: 'Failed', reason: `the run ended before it had created ${second}, ${third}` });
  });

  test('while it waits leaves the group to the next run', async () => {
    const { cluster, clock, stop, start, run } = stoppable();
    cluster.snapshots.all = { readyAfter: 300 };
    after(cluster, /^list/, () => {
      if (clock.monotonic() > 10_000) stop();
    });
    expect(await start()).toMatchObject({ state: 'Pending', erring: false });
    expect(clock.monotonic()).toBeLessThan(15_000);
    clock.advance(300_000);
    await run(LATER);
    expect(outcomes(cluster)[0]).toBe(`${GROUP} Complete`);
  });
});

describe('a run that loses its lease', () => {
  /** A checkpoint that takes longer than the lease lasts without renewal. */
  const duringCheckpoint = (act: (cluster: FakeCluster) => void): Scene => {
    const scene = sceneWith(policyOf(3));
    scene.database.answer = async ({ signal }) => {
      act(scene.cluster);
      await scene.clock.sleep(60_000, signal);
      return { lsn: '0/1' };
    };
    return scene;
  };

  test('to somebody else creates nothing and leaves it to them', async () => {
    const { cluster, clock, run } = duringCheckpoint((it) => {
      const [lease] = it.all(LEASE);
      void it.replace(LEASE, { ...lease, spec: { ...lease.spec, holderIdentity: 'another' } });
    });
    await expect(run()).rejects.toThrow('lost the lease orders-db: another holds it now');
    expect([creations(cluster).filter((call) => !call.endsWith('(dry run)')), stateOf(cluster).begun, leaseHolder(cluster)]).toEqual([[], [], 'another']);
    expect(clock.monotonic()).toBe(10_000);
  });

  test('since the cluster does not answer creates nothing', async () => {
    const { cluster, clock, run } = duringCheckpoint((it) => it.failNext('Unreachable', 99, 'replace leases'));
    await expect(run()).rejects.toThrow(/^lost the lease orders-db: it was not renewed for 20 s: cannot replace leases/);
    expect([snapshotNames(cluster), stateOf(cluster).begun, leaseHolder(cluster)]).toEqual([[], [], 'run-1']);
    expect(clock.monotonic()).toBe(20_000);
  });
});

describe('two runs at once', () => {
  const withCheckpointOf = (seconds: number): Scene => {
    const scene = sceneWith(policyOf(3));
    scene.database.answer = async () => {
      await scene.clock.sleep(seconds * 1000);
      return { lsn: '0/1' };
    };
    return scene;
  };

  test('the second gets its turn when the first is done', async () => {
    const scene = withCheckpointOf(60);
    const results = await Promise.all([scene.run(RUN), scene.run(LATER)]);
    expect(results.map(({ group, state }) => [group, state])).toEqual([[GROUP, 'Complete'], [LATER_GROUP, 'Complete']]);
    expect(scene.said).toContain('lease: run-1 holds the lease orders-db; waiting until it is done, or is silent for 30 s');
    expect(groupStates(scene)).toEqual([`${GROUP} Complete`, `${LATER_GROUP} Complete`]);
  });

  test('while the first is at work for longer than it should the second does nothing', async () => {
    const scene = withCheckpointOf(290);
    const [first, second] = await Promise.allSettled([scene.run(RUN), scene.run(LATER)]);
    expect(first).toMatchObject({ status: 'fulfilled', value: { state: 'Complete' } });
    expect(second).toMatchObject({ status: 'rejected', reason: { message: expect.stringMatching(/^run-1 is at work under the lease orders-db for longer than that should take/) } });
    expect(groupStates(scene)).toEqual([`${GROUP} Complete`]);
    expect(creations(scene.cluster)).toHaveLength(6);
  });

  test('one after the other they are one group when they are the same run', async () => {
    const scene = sceneWith(policyOf(3));
    const results = await Promise.all([scene.run(RUN), scene.run(RUN)]);
    expect(results.map(({ group, state }) => [group, state])).toEqual([[GROUP, 'Complete'], [GROUP, 'Complete']]);
    expect(snapshotNames(scene.cluster)).toEqual(membersOf(3));
    expect(outcomes(scene.cluster)).toEqual([`${GROUP} Complete`]);
    expect(scene.sessions).toHaveLength(1);
  });
});

test('a run that is due while a prune waits for the driver gets its turn', async () => {
  const scene = sceneWith();
  const { cluster, clock, policy, run } = scene;
  await run(RUN);
  await run(LATER);
  cluster.snapshots.goneAfter = 100;
  const progress = { step: () => undefined, warn: () => undefined };
  const pruning = prune(
    { ...policy, retention: { ...policy.retention, last: 1 } }, { cluster, clock, progress, holder: 'pruner', signal: new AbortController().signal },
  );
  await clock.sleep(1000);
  expect(leaseHolder(cluster)).toBe('pruner');
  const third = await run(jobAt('2026-03-01T02:07:00Z'));
  expect([third.state, isDone(await pruning)]).toEqual(['Complete', true]);
  expect(groupStates(scene)).toEqual([`${LATER_GROUP} Complete`, `${third.group} Complete`]);
});
