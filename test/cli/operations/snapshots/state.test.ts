import { describe, expect, test } from 'vitest';
import { CONFIG_MAP } from '../../../../cli/cluster/cluster';
import { loadState, updateState, withEvidence } from '../../../../cli/operations/snapshots/state';
import { STATE_FILE } from '../../../../src/core/vocabulary';
import { EMPTY_STATE, MAX_RUNS } from '../../../../src/documents/snapshot-state';
import type { GroupIntent, RunEvidence, SnapshotStateDocument } from '../../../../src/documents/snapshot-state';
import { FakeCluster } from '../../../support/fake-cluster';
import { policyOf, sceneWith } from '../snapshot-run/fixture';

const POLICY = { name: 'orders-db', namespace: 'orders' };

function clusterWith(state?: string): FakeCluster {
  const cluster = new FakeCluster();
  const data = { other: 'stays', ...(state !== undefined ? { [STATE_FILE]: state } : {}) };
  cluster.seed({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'orders-db-state', namespace: 'orders' }, data });
  return cluster;
}

const addPruning = (group: string) => (state: SnapshotStateDocument): SnapshotStateDocument => ({ ...state, pruning: [...state.pruning, group] });

describe('a change', () => {
  test('begins with nothing and leaves other keys alone', async () => {
    const cluster = clusterWith();
    expect(await updateState(cluster, POLICY, addPruning('a'))).toEqual({ ...EMPTY_STATE, pruning: ['a'] });
    expect(cluster.all(CONFIG_MAP)[0].data).toEqual({ other: 'stays', [STATE_FILE]: JSON.stringify({ ...EMPTY_STATE, pruning: ['a'] }) });
  });

  test('that meets another is made again to what is there then', async () => {
    const cluster = clusterWith();
    const { get } = cluster;
    cluster.get = async (...args) => {
      cluster.get = get;
      const read = await get.apply(cluster, args);
      await updateState(cluster, POLICY, addPruning('theirs'));
      return read;
    };
    await updateState(cluster, POLICY, addPruning('ours'));
    expect((await loadState(cluster, POLICY)).pruning).toEqual(['theirs', 'ours']);
  });

  test.each([['Conflict', 5], ['Forbidden', 1]] as const)('that fails with %s is tried %i times', async (reason, times) => {
    const cluster = clusterWith();
    cluster.failNext(reason, 99, 'replace');
    await expect(updateState(cluster, POLICY, addPruning('a'))).rejects.toMatchObject({ reason });
    expect(cluster.calls.filter((call) => call.startsWith('replace'))).toHaveLength(times);
  });

  test('that changes nothing writes nothing', async () => {
    const cluster = clusterWith();
    await updateState(cluster, POLICY, (state) => state);
    expect(cluster.calls).toEqual(['get configmaps orders-db-state']);
  });
});

describe('a state that is not understood', () => {
  const PLACE = 'ConfigMap orders/orders-db-state, state.json';

  test.each([
    ['{', `${PLACE} is not JSON (`],
    ['null', `${PLACE} has schema "undefined", and this program knows cdk8s-stateful.dev/snapshot-state/v1; use the program that wrote it or a newer one`],
    ['{"schema":"cdk8s-stateful.dev/snapshot-state/v2"}', `${PLACE} has schema "cdk8s-stateful.dev/snapshot-state/v2", and`],
    ['{"schema":"cdk8s-stateful.dev/snapshot-state/v1","begun":[],"runs":{},"pruning":[]}', `${PLACE} lacks one of begun, pruning, runs; remove the key`],
    ['{"schema":"cdk8s-stateful.dev/snapshot-state/v1","begun":[],"runs":[],"pruning":[],"drills":{}}', `${PLACE} has drills or conditions that are no list; remove the key`],
    ['{"schema":"cdk8s-stateful.dev/snapshot-state/v1","begun":[],"runs":[],"pruning":[],"conditions":1}', `${PLACE} has drills or conditions that are no list`],
    ['{"schema":"cdk8s-stateful.dev/snapshot-state/v1","begun":[],"runs":[],"pruning":[],"freeing":{}}', `${PLACE} has freeing that is no list`],
  ])('%s is refused', async (text, message) => {
    await expect(loadState(clusterWith(text), POLICY)).rejects.toThrow(message);
  });

  test('keeps a run from doing anything', async () => {
    const scene = sceneWith(policyOf(1));
    const [state] = scene.cluster.all(CONFIG_MAP);
    await scene.cluster.replace(CONFIG_MAP, { ...state, data: { [STATE_FILE]: '{"schema":"newer"}' } });
    scene.cluster.calls.length = 0;
    await expect(scene.run()).rejects.toThrow('has schema "newer"');
    expect(scene.cluster.calls).toEqual([
      'get leases orders-db', 'replace leases orders-db', 'get configmaps orders-db-state', 'replace leases orders-db',
    ]);
    expect(scene.sessions).toEqual([]);
  });

  test('is one thing, a ConfigMap that is not there another', async () => {
    await expect(loadState(new FakeCluster(), POLICY)).rejects.toThrow('ConfigMap orders/orders-db-state is missing; apply the manifests of policy orders-db, which hold it');
  });
});

describe('evidence', () => {
  const intent = (group: string): GroupIntent => ({ group, run: group, scheduledAt: '', startedAt: '', members: [], excluded: [], quiesce: { strategy: 'none', result: 'not asked' } });
  const evidence = (group: string, reason: string = ''): RunEvidence => (
    { ...intent(group), outcome: 'Complete', consistency: 'crash', reason, finishedAt: '', program: '', snapshots: [] }
  );
  const runs = (state: SnapshotStateDocument): string[] => state.runs.map(({ group }) => group);

  test('takes the place of what was begun, and of what was known before', () => {
    const before = { ...EMPTY_STATE, begun: [intent('a'), intent('b')], runs: [evidence('b', 'old'), evidence('c')] };
    const state = withEvidence(before, [evidence('b', 'new')]);
    expect(state.begun.map(({ group }) => group)).toEqual(['a']);
    expect(state.runs.map(({ group, reason }) => `${group} ${reason}`)).toEqual(['c ', 'b new']);
    expect(withEvidence(before, [])).toBe(before);
  });

  test(`is kept of ${MAX_RUNS} runs`, () => {
    const many = Array.from({ length: MAX_RUNS }, (_, at) => evidence(`run-${at}`));
    expect(runs(withEvidence({ ...EMPTY_STATE, runs: many }, [evidence('newest')]))).toEqual([...many.slice(1).map(({ group }) => group), 'newest']);
  });

  test('is kept of fewer when they would not fit into a ConfigMap', () => {
    const large = (group: string): RunEvidence => evidence(group, 'x'.repeat(100_000));
    const state = withEvidence({ ...EMPTY_STATE, runs: ['a', 'b', 'c', 'd', 'e'].map(large) }, [large('f')]);
    expect(runs(state)).toEqual(['b', 'c', 'd', 'e', 'f']);
    expect(JSON.stringify(state).length).toBeLessThan(1024 * 1024);
  });
});
