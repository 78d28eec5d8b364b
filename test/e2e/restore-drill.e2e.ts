import { Duration } from 'cdk8s';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kubeconfigOf } from './support/account';
import { API_AUDIT_LOG } from './support/cluster-commands';
import { DRILL, addDrill, drillsIn, expectCleanedUp, expectPermissionsUsed, giveUpDrill } from './support/drills';
import { Kubectl } from './support/kubectl';
import { POLICY, TestApp, giveUpSnapshots, makeLogins, query, runJob } from './support/protected-database';
import { describeOnFailure, testNamespace } from './support/test-namespace';
import { Validation } from '../../src';

describe('a restore drill on a cluster', () => {
  const kubectl = testNamespace('drill');
  const cluster = new Kubectl();
  let drillNamespace: Kubectl;

  const snapshots = async () => kubectl.list('volumesnapshots', `cdk8s-stateful.dev/policy=${POLICY}`);

  beforeAll(async () => {
    const app = await TestApp.in(kubectl);
    const policy = app.policy();
    policy.protect(app.database('db'));
    drillNamespace = addDrill(app, policy, {
      validate: [Validation.sql('select count(*) > 1000 from orders'), Validation.sql("select current_database() = 'app'")],
      targets: { rto: Duration.minutes(10) },
    });
    await makeLogins(kubectl);
    await cluster.apply(app.yaml());
    await kubectl.rollout('statefulset/db', 120);
    await query(kubectl, 'db', 'create table orders as select id, md5(id::text) as content from generate_series(1, 5000) id');
    await runJob(kubectl, POLICY, 'first');
  });

  afterAll(async () => {
    if (process.env.KEEP_NAMESPACES) return;
    await giveUpDrill(cluster, kubectl, drillNamespace);
    await giveUpSnapshots(cluster, kubectl.namespace!);
  });

  test('passes on a good copy, with its negative control answered with no, and leaves nothing behind', async () => {
    describeOnFailure(kubectl);
    const log = await runJob(kubectl, DRILL, 'good', 400);
    expect(log).toContain('drill passed');
    const [evidence] = await drillsIn(kubectl);
    expect(evidence).toMatchObject({ outcome: 'Passed', leftovers: [], group: (await snapshots())[0].metadata.labels!['cdk8s-stateful.dev/group'] });
    expect(evidence.checks.map(({ name, passed }) => [name, passed])).toEqual([
      ['server', true], ['fresh', true], ['negative-control', true], ['validation-0', true], ['validation-1', true], ['amcheck', true],
    ]);
    expect(evidence.checks[2].value).toBe('f');
    expect(evidence.phases.map(({ name }) => name)).toEqual(['volumes', 'recovery', 'validation']);
    expect(evidence.rtoSeconds).toBeGreaterThan(0);
    await expectCleanedUp(kubectl, drillNamespace);
  }, 500_000);

  test('fails on a copy without the data, and says so', async () => {
    describeOnFailure(kubectl);
    await query(kubectl, 'db', 'truncate orders');
    await runJob(kubectl, POLICY, 'second');
    await expect(runJob(kubectl, DRILL, 'bad', 400)).rejects.toThrow('drill FAILED: validation-0: f');
    expect((await drillsIn(kubectl)).map(({ outcome }) => outcome)).toEqual(['Passed', 'Failed']);
    await expectCleanedUp(kubectl, drillNamespace);
  }, 500_000);

  test('is inconclusive where the network is open, before any pod has started', async () => {
    await drillNamespace.create(JSON.stringify({
      apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'open' }, spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{}] },
    }));
    await expect(runJob(kubectl, DRILL, 'open', 400)).rejects.toThrow('drill INCONCLUSIVE: NetworkPolicy open of namespace');
    await drillNamespace.delete('networkpolicy', 'open');
    await expectCleanedUp(kubectl, drillNamespace);
  }, 500_000);

  test('its account can make no content but a retained one for its own namespace', async () => {
    const content = (namespace: string, deletionPolicy: string) => JSON.stringify({
      apiVersion: 'snapshot.storage.k8s.io/v1',
      kind: 'VolumeSnapshotContent',
      metadata: { name: `restore.${drillNamespace.namespace}.mine` },
      spec: { deletionPolicy, driver: 'x.example.com', source: { snapshotHandle: 'x' }, volumeSnapshotRef: { name: 'mine', namespace } },
    });
    const account = new Kubectl(undefined, await kubeconfigOf(kubectl, DRILL));
    await expect(account.create(content(kubectl.namespace!, 'Retain'))).rejects.toThrow(`may make and delete contents of namespace ${drillNamespace.namespace} alone`);
    await expect(account.create(content(drillNamespace.namespace!, 'Delete'))).rejects.toThrow('may make and delete no content that would take a copy with it');
  });

  test.runIf(API_AUDIT_LOG)('the account uses every permission that it has, and was denied nothing but that', async () => {
    await kubectl.delete('lease', DRILL);
    await kubectl.delete('lease', POLICY);
    await runJob(kubectl, DRILL, 'leases', 400).catch(() => undefined);
    expect(await expectPermissionsUsed(kubectl, drillNamespace)).toEqual(Array(2).fill('create snapshot.storage.k8s.io/volumesnapshotcontents'));
  }, 500_000);
});
