import { describe, expect, test } from 'vitest';
import { GROUP, LATER, LATER_GROUP, RUN, jobAt, outcomes, stateOf } from './fixture';
import { CLAIMS, LABELS, groupPolicy, groupScene, groupSnapshots, label, marked } from './group-fixture';
import { CLAIM, VOLUME_SNAPSHOT } from '../../../../cli/cluster/cluster';
import { groupsOf } from '../../../../cli/operations/snapshots/group';
import { listSnapshots } from '../../../../cli/operations/snapshots/group-snapshot';
import {
  CLAIM_ANNOTATION, CLAIM_UID_ANNOTATION, CONSISTENCY_ANNOTATION, GROUP_LABEL, MEMBERS_ANNOTATION, POLICY_LABEL, SCHEDULED_AT_ANNOTATION,
  WORKLOAD_LABEL,
} from '../../../../src/core/vocabulary';
import type { FakeCluster } from '../../../support/fake-cluster';
import { GROUP_SNAPSHOT } from '../../../support/fake-cluster/group-snapshots';

async function states(cluster: FakeCluster): Promise<string[]> {
  const policy = groupPolicy();
  return groupsOf(await listSnapshots(cluster, policy), policy, cluster.now()).map(({ name, state, reason }) => `${name} ${state}${reason ? `: ${reason}` : ''}`);
}

describe('a group as one VolumeGroupSnapshot', () => {
  test('of all volumes of all pods is complete', async () => {
    const scene = await groupScene();
    expect(await scene.run()).toMatchObject({ group: GROUP, state: 'Complete', degraded: false, consistency: 'crash' });
    expect(marked(scene, GROUP)).toEqual(CLAIMS);
    expect(await states(scene.cluster)).toEqual([`${GROUP} Complete`]);
    expect(outcomes(scene.cluster)).toEqual([`${GROUP} Complete`]);
    expect(scene.cluster.calls.filter((call) => call.startsWith('create'))).toEqual([
      `create volumegroupsnapshots ${GROUP} (dry run)`, `create volumegroupsnapshots ${GROUP}`,
    ]);
  });

  test('asks for the claims by the labels of the set, and says who it is of', async () => {
    const scene = await groupScene();
    await scene.run();
    expect(groupSnapshots(scene)).toMatchObject([{
      apiVersion: 'groupsnapshot.storage.k8s.io/v1',
      metadata: {
        name: GROUP,
        namespace: 'orders',
        labels: { [POLICY_LABEL]: 'orders-db', [GROUP_LABEL]: GROUP, [WORKLOAD_LABEL]: 'db' },
        annotations: { [SCHEDULED_AT_ANNOTATION]: '2026-03-01T00:07:00.000Z' },
      },
      spec: { volumeGroupSnapshotClassName: 'groups', source: { selector: { matchLabels: LABELS } } },
    }]);
  });

  test('has members that say all that those of single snapshots say', async () => {
    const scene = await groupScene();
    await scene.run();
    const members = scene.cluster.all(VOLUME_SNAPSHOT);
    const names = members.map(({ metadata }) => metadata.name);
    for (const { metadata, spec } of members) {
      expect(metadata.labels).toEqual({ [POLICY_LABEL]: 'orders-db', [GROUP_LABEL]: GROUP, [WORKLOAD_LABEL]: 'db' });
      expect(metadata.annotations).toMatchObject({
        [SCHEDULED_AT_ANNOTATION]: '2026-03-01T00:07:00.000Z',
        [CONSISTENCY_ANNOTATION]: 'crash',
        [CLAIM_ANNOTATION]: spec.source.persistentVolumeClaimName,
        [CLAIM_UID_ANNOTATION]: `uid-of-${spec.source.persistentVolumeClaimName}`,
      });
      expect((JSON.parse(metadata.annotations![MEMBERS_ANNOTATION]) as string[]).sort()).toEqual(names);
    }
    expect(stateOf(scene.cluster).runs[0].members.map(({ name }) => name).sort()).toEqual(names);
  });

  test('is taken after the checkpoint that was asked for', async () => {
    const scene = await groupScene();
    await scene.run();
    expect(scene.sessions).toHaveLength(1);
    expect(stateOf(scene.cluster).runs[0].quiesce).toMatchObject({ strategy: 'postgres-checkpoint', result: 'done', lsn: '0/16B3748' });
  });
});

describe('nothing is made', () => {
  const refusals: [string, (scene: Awaited<ReturnType<typeof groupScene>>) => Promise<void>, RegExp][] = [
    ['when another claim has the labels', async (scene) => label(scene, 'data-db-4'), /those are not the bound ones of StatefulSet db: data-db-4 would be as well/],
    ['when a claim lacks them', async (scene) => label(scene, 'wal-db-1', { app: 'other' }), /wal-db-1 would not be in it: put these labels on/],
    [
      'when a claim of the set is not bound',
      async ({ cluster }) => void await cluster.patch(CLAIM, 'data-db-1', 'orders', [{ op: 'replace', path: '/status/phase', value: 'Pending' }]),
      /data-db-1 would be as well: bind or delete/,
    ],
    ['where the cluster does not know groups', async ({ cluster }) => void (cluster.groupSnapshots.served = false), /does not know VolumeGroupSnapshots: nothing serves groupsnapshot.storage.k8s.io/],
    [
      'when there is another one of its name',
      async ({ cluster }) => void cluster.seed({ ...GROUP_SNAPSHOT, metadata: { name: GROUP, namespace: 'orders' }, spec: { source: { selector: { matchLabels: { app: 'x' } } } } }),
      /VolumeGroupSnapshot orders\/orders-db-20260301t000700 exists and is not of this policy/,
    ],
  ];
  test.each(refusals)('%s', async (_, prepare, message) => {
    const scene = await groupScene();
    await prepare(scene);
    const before = groupSnapshots(scene).length;
    await expect(scene.run()).rejects.toThrow(message);
    expect(groupSnapshots(scene)).toHaveLength(before);
    expect([stateOf(scene.cluster).begun, scene.sessions]).toEqual([[], []]);
  });

  test('when the selector of the set has no labels, which would mean every claim', async () => {
    const scene = await groupScene(groupPolicy(), {});
    await expect(scene.run()).rejects.toThrow('StatefulSet orders/db has no matchLabels in its selector');
    expect(groupSnapshots(scene)).toEqual([]);
  });
});

describe('a group that is not what was meant fails, and is never restored from', () => {
  test('when the driver left a claim out', async () => {
    const scene = await groupScene();
    scene.cluster.groupSnapshots.omitted = ['wal-db-1'];
    expect(await scene.run()).toMatchObject({ state: 'Failed', reason: 'claim wal-db-1 has 0 snapshots in the group' });
    expect(await states(scene.cluster)).toEqual([`${GROUP} Pending: ${GROUP}-wal-db-1 is missing`]);
    expect(marked(scene, GROUP)).toEqual(CLAIMS.slice(0, 3));
  });

  test('when it took one that nobody asked for', async () => {
    const scene = await groupScene();
    scene.cluster.groupSnapshots.added = ['data-db-3'];
    expect(await scene.run()).toMatchObject({ state: 'Failed', reason: expect.stringMatching(/^snapshot-[0-9a-f]{64} is of claim "data-db-3", which was not meant$/) as string });
    expect(marked(scene, GROUP)).toEqual([...CLAIMS, 'none'].sort());
    scene.clock.advance(10_000);
    expect(await states(scene.cluster)).toEqual([expect.stringMatching(`^${GROUP} Pending: nobody has seen that`)]);
  });

  test('when a claim was made anew in between', async () => {
    const scene = await groupScene();
    scene.cluster.groupSnapshots.cutAfter = 30;
    const running = scene.run(RUN, {
      checkpoint: async () => {
        const [claim] = scene.cluster.all(CLAIM).filter(({ metadata }) => metadata.name === 'data-db-1');
        await scene.cluster.delete(CLAIM, claim);
        scene.cluster.seed({ ...claim, metadata: { ...claim.metadata, uid: 'another' } });
        return { lsn: '0/1' };
      },
    });
    expect(await running).toMatchObject({ state: 'Failed', reason: 'claim data-db-1 was made anew before anybody saw what was cut' });
    expect(outcomes(scene.cluster)).toEqual([`${GROUP} Failed`]);
  });
});

describe('a driver that is slow', () => {
  test('leaves the group to the next run, which marks it', async () => {
    const scene = await groupScene();
    scene.cluster.groupSnapshots.cutAfter = 1300;
    expect(await scene.run()).toMatchObject({ state: 'Pending', erring: false, reason: `VolumeGroupSnapshot ${GROUP} is not cut` });
    expect(await states(scene.cluster)).toEqual([`${GROUP} Pending: VolumeGroupSnapshot ${GROUP} is not cut`]);
    scene.clock.advance(3600_000);
    scene.cluster.groupSnapshots.cutAfter = 1;
    expect(await scene.run(LATER)).toMatchObject({ group: LATER_GROUP, state: 'Complete' });
    expect(marked(scene, GROUP)).toEqual(CLAIMS);
    scene.clock.advance(3600_000);
    await scene.run(jobAt('2026-03-01T02:07:00Z'));
    expect(outcomes(scene.cluster).sort().slice(0, 2)).toEqual([`${GROUP} Complete`, `${LATER_GROUP} Complete`]);
  });

  test('and reports an error is said to err, and fails when its time is over', async () => {
    const scene = await groupScene();
    scene.cluster.groupSnapshots.error = 'quota of copies exceeded';
    expect(await scene.run()).toMatchObject({ state: 'Pending', erring: true, reason: `VolumeGroupSnapshot ${GROUP} has an error: quota of copies exceeded` });
    scene.clock.advance(7200_000);
    await scene.run(LATER);
    expect(outcomes(scene.cluster)).toEqual([`${GROUP} Failed`]);
    expect((await states(scene.cluster))[0]).toBe(`${GROUP} Failed: VolumeGroupSnapshot ${GROUP} has an error: quota of copies exceeded`);
  });
});
