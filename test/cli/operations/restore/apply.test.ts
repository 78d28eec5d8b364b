import { describe, expect, test } from 'vitest';
import { BESIDE, ELSEWHERE, GROUPS, POLICY, holds, namesIn, sceneWith, seedClass, seedSet } from './fixture';
import { CLAIM, CONFIG_MAP, VOLUME_SNAPSHOT, VOLUME_SNAPSHOT_CONTENT } from '../../../../cli/cluster/cluster';
import type { KubeObject } from '../../../../cli/cluster/cluster';
import type { RestoreRequest } from '../../../../cli/operations/restore/request';
import { prune } from '../../../../cli/operations/snapshot-prune/apply';
import { AT_REST_ANNOTATION, BACKUP_LABEL_ANNOTATION, HOLD_ANNOTATION } from '../../../../src/core/vocabulary';
import type { FakeCluster } from '../../../support/fake-cluster';

const NEWEST = GROUPS[2];
const OPEN = { [GROUPS[0]]: [undefined, undefined], [GROUPS[1]]: [undefined, undefined], [NEWEST]: [undefined, undefined] };

function claim(cluster: FakeCluster, namespace: string, name: string): KubeObject {
  return cluster.all(CLAIM).find(({ metadata }) => metadata.namespace === namespace && metadata.name === name)!;
}

describe('beside the old set', () => {
  test('makes the claims that the pods of the new set look for, like those of its templates', async () => {
    const { cluster, run } = sceneWith();
    const { finished, claims } = await run(BESIDE);
    expect({ finished, claims }).toEqual({ finished: true, claims: [{ claim: 'data-db-restored-0', bound: true }, { claim: 'wal-db-restored-0', bound: true }] });
    expect(claim(cluster, 'orders', 'data-db-restored-0')).toMatchObject({
      metadata: {
        labels: { 'cdk8s-stateful.dev/workload': 'db-restored' },
        annotations: { 'keep': 'true', 'cdk8s-stateful.dev/restored-from': `orders/${NEWEST}-data-db-0` },
      },
      spec: {
        accessModes: ['ReadWriteOncePod'],
        volumeMode: 'Filesystem',
        storageClassName: 'disk',
        resources: { requests: { storage: '1Gi' } },
        dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: `${NEWEST}-data-db-0` },
      },
    });
  });

  test('holds the group from before the first claim until all have their volumes', async () => {
    const { cluster, run } = sceneWith();
    const running = run(BESIDE, { waitSeconds: 1 });
    expect((await running).finished).toBe(false);
    expect(holds(cluster)).toEqual({ ...OPEN, [NEWEST]: ['restore to orders/db-restored', 'restore to orders/db-restored'] });
    const hold = cluster.calls.findIndex((call) => call.startsWith(`patch volumesnapshots ${NEWEST}-wal`));
    expect(hold).toBeLessThan(cluster.calls.findIndex((call) => call.startsWith('create persistentvolumeclaims')));
    expect((await run(BESIDE)).finished).toBe(true);
    expect(holds(cluster)).toEqual(OPEN);
  });

  test('leaves the hold of somebody else as it is', async () => {
    const { cluster, run } = sceneWith();
    await cluster.patch(VOLUME_SNAPSHOT, `${NEWEST}-data-db-0`, 'orders', [{ op: 'add', path: `/metadata/annotations/${HOLD_ANNOTATION.replace('/', '~1')}`, value: 'audit' }]);
    expect((await run(BESIDE)).finished).toBe(true);
    expect(holds(cluster)[NEWEST]).toEqual(['audit', undefined]);
  });

  test('takes labels, class and size from the new set where that is there already', async () => {
    const { cluster, run } = sceneWith();
    seedClass(cluster, 'fast', 'fake.csi.example.com');
    const set = seedSet(cluster, 'orders', 'db-restored', 0);
    set.spec.volumeClaimTemplates[0].spec = { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '20Gi' } } };
    await cluster.replace({ apiVersion: 'apps/v1', kind: 'StatefulSet', plural: 'statefulsets' }, set);
    await run(BESIDE);
    expect(claim(cluster, 'orders', 'data-db-restored-0')).toMatchObject({
      metadata: { labels: { set: 'db-restored' } },
      spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '20Gi' } } },
    });
  });

  test('does not wait for a class whose volumes wait for pods that do not start', async () => {
    const { cluster, run } = sceneWith('WaitForFirstConsumer');
    const { finished, claims } = await run(BESIDE);
    expect(finished).toBe(false);
    expect(claims[0]).toEqual({ claim: 'data-db-restored-0', bound: false, reason: 'its class makes the volume when the first pod of db-restored uses it' });
    expect(cluster.clock.monotonic()).toBeLessThan(5000);
    seedSet(cluster, 'orders', 'db-restored', 1);
    cluster.volumes.bindAfter = 0;
    const began = cluster.clock.monotonic();
    expect((await run(BESIDE)).finished).toBe(true);
    expect(cluster.clock.monotonic() - began).toBeLessThan(5000);
    expect(holds(cluster)).toEqual(OPEN);
  });

  test('goes on with the group it began with, though there is a newer one by now', async () => {
    const { run } = sceneWith('WaitForFirstConsumer');
    await run({ ...BESIDE, group: GROUPS[0] });
    expect((await run(BESIDE)).plan.group.name).toBe(GROUPS[0]);
  });

  test('takes the newest, whatever a set with a longer name was restored from', async () => {
    const { run } = sceneWith('WaitForFirstConsumer');
    await run({ ...BESIDE, workload: 'db-restored-2', group: GROUPS[0] });
    expect((await run(BESIDE)).plan.group.name).toBe(NEWEST);
  });

  test('keeps a prune from what it restores from', async () => {
    const { cluster, run } = sceneWith('WaitForFirstConsumer');
    await run({ ...BESIDE, group: GROUPS[0] });
    cluster.seed({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'orders-db-state', namespace: 'orders' }, data: {} });
    await prune(POLICY, { cluster, clock: cluster.clock, progress: { step: () => undefined, warn: () => undefined }, holder: 'pruner', signal: new AbortController().signal });
    const left = new Set(namesIn(cluster, VOLUME_SNAPSHOT, 'orders').map((name) => GROUPS.find((group) => name.startsWith(group))));
    expect([...left].sort()).toEqual([GROUPS[0], NEWEST]);
  });
});

describe('copies from before a swap', () => {
  async function swappedOut(cluster: FakeCluster, ...groups: string[]): Promise<void> {
    for (const { metadata } of cluster.all(VOLUME_SNAPSHOT).filter(({ metadata: { name } }) => groups.some((group) => name.startsWith(group)))) {
      await cluster.patch(VOLUME_SNAPSHOT, metadata.name, 'orders', [{ op: 'add', path: `/metadata/annotations/${AT_REST_ANNOTATION.replace('/', '~1')}`, value: 'true' }]);
    }
  }

  test('are restored when they are named, else the newest of the others is', async () => {
    const { cluster, run } = sceneWith();
    await swappedOut(cluster, NEWEST);
    expect((await run({ ...BESIDE, group: NEWEST })).plan.group.name).toBe(NEWEST);
    expect((await run({ ...BESIDE, workload: 'db2' })).plan.group.name).toBe(GROUPS[1]);
    expect((await run({ ...BESIDE, workload: 'db3', before: new Date('2026-03-01T12:00:00Z') })).plan.group.name).toBe(GROUPS[1]);
  });

  test('are named where there is nothing else', async () => {
    const { cluster, run } = sceneWith();
    await swappedOut(cluster, ...GROUPS);
    const which = `(${GROUPS[2]}, ${GROUPS[1]}, ${GROUPS[0]}), which hold what was swapped out`;
    const remedy = `to restore that, name it: cdk8s-stateful restore plan orders-db --namespace orders --group ${NEWEST}`;
    await expect(run(BESIDE)).rejects.toThrow(`policy orders/orders-db has no complete group but copies from before the swap of its volumes ${which}; ${remedy}`);
  });
});

describe('in another namespace', () => {
  test('makes the copies known there by contents that are retained, and forgets them when the volumes are there', async () => {
    const { cluster, run } = sceneWith();
    const before = namesIn(cluster, VOLUME_SNAPSHOT_CONTENT, undefined as never).sort();
    expect((await run(ELSEWHERE, { waitSeconds: 1 })).finished).toBe(false);
    const name = `restore-${NEWEST}-data-db-0`;
    const content = cluster.all(VOLUME_SNAPSHOT_CONTENT).find(({ metadata }) => metadata.name === `restore.lab.${NEWEST}-data-db-0`)!;
    expect(content.spec).toEqual({
      deletionPolicy: 'Retain',
      driver: 'fake.csi.example.com',
      source: { snapshotHandle: `copy-${NEWEST}-data-db-0` },
      sourceVolumeMode: 'Filesystem',
      volumeSnapshotClassName: 'disk',
      volumeSnapshotRef: { namespace: 'lab', name },
    });
    expect(claim(cluster, 'lab', 'data-db-0').spec.dataSource.name).toBe(name);
    expect((await run(ELSEWHERE)).finished).toBe(true);
    expect(namesIn(cluster, VOLUME_SNAPSHOT, 'lab')).toEqual([]);
    expect(namesIn(cluster, VOLUME_SNAPSHOT_CONTENT, undefined as never).sort()).toEqual(before);
    expect(namesIn(cluster, CLAIM, 'lab')).toEqual(['data-db-0', 'wal-db-0']);
    expect(holds(cluster)).toEqual(OPEN);
  });

  test('says what the driver says of a copy that it cannot find', async () => {
    const { cluster, run } = sceneWith();
    cluster.volumes.bindAfter = Infinity;
    cluster.snapshots.all = { readyAfter: 100, error: { after: 0, message: 'no such snapshot' } };
    const { claims } = await run(ELSEWHERE, { waitSeconds: 10 });
    expect(claims[0]).toEqual({ claim: 'data-db-0', bound: false, reason: `VolumeSnapshot restore-${NEWEST}-data-db-0: no such snapshot` });
  });

  test('does not forget a copy that would be deleted with its content', async () => {
    const { cluster, run } = sceneWith();
    await run(ELSEWHERE, { waitSeconds: 1 });
    const name = `restore.lab.${NEWEST}-data-db-0`;
    await cluster.patch(VOLUME_SNAPSHOT_CONTENT, name, undefined, [{ op: 'replace', path: '/spec/deletionPolicy', value: 'Delete' }]);
    cluster.clock.advance(10_000);
    await expect(run(ELSEWHERE)).rejects.toThrow(`VolumeSnapshotContent ${name} is no longer retained, so that deleting it would delete the copy; set its deletionPolicy to Retain`);
    expect(namesIn(cluster, VOLUME_SNAPSHOT, 'lab')).toContain(`restore-${NEWEST}-data-db-0`);
  });

  test('does not touch a content of its name that is not its own', async () => {
    const { cluster, run } = sceneWith();
    const name = `restore.lab.${NEWEST}-data-db-0`;
    cluster.seed({
      apiVersion: VOLUME_SNAPSHOT_CONTENT.apiVersion,
      kind: VOLUME_SNAPSHOT_CONTENT.kind,
      metadata: { name },
      spec: { deletionPolicy: 'Delete', source: { snapshotHandle: `copy-${NEWEST}-data-db-0` }, volumeSnapshotRef: { namespace: 'lab', name: 'other' } },
    });
    await expect(run(ELSEWHERE)).rejects.toThrow(`VolumeSnapshotContent ${name} exists and is not of this restore; look at it, and delete it if nobody needs it`);
    expect(namesIn(cluster, CLAIM, 'lab')).toEqual([]);
  });
});

test('two restores of one group each give up their own hold, and not that of the other', async () => {
  const { cluster, run } = sceneWith('WaitForFirstConsumer');
  await run(BESIDE);
  await run({ ...ELSEWHERE, storageClass: 'disk' });
  expect(holds(cluster)[GROUPS[2]]).toEqual(Array(2).fill('restore to orders/db-restored; restore to lab/db'));
  for (const each of cluster.all(CLAIM)) if (each.metadata.namespace === 'orders') await cluster.replace(CLAIM, { ...each, status: { phase: 'Bound' } });
  expect((await run(BESIDE)).finished).toBe(true);
  expect(holds(cluster)[GROUPS[2]]).toEqual(Array(2).fill('restore to lab/db'));
});

describe('refuses, and changes nothing,', () => {
  async function refusals(request: RestoreRequest, change: (cluster: FakeCluster) => void = () => undefined): Promise<readonly string[]> {
    const { cluster, run } = sceneWith();
    change(cluster);
    const { plan, claims, finished } = await run(request);
    expect({ claims, finished }).toEqual({ claims: [], finished: false });
    expect(cluster.calls.filter((call) => /^(create|patch|delete|replace) (?!leases)/.test(call))).toEqual([]);
    return plan.refusals;
  }

  test('to replace claims that are there', async () => {
    expect(await refusals({ namespace: 'orders', workload: 'db' })).toEqual([
      ...['data-db-0', 'wal-db-0'].map((name) => `claim orders/${name} exists, with data of its own, and nothing that exists is replaced; restore to another set (--workload db-restored) or another namespace (--to-namespace)`),
    ]);
  });

  test('while the new set runs, which would make empty claims', async () => {
    expect(await refusals(BESIDE, (cluster) => seedSet(cluster, 'orders', 'db-restored', 2))).toEqual([
      'StatefulSet orders/db-restored has replicas: 2, and would make empty claims in the place of data-db-restored-0, wal-db-restored-0; scale it to 0 first: kubectl --namespace orders scale statefulset/db-restored --replicas=0',
    ]);
  });

  test('while a set runs that would delete its other claims when it is stopped, and says so', async () => {
    const [refusal] = await refusals(BESIDE, (cluster) => {
      const { spec, ...set } = seedSet(cluster, 'orders', 'db-restored', 2);
      cluster.remove({ ...set, spec });
      cluster.seed({ ...set, spec: { ...spec, persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } } });
    });
    expect(refusal).toContain('scale it to 0 first: it deletes its claims when it is scaled down (persistentVolumeClaimRetentionPolicy.whenScaled is Delete), so first: '
      + 'kubectl --namespace orders patch statefulset/db-restored --patch \'{"spec":{"persistentVolumeClaimRetentionPolicy":{"whenDeleted":"Retain","whenScaled":"Retain"}}}\', in its manifest as well');
  });

  test('a set without the volumes of the snapshots', async () => {
    expect(await refusals(BESIDE, (cluster) => seedSet(cluster, 'orders', 'db-restored', 0, ['data']))).toEqual([
      'StatefulSet orders/db-restored has no claim template wal, which the snapshots are of; it has data',
    ]);
  });

  test('a class of another driver', async () => {
    const change = (cluster: FakeCluster): void => seedClass(cluster, 'nfs', 'nfs.csi.k8s.io');
    expect(await refusals({ ...BESIDE, storageClass: 'nfs' }, change)).toEqual([
      'StorageClass nfs is of driver nfs.csi.k8s.io, and the snapshots are of fake.csi.example.com; name a class of that driver (--storage-class)',
    ]);
  });

  test.each([
    ['a group that is not there', { ...BESIDE, group: 'nightly' }, 'policy orders/orders-db has no group nightly; restore list shows those that can be restored'],
    ['a time before all groups', { ...BESIDE, before: new Date('2026-02-01T00:00:00Z') }, `no complete group of policy orders/orders-db was cut by 2026-02-01T00:00:00.000Z; the oldest is ${GROUPS[0]}, cut at 2026-03-01T00:00:01.000Z`],
    ['a class that is not there', { ...BESIDE, storageClass: 'gone' }, 'there is no StorageClass gone, which the restored claims would be of; name one that there is (--storage-class)'],
  ])('%s', async (_, request, message) => {
    const { run } = sceneWith();
    await expect(run(request)).rejects.toThrow(message);
  });

  test('a group that is not complete', async () => {
    const { cluster, run } = sceneWith();
    await cluster.delete(VOLUME_SNAPSHOT, cluster.all(VOLUME_SNAPSHOT).find(({ metadata }) => metadata.name === `${NEWEST}-wal-db-0`)!);
    await expect(run({ ...BESIDE, group: NEWEST })).rejects.toThrow(`group ${NEWEST} is Failed: ${NEWEST}-wal-db-0 is missing; only complete groups are restored`);
    expect((await run(BESIDE)).plan.group.name).toBe(GROUPS[1]);
  });

  test('without a set, unless a class is named', async () => {
    const { cluster, run } = sceneWith();
    await cluster.delete({ apiVersion: 'apps/v1', kind: 'StatefulSet', plural: 'statefulsets' }, cluster.all({ apiVersion: '', kind: 'StatefulSet', plural: '' })[0]);
    expect((await run(ELSEWHERE)).plan.refusals).toEqual(['data', 'wal'].map((role) => (
      `there is no StatefulSet lab/db to take the class of ${role} from; apply it with replicas: 0 first, or name a class (--storage-class)`
    )));
    expect((await run({ ...ELSEWHERE, storageClass: 'disk' })).finished).toBe(true);
  });
});

describe('a backup of several volumes', () => {
  const LABEL = { backup_label: `START WAL LOCATION: 0/2000028\nLABEL: ${NEWEST}\n`, stop_lsn: '0/2000130', system_identifier: '7' };

  async function labelled(text: string) {
    const scene = sceneWith();
    for (const role of ['data', 'wal']) {
      const path = `/metadata/annotations/${BACKUP_LABEL_ANNOTATION.replace('/', '~1')}`;
      await scene.cluster.patch(VOLUME_SNAPSHOT, `${NEWEST}-${role}-db-0`, 'orders', [{ op: 'add', path, value: text }]);
    }
    return scene;
  }

  test('comes with its label, which is there before the first claim', async () => {
    const { cluster, run } = await labelled(JSON.stringify(LABEL));
    expect((await run(ELSEWHERE)).finished).toBe(true);
    expect(cluster.all(CONFIG_MAP)).toMatchObject([{ metadata: { name: 'db-restore', namespace: 'lab' }, data: LABEL }]);
    const created = cluster.calls.filter((call) => call.startsWith('create')).map((call) => call.split(' ')[1]);
    expect(created.indexOf('configmaps')).toBeLessThan(created.indexOf('persistentvolumeclaims'));
  });

  test('does not overwrite the label of another restore', async () => {
    const { cluster, run } = await labelled(JSON.stringify(LABEL));
    cluster.seed({ apiVersion: 'v1', kind: CONFIG_MAP.kind, metadata: { name: 'db-restored-restore', namespace: 'orders' }, data: { ...LABEL, stop_lsn: '0/1' } });
    await expect(run(BESIDE)).rejects.toThrow('ConfigMap orders/db-restored-restore exists and is not of this restore');
    expect(namesIn(cluster, CLAIM, 'orders')).toEqual(['data-db-0', 'wal-db-0']);
  });

  test('with a label that somebody has changed is refused', async () => {
    const { run } = await labelled('{}');
    expect((await run(BESIDE)).plan.refusals).toEqual([expect.stringContaining('is not what a run wrote, got {}; restore from another group')]);
  });

  test('with the label of another group is refused', async () => {
    const { cluster, run } = await labelled(JSON.stringify({ ...LABEL, backup_label: `LABEL: ${GROUPS[0]}\n` }));
    expect((await run(BESIDE)).plan.refusals).toEqual([`the backup label of group ${NEWEST} is of backup "${GROUPS[0]}"; restore from another group`]);
    expect(namesIn(cluster, CONFIG_MAP, 'orders')).toEqual([]);
  });
});

test('takes the newest group that was cut by a time', async () => {
  const { run } = sceneWith();
  expect((await run({ ...BESIDE, before: new Date('2026-03-01T01:30:00Z') })).plan.group.name).toBe(GROUPS[1]);
});

test('who may not read classes and contents is asked for less', async () => {
  const { cluster, run } = sceneWith();
  cluster.failNext('Forbidden', 99, 'get storageclasses');
  cluster.failNext('Forbidden', 99, 'get volumesnapshotcontents');
  expect((await run(BESIDE)).finished).toBe(true);
});
