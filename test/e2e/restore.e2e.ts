import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Kubectl } from './support/kubectl';
import { POLICY, TestApp, clientCommand, giveUpSnapshots, makeLogins, query, runJob } from './support/protected-database';
import { describeOnFailure, testNamespace } from './support/test-namespace';
import { openCluster } from '../../cli/cluster/kubeconfig';
import { restore } from '../../cli/operations/restore/apply';
import type { RestoreResult } from '../../cli/operations/restore/apply';
import type { RestoreRequest } from '../../cli/operations/restore/request';
import { SYSTEM_CLOCK } from '../../cli/operations/snapshots/clock';
import { loadPolicy } from '../../cli/operations/snapshots/policy';

const CHECKSUM = "select count(*) || ' ' || md5(string_agg(id || content, ',' order by id)) from orders";

describe('a restore on a cluster', () => {
  const kubectl = testNamespace('restore');
  const elsewhere = testNamespace('restore-elsewhere');
  const cluster = new Kubectl();
  let app: TestApp;
  let expected: string;

  /** The program itself, from outside the cluster. */
  async function run(request: RestoreRequest, waitSeconds: number): Promise<RestoreResult> {
    const opened = openCluster({});
    const policy = await loadPolicy(opened.cluster, POLICY, kubectl.namespace!);
    return restore(policy, request, {
      cluster: opened.cluster, clock: SYSTEM_CLOCK, progress: { step: () => undefined, warn: () => undefined }, holder: 'test', waitSeconds, signal: new AbortController().signal,
    });
  }

  const held = async (): Promise<(string | undefined)[]> => (
    (await kubectl.list('volumesnapshots', `cdk8s-stateful.dev/policy=${POLICY}`)).map(({ metadata }) => metadata.annotations['cdk8s-stateful.dev/hold'])
  );

  async function expectWhole(place: Kubectl, server: string): Promise<void> {
    expect(await query(place, server, CHECKSUM)).toBe(expected);
    expect(await clientCommand(place, server, 'db-superuser', ['pg_amcheck', '--all', '--install-missing', '--heapallindexed', '--parent-check'])).toBe('');
    expect(await place.logs(`${server}-0`)).toContain('automatic recovery in progress');
  }

  beforeAll(async () => {
    app = await TestApp.in(kubectl);
    app.policy().protect(app.database('db'));
    for (const place of [kubectl, elsewhere]) await makeLogins(place);
    await kubectl.apply(app.yaml());
    await kubectl.rollout('statefulset/db', 120);
    await query(kubectl, 'db', 'create table orders as select id, md5(id::text) as content from generate_series(1, 50000) id; create unique index on orders (id)');
    expected = await query(kubectl, 'db', CHECKSUM);
    await runJob(kubectl, POLICY, 'by-hand');
    await query(kubectl, 'db', 'truncate orders');
  });

  afterAll(async () => {
    if (process.env.KEEP_NAMESPACES) return;
    await giveUpSnapshots(cluster, kubectl.namespace!);
  });

  test('beside the old set gives the data back, and holds the group until it has', async () => {
    describeOnFailure(kubectl);
    const request = { namespace: kubectl.namespace!, workload: 'db2' };
    expect((await run(request, 60)).finished).toBe(false);
    expect(await held()).toEqual([`restore to ${kubectl.namespace}/db2`]);
    app.database('db2');
    await kubectl.apply(app.yaml());
    await kubectl.rollout('statefulset/db2', 180);
    await expectWhole(kubectl, 'db2');
    expect((await run(request, 60)).finished).toBe(true);
    expect(await held()).toEqual([undefined]);
    expect(await query(kubectl, 'db', 'select count(*) from orders')).toBe('0');
  }, 400_000);

  test('in another namespace gives the data back, and leaves no other snapshots behind', async () => {
    describeOnFailure(elsewhere);
    const before = (await cluster.list('volumesnapshotcontents')).map(({ metadata }) => metadata.name);
    const request = { namespace: elsewhere.namespace!, workload: 'db' };
    expect((await run(request, 60)).finished).toBe(false);
    const there = await TestApp.in(elsewhere);
    there.database('db');
    await elsewhere.apply(there.yaml());
    await elsewhere.rollout('statefulset/db', 180);
    await expectWhole(elsewhere, 'db');
    expect((await run(request, 60)).finished).toBe(true);
    expect(await elsewhere.list('volumesnapshots')).toEqual([]);
    await expect.poll(async () => (await cluster.list('volumesnapshotcontents')).map(({ metadata }) => metadata.name), { timeout: 30_000 }).toEqual(before);
    expect(await held()).toEqual([undefined]);
  }, 400_000);

  test('does not touch a database that is there', async () => {
    const { plan, finished } = await run({ namespace: kubectl.namespace!, workload: 'db' }, 0);
    expect(finished).toBe(false);
    expect(plan.refusals).toEqual([expect.stringContaining(`claim ${kubectl.namespace}/data-db-0 exists, with data of its own, and nothing that exists is replaced`)]);
    expect(await held()).toEqual([undefined]);
  });
});
