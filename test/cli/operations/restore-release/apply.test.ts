import { describe, expect, test } from 'vitest';
import { CLAIM, VOLUME_SNAPSHOT } from '../../../../cli/cluster/cluster';
import { readReleasePlan, release } from '../../../../cli/operations/restore-release/apply';
import { HOLD_ANNOTATION } from '../../../../src/core/vocabulary';
import type { FakeCluster } from '../../../support/fake-cluster';
import { BESIDE, ELSEWHERE, GROUPS, POLICY, holds, sceneWith } from '../restore/fixture';
import { sceneWith as swapScene } from '../restore-swap/fixture';

const NEWEST = GROUPS[2];

async function releaseIn(cluster: FakeCluster, group: string = NEWEST) {
  return release(POLICY, group, {
    cluster, clock: cluster.clock, progress: { step: () => undefined, warn: () => undefined }, holder: 'r', signal: new AbortController().signal,
  });
}

/** Restored in part: the claims were made, and then nobody came back. */
async function abandoned(bound: boolean): Promise<FakeCluster> {
  const { cluster, run } = sceneWith('WaitForFirstConsumer');
  await run(BESIDE);
  if (bound) {
    for (const claim of cluster.all(CLAIM)) await cluster.replace(CLAIM, { ...claim, status: { phase: 'Bound' } });
  }
  cluster.calls.length = 0;
  return cluster;
}

describe('a release', () => {
  test('takes the hold of an abandoned restore away, under the lease, and nothing else', async () => {
    const cluster = await abandoned(true);
    expect(await releaseIn(cluster)).toEqual({ holds: [{ group: NEWEST, reason: 'restore to orders/db-restored' }], refusals: [] });
    expect(holds(cluster)[NEWEST]).toEqual([undefined, undefined]);
    expect(cluster.calls.filter((call) => /^(create|patch|delete|replace)/.test(call))).toEqual([
      'replace leases orders-db', `patch volumesnapshots ${NEWEST}-data-db-0`, `patch volumesnapshots ${NEWEST}-wal-db-0`, 'replace leases orders-db',
    ]);
  });

  test('takes the hold of a person away as well, of one member', async () => {
    const { cluster } = sceneWith();
    await cluster.patch(VOLUME_SNAPSHOT, `${NEWEST}-wal-db-0`, 'orders', [{ op: 'add', path: `/metadata/annotations/${HOLD_ANNOTATION.replace('/', '~1')}`, value: 'audit' }]);
    expect((await releaseIn(cluster)).holds).toEqual([{ group: NEWEST, reason: 'audit' }]);
    expect(holds(cluster)[NEWEST]).toEqual([undefined, undefined]);
  });

  test('takes all holds away where several hold, and tells each', async () => {
    const cluster = await abandoned(true);
    const [path, value] = [`/metadata/annotations/${HOLD_ANNOTATION.replace('/', '~1')}`, 'audit; restore to orders/db-restored'];
    for (const role of ['data', 'wal']) await cluster.patch(VOLUME_SNAPSHOT, `${NEWEST}-${role}-db-0`, 'orders', [{ op: 'add', path, value }]);
    expect((await releaseIn(cluster)).holds.map(({ reason }) => reason)).toEqual(['audit', 'restore to orders/db-restored']);
    expect(holds(cluster)[NEWEST]).toEqual([undefined, undefined]);
  });

  test('is refused while a claim is to be filled from the group', async () => {
    const cluster = await abandoned(false);
    const { refusals } = await releaseIn(cluster);
    expect(refusals).toEqual(['data', 'wal'].map((role) => (
      `claim orders/${role}-db-restored-0 is still to be filled from ${NEWEST}; start its pod, or delete the claim`
    )));
    expect((await readReleasePlan(POLICY, NEWEST, cluster)).refusals).toEqual(refusals);
    expect(holds(cluster)[NEWEST]).toEqual(Array(2).fill('restore to orders/db-restored'));
  });

  test('is refused while a claim is to be filled from a group that somebody else held first', async () => {
    const { cluster, run } = sceneWith('WaitForFirstConsumer');
    const path = `/metadata/annotations/${HOLD_ANNOTATION.replace('/', '~1')}`;
    for (const role of ['data', 'wal']) await cluster.patch(VOLUME_SNAPSHOT, `${NEWEST}-${role}-db-0`, 'orders', [{ op: 'add', path, value: 'audit' }]);
    await run({ ...ELSEWHERE, storageClass: 'disk' });
    expect(holds(cluster)[NEWEST]).toEqual(Array(2).fill('audit; restore to lab/db'));
    expect((await releaseIn(cluster)).refusals).toEqual(['data', 'wal'].map((role) => (
      `claim lab/${role}-db-0 is still to be filled from ${NEWEST}; start its pod, or delete the claim`
    )));
  });

  test('is refused while the exchange is under way that the group was taken for', async () => {
    const { cluster, run } = swapScene();
    cluster.snapshots.all = { readyAfter: 3600 };
    const { group } = await run();
    expect((await releaseIn(cluster, group)).refusals).toEqual([
      `the exchange with StatefulSet orders/restored that ${group} was taken for is not finished; finish it: restore swap --workload restored`,
    ]);
    cluster.snapshots.all = {};
    await run();
    expect(await releaseIn(cluster, group)).toEqual({ holds: [{ group, reason: 'before the swap with orders/restored' }], refusals: [] });
  });

  test('of what nobody holds changes nothing', async () => {
    const { cluster } = sceneWith();
    expect(await releaseIn(cluster)).toEqual({ holds: [], refusals: [] });
    expect(cluster.calls.filter((call) => call.startsWith('patch'))).toEqual([]);
  });

  test('of a group that is not there says so', async () => {
    await expect(releaseIn(sceneWith().cluster, 'nightly')).rejects.toThrow('policy orders/orders-db has no group nightly; snapshot status shows those that there are');
  });
});
