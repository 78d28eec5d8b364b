import { describe, expect, test } from 'vitest';
import { GROUP, LATER, LATER_GROUP, RUN, groupStates, leaseHolder, outcomes, snapshotNames, stateOf } from './fixture';
import type { Scene } from './fixture';
import { PRIMARY, elect, havePods, onceAfter, podOf, primaryBackupScene, primaryScene } from './primary-fixture';
import { VOLUME_SNAPSHOT } from '../../../../cli/cluster/cluster';
import type { KubeObject } from '../../../../cli/cluster/cluster';
import { statusOf } from '../../../../cli/operations/snapshot-status/plan';
import type { FakeCluster } from '../../../support/fake-cluster';

describe('a policy of the primary', () => {
  test('takes the volumes of the pod that is it, and sees that it still is when they are cut', async () => {
    const { cluster, run } = primaryScene();
    expect(await run()).toMatchObject({ group: GROUP, state: 'Complete', degraded: false, members: [`${GROUP}-data-db-1`] });
    expect(snapshotNames(cluster)).toEqual([`${GROUP}-data-db-1`]);
    expect(stateOf(cluster).runs).toMatchObject([{ outcome: 'Complete', consistency: 'crash', primary: { pod: 'db-1', uid: 'uid-of-db-1', afterCut: 'same' } }]);
    expect(stateOf(cluster).runs[0]).not.toHaveProperty('reason');
  });

  test('follows it from run to run', async () => {
    const { cluster, run } = primaryScene();
    await run();
    elect(cluster, 0);
    expect(await run(LATER)).toMatchObject({ group: LATER_GROUP, members: [`${LATER_GROUP}-data-db-0`], degraded: false });
    expect(outcomes(cluster)).toEqual([`${GROUP} Complete`, `${LATER_GROUP} Complete`]);
  });

  test('and nothing is missed when it has moved, but when a claim was made anew', async () => {
    const { cluster, policy, run } = primaryScene();
    await run();
    elect(cluster, 0);
    await run(LATER);
    const status = () => statusOf(policy, stateOf(cluster), cluster.all(VOLUME_SNAPSHOT), cluster.now());
    expect([status().replaced, status().verdict]).toEqual([[], `group ${LATER_GROUP} can be restored`]);
    // what retention keeps is not less for that: a set may have been made anew with all its claims
    expect(status().groups.map(({ group, reasons }) => [group.name, reasons])).toEqual([
      [GROUP, ['earlier volume of data-db-1 1/1']], [LATER_GROUP, ['minimum 1/1']],
    ]);
    const [older] = cluster.all(VOLUME_SNAPSHOT);
    const annotations = { ...older.metadata.annotations, 'cdk8s-stateful.dev/claim': 'data-db-0', 'cdk8s-stateful.dev/claim-uid': 'before' };
    await cluster.replace(VOLUME_SNAPSHOT, { ...older, metadata: { ...older.metadata, annotations } });
    expect(status().replaced).toEqual([{ claim: 'data-db-0', newestGroup: GROUP }]);
  });
});

describe('the primary is the one ready pod of the set with the labels', () => {
  test.each<[string, readonly KubeObject[]]>([
    ['beside one that crashed and still has them', [podOf(0, PRIMARY, { ready: false }), podOf(1, PRIMARY)]],
    ['beside one that is being deleted', [{ ...podOf(0, PRIMARY), metadata: { ...podOf(0, PRIMARY).metadata, deletionTimestamp: '2026-03-01T00:07:00Z' } }, podOf(1, PRIMARY)]],
    ['beside one of another set', [podOf(0, PRIMARY, { owner: 'uid-of-another' }), podOf(1, PRIMARY)]],
    ['beside one that nobody controls', [{ ...podOf(0, PRIMARY), metadata: { ...podOf(0, PRIMARY).metadata, ownerReferences: [] } }, podOf(1, PRIMARY)]],
    ['beside one of other labels', [podOf(0, { role: 'replica' }), podOf(1, { ...PRIMARY, more: 'yes' })]],
    ['beside one that the set does not select', [podOf(0, { ...PRIMARY, app: 'web' }), podOf(1, PRIMARY)]],
  ])('%s', async (_, pods) => {
    const { cluster, run } = primaryScene();
    havePods(cluster, ...pods);
    expect(await run()).toMatchObject({ members: [`${GROUP}-data-db-1`], degraded: false });
  });
});

describe('a run makes nothing', () => {
  const NONE = 'StatefulSet orders/db has no ready pod with the labels of its primary, role=primary: ';
  const AGAIN = '; run again when one is elected, or correct primaryLabels of policy orders-db';
  test.each<[string, readonly KubeObject[], string]>([
    ['without a primary', [podOf(0), podOf(1, { role: 'replica' })], `${NONE}its pods are db-0, db-1${AGAIN}`],
    ['without a pod', [], `${NONE}its pods are none${AGAIN}`],
    ['while it is not ready', [podOf(0), podOf(1, PRIMARY, { ready: false })], `${NONE}db-1 has them and is not ready${AGAIN}`],
    ['with two', [podOf(1, PRIMARY), podOf(0, PRIMARY)], 'StatefulSet orders/db has 2 ready pods with the labels of its primary, role=primary: db-0, db-1; '
      + 'which of them takes writes is not known, look at them and run again'],
    ['of a pod without the volume', [podOf(1, PRIMARY, { templates: ['wal'] })], 'pod orders/db-1 mounts no claim of template data'],
  ])('%s', async (_, pods, message) => {
    const { cluster, run } = primaryScene();
    havePods(cluster, ...pods);
    await expect(run()).rejects.toThrow(message);
    expect([snapshotNames(cluster), stateOf(cluster).begun, stateOf(cluster).runs, leaseHolder(cluster)]).toEqual([[], [], [], '']);
  });

  test('when the pods may not be listed', async () => {
    const { cluster, run } = primaryScene();
    cluster.failNext('Forbidden', 1, 'list pods');
    await expect(run()).rejects.toThrow('Forbidden');
    expect(snapshotNames(cluster)).toEqual([]);
  });
});

describe('a primary that is another one when the volumes are cut', () => {
  async function expectLess({ cluster, run, said }: Scene, reason: string): Promise<void> {
    expect(await run()).toMatchObject({ state: 'Complete', degraded: true, consistency: 'crash', reason: expect.stringContaining(reason) });
    expect(stateOf(cluster).runs).toMatchObject([{ outcome: 'Complete', reason: expect.stringContaining(reason), primary: { pod: 'db-1' } }]);
    expect(said.filter((line) => line.startsWith('! primary'))).toHaveLength(1);
  }

  test('leaves a group that can be restored, and is said', async () => {
    const scene = primaryScene();
    onceAfter(scene.cluster, /^create volumesnapshots \S+$/, () => elect(scene.cluster, 2));
    await expectLess(scene, 'the volumes are of db-1, which was the primary, and db-2 is the primary now: what another pod took is not in them');
    expect(stateOf(scene.cluster).runs[0].primary).toMatchObject({ afterCut: 'changed' });
    expect(groupStates(scene)).toEqual([`${GROUP} Complete`]);
  });

  test('also when a pod of the same name took its place', async () => {
    const scene = primaryScene();
    onceAfter(scene.cluster, /^create volumesnapshots \S+$/, () => havePods(scene.cluster, podOf(1, PRIMARY, { uid: 'another' })));
    await expectLess(scene, 'the volumes are of db-1, which was the primary, and db-1 was made anew');
  });

  test.each<[string, (cluster: FakeCluster) => void, string]>([
    ['there is none any more', (cluster) => havePods(cluster), 'nobody can see whether db-1 is still the primary: StatefulSet orders/db has no ready pod'],
    ['the cluster does not say', (cluster) => cluster.failNext('Unreachable', 1, 'list pods'), 'nobody can see whether db-1 is still the primary'],
  ])('or when %s', async (_, act, reason) => {
    const scene = primaryScene();
    onceAfter(scene.cluster, /^create volumesnapshots \S+$/, () => act(scene.cluster));
    await expectLess(scene, reason);
    expect(stateOf(scene.cluster).runs[0].primary).toMatchObject({ afterCut: 'unknown' });
  });

  test('is remembered for the run that finishes the group', async () => {
    const scene = primaryScene();
    const { cluster, clock, run } = scene;
    cluster.snapshots.all = { readyAfter: 1800 };
    onceAfter(cluster, /^create volumesnapshots \S+$/, () => elect(cluster, 2));
    expect(await run()).toMatchObject({ state: 'Pending', degraded: true });
    expect(stateOf(cluster).begun).toMatchObject([{ primary: { pod: 'db-1', afterCut: 'changed' } }]);
    clock.advance(3600_000);
    cluster.snapshots.all = {};
    await run(LATER);
    expect(stateOf(cluster).runs.map(({ group, reason }) => [group, reason])).toEqual([
      [GROUP, expect.stringContaining('db-2 is the primary now')], [LATER_GROUP, undefined],
    ]);
  });

  test('and that nobody looked is said as well', async () => {
    const { cluster, clock, run } = primaryScene();
    cluster.snapshots.all = { cutAfter: 1800, readyAfter: 1800 };
    expect(await run()).toMatchObject({ state: 'Pending', degraded: false });
    clock.advance(3600_000);
    await run(LATER);
    expect(stateOf(cluster).runs[0]).toMatchObject({ group: GROUP, reason: 'nobody saw whether db-1 was still the primary when its volumes were cut' });
  });
});

describe('a backup of the primary', () => {
  test('is of its volumes', async () => {
    const { cluster, run } = primaryBackupScene();
    expect(await run()).toMatchObject({ state: 'Complete', consistency: 'application', degraded: false, members: [`${GROUP}-data-db-1`, `${GROUP}-wal-db-1`] });
    expect(stateOf(cluster).runs[0].primary).toEqual({ pod: 'db-1', uid: 'uid-of-db-1', afterCut: 'same' });
  });

  test.each<[string, (cluster: FakeCluster) => void]>([
    ['another pod is it', (cluster) => elect(cluster, 2)],
    ['it was made anew', (cluster) => havePods(cluster, podOf(1, PRIMARY, { uid: 'another' }))],
    ['nobody can see', (cluster) => cluster.failNext('Other', 1, 'list pods')],
  ])('has failed when %s afterwards', async (_, act) => {
    const scene = primaryBackupScene();
    const { cluster, clock } = scene;
    onceAfter(cluster, /^create volumesnapshots \S+wal-db-1$/, () => act(cluster));
    expect(await scene.run(RUN)).toMatchObject({ state: 'Failed', consistency: 'unproven' });
    clock.advance(10 * 3600_000);
    expect(groupStates(scene).filter((state) => state.endsWith('Complete'))).toEqual([]);
    expect(scene.backups.open).toBe(0);
  });
});
