import { describe, expect, test } from 'vitest';
import { DUE, NAMES, groupsLeft, left, pruningOf, sceneWith, whole } from './fixture';
import { CONFIG_MAP, LEASE, VOLUME_SNAPSHOT, VOLUME_SNAPSHOT_CONTENT } from '../../../../cli/cluster/cluster';
import { isDone, previewPrune } from '../../../../cli/operations/snapshot-prune/apply';
import { SNAPSHOT_BOUND_FINALIZER } from '../../../../src/core/vocabulary';
import type { FakeCluster } from '../../../support/fake-cluster';
import { policyWith, snapshotsOf } from '../snapshots/groups';

const POLICY = policyWith({ last: 2 });
const DELETE_POLICY = policyWith({ last: 2 }, { snapshotClass: { name: 'disk', cut: 'creationTime', deletionPolicy: 'Delete' } });
const SUSPENDED = policyWith({ last: 2 }, { schedule: { cron: '7 * * * *', timeZone: 'Etc/UTC', suspend: true } });

/** Verbs and resources of all calls: the permissions it takes. */
function permissions(cluster: FakeCluster): string[] {
  return [...new Set(cluster.calls.map((call) => call.split(' ').slice(0, 2).join(' ')))].sort();
}

test('keeps what the plan keeps and frees the rest, contents and all', async () => {
  const { cluster, run } = sceneWith();
  const result = await run(POLICY);
  expect(left(cluster)).toEqual(whole(NAMES.slice(3)));
  expect(result.outcomes).toEqual(NAMES.slice(0, 3).map((group) => ({ group, result: 'deleted' })));
  expect(isDone(result)).toBe(true);
  expect(pruningOf(cluster)).toEqual([]);
});

test('deletes one snapshot after the other, the oldest group first', async () => {
  const { cluster, run } = sceneWith();
  await run(POLICY);
  const deleted = cluster.calls.filter((call) => call.startsWith('delete')).map((call) => call.split(' ')[2]);
  expect(deleted).toEqual(DUE.slice(0, 3).flatMap((due) => snapshotsOf(due).map(({ metadata }) => metadata.name)));
});

test('needs no other permission than these', async () => {
  const { cluster, run } = sceneWith();
  await run(POLICY);
  expect(permissions(cluster)).toEqual([
    'delete volumesnapshots', 'get configmaps', 'get leases', 'get volumesnapshotcontents', 'list volumesnapshots',
    'patch volumesnapshotcontents', 'patch volumesnapshots', 'replace configmaps', 'replace leases',
  ]);
});

test('makes its lease where there is none, with the label of the policy', async () => {
  const { cluster, run } = sceneWith();
  await cluster.delete(LEASE, cluster.all(LEASE)[0]);
  expect(isDone(await run(POLICY))).toBe(true);
  expect(cluster.all(LEASE)).toMatchObject([{ metadata: { name: 'orders-db', namespace: 'orders', labels: { 'cdk8s-stateful.dev/policy': 'orders-db' } } }]);
});

test('with a class that deletes, contents are none of its business', async () => {
  const { cluster, run } = sceneWith();
  cluster.snapshots.deletionPolicy = 'Delete';
  cluster.snapshots.goneAfter = 10;
  const result = await run(DELETE_POLICY);
  expect(groupsLeft(cluster)).toEqual(whole(NAMES.slice(3)).groups);
  expect(cluster.all(VOLUME_SNAPSHOT_CONTENT)).toHaveLength(4);
  expect(isDone(result)).toBe(true);
  expect(permissions(cluster)).toEqual(['delete volumesnapshots', 'get configmaps', 'get leases', 'list volumesnapshots', 'replace configmaps', 'replace leases']);
});

test('a second prune changes nothing but the lease', async () => {
  const { cluster, run } = sceneWith();
  await run(POLICY);
  cluster.calls.length = 0;
  expect((await run(POLICY)).outcomes).toEqual([]);
  expect(permissions(cluster)).toEqual(['get configmaps', 'get leases', 'list volumesnapshots', 'replace leases']);
});

describe('changes nothing', () => {
  test('for a policy that is suspended', async () => {
    const { cluster, run } = sceneWith();
    const result = await run(SUSPENDED);
    expect(left(cluster)).toEqual(whole(NAMES));
    expect(isDone(result)).toBe(false);
  });

  test('when it is only a preview', async () => {
    const { cluster } = sceneWith();
    const plan = await previewPrune(POLICY, cluster);
    expect(plan.doomed.map(({ name }) => name)).toEqual(NAMES.slice(0, 3));
    expect(cluster.calls).toEqual(['get configmaps orders-db-state', 'list volumesnapshots']);
  });

  test('when nobody knows what was begun before, but says what it would do', async () => {
    const { cluster, run } = sceneWith();
    await cluster.delete(CONFIG_MAP, cluster.all(CONFIG_MAP)[0]);
    expect((await previewPrune(POLICY, cluster)).doomed.map(({ name }) => name)).toEqual(NAMES.slice(0, 3));
    await expect(run(POLICY)).rejects.toThrow('ConfigMap orders/orders-db-state is missing; apply the manifests of policy orders-db, which hold it');
    expect(left(cluster)).toEqual(whole(NAMES));
  });

  test('of another policy', async () => {
    const { cluster, run } = sceneWith();
    const [stranger] = snapshotsOf('2020-01-01T00:00:00Z', ['data']);
    cluster.seed({ ...stranger, metadata: { ...stranger.metadata, labels: { ...stranger.metadata.labels, 'cdk8s-stateful.dev/policy': 'other' } } });
    await run(POLICY);
    expect(cluster.all(VOLUME_SNAPSHOT).map(({ metadata }) => metadata.name)).toContain(stranger.metadata.name);
  });

  test('about a content that belongs to another snapshot; its group stays for a person to look at', async () => {
    const { cluster, run } = sceneWith();
    const content = cluster.all(VOLUME_SNAPSHOT_CONTENT).find(({ spec }) => spec.volumeSnapshotRef.name === `${NAMES[1]}-data`)!;
    await cluster.patch(VOLUME_SNAPSHOT_CONTENT, content.metadata.name, undefined, [{ op: 'replace', path: '/spec/volumeSnapshotRef/uid', value: 'another' }]);
    const { outcomes } = await run(POLICY);
    expect(outcomes.map(({ result }) => result)).toEqual(['deleted', 'failed', 'deleted']);
    expect(outcomes[1].problem).toBe(
      `VolumeSnapshotContent ${content.metadata.name} belongs to VolumeSnapshot orders/${NAMES[1]}-data (uid another), not to ${NAMES[1]}-data (uid uid-of-${NAMES[1]}-data), which claims it`,
    );
    expect(left(cluster)).toEqual(whole([NAMES[1], ...NAMES.slice(3)]));
    expect(pruningOf(cluster)).toEqual([NAMES[1]]);
  });
});

test('a group that fails does not stop the others, and is finished by the next prune', async () => {
  const { cluster, run, warnings } = sceneWith();
  cluster.failNext('Forbidden', 1, `delete volumesnapshots ${NAMES[0]}-wal`);
  const result = await run(POLICY);
  expect(result.outcomes.map(({ result: each }) => each)).toEqual(['failed', 'deleted', 'deleted']);
  expect(isDone(result)).toBe(false);
  expect(warnings).toEqual([expect.stringContaining(`group ${NAMES[0]} failed: cannot delete`)]);
  expect(pruningOf(cluster)).toEqual([NAMES[0]]);
  expect(isDone(await run(POLICY))).toBe(true);
  expect(left(cluster)).toEqual(whole(NAMES.slice(3)));
});

describe('a snapshot controller that lags behind', () => {
  test('is waited for, so that no content is left behind', async () => {
    const { cluster, run } = sceneWith();
    cluster.snapshots.blindFor = 5;
    const result = await run(POLICY);
    expect(isDone(result)).toBe(true);
    expect(left(cluster)).toEqual(whole(NAMES.slice(3)));
  });

  test('is not believed for what it said before the group was kept for a while', async () => {
    const { cluster, run } = sceneWith({ pruning: [NAMES[0]] });
    const protect = { op: 'add' as const, path: '/metadata/finalizers', value: ['example.com/mine', SNAPSHOT_BOUND_FINALIZER] };
    for (const member of ['data', 'wal']) await cluster.patch(VOLUME_SNAPSHOT, `${NAMES[0]}-${member}`, 'orders', [protect]);
    cluster.snapshots.blindFor = 5;
    expect(isDone(await run(POLICY))).toBe(true);
    expect(left(cluster)).toEqual(whole(NAMES.slice(3)));
  });

  test('and never looks leaves everything there, to be finished or taken back', async () => {
    const { cluster, run } = sceneWith();
    cluster.snapshots.blindFor = Infinity;
    const { outcomes } = await run(POLICY);
    expect(outcomes.map(({ result }) => result)).toEqual(['failed', 'failed', 'failed']);
    expect(outcomes[0].problem).toBe(
      `the snapshot controller has not taken note within 45 s that the content of VolumeSnapshot ${NAMES[0]}-data is to be deleted with it; is it running?`,
    );
    expect(groupsLeft(cluster)).toEqual(whole(NAMES).groups);
    expect(pruningOf(cluster)).toEqual(NAMES.slice(0, 3));
    expect(isDone(await run(policyWith({ last: 5 })))).toBe(true);
    expect(left(cluster)).toEqual(whole(NAMES));
    cluster.snapshots.blindFor = 0;
    expect(isDone(await run(POLICY))).toBe(true);
    expect(left(cluster)).toEqual(whole(NAMES.slice(3)));
  });

  test('is no longer waited for when the prune is told to stop', async () => {
    const { cluster, run } = sceneWith();
    cluster.snapshots.blindFor = Infinity;
    const stop = new AbortController();
    const stopped = run(POLICY, { signal: stop.signal });
    void cluster.clock.sleep(10_000).then(() => stop.abort());
    expect((await stopped).outcomes.map(({ result }) => result)).toEqual(['stopped', 'stopped', 'stopped']);
    expect(groupsLeft(cluster)).toEqual(whole(NAMES).groups);
    expect(pruningOf(cluster)).toEqual(NAMES.slice(0, 3));
  });
});

test('says what is not gone after two minutes, and looks for it again the next time', async () => {
  const { cluster, run } = sceneWith();
  cluster.snapshots.goneAfter = 300;
  const began = cluster.clock.monotonic();
  const { outcomes } = await run(POLICY);
  expect(outcomes.map(({ result }) => result)).toEqual(['leaked', 'leaked', 'leaked']);
  expect(outcomes[0].problem).toMatch(/^VolumeSnapshotContent \S+, VolumeSnapshotContent \S+ not gone 120 s after the deletion; see the events of these objects and the logs of the driver's csi-snapshotter$/);
  expect(cluster.clock.monotonic() - began).toBeLessThan(130_000);
  expect(pruningOf(cluster)).toEqual(NAMES.slice(0, 3));
  cluster.snapshots.goneAfter = 0;
  expect(isDone(await run(POLICY))).toBe(true);
  expect(left(cluster)).toEqual(whole(NAMES.slice(3)));
});

test('waits through a cluster that does not answer once', async () => {
  const { cluster, run } = sceneWith();
  cluster.snapshots.deletionPolicy = 'Delete';
  cluster.snapshots.goneAfter = 10;
  const delayed = run(DELETE_POLICY);
  await new Promise(setImmediate);
  cluster.failNext('Unreachable', 1, 'list');
  expect(isDone(await delayed)).toBe(true);
});

test('a signal stops it between two snapshots, and the next prune goes on', async () => {
  const { cluster, run } = sceneWith();
  const stop = new AbortController();
  const { delete: original } = cluster;
  cluster.delete = async (kind, object) => {
    await original.call(cluster, kind, object);
    stop.abort();
  };
  const stopped = await run(POLICY, { signal: stop.signal });
  cluster.delete = original;
  expect(stopped.outcomes.map(({ result }) => result)).toEqual(['stopped', 'stopped', 'stopped']);
  expect(isDone(stopped)).toBe(false);
  expect(groupsLeft(cluster)).toEqual({ ...whole(NAMES).groups, [NAMES[0]]: 1 });
  expect(isDone(await run(POLICY))).toBe(true);
  expect(left(cluster)).toEqual(whole(NAMES.slice(3)));
});
