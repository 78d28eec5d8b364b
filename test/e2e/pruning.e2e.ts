import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kubeconfigOf } from './support/account';
import { permissionsOf, requestsOf } from './support/api-audit-log';
import { API_AUDIT_LOG, DRIVER_SNAPSHOTS } from './support/cluster-commands';
import { Kubectl } from './support/kubectl';
import { POLICY, TestApp, giveUpSnapshots, makeLogins, runJob } from './support/protected-database';
import { everyHours, takeGroups } from './support/take-groups';
import { describeOnFailure, testNamespace } from './support/test-namespace';
import { Retention } from '../../src';

const RETENTION = Retention.of({ last: 4, hourly: 8, daily: 3, weekly: 2, minReady: 3 });

/**
 * 200 groups, one an hour from Saturday 2026-02-28 00:00 to Sunday 2026-03-08 07:00, UTC. By hand: the last 4 and the 8 hours are
 * the newest 8; the days before end with 6th 23:00 and 7th 23:00; week 9 ends with Sunday the 1st, 23:00, and week 10 is the newest.
 */
const COUNT = 200;
const KEPT = [
  '20260301t230000', '20260306t230000', '20260307t230000', ...['00', '01', '02', '03', '04', '05', '06', '07'].map((hour) => `20260308t${hour}0000`),
];

describe('pruning on a cluster', () => {
  const kubectl = testNamespace('pruning');
  const cluster = new Kubectl();
  const account = (name: string) => `system:serviceaccount:${kubectl.namespace}:${POLICY}-${name}`;
  const groups = async () => (await kubectl.list('volumesnapshots')).map(({ metadata }) => metadata.labels!['cdk8s-stateful.dev/group'].slice(POLICY.length + 1)).sort();
  const contents = async () => (await cluster.list('volumesnapshotcontents')).filter(({ spec }) => spec.volumeSnapshotRef.namespace === kubectl.namespace);
  const inDriver = async () => (DRIVER_SNAPSHOTS ? Number(await DRIVER_SNAPSHOTS()) : undefined);
  const elsewhere = `${kubectl.namespace}-elsewhere`;

  beforeAll(async () => {
    const app = await TestApp.in(kubectl);
    app.policy(RETENTION).protect(app.database('db'));
    await makeLogins(kubectl);
    await kubectl.apply(app.yaml());
    await kubectl.rollout('statefulset/db', 120);
  });

  afterAll(async () => {
    if (process.env.KEEP_NAMESPACES) return;
    await giveUpSnapshots(cluster, kubectl.namespace!);
  });

  test('keeps exactly what the retention says, and frees the rest, in the driver too', async () => {
    describeOnFailure(kubectl);
    await takeGroups(kubectl.namespace!, everyHours(1, COUNT, '2026-02-28T00:00:00Z'));
    expect(await groups()).toHaveLength(COUNT);
    expect(await contents()).toHaveLength(COUNT);
    const before = await inDriver();
    const log = await runJob(kubectl, `${POLICY}-prune`, 'prune', 400);
    expect(log).toContain('11 kept, 189 of 189 deleted');
    expect(await groups()).toEqual(KEPT);
    expect(await contents()).toHaveLength(KEPT.length);
    if (before !== undefined) expect(before - (await inDriver())!).toBe(COUNT - KEPT.length);
    for (const { spec } of await contents()) expect(spec.deletionPolicy).toBe('Retain');
  }, 900_000);

  test('done again, it finds nothing to do', async () => {
    expect(await runJob(kubectl, `${POLICY}-prune`, 'prune-again')).toContain('11 kept');
    expect(await groups()).toEqual(KEPT);
  });

  test('its account can change the deletion policy of its own groups and nothing else of any content', async () => {
    const pruner = new Kubectl(undefined, await kubeconfigOf(kubectl, `${POLICY}-pruner`));
    const [own] = await contents();
    const patch = (content: string, change: object) => pruner.run(['patch', 'volumesnapshotcontent', content, '--type=merge', '--patch', JSON.stringify(change)]);
    await cluster.run(['create', 'namespace', elsewhere]);
    try {
      const handle = own.status.snapshotHandle;
      const foreign = {
        apiVersion: 'snapshot.storage.k8s.io/v1',
        kind: 'VolumeSnapshotContent',
        metadata: { name: elsewhere },
        spec: { deletionPolicy: 'Retain', driver: own.spec.driver, source: { snapshotHandle: handle }, volumeSnapshotRef: { name: own.spec.volumeSnapshotRef.name, namespace: elsewhere } },
      };
      await cluster.create(JSON.stringify(foreign));
      await expect(patch(elsewhere, { spec: { deletionPolicy: 'Delete' } })).rejects.toThrow(`may change contents of the groups of policy ${kubectl.namespace}/${POLICY} alone`);
      await expect(patch(own.metadata.name, { spec: { volumeSnapshotClassName: 'another' } })).rejects.toThrow('may change the deletionPolicy of a content and nothing else');
      await expect(patch(own.metadata.name, { metadata: { labels: { mine: 'yes' } } })).rejects.toThrow('may change no metadata of a content');
      expect((await cluster.get('volumesnapshotcontent', elsewhere)).spec.deletionPolicy).toBe('Retain');
    } finally {
      await cluster.delete('volumesnapshotcontent', elsewhere);
      await cluster.delete('namespace', elsewhere);
    }
  });

  test.runIf(API_AUDIT_LOG)('the accounts use every permission that they have, and were denied nothing but that', async () => {
    // without the Lease, which some delivery tools leave out, each makes it anew
    await kubectl.delete('lease', POLICY);
    await runJob(kubectl, POLICY, 'by-hand');
    await kubectl.delete('lease', POLICY);
    await runJob(kubectl, `${POLICY}-prune`, 'prune-by-hand');
    const clusterRole = await cluster.get('clusterrole', `cdk8s-stateful.${kubectl.namespace}.${POLICY}`);
    for (const name of ['runner', 'pruner']) {
      const role = await kubectl.get('role', `${POLICY}-${name}`);
      const permissions = permissionsOf({ rules: [...role.rules, ...(name === 'pruner' ? clusterRole.rules : [])] });
      const requests = requestsOf(API_AUDIT_LOG!, account(name));
      expect([...new Set(requests.map(({ request }) => request))].sort(), name).toEqual(permissions.sort());
      const denied = requests.filter((each) => each.denied);
      expect(denied.map(({ request }) => request), name).toEqual(name === 'pruner' ? Array.from({ length: 3 }, () => 'patch snapshot.storage.k8s.io/volumesnapshotcontents') : []);
    }
  });
});
