import { describe, expect, test } from 'vitest';
import { CHECKPOINT, GROUP, RUN, groupStates, membersOf, policyOf, sceneWith, stateOf } from './fixture';
import { SECRET } from '../../../../cli/cluster/cluster';

const refused = (): Error => new AggregateError([new Error('connect ECONNREFUSED ::1:5432'), new Error('connect ECONNREFUSED 127.0.0.1:5432')]);

test.each([
  ['is not reached', refused(), 'connect ECONNREFUSED ::1:5432; connect ECONNREFUSED 127.0.0.1:5432'],
  ['knows another password', new Error('password authentication failed for user "snapshotter"'), 'password authentication failed for user "snapshotter"'],
  ['is a standby', new Error('the server is a standby'), 'the server is a standby'],
])('where the database %s the snapshots are taken all the same, and are less than was asked', async (_, error, reason) => {
  const scene = sceneWith(policyOf(2));
  scene.database.answer = async () => {
    throw error;
  };
  expect(await scene.run()).toMatchObject({ state: 'Complete', degraded: true, reason: `without postgres-checkpoint: ${reason}`, members: membersOf(2) });
  expect(groupStates(scene)).toEqual([`${GROUP} Complete`]);
  const [{ quiesce, reason: told }] = stateOf(scene.cluster).runs;
  expect(quiesce).toEqual({ strategy: 'postgres-checkpoint', result: 'failed', finishedAt: '2026-03-01T00:07:05.000Z', reason });
  expect(told).toBe(`without postgres-checkpoint: ${reason}`);
  expect(scene.said).toContain(`! quiesce: no checkpoint of db, so a restored server replays more of its log: ${reason}`);
  expect(scene.cluster.openConnections).toBe(0);
});

test('a Service that is not there is no reason to take no snapshots', async () => {
  const { cluster, run } = sceneWith();
  cluster.failNext('NotFound', 1, 'connect');
  expect(await run()).toMatchObject({ state: 'Complete', degraded: true });
});

describe('the login', () => {
  const target = { host: 'db.orders.svc', port: 5432, database: 'postgres', deadlineSeconds: 30 };

  test('that is known already is used without a look at any Secret', async () => {
    const { cluster, run, sessions } = sceneWith();
    await run(RUN, { login: { username: 'a', password: 'b' } });
    expect(sessions).toEqual([{ ...target, username: 'a', password: 'b', signal: expect.any(AbortSignal) }]);
    expect(cluster.calls.filter((call) => call.includes('secrets'))).toEqual([]);
  });

  test('is read from the Secret otherwise', async () => {
    const { cluster, run, sessions } = sceneWith();
    await run();
    expect(sessions).toMatchObject([{ ...target, username: 'snapshotter', password: 'geheim' }]);
    expect(cluster.calls).toContain('get secrets db-snapshots');
  });

  test('that a pod was not given is not looked for, since its account may not: the snapshots are taken all the same', async () => {
    const scene = sceneWith(policyOf(2));
    const { cluster, run, sessions } = scene;
    const reason = 'without postgres-checkpoint: Secret orders/db-snapshots is not there, or has no key username or password';
    expect(await run(RUN, { readsSecrets: false })).toMatchObject({ state: 'Complete', degraded: true, reason, members: membersOf(2) });
    expect(groupStates(scene)).toEqual([`${GROUP} Complete`]);
    expect(cluster.calls.filter((call) => /secrets|connect/.test(call))).toEqual([]);
    expect(sessions).toEqual([]);
  });

  test('that the Secret does not have is told by its key', async () => {
    const { cluster, run } = sceneWith(policyOf(1, { quiesce: { ...CHECKPOINT, secret: { name: 'db-snapshots', usernameKey: 'user', passwordKey: 'password' } } as never }));
    expect(await run()).toMatchObject({ degraded: true, reason: 'without postgres-checkpoint: Secret orders/db-snapshots has no key user' });
    expect(cluster.all(SECRET)).toHaveLength(1);
  });
});

test('a policy that asks for nothing gets all that it asked for', async () => {
  const { cluster, run, sessions } = sceneWith(policyOf(1, { quiesce: { strategy: 'none' } }));
  expect(await run()).toMatchObject({ state: 'Complete', degraded: false });
  expect(sessions).toEqual([]);
  expect(cluster.calls.filter((call) => /secrets|connect/.test(call))).toEqual([]);
  expect(stateOf(cluster).runs[0].quiesce).toEqual({ strategy: 'none', result: 'not asked' });
});
