import { describe, expect, test } from 'vitest';
import { FakeCluster, FakeClock, Killed } from './fake-cluster';
import { CONFIG_MAP, VOLUME_SNAPSHOT, VOLUME_SNAPSHOT_CONTENT } from '../../cli/cluster/cluster';
import type { KubeObject } from '../../cli/cluster/cluster';

function snapshot(name: string, claim: string = 'data-db-0'): KubeObject {
  const { apiVersion, kind } = VOLUME_SNAPSHOT;
  return {
    apiVersion,
    kind,
    metadata: { name, namespace: 'shop', labels: { group: 'one' } },
    spec: { source: { persistentVolumeClaimName: claim }, volumeSnapshotClassName: 'keep' },
  };
}

function configMap(name: string): KubeObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' }, data: { a: '1' } };
}

describe('objects', () => {
  test('get a uid, a version and an age, and are copies', async () => {
    const cluster = new FakeCluster();
    const created = await cluster.create(CONFIG_MAP, configMap('state'));
    expect(created.metadata).toMatchObject({ uid: '00000000-0000-4000-8000-000000000001', resourceVersion: '1', creationTimestamp: '2026-03-01T00:00:00Z' });
    created.data.a = 'changed';
    expect((await cluster.get(CONFIG_MAP, 'state', 'shop'))!.data).toEqual({ a: '1' });
    await expect(cluster.create(CONFIG_MAP, configMap('state'))).rejects.toMatchObject({ reason: 'AlreadyExists' });
    expect(await cluster.get(CONFIG_MAP, 'state', 'other')).toBeUndefined();
  });

  test('are replaced only as they were read', async () => {
    const cluster = new FakeCluster();
    const read = await cluster.create(CONFIG_MAP, configMap('state'));
    await cluster.replace(CONFIG_MAP, { ...read, data: { a: '2' } });
    await expect(cluster.replace(CONFIG_MAP, { ...read, data: { a: '3' } })).rejects.toMatchObject({ reason: 'Conflict' });
    expect((await cluster.get(CONFIG_MAP, 'state', 'shop'))!.data).toEqual({ a: '2' });
  });

  test('are patched when the test holds', async () => {
    const cluster = new FakeCluster();
    await cluster.create(CONFIG_MAP, configMap('state'));
    const set = (from: string, to: string) => cluster.patch(CONFIG_MAP, 'state', 'shop', [
      { op: 'test', path: '/data/a', value: from }, { op: 'replace', path: '/data/a', value: to }, { op: 'add', path: '/data/x~1y', value: 'z' },
    ]);
    expect((await set('1', '2')).data).toEqual({ 'a': '2', 'x/y': 'z' });
    await expect(set('1', '3')).rejects.toMatchObject({ reason: 'Invalid' });
    await expect(cluster.patch(CONFIG_MAP, 'state', 'shop', [{ op: 'remove', path: '/data/none' }])).rejects.toMatchObject({ reason: 'Invalid' });
  });

  test('are deleted only when they are the very ones', async () => {
    const cluster = new FakeCluster();
    const created = await cluster.create(CONFIG_MAP, configMap('state'));
    await expect(cluster.delete(CONFIG_MAP, { ...created, metadata: { ...created.metadata, uid: 'other' } })).rejects.toMatchObject({ reason: 'Conflict' });
    await cluster.delete(CONFIG_MAP, created);
    await cluster.delete(CONFIG_MAP, created);
    expect(cluster.all(CONFIG_MAP)).toEqual([]);
  });

  test('are not there after a dry run', async () => {
    const cluster = new FakeCluster();
    await cluster.create(CONFIG_MAP, configMap('state'), { dryRun: true });
    expect(cluster.all(CONFIG_MAP)).toEqual([]);
    expect(cluster.calls).toEqual(['create configmaps state (dry run)']);
  });
});

describe('snapshots', () => {
  test('are bound, cut and ready one after the other', async () => {
    const cluster = new FakeCluster();
    const { metadata } = await cluster.create(VOLUME_SNAPSHOT, snapshot('a'));
    const status = async () => (await cluster.list(VOLUME_SNAPSHOT, 'shop', { group: 'one' }))[0].status;
    const content = `snapcontent-${metadata.uid}`;
    expect(await status()).toEqual({ boundVolumeSnapshotContentName: content, readyToUse: false });
    await cluster.clock.sleep(1000);
    expect(await status()).toMatchObject({ readyToUse: false, creationTime: '2026-03-01T00:00:01Z', restoreSize: '1Gi' });
    await cluster.clock.sleep(1000);
    expect(await status()).toMatchObject({ readyToUse: true });
    expect((await cluster.get(VOLUME_SNAPSHOT_CONTENT, content))!.spec).toMatchObject({
      deletionPolicy: 'Retain', volumeSnapshotRef: { name: 'a', namespace: 'shop', uid: metadata.uid },
    });
  });

  test('of one claim show an error and are cut late', async () => {
    const cluster = new FakeCluster();
    cluster.snapshots.byClaim = { 'data-db-1': { error: { after: 1, message: 'timed out' }, cutAfter: 300, readyAfter: 300 } };
    await cluster.create(VOLUME_SNAPSHOT, snapshot('a'));
    await cluster.create(VOLUME_SNAPSHOT, snapshot('b', 'data-db-1'));
    cluster.clock.advance(10_000);
    expect(cluster.all(VOLUME_SNAPSHOT).map(({ status }) => [status.readyToUse, status.error?.message])).toEqual([[true, undefined], [false, 'timed out']]);
    cluster.clock.advance(290_000);
    expect(cluster.all(VOLUME_SNAPSHOT)[1].status).toMatchObject({ readyToUse: true, creationTime: '2026-03-01T00:05:00Z' });
    expect(cluster.all(VOLUME_SNAPSHOT)[1].status).not.toHaveProperty('error');
  });

  test('meet a quota', async () => {
    const cluster = new FakeCluster();
    cluster.snapshots.denied = [2];
    await cluster.create(VOLUME_SNAPSHOT, snapshot('a'));
    await expect(cluster.create(VOLUME_SNAPSHOT, snapshot('b'))).rejects.toMatchObject({ reason: 'Forbidden', message: expect.stringContaining('exceeded quota') });
    await cluster.create(VOLUME_SNAPSHOT, snapshot('b'));
  });

  test('take their content with them when its policy says so', async () => {
    const cluster = new FakeCluster();
    cluster.snapshots.goneAfter = 5;
    const [kept, freed] = [cluster.seed(snapshot('a')), cluster.seed(snapshot('b'))];
    const flip = [{ op: 'replace', path: '/spec/deletionPolicy', value: 'Delete' }] as const;
    await cluster.patch(VOLUME_SNAPSHOT_CONTENT, `snapcontent-${freed.metadata.uid}`, undefined, flip);
    await cluster.delete(VOLUME_SNAPSHOT, kept);
    await cluster.delete(VOLUME_SNAPSHOT, freed);
    expect(cluster.all(VOLUME_SNAPSHOT).map(({ metadata }) => metadata.deletionTimestamp)).toEqual(['2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z']);
    await cluster.clock.sleep(5000);
    expect(cluster.all(VOLUME_SNAPSHOT)).toEqual([]);
    expect(cluster.all(VOLUME_SNAPSHOT_CONTENT).map(({ metadata }) => metadata.name)).toEqual([`snapcontent-${kept.metadata.uid}`]);
  });
});

describe('interruptions', () => {
  test.each([['before', 0], ['after', 1]] as const)('a program killed %s its second call has done %i of it', async (when, done) => {
    const cluster = new FakeCluster();
    cluster.killAt(2, when);
    await cluster.get(CONFIG_MAP, 'state', 'shop');
    await expect(cluster.create(CONFIG_MAP, configMap('state'))).rejects.toBeInstanceOf(Killed);
    await expect(cluster.get(CONFIG_MAP, 'state', 'shop')).rejects.toBeInstanceOf(Killed);
    cluster.revive();
    expect(cluster.all(CONFIG_MAP)).toHaveLength(done);
    expect(cluster.calls).toHaveLength(1 + done);
    await cluster.get(CONFIG_MAP, 'state', 'shop');
  });

  test('calls of one sort fail as often as they are told to', async () => {
    const cluster = new FakeCluster();
    cluster.failNext('Unreachable', 2, 'create');
    await cluster.get(CONFIG_MAP, 'state', 'shop');
    await expect(cluster.create(CONFIG_MAP, configMap('state'))).rejects.toMatchObject({ reason: 'Unreachable' });
    await expect(cluster.create(CONFIG_MAP, configMap('state'))).rejects.toMatchObject({ reason: 'Unreachable' });
    await cluster.create(CONFIG_MAP, configMap('state'));
  });

  test('connections count until they are closed', async () => {
    const cluster = new FakeCluster();
    const connection = await cluster.connect('shop', 'db', 5432);
    expect(connection).toMatchObject({ host: 'db.shop.svc', port: 5432 });
    expect(cluster.openConnections).toBe(1);
    connection.close();
    expect(cluster.openConnections).toBe(0);
  });
});

describe('the clock', () => {
  test('wakes sleepers in their order, without waiting', async () => {
    const clock = new FakeClock();
    const woken: string[] = [];
    const sleep = async (name: string, milliseconds: number) => {
      await clock.sleep(milliseconds);
      woken.push(`${name} ${clock.monotonic()}`);
    };
    await Promise.all([sleep('late', 3_600_000), sleep('early', 1000)]);
    expect(woken).toEqual(['early 1000', 'late 3600000']);
  });

  test('stops a sleep when the signal says so', async () => {
    const clock = new FakeClock();
    const controller = new AbortController();
    const sleep = clock.sleep(1000, controller.signal);
    controller.abort();
    await expect(sleep).rejects.toMatchObject({ name: 'AbortError' });
    await expect(clock.sleep(1000, controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect(clock.monotonic()).toBe(0);
  });
});
