import { Cron, Size } from 'cdk8s';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { clusterBackend } from './support/cluster-backend';
import { DRILL, addDrill, giveUpDrill } from './support/drills';
import { giveUpGroupSnapshots } from './support/group-snapshots';
import { Kubectl } from './support/kubectl';
import { POLICY, TestApp, clientCommand, makeLogins, query, runJob } from './support/protected-database';
import { describeOnFailure, testNamespace } from './support/test-namespace';
import { WRITER } from './support/writer';
import { openCluster } from '../../cli/cluster/kubeconfig';
import { restore } from '../../cli/operations/restore/apply';
import { SYSTEM_CLOCK } from '../../cli/operations/snapshots/clock';
import { loadPolicy } from '../../cli/operations/snapshots/policy';
import { Retention, SnapshotPolicy, Validation, VolumeGroupSnapshotClass } from '../../src';

const { backend } = await clusterBackend();

function groupPolicy(app: TestApp, namespace: string): SnapshotPolicy {
  return new SnapshotPolicy(app.tenant, 'backup', {
    schedule: new Cron({ minute: '7', hour: '3', day: '1', month: '1' }),
    retention: Retention.of({ last: 100 }),
    groupSnapshotClass: new VolumeGroupSnapshotClass(app.platform, 'groups', { metadata: { name: namespace }, backend: app.backend }),
    clusterScope: app.platform,
  });
}

describe.runIf(backend._driver.groupSnapshots.supported)('a VolumeGroupSnapshot of a database with its log on a volume of its own', () => {
  const kubectl = testNamespace('groups-wal');
  const cluster = new Kubectl();
  const walSize = Size.gibibytes(1);
  let app: TestApp;

  const sumBefore = (server: string, time: string) => query(kubectl, server, `select count(*), md5(string_agg(at::text, ',' order by at)) from ticks where at < '${time}'`);

  async function restored(): Promise<boolean> {
    const opened = openCluster({});
    const policy = await loadPolicy(opened.cluster, POLICY, kubectl.namespace!);
    const { finished } = await restore(policy, { namespace: kubectl.namespace!, workload: 'db2' }, {
      cluster: opened.cluster, clock: SYSTEM_CLOCK, progress: { step: () => undefined, warn: () => undefined }, holder: 'test', waitSeconds: 60, signal: new AbortController().signal,
    });
    return finished;
  }

  beforeAll(async () => {
    app = await TestApp.in(kubectl);
    groupPolicy(app, kubectl.namespace!).protect(app.database('db', { walSize }));
    await makeLogins(kubectl);
    await kubectl.apply(app.yaml());
    await kubectl.rollout('statefulset/db', 120);
    await kubectl.create(WRITER);
    await vi.waitFor(async () => expect(await query(kubectl, 'db', 'select count(*) > 100 from ticks')).toBe('t'), { timeout: 60_000, interval: 1_000 });
  });

  afterAll(async () => {
    if (!process.env.KEEP_NAMESPACES) await giveUpGroupSnapshots(cluster, kubectl, POLICY);
  });

  test('needs no label: a server starts from it as after a power cut, is whole, and has every row that was committed before', async () => {
    describeOnFailure(kubectl);
    const before = await query(kubectl, 'db', 'select clock_timestamp()');
    await runJob(kubectl, POLICY, 'first');
    const { runs: [evidence] } = JSON.parse((await kubectl.get('configmap', `${POLICY}-state`)).data['state.json']);
    expect(evidence).toMatchObject({ outcome: 'Complete', consistency: 'crash', quiesce: { strategy: 'postgres-checkpoint', result: 'done' } });

    expect(await restored()).toBe(false);
    app.database('db2', { walSize });
    await kubectl.apply(app.yaml());
    await kubectl.rollout('statefulset/db2', 180);
    expect(await restored()).toBe(true);

    expect(await kubectl.logs('db2-0', '--container=postgres')).toContain('database system was not properly shut down; automatic recovery in progress');
    const expected = await sumBefore('db', before);
    expect(Number(expected.split('|')[0])).toBeGreaterThan(100);
    expect(await sumBefore('db2', before)).toBe(expected);
    expect(await clientCommand(kubectl, 'db2', 'db-superuser', ['pg_amcheck', '--all', '--install-missing', '--heapallindexed', '--parent-check'])).toBe('');
    expect(Number(await query(kubectl, 'db2', 'select sum(abalance) from pgbench_accounts'))).toBe(Number(await query(kubectl, 'db2', 'select sum(delta) from pgbench_history')));
  }, 500_000);
});

describe.runIf(backend._driver.groupSnapshots.supported)('a drill of VolumeGroupSnapshots of data and log', () => {
  const kubectl = testNamespace('groups-drill');
  const cluster = new Kubectl();
  let drillNamespace: Kubectl;

  beforeAll(async () => {
    const app = await TestApp.in(kubectl);
    const policy = groupPolicy(app, kubectl.namespace!);
    policy.protect(app.database('db', { walSize: Size.gibibytes(1) }));
    drillNamespace = addDrill(app, policy, { validate: [Validation.sql('select count(*) > 1000 from orders')] });
    await makeLogins(kubectl);
    await cluster.apply(app.yaml());
    await kubectl.rollout('statefulset/db', 120);
    await query(kubectl, 'db', 'create table orders as select id, md5(id::text) as content from generate_series(1, 5000) id');
    await runJob(kubectl, POLICY, 'first');
  });

  afterAll(async () => {
    if (process.env.KEEP_NAMESPACES) return;
    await giveUpDrill(cluster, kubectl, drillNamespace);
    await giveUpGroupSnapshots(cluster, kubectl, POLICY);
  });

  test('passes, frees nothing of the group, and a prune after it finds the group whole', async () => {
    describeOnFailure(kubectl);
    expect(await runJob(kubectl, DRILL, 'drill', 400)).toContain('drill passed');
    for (const kind of ['pods', 'persistentvolumeclaims', 'volumesnapshots']) expect(await drillNamespace.list(kind), kind).toEqual([]);
    const members = await kubectl.list('volumesnapshots');
    expect(members.map(({ metadata, status }) => [status.readyToUse, metadata.annotations!['cdk8s-stateful.dev/hold']])).toEqual([[true, undefined], [true, undefined]]);
    expect(await runJob(kubectl, `${POLICY}-prune`, 'prune')).toContain('1 kept');
  }, 500_000);
});
