import { describe, expect, test } from 'vitest';
import { HOLD_SECONDS, LABEL, backupScene } from './backup-fixture';
import type { BackupScene } from './backup-fixture';
import { GROUP, LATER, LATER_GROUP, RUN, groupStates, groups, leaseHolder, outcomes, snapshotNames, stateOf } from './fixture';
import { CLAIM, VOLUME_SNAPSHOT } from '../../../../cli/cluster/cluster';
import { decide } from '../../../../cli/operations/snapshots/retention';
import { BACKUP_LABEL_ANNOTATION, CONSISTENCY_ANNOTATION } from '../../../../src/core/vocabulary';
import { backupLabelOf } from '../../../../src/documents/backup-label';

const DATA = `${GROUP}-data-db-0`;
const LOG = `${GROUP}-wal-db-0`;

function consistencies({ cluster }: BackupScene): (string | undefined)[] {
  return cluster.all(VOLUME_SNAPSHOT).map(({ metadata }) => metadata.annotations?.[CONSISTENCY_ANNOTATION]);
}

/** Nothing is open, the group is not counted by anybody, and never will be. */
async function expectFailed(scene: BackupScene, reason: string, group: string = GROUP): Promise<void> {
  const { cluster, clock, policy, backups } = scene;
  expect(stateOf(cluster).runs.at(-1)).toMatchObject({ group, outcome: 'Failed', consistency: 'unproven', reason: expect.stringContaining(reason) });
  expect(stateOf(cluster).begun).toEqual([]);
  expect([backups.open, cluster.openConnections, leaseHolder(cluster)]).toEqual([0, 0, '']);
  expect(groups(scene).map(({ state }) => state)).not.toContain('Complete');
  clock.advance(10 * 3600_000);
  expect(groups(scene).map(({ state }) => state)).not.toContain('Complete');
  expect(decide(groups(scene), policy, { pruning: [] }, cluster.now()).flatMap(({ reasons }) => reasons).filter((each) => each.startsWith('last '))).toEqual([]);
}

describe('a backup', () => {
  test('goes by the order in which its volumes fit each other', async () => {
    const { cluster, run } = backupScene();
    expect(await run()).toMatchObject({ group: GROUP, state: 'Complete', consistency: 'application', degraded: false, members: [DATA, LOG] });
    const steps = cluster.calls.filter((call) => /^(create volumesnapshots \S+$|database|patch|replace configmaps)/.test(call));
    expect(steps).toEqual([
      'replace configmaps orders-db-state', 'database start', `create volumesnapshots ${DATA}`, 'database stop', `create volumesnapshots ${LOG}`, 'database log',
      'replace configmaps orders-db-state', `patch volumesnapshots ${DATA}`, `patch volumesnapshots ${LOG}`, 'replace configmaps orders-db-state',
    ]);
  });

  test('ends when the data was cut, and cuts the log after that', async () => {
    const scene = backupScene();
    scene.cluster.snapshots.byClaim = { 'data-db-0': { cutAfter: 20, readyAfter: 3000 } };
    await scene.run();
    const [data, log] = scene.cluster.all(VOLUME_SNAPSHOT);
    expect(Date.parse(log.metadata.creationTimestamp!)).toBeGreaterThanOrEqual(Date.parse(data.status.creationTime));
    expect(scene.backups.stopped).toBe(1);
  });

  test('asks the server for a name, and for an end of its own', async () => {
    const { backups, run } = backupScene();
    await run();
    expect(backups.targets).toMatchObject([{
      host: 'db.orders.svc', port: 5432, database: 'postgres', username: 'snapshotter', password: 'geheim', deadlineSeconds: 30, label: GROUP, holdSeconds: HOLD_SECONDS,
    }]);
    expect(backups.open).toBe(0);
  });

  test('leaves on each member what a restore needs', async () => {
    const { cluster, run, backups } = backupScene();
    backups.label = { ...LABEL, tablespace_map: '16400 /srv/fast\n' };
    await run();
    const labels = cluster.all(VOLUME_SNAPSHOT).map(({ metadata }) => backupLabelOf(metadata.annotations));
    expect(labels).toEqual([backups.label, backups.label]);
    expect(stateOf(cluster).runs[0].quiesce).toEqual({
      strategy: 'postgres-backup',
      result: 'done',
      finishedAt: expect.any(String),
      lsn: '0/2000028',
      backup: backups.label,
      cuts: Object.fromEntries(cluster.all(VOLUME_SNAPSHOT).map(({ metadata, status }) => [metadata.name, status.creationTime])),
    });
  });

  test('holds nothing while a driver makes its snapshots ready, and is good all the same when that is the next run\'s to see', async () => {
    const scene = backupScene();
    scene.cluster.snapshots.all = { cutAfter: 1, readyAfter: 2000 };
    expect(await scene.run()).toMatchObject({ state: 'Pending', consistency: 'application' });
    expect(scene.backups.open).toBe(0);
    expect(scene.clock.monotonic()).toBeLessThan(700_000);
    scene.clock.advance(2_000_000);
    await scene.run(LATER);
    expect(outcomes(scene.cluster)[0]).toBe(`${GROUP} Complete`);
    expect(stateOf(scene.cluster).runs[0].consistency).toBe('application');
  });

  test('waits for readyToUse where a driver says too early that it has cut', async () => {
    const scene = backupScene({ snapshotClass: { name: 'disk', cut: 'readyToUse', deletionPolicy: 'Retain' } });
    scene.cluster.snapshots.all = { cutAfter: 0, readyAfter: 30 };
    expect(await scene.run()).toMatchObject({ state: 'Complete', consistency: 'application' });
    const [data, log] = scene.cluster.all(VOLUME_SNAPSHOT);
    expect(Date.parse(log.metadata.creationTimestamp!) - Date.parse(data.metadata.creationTimestamp!)).toBeGreaterThanOrEqual(30_000);
  });

  test('that was taken is not taken again by the same run', async () => {
    const { run, backups } = backupScene();
    await run();
    expect(await run()).toMatchObject({ group: GROUP, state: 'Complete', consistency: 'application' });
    expect(backups.targets).toHaveLength(1);
  });
});

describe('a group is of no use', () => {
  test.each([
    ['is not reached', 'start', 'connect ECONNREFUSED'],
    ['does not let it end', 'stop', 'permission denied for function pg_backup_stop'],
    ['cannot say how much it wrote', 'log', 'canceling statement due to statement timeout'],
  ] as const)('when the database %s', async (_, step, message) => {
    const scene = backupScene();
    scene.backups.fails = { step, message };
    expect(await scene.run()).toMatchObject({ state: 'Failed', consistency: 'unproven', reason: message });
    expect(snapshotNames(scene.cluster)).toEqual({ start: [], stop: [DATA], log: [DATA, LOG] }[step]);
    await expectFailed(scene, message);
  });

  test('when the data is cut too late, by a driver that erred first', async () => {
    const scene = backupScene();
    scene.cluster.snapshots.byClaim = { 'data-db-0': { error: { after: 1, message: 'timed out' }, cutAfter: 300, readyAfter: 300 } };
    expect(await scene.run()).toMatchObject({ state: 'Failed', reason: `${DATA} was not cut (timed out) within 60 s` });
    expect(snapshotNames(scene.cluster)).toEqual([DATA]);
    expect(scene.backups.stopped).toBe(0);
    await expectFailed(scene, 'was not cut');
  });

  test('when the log is cut too late', async () => {
    const scene = backupScene();
    scene.cluster.snapshots.byClaim = { 'wal-db-0': { error: { after: 1, message: 'timed out' }, cutAfter: 300, readyAfter: 300 } };
    expect(await scene.run()).toMatchObject({ state: 'Failed', reason: `${LOG} was not cut (timed out) within 60 s` });
    scene.clock.advance(600_000);
    expect(scene.cluster.all(VOLUME_SNAPSHOT).map(({ status }) => status.readyToUse)).toEqual([true, true]);
    await expectFailed(scene, 'was not cut');
  });

  test('when a snapshot never becomes anything', async () => {
    const scene = backupScene();
    scene.cluster.snapshots.all = { cutAfter: Infinity, readyAfter: Infinity };
    expect(await scene.run()).toMatchObject({ state: 'Failed', reason: `${DATA} was not cut within 60 s` });
    await expectFailed(scene, 'was not cut');
  });

  test('when it is cut in time and never ready', async () => {
    const scene = backupScene();
    scene.cluster.snapshots.all = { cutAfter: 1, readyAfter: Infinity };
    expect(await scene.run()).toMatchObject({ state: 'Pending' });
    scene.clock.advance(2 * 3600_000);
    expect(groupStates(scene)).toEqual([`${GROUP} Failed`]);
  });

  test('when a quota denies the second of two', async () => {
    const scene = backupScene();
    scene.cluster.snapshots.denied = [2];
    expect(await scene.run()).toMatchObject({ state: 'Failed', reason: expect.stringContaining('exceeded quota') });
    expect(snapshotNames(scene.cluster)).toEqual([DATA]);
    expect(scene.backups).toMatchObject({ open: 0, stopped: 1 });
    await expectFailed(scene, 'exceeded quota');
  });

  test('when the session is lost while the data is cut: the pod was replaced, or the server made an end of it', async () => {
    const scene = backupScene();
    scene.cluster.snapshots.all = { cutAfter: 20, readyAfter: 20 };
    scene.backups.lostAfter = 10;
    expect(await scene.run()).toMatchObject({ state: 'Failed', reason: expect.stringContaining('the session with the database was lost') });
    expect(scene.backups.stopped).toBe(0);
    scene.clock.advance(60_000);
    await expectFailed(scene, 'the session with the database was lost');
  });

  test('when the session is lost while the log is cut: nobody knows any more what log there was', async () => {
    const scene = backupScene();
    scene.cluster.snapshots.byClaim = { 'wal-db-0': { cutAfter: 30, readyAfter: 30 } };
    scene.backups.lostAfter = 20;
    expect(await scene.run()).toMatchObject({ state: 'Failed', reason: expect.stringContaining('the session with the database was lost') });
    expect(scene.backups.stopped).toBe(1);
    await expectFailed(scene, 'the session with the database was lost');
  });

  test('when the server may have thrown away a part of the log before it was cut', async () => {
    const scene = backupScene();
    scene.backups.log = { written: 501, kept: 500 };
    const reason = 'the server wrote 501 bytes of log since the backup began, and keeps no more than 500 for certain; raise wal_keep_size, or take snapshots when less is written';
    expect(await scene.run()).toMatchObject({ state: 'Failed', reason });
    await expectFailed(scene, reason);
  });

  test('when a driver says that it cut at another time', async () => {
    const scene = backupScene();
    scene.cluster.snapshots.byClaim = { 'data-db-0': { cutAfter: -3600, readyAfter: 1 } };
    expect(await scene.run()).toMatchObject({ state: 'Failed', reason: expect.stringContaining(`${DATA} says that it was cut at 2026-02-28T23:07:05Z`) });
    await expectFailed(scene, 'says that it was cut at');
  });

  test('when a snapshot says later that it was cut at another time, and no member says then that it is good', async () => {
    const scene = backupScene();
    scene.cluster.snapshots.all = { cutAfter: 1, readyAfter: 2000 };
    await scene.run();
    expect(consistencies(scene)).toEqual(['application', 'application']);
    scene.cluster.snapshots.byClaim = { 'data-db-0': { cutAfter: 500 } };
    scene.clock.advance(2_000_000);
    await scene.run(LATER);
    expect(stateOf(scene.cluster).runs[0]).toMatchObject({ group: GROUP, outcome: 'Failed', reason: `${DATA} was cut again after the backup had ended` });
    expect(consistencies(scene).slice(0, 2)).toEqual(['unproven', 'unproven']);
    expect(groups(scene).find(({ name }) => name === GROUP)!.state).not.toBe('Complete');
  });

  test('when a member cannot be marked', async () => {
    const scene = backupScene();
    scene.cluster.failNext('Forbidden', 1, `patch volumesnapshots ${LOG}`);
    expect(await scene.run()).toMatchObject({ state: 'Failed', reason: expect.stringContaining('Forbidden') });
    expect(consistencies(scene)).toEqual(['application', 'unproven']);
    await expectFailed(scene, 'Forbidden');
  });

  test('when it is told to stop: the backup goes with the session, and the next run says what it was', async () => {
    const scene = backupScene();
    const stop = new AbortController();
    scene.cluster.snapshots.all = { cutAfter: 20, readyAfter: 20 };
    void scene.clock.sleep(5000).then(() => stop.abort(new Error('told to stop')));
    await expect(scene.run(RUN, { signal: stop.signal })).rejects.toThrow('told to stop');
    expect([scene.backups.open, scene.backups.stopped, leaseHolder(scene.cluster)]).toEqual([0, 0, '']);
    scene.clock.advance(3600_000);
    await scene.run(LATER);
    expect(outcomes(scene.cluster)).toEqual([`${GROUP} Failed`, `${LATER_GROUP} Complete`]);
  });
});

describe('nothing is begun', () => {
  test('without a volume of the server', async () => {
    const scene = backupScene();
    await scene.cluster.patch(CLAIM, 'wal-db-0', 'orders', [{ op: 'replace', path: '/status/phase', value: 'Pending' }]);
    await expect(scene.run()).rejects.toThrow('StatefulSet db lacks a volume of its server (claim wal-db-0 is Pending), without which the others are of no use');
    expect([snapshotNames(scene.cluster), scene.backups.targets, stateOf(scene.cluster).begun]).toEqual([[], [], []]);
  });

  test('for several servers', async () => {
    const scene = backupScene({ workload: { kind: 'StatefulSet', name: 'db', replicas: 2, claimTemplates: ['data', 'wal'] } });
    await expect(scene.run()).rejects.toThrow('StatefulSet db has the volumes of 2 servers, and a backup is of one; scale it to 1');
    expect(snapshotNames(scene.cluster)).toEqual([]);
  });

  test('when the API server would not take the snapshots', async () => {
    const scene = backupScene();
    scene.cluster.failNext('Forbidden', 1, `create volumesnapshots ${LOG} (dry run)`);
    await expect(scene.run()).rejects.toThrow('Forbidden');
    expect(scene.backups.targets).toEqual([]);
  });
});

test('a failed group is followed by one of another name when the same run is made again', async () => {
  const scene = backupScene();
  scene.backups.log = { written: 2, kept: 1 };
  await scene.run();
  scene.backups.log = { written: 1, kept: 1 };
  const { group, state } = await scene.run();
  expect([group === GROUP, state]).toEqual([false, 'Complete']);
  expect(outcomes(scene.cluster)).toEqual([`${GROUP} Failed`, `${group} Complete`]);
  expect(await scene.run()).toMatchObject({ group, state: 'Complete' });
  const labels = scene.cluster.all(VOLUME_SNAPSHOT).map(({ metadata }) => BACKUP_LABEL_ANNOTATION in metadata.annotations!);
  expect(labels).toEqual([false, false, true, true]);
});
