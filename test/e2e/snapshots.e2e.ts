import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { groupName } from '../../cli/operations/snapshot-run/plan';
import { RestoredClaim, VolumeSnapshot } from '../../src';
import { SNAPSHOTS_READY_AFTER } from './support/cluster-commands';
import { Kubectl } from './support/kubectl';
import { POLICY, TestApp, clientCommand, giveUpSnapshots, makeLogins, query, runJob } from './support/protected-database';
import { describeOnFailure, testNamespace } from './support/test-namespace';
import { WRITER } from './support/writer';

describe('a snapshot policy on a cluster', () => {
  const kubectl = testNamespace('snapshots');
  const cluster = new Kubectl();
  // as a CronJob names its Jobs: by the minute that they are due
  const due = Math.floor(Date.now() / 60_000) - 60;
  const jobs = { first: `${POLICY}-${due}`, slow: `${POLICY}-${due + 1}` };
  const groups = { first: groupName(POLICY, new Date(due * 60_000)), slow: groupName(POLICY, new Date((due + 1) * 60_000)) };
  let app: TestApp;
  let beforeTheRun: string;

  const state = async () => JSON.parse((await kubectl.get('configmap', `${POLICY}-state`)).data['state.json']);
  const ticksBefore = (server: string, time: string) => query(kubectl, server, `select count(*) from ticks where at < '${time}'`);
  const groupOf = async (group: string) => kubectl.list('volumesnapshots', `cdk8s-stateful.dev/group=${group}`);

  beforeAll(async () => {
    app = await TestApp.in(kubectl);
    app.policy().protect(app.database('db'));
    await makeLogins(kubectl);
    await kubectl.apply(app.yaml());
    await kubectl.rollout('statefulset/db', 120);
    await kubectl.create(WRITER);
    await vi.waitFor(async () => expect(await query(kubectl, 'db', 'select count(*) > 100 from ticks')).toBe('t'), { timeout: 60_000, interval: 1_000 });
  });

  afterAll(async () => {
    await SNAPSHOTS_READY_AFTER?.({ seconds: 0 });
    if (!process.env.KEEP_NAMESPACES) await giveUpSnapshots(cluster, kubectl.namespace!);
  });

  test('its Job takes a group while the database is written to', async () => {
    describeOnFailure(kubectl);
    beforeTheRun = await query(kubectl, 'db', 'select clock_timestamp()');
    const log = await runJob(kubectl, POLICY, jobs.first);
    const group = groups.first;
    expect(log).toContain(`group ${group} is complete and can be restored`);
    const [snapshot, ...more] = await groupOf(group);
    expect(more).toEqual([]);
    expect(snapshot).toMatchObject({
      metadata: { name: `${group}-data-db-0`, annotations: { 'cdk8s-stateful.dev/consistency': 'crash', 'cdk8s-stateful.dev/scheduled-at': new Date(due * 60_000).toISOString() } },
      spec: { volumeSnapshotClassName: `cdk8s-stateful.${kubectl.namespace}.${POLICY}`, source: { persistentVolumeClaimName: 'data-db-0' } },
      status: { readyToUse: true },
    });
    const content = await cluster.get('volumesnapshotcontent', snapshot.status.boundVolumeSnapshotContentName);
    expect(content.spec.deletionPolicy).toBe('Retain');
    const { begun, runs } = await state();
    expect(begun).toEqual([]);
    expect(runs).toMatchObject([{ group, run: jobs.first, outcome: 'Complete', consistency: 'crash', quiesce: { strategy: 'postgres-checkpoint', result: 'done', lsn: /^[0-9A-F]+\/[0-9A-F]+$/ } }]
      .map((run) => ({ ...run, quiesce: { ...run.quiesce, lsn: expect.stringMatching(run.quiesce.lsn) } })));
  });

  test('it came over the network, with the login that can do no more than this', async () => {
    const log = await kubectl.logs('db-0');
    expect(log).toMatch(/connection authorized: user=snapshot database=postgres application_name=cdk8s-stateful snapshot/);
    expect(log).toMatch(/checkpoint starting: immediate force wait/);
  });

  test('applying the manifests again takes nothing away from state and lease', async () => {
    const before = [await state(), (await kubectl.get('lease', POLICY)).spec];
    await kubectl.apply(app.yaml());
    expect([await state(), (await kubectl.get('lease', POLICY)).spec]).toEqual(before);
  });

  test('a database starts from the group, is whole, and has every row that was committed before the run', async () => {
    describeOnFailure(kubectl);
    const restored = await TestApp.in(kubectl);
    const db = restored.database('restored');
    const snapshot = VolumeSnapshot.fromVolumeSnapshotName(restored.tenant, 'snapshot', `${groups.first}-data-db-0`, { backend: restored.backend });
    db.startFrom(new RestoredClaim(restored.tenant, 'data', { metadata: { name: db.claimName(0) }, snapshot, storageClass: restored.disk, size: db.volumes[0].size }));
    await kubectl.apply(restored.yaml());
    await kubectl.rollout('statefulset/restored', 180);
    expect(await kubectl.logs('restored-0')).toContain('automatic recovery in progress');
    const expected = await ticksBefore('db', beforeTheRun);
    expect(Number(expected)).toBeGreaterThan(100);
    expect(await ticksBefore('restored', beforeTheRun)).toBe(expected);
    const problems = await clientCommand(kubectl, 'restored', 'db-superuser', ['pg_amcheck', '--all', '--install-missing', '--heapallindexed', '--parent-check']);
    expect(problems).toBe('');
    expect(Number(await query(kubectl, 'restored', 'select sum(abalance) from pgbench_accounts'))).toBe(Number(await query(kubectl, 'restored', 'select sum(delta) from pgbench_history')));
    await kubectl.delete('statefulset', 'restored');
  });

  test.runIf(SNAPSHOTS_READY_AFTER)('while a driver makes a snapshot ready, the run holds nothing, and then completes the group', async () => {
    describeOnFailure(kubectl);
    await SNAPSHOTS_READY_AFTER!({ seconds: 90 });
    const done = runJob(kubectl, POLICY, jobs.slow, 240);
    const group = groups.slow;
    const progress = async () => (await groupOf(group)).map(({ status }) => [status?.creationTime !== undefined, status?.readyToUse]);
    await expect.poll(progress, { timeout: 60_000, interval: 1_000 }).toEqual([[true, false]]);
    const cutAt = Date.now();
    await expect.poll(async () => (await kubectl.get('lease', POLICY)).spec.holderIdentity ?? '', { timeout: 10_000 }).toBe('');
    const sessions = "select count(*) from pg_stat_activity where application_name like 'cdk8s-stateful%' and usename = 'snapshot'";
    expect(await query(kubectl, 'db', sessions, 'db-superuser')).toBe('0');
    const ticks = Number(await query(kubectl, 'db', 'select count(*) from ticks'));
    await expect.poll(async () => Number(await query(kubectl, 'db', 'select count(*) from ticks')), { timeout: 10_000 }).toBeGreaterThan(ticks);
    expect(await done).toContain(`group ${group} is complete`);
    expect(Date.now() - cutAt).toBeGreaterThan(60_000);
    await SNAPSHOTS_READY_AFTER!({ seconds: 0 });
  });
});
