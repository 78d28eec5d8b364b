import { describe, expect, test } from 'vitest';
import { NAMES } from './fixture';
import { groupPolicyWith, groupScene, groupsLeft, stateIn, wholeGroups } from './group-fixture';
import { VOLUME_SNAPSHOT } from '../../../../cli/cluster/cluster';
import { isDone } from '../../../../cli/operations/snapshot-prune/apply';
import { HOLD_ANNOTATION, POLICY_LABEL } from '../../../../src/core/vocabulary';
import { GROUP_SNAPSHOT, GROUP_SNAPSHOT_CONTENT } from '../../../support/fake-cluster/group-snapshots';
import { policyWith, snapshotsOf } from '../snapshots/groups';

describe('a prune of groups that are VolumeGroupSnapshots', () => {
  test('deletes whole groups, and frees what their class retains', async () => {
    const { cluster, run } = await groupScene();
    const result = await run(groupPolicyWith({ last: 2, failedTtlSeconds: 60 }));
    expect(result.outcomes).toEqual(NAMES.slice(0, 3).map((group) => ({ group, result: 'deleted' })));
    expect(groupsLeft(cluster)).toEqual(wholeGroups(NAMES.slice(3)));
    expect([stateIn(cluster).pruning, stateIn(cluster).freeing]).toEqual([[], []]);
    expect(cluster.calls.filter((call) => call.startsWith('delete volumesnapshots '))).toEqual([]);
  });

  test('touches nothing of a content before its group is gone', async () => {
    const { cluster, run } = await groupScene();
    cluster.groupSnapshots.goneAfter = 5;
    await run(groupPolicyWith({ last: 4, failedTtlSeconds: 60 }));
    const [deleted, patched] = ['delete volumegroupsnapshots ', 'patch volumegroupsnapshotcontents '].map((call) => cluster.calls.findIndex((each) => each.startsWith(call)));
    expect(deleted).toBeGreaterThan(0);
    expect(cluster.calls.slice(deleted, patched).filter((call) => call === 'list volumegroupsnapshots').length).toBeGreaterThan(2);
    expect(cluster.calls.slice(0, patched).filter((call) => /^(patch|delete) volume\w*contents/.test(call))).toEqual([]);
    expect(groupsLeft(cluster)).toEqual(wholeGroups(NAMES.slice(1)));
  });

  test('leaves all of the freeing to a class that deletes', async () => {
    const { cluster, run } = await groupScene('Delete');
    expect(isDone(await run(groupPolicyWith({ last: 2, failedTtlSeconds: 60 }, 'Delete')))).toBe(true);
    expect(groupsLeft(cluster)).toEqual(wholeGroups(NAMES.slice(3)));
    expect(cluster.calls.filter((call) => call.includes('contents'))).toEqual([]);
  });

  test('keeps what is held', async () => {
    const { cluster, run } = await groupScene();
    const [member] = cluster.all(VOLUME_SNAPSHOT).filter(({ metadata }) => metadata.ownerReferences![0].name === NAMES[1]);
    await cluster.patch(VOLUME_SNAPSHOT, member.metadata.name, 'orders', [{ op: 'add', path: `/metadata/annotations/${HOLD_ANNOTATION.replace('/', '~1')}`, value: 'audit' }]);
    await run(groupPolicyWith({ last: 2, failedTtlSeconds: 60 }));
    expect(groupsLeft(cluster)).toEqual(wholeGroups([NAMES[1], ...NAMES.slice(3)]));
  });

  test('deletes one that was never cut, when its time is over', async () => {
    const { cluster, run } = await groupScene();
    cluster.groupSnapshots.cutAfter = Infinity;
    cluster.seed({
      apiVersion: GROUP_SNAPSHOT.apiVersion,
      kind: GROUP_SNAPSHOT.kind,
      spec: { source: { selector: { matchLabels: { app: 'db' } } } },
      metadata: { name: 'orders-db-uncut', namespace: 'orders', creationTimestamp: '2026-03-01T05:00:00Z', labels: { [POLICY_LABEL]: 'orders-db', 'cdk8s-stateful.dev/group': 'orders-db-uncut' } },
    });
    const result = await run(groupPolicyWith({ last: 4, failedTtlSeconds: 3600 }));
    expect(result.outcomes).toContainEqual({ group: 'orders-db-uncut', result: 'deleted' });
    expect(groupsLeft(cluster)).toEqual(wholeGroups(NAMES.slice(1)));
  });

  test('reports what does not go, and goes on the next time', async () => {
    const { cluster, run } = await groupScene();
    cluster.failNext('Forbidden', 1000, 'delete volumegroupsnapshotcontents');
    const policy = groupPolicyWith({ last: 4, failedTtlSeconds: 60 });
    const { outcomes } = await run(policy);
    expect(outcomes).toEqual([{ group: NAMES[0], result: 'leaked', problem: expect.stringContaining('delete volumegroupsnapshotcontents') as string }]);
    expect(stateIn(cluster).freeing).toMatchObject([{ group: NAMES[0] }]);
    expect(cluster.all(GROUP_SNAPSHOT).map(({ metadata }) => metadata.name)).toEqual(NAMES.slice(1));

    cluster.failNext('Forbidden', 0, '');
    const second = await run(policy, {});
    expect(second.outcomes.map(({ group }) => group)).toEqual([NAMES[0]]);
  });

  test('frees no content of a VolumeGroupSnapshot that has got the name of a deleted one', async () => {
    const { cluster, run } = await groupScene();
    const policy = groupPolicyWith({ last: 5, failedTtlSeconds: 999_999 });
    const [content] = cluster.all(GROUP_SNAPSHOT_CONTENT);
    const state = { ...stateIn(cluster), freeing: [{ group: 'orders-db-gone', uid: 'gone', content: content.metadata.name, members: [] }] };
    await cluster.patch({ apiVersion: 'v1', kind: 'ConfigMap', plural: 'configmaps' }, 'orders-db-state', 'orders', [{ op: 'add', path: '/data', value: { 'state.json': JSON.stringify(state) } }]);
    expect((await run(policy)).outcomes).toEqual([{ group: 'orders-db-gone', result: 'deleted' }]);
    expect(groupsLeft(cluster)).toEqual(wholeGroups(NAMES));
  });
});

describe('groups that were taken in the other way', () => {
  test('are not deleted by a policy that takes VolumeGroupSnapshots', async () => {
    const { cluster, run } = await groupScene();
    for (const snapshot of snapshotsOf('2026-02-01T00:00:00Z')) cluster.seed(snapshot);
    const { outcomes } = await run(groupPolicyWith({ last: 4, failedTtlSeconds: 999_999 }));
    expect(outcomes).toEqual([{ group: 'orders-db-20260201000000', result: 'failed', problem: expect.stringMatching(/^it is a VolumeSnapshot of each volume, and policy orders-db takes VolumeGroupSnapshots now/) as string }]);
    expect(groupsLeft(cluster)).toMatchObject({ groups: NAMES, snapshots: 12 });
  });

  test('are not deleted by one that takes single ones: their members cannot go alone', async () => {
    const { cluster, run } = await groupScene();
    const { outcomes } = await run(policyWith({ last: 2 }));
    expect(outcomes.map(({ group, result }) => `${group} ${result}`)).toEqual([NAMES[1], NAMES[2]].map((group) => `${group} failed`));
    expect(groupsLeft(cluster)).toEqual(wholeGroups(NAMES));
  });
});
