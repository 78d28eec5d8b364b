import { expect, test } from 'vitest';
import { isProtected } from '../../../../cli/operations/protection-status/plan';
import { readProtection } from '../../../../cli/operations/protection-status/read';
import { recordOf } from '../../../../cli/operations/restore-swap/record';
import { POLICY_FILE, POLICY_LABEL, STATE_FILE } from '../../../../src/core/vocabulary';
import { EMPTY_STATE } from '../../../../src/documents/snapshot-state';
import { FakeClock, FakeCluster } from '../../../support/fake-cluster';
import { nameOf, policyWith, snapshotsOf } from '../snapshots/groups';

const DUE = '2026-03-01T00:07:00Z';
const DRILL = { group: nameOf(DUE), startedAt: DUE, finishedAt: DUE, outcome: 'Passed' };

/** A policy `orders-db` of each namespace, with its CronJob and, in `orders`, a group and a state. */
function clusterOf(...namespaces: readonly string[]): FakeCluster {
  const cluster = new FakeCluster(new FakeClock('2026-03-01T00:30:00Z'));
  const labels = { [POLICY_LABEL]: 'orders-db' };
  for (const namespace of namespaces) {
    const policy = JSON.stringify(policyWith({}, { namespace }));
    cluster.seed({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'orders-db-policy', namespace, labels }, data: { [POLICY_FILE]: policy } });
    cluster.seed({ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'orders-db', namespace, labels }, spec: { suspend: false } });
  }
  const state = JSON.stringify({ ...EMPTY_STATE, drills: [DRILL] });
  cluster.seed({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'orders-db-state', namespace: 'orders', labels }, data: { [STATE_FILE]: state } });
  for (const snapshot of snapshotsOf(DUE)) cluster.seed({ ...snapshot, status: { readyToUse: true, creationTime: DUE } });
  return cluster;
}

test('policies are found by their label, each with what belongs to it', async () => {
  const { policies, unreadable } = await readProtection(clusterOf('shop', 'orders'), undefined);
  expect(policies.map(({ status, lastDrill, next }) => [status.namespace, status.policy, status.newestComplete?.group, lastDrill, next])).toEqual([
    ['orders', 'orders-db', nameOf(DUE), DRILL, { at: new Date('2026-03-01T01:07:00Z') }],
    ['shop', 'orders-db', undefined, undefined, { at: new Date('2026-03-01T01:07:00Z') }],
  ]);
  expect(unreadable).toEqual([]);
});

test('of one namespace alone, when it is named', async () => {
  const { policies } = await readProtection(clusterOf('shop', 'orders'), 'shop');
  expect(policies.map(({ status }) => status.namespace)).toEqual(['shop']);
});

test('three lists are all that is asked, however many policies there are', async () => {
  const cluster = clusterOf('a', 'b', 'c', 'orders');
  await readProtection(cluster, undefined);
  expect(cluster.calls.sort()).toEqual(['list configmaps', 'list cronjobs', 'list volumesnapshots']);
});

test('a snapshot of another policy of the namespace is not counted', async () => {
  const cluster = clusterOf('orders');
  const [stranger] = snapshotsOf('2026-03-01T00:20:00Z', ['data']);
  const metadata = { ...stranger.metadata, labels: { ...stranger.metadata.labels, [POLICY_LABEL]: 'other' } };
  cluster.seed({ ...stranger, metadata, status: { readyToUse: true, creationTime: DUE } });
  const [{ status }] = (await readProtection(cluster, 'orders')).policies;
  expect(status.groups.map(({ group }) => group.name)).toEqual([nameOf(DUE)]);
});

test.each([
  ['not JSON', '{', 'ConfigMap shop/orders-db-policy, policy.json is not JSON'],
  ['of another namespace', JSON.stringify(policyWith({})), 'ConfigMap shop/orders-db-policy, policy.json is of a policy of namespace orders; delete this copy, or apply it there'],
])('a policy that is %s is named, and hides no other', async (_, text, problem) => {
  const cluster = clusterOf('orders');
  const metadata = { name: 'orders-db-policy', namespace: 'shop', labels: { [POLICY_LABEL]: 'orders-db' } };
  cluster.seed({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { [POLICY_FILE]: text } });
  const { policies, unreadable } = await readProtection(cluster, undefined);
  expect(policies.map(({ status }) => status.namespace)).toEqual(['orders']);
  expect(unreadable).toEqual([{ namespace: 'shop', object: 'orders-db-policy', problem: expect.stringContaining(problem) }]);
});

test.each([['exchanging', 'orders-db-restored'], ['prepared', undefined], ['done', undefined]] as const)('an exchange of volumes that is %s', async (phase, unfinished) => {
  const cluster = clusterOf('orders');
  const record = { ...recordOf('orders-db-restored', [], [], new Date(DUE)), phase };
  const metadata = { name: 'orders-db-swap', namespace: 'orders', labels: { [POLICY_LABEL]: 'orders-db' } };
  cluster.seed({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'swap.json': JSON.stringify(record) } });
  const status = await readProtection(cluster, 'orders');
  expect(status.policies[0].unfinishedSwap).toBe(unfinished);
  expect(isProtected(status)).toBe(unfinished === undefined);
});

test('a record of an exchange that cannot be read makes its policy unreadable', async () => {
  const cluster = clusterOf('orders');
  const metadata = { name: 'orders-db-swap', namespace: 'orders', labels: { [POLICY_LABEL]: 'orders-db' } };
  cluster.seed({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'swap.json': '{' } });
  const { unreadable } = await readProtection(cluster, 'orders');
  expect(unreadable).toEqual([{ namespace: 'orders', object: 'orders-db-policy', problem: expect.stringContaining('ConfigMap orders/orders-db-swap, swap.json is not JSON') }]);
});
