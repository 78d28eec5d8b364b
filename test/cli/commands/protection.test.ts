import { describe, expect, test } from 'vitest';
import { outcomeOf } from './outcome';
import { POLICY_FILE, POLICY_LABEL } from '../../../src/core/vocabulary';
import { FakeClock, FakeCluster } from '../../support/fake-cluster';
import { nameOf, policyWith, snapshotsOf } from '../operations/snapshots/groups';

const DUE = '2026-03-01T00:07:00Z';

function clusterAt(now: string): FakeCluster {
  const cluster = new FakeCluster(new FakeClock(now));
  const labels = { [POLICY_LABEL]: 'orders-db' };
  const data = { [POLICY_FILE]: JSON.stringify(policyWith({})) };
  cluster.seed({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'orders-db-policy', namespace: 'orders', labels }, data });
  cluster.seed({ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'orders-db', namespace: 'orders', labels }, spec: {} });
  for (const snapshot of snapshotsOf(DUE)) cluster.seed({ ...snapshot, status: { readyToUse: true, creationTime: DUE } });
  return cluster;
}

async function protection(cluster: FakeCluster, ...args: readonly string[]) {
  return outcomeOf(['protection', ...args], { openCluster: async () => ({ cluster, namespace: 'orders' }) });
}

describe('protection status', () => {
  test('says 0 while every policy keeps its promise', async () => {
    const { status, out } = await protection(clusterAt('2026-03-01T00:30:00Z'), 'status');
    expect(status).toBe(0);
    expect(out).toMatch(/^POLICY +WORKLOAD +NEWEST COMPLETE/);
    expect(out).toContain(`\norders/orders-db: group ${nameOf(DUE)} can be restored\n`);
  });

  test('says 1 when the newest complete group is older than promised', async () => {
    const { status, out } = await protection(clusterAt('2026-03-01T03:00:00Z'), 'status', '-o', 'json');
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ version: 1, good: false, policies: [{ policy: 'orders-db', good: false, rpoSeconds: 4230, newestComplete: { ageSeconds: 10_379 } }] });
  });

  test.each([
    [['-n', 'elsewhere'], 'no snapshot policy in namespace elsewhere; --all-namespaces looks in all\n'],
    [[], 'no snapshot policy in namespace orders; --all-namespaces looks in all\n'],
    [['-A'], 'no snapshot policy in any namespace\n'],
  ])('%j says 3 where there is no policy', async (args, message) => {
    expect(await protection(new FakeCluster(), 'status', ...args)).toEqual({ status: 3, out: '', err: message });
  });

  test('-A finds policies of all namespaces', async () => {
    expect(await protection(clusterAt('2026-03-01T00:30:00Z'), 'status', '-A')).toMatchObject({ status: 0 });
    expect(await protection(clusterAt('2026-03-01T00:30:00Z'), 'status', '-n', 'elsewhere')).toMatchObject({ status: 3 });
  });

  test('says 1 when the cluster refuses', async () => {
    const cluster = clusterAt('2026-03-01T00:30:00Z');
    cluster.failNext('Forbidden', 1, 'list cronjobs');
    expect(await protection(cluster, 'status')).toMatchObject({ status: 1, out: '', err: expect.stringMatching(/.+\n$/) });
  });
});

test.each([
  [[], 'protection takes one verb, status'],
  [['drill'], 'protection takes one verb, status'],
  [['status', 'orders-db'], 'takes no name, got "orders-db"; see snapshot status for one policy'],
  [['status', '-n', 'orders', '-A'], 'give --namespace or --all-namespaces, not both'],
  [['status', '-o', 'yaml'], '--output "yaml" is not table or json'],
  [['status', '--max-age', '3h'], '--max-age'],
])('protection %j is wrong usage', async (args, message) => {
  expect(await protection(new FakeCluster(), ...args)).toMatchObject({ status: 2, out: '', err: expect.stringContaining(message) });
});

test('asked for help, it helps', async () => {
  for (const args of [['--help'], ['status', '-h']]) expect(await protection(new FakeCluster(), ...args)).toMatchObject({ status: 0, out: expect.stringContaining('protection status') });
});
