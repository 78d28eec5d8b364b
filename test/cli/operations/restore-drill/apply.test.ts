import { describe, expect, test } from 'vitest';
import { DRILL, GOOD, NEWEST, drillsOf, endedWith, sceneWith, seedNetworkPolicy } from './fixture';
import { CLAIM, NETWORK_POLICY, POD, VOLUME_SNAPSHOT, VOLUME_SNAPSHOT_CONTENT } from '../../../../cli/cluster/cluster';
import { isUntouched } from '../../../../cli/operations/restore-drill/evidence';
import { AT_REST_ANNOTATION, RESTORED_FROM_ANNOTATION } from '../../../../src/core/vocabulary';
import type { FakeCluster } from '../../../support/fake-cluster';
import { holds, namesIn } from '../restore/fixture';
import { snapshotsOf } from '../snapshots/groups';

function expectCleanedUp(cluster: FakeCluster): void {
  for (const kind of [POD, CLAIM, VOLUME_SNAPSHOT]) expect(namesIn(cluster, kind, 'drills'), kind.kind).toEqual([]);
  expect(cluster.all(VOLUME_SNAPSHOT_CONTENT).filter(({ spec }) => spec.volumeSnapshotRef.namespace === 'drills')).toEqual([]);
  expect(Object.values(holds(cluster)).flat().filter((hold) => hold !== undefined)).toEqual([]);
}

test('restores the newest group apart, says what it found, and cleans up', async () => {
  const { cluster, run } = sceneWith();
  const copies = namesIn(cluster, VOLUME_SNAPSHOT, 'orders');
  const evidence = await run();
  expect(evidence).toMatchObject({
    group: NEWEST,
    outcome: 'Passed',
    rpoSeconds: 36_000 - 1,
    rtoSeconds: 60,
    phases: [{ name: 'volumes', seconds: 20 }, { name: 'recovery', seconds: 30 }, { name: 'validation', seconds: 10 }],
    checks: GOOD.map(([name, , value]) => ({ name, passed: true, value })),
    leftovers: [],
    program: 'test',
  });
  expectCleanedUp(cluster);
  expect(namesIn(cluster, VOLUME_SNAPSHOT, 'orders')).toEqual(copies);
  expect(cluster.calls.filter((call) => call.startsWith('delete volumesnapshots'))).toEqual(
    ['data', 'wal'].map((role) => `delete volumesnapshots restore-${NEWEST}-${role}-db-0`),
  );
});

test('restores the one server of a group, whichever pod it was, for its own pod', async () => {
  const { cluster, run } = sceneWith();
  for (const snapshot of snapshotsOf('2026-03-01T09:00:00Z', ['data-db-2', 'wal-db-2'])) cluster.seed(snapshot);
  expect(await run()).toMatchObject({ group: 'orders-db-20260301090000', outcome: 'Passed' });
  expect(cluster.calls.filter((call) => call.startsWith('create persistentvolumeclaims'))).toEqual(
    ['data', 'wal'].map((role) => `create persistentvolumeclaims ${role}-orders-db-drill-0`),
  );
  expectCleanedUp(cluster);
});

test('leaves the copy alone that an exchange of volumes took before', async () => {
  const { cluster, run } = sceneWith();
  for (const snapshot of snapshotsOf('2026-03-01T09:00:00Z')) {
    cluster.seed({ ...snapshot, metadata: { ...snapshot.metadata, annotations: { ...snapshot.metadata.annotations, [AT_REST_ANNOTATION]: 'true' } } });
  }
  expect(await run()).toMatchObject({ group: NEWEST, outcome: 'Passed' });
});

test('tells the validator how far the write-ahead log was when the group was taken', async () => {
  const { cluster, run } = sceneWith();
  let env: object[] = [];
  cluster.pods.statusOf = (pod) => {
    env = pod.spec.containers[0].env;
    return endedWith(GOOD);
  };
  await run();
  expect(env).toEqual([{ name: 'DATABASE', value: 'app' }, { name: 'EXPECTED_LSN', value: '0/3000060' }]);
});

test('chains its evidence, and keeps the last that passed', async () => {
  const { cluster, run } = sceneWith();
  await run();
  cluster.pods.statusOf = () => endedWith([['server', 'failed', 'no']], 1);
  for (let drill = 0; drill < 25; drill += 1) await run();
  const drills = drillsOf(cluster);
  expect(drills).toHaveLength(21);
  expect(drills.map(({ outcome }) => outcome)).toEqual(['Passed', ...Array(20).fill('Inconclusive')]);
  expect(drills.every(isUntouched)).toBe(true);
  expect(drills.slice(2).map(({ previousSha256 }) => previousSha256)).toEqual(drills.slice(1, -1).map(({ sha256 }) => sha256));
  expect(isUntouched({ ...drills[0], outcome: 'Failed' })).toBe(false);
});

describe('fails when the data is good', () => {
  test.each([
    ['and too old', { rpoSeconds: 3600 }, 'the newest group was 35999 s old, and 3600 s are allowed'],
    ['and too late', { rtoSeconds: 30 }, 'it took 60 s, and 30 s are allowed'],
  ])('%s', async (_, targets, reason) => {
    const { run } = sceneWith();
    expect(await run({ ...DRILL, targets })).toMatchObject({ outcome: 'Failed', reason });
  });
});

describe('is inconclusive, with no pod started,', () => {
  test.each([
    ['in a namespace that lets something out', (cluster: FakeCluster) => { seedNetworkPolicy(cluster, 'dns', { podSelector: {}, policyTypes: ['Egress'], egress: [{ ports: [{ port: 53 }] }] }); },
      'NetworkPolicy dns of namespace drills lets restored data be reached or reach out; take it away'],
    ['in a namespace that is not closed', (cluster: FakeCluster) => cluster.delete(NETWORK_POLICY, cluster.all(NETWORK_POLICY)[0]),
      'no NetworkPolicy closes namespace drills both ways; apply the manifests of the drill, which hold one'],
    ['when the cluster says no', (cluster: FakeCluster) => { cluster.failNext('Forbidden', 1, 'create persistentvolumeclaims'); }, 'cannot create'],
  ])('%s', async (_, change, reason) => {
    const { cluster, run } = sceneWith();
    await change(cluster);
    const evidence = await run();
    expect(evidence.outcome).toBe('Inconclusive');
    expect(evidence.reason).toContain(reason);
    expect(cluster.calls.filter((call) => call.startsWith('create pods'))).toEqual([]);
    expectCleanedUp(cluster);
  });
});

test('waits for a slow server no longer than its deadline', async () => {
  const { cluster, run } = sceneWith();
  cluster.pods.statusOf = () => ({ phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', message: '0/3 nodes are available' }] });
  expect(await run()).toMatchObject({ outcome: 'Inconclusive', reason: 'the restored server was not seen to run: 0/3 nodes are available' });
  expect(cluster.clock.monotonic()).toBeLessThan(700_000);
  expectCleanedUp(cluster);
});

test('gives up a server that fails again and again, at once', async () => {
  const { cluster, run } = sceneWith();
  cluster.pods.statusOf = () => ({
    initContainerStatuses: [{ name: 'server', restartCount: 3, state: { waiting: { reason: 'CrashLoopBackOff' } }, lastState: { terminated: { exitCode: 1 } } }],
  });
  expect(await run()).toMatchObject({ outcome: 'Failed', reason: 'the restored server does not start: it ended with exit code 1, 3 times' });
  expect(cluster.clock.monotonic()).toBeLessThan(60_000);
});

test('deletes nothing that would take a copy with it, and says so', async () => {
  const { cluster, run } = sceneWith();
  const name = `restore.drills.${NEWEST}-data-db-0`;
  let changed = false;
  cluster.pods.statusOf = () => {
    if (!changed) {
      changed = true;
      void cluster.patch(VOLUME_SNAPSHOT_CONTENT, name, undefined, [{ op: 'replace', path: '/spec/deletionPolicy', value: 'Delete' }]);
    }
    return endedWith(GOOD);
  };
  expect(await run()).toMatchObject({ leftovers: [`VolumeSnapshotContent ${name}, which is no longer retained`] });
  expect(namesIn(cluster, VOLUME_SNAPSHOT, 'drills')).toEqual([`restore-${NEWEST}-data-db-0`]);
});

test.each(['data-db-0', 'data-orders-db-drill-2-0'])('leaves alone what people have restored there themselves: %s', async (claim) => {
  const { cluster, run } = sceneWith();
  const annotations = { [RESTORED_FROM_ANNOTATION]: `orders/${NEWEST}-data-db-0` };
  cluster.seed({ apiVersion: 'v1', kind: CLAIM.kind, metadata: { name: claim, namespace: 'drills', annotations }, status: { phase: 'Bound' } });
  expect((await run()).outcome).toBe('Passed');
  expect(namesIn(cluster, CLAIM, 'drills')).toEqual([claim]);
});

test('without a complete group there is nothing to drill, and an error says so', async () => {
  const { cluster, run } = sceneWith();
  for (const snapshot of cluster.all(VOLUME_SNAPSHOT)) await cluster.delete(VOLUME_SNAPSHOT, snapshot);
  await expect(run()).rejects.toThrow('policy orders/orders-db has no complete group: there is nothing to restore');
});

test('is never finished before it has started, whatever the clock of the server says', async () => {
  const { cluster, run } = sceneWith();
  cluster.pods.statusOf = () => {
    cluster.now = () => new Date(0);
    return endedWith(GOOD);
  };
  const { startedAt, finishedAt } = await run();
  expect(finishedAt).toBe(startedAt);
});

describe('a pod that no node takes', () => {
  const MESSAGE = '0/3 nodes are available: 3 Insufficient cpu.';
  const PENDING = { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: MESSAGE }] };

  test('is told of once, long before the time is over, and is the reason', async () => {
    const { run } = sceneWith(PENDING);
    const warnings: string[] = [];
    const evidence = await run(DRILL, { progress: { step: () => undefined, warn: (_, message) => warnings.push(message) } });
    expect(warnings).toEqual([`no node takes pod drills/orders-db-drill: ${MESSAGE}`]);
    expect(evidence).toMatchObject({ outcome: 'Inconclusive', reason: `the restored server was not seen to run: ${MESSAGE}` });
  });

  test('is said when the drill is told to stop meanwhile', async () => {
    const { run } = sceneWith(PENDING);
    const stop = new AbortController();
    const warn = (): void => stop.abort(new Error('told to stop by SIGTERM'));
    const stopped = run(DRILL, { signal: stop.signal, progress: { step: () => undefined, warn } });
    expect(await stopped).toMatchObject({ outcome: 'Inconclusive', reason: `told to stop by SIGTERM, while no node took the pod: ${MESSAGE}` });
  });
});
