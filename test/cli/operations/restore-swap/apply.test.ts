import { describe, expect, test } from 'vitest';
import { AFTER, BEFORE, POLICY, bindings, copies, policies, sceneOf, sceneWith, seedClaim, seedPod, setReplicas } from './fixture';
import { CLAIM, CONFIG_MAP, VOLUME, VOLUME_SNAPSHOT } from '../../../../cli/cluster/cluster';
import type { KubeObject } from '../../../../cli/cluster/cluster';
import { labelOfGroup } from '../../../../cli/operations/restore/label';
import { previewSwap } from '../../../../cli/operations/restore-swap/preview';
import { loadState } from '../../../../cli/operations/snapshots/state';
import { RESTORED_FROM_ANNOTATION } from '../../../../src/core/vocabulary';
import type { FakeCluster } from '../../../support/fake-cluster';

const GROUP = 'orders-db-20260301t120000';

function claim(cluster: FakeCluster, name: string): KubeObject {
  return cluster.all(CLAIM).find(({ metadata }) => metadata.name === name)!;
}

/** Calls that change something that is not ours. */
function touches({ calls }: FakeCluster): string[] {
  return calls.filter((call) => /^(create|patch|delete|replace) (persistentvolume|volumesnapshots)/.test(call) && !call.endsWith('(dry run)'));
}

describe('an exchange', () => {
  test('gives each set the volumes of the other, and back what their class says', async () => {
    const { cluster, run } = sceneWith();
    expect(await run()).toMatchObject({ state: 'done', group: GROUP, refusals: [] });
    expect(bindings(cluster)).toEqual(AFTER);
    expect(policies(cluster)).toEqual({ 'db-data': 'Retain', 'db-wal': 'Retain', 'restored-data': 'Delete', 'restored-wal': 'Delete' });
    expect(cluster.lostVolumes).toEqual([]);
  });

  test('leaves labels and annotations with the name, and size and class with the volume', async () => {
    const { cluster, run } = sceneWith();
    await run();
    const { metadata, spec } = claim(cluster, 'data-db-0');
    expect({ labels: metadata.labels, annotations: metadata.annotations, spec }).toEqual({
      labels: { set: 'db' },
      annotations: { team: 'db' },
      spec: {
        accessModes: ['ReadWriteOncePod'], volumeMode: 'Filesystem', storageClassName: 'restored', resources: { requests: { storage: '2Gi' } }, volumeName: 'restored-data',
      },
    });
    expect(claim(cluster, 'data-restored-0').metadata.annotations).not.toHaveProperty(RESTORED_FROM_ANNOTATION);
  });

  test('takes and holds a copy of the old volumes first, and waits until it is ready', async () => {
    const { cluster, run } = sceneWith();
    cluster.snapshots.all = { readyAfter: 40 };
    await run();
    expect(copies(cluster)).toEqual(['data-db-0', 'wal-db-0'].map((each) => ({ claim: each, hold: 'before the swap with orders/restored', ready: 'true' })));
    const retained = cluster.calls.findIndex((call) => call.startsWith('patch persistentvolumes'));
    expect(cluster.calls.slice(0, retained).filter((call) => call.startsWith('patch volumesnapshots'))).toHaveLength(4);
    expect(cluster.clock.monotonic()).toBeGreaterThanOrEqual(40_000);
  });

  test('of a database whose backups need it to run copies it at rest', async () => {
    const quiesce = { strategy: 'postgres-backup', service: 'db-rw', port: 5432, database: 'app', secret: { name: 's', usernameKey: 'u', passwordKey: 'p' }, logClaimTemplates: ['wal'], holdSeconds: 300 } as const;
    const { cluster, run } = sceneWith({ ...POLICY, quiesce });
    expect((await run()).state).toBe('done');
    const members = cluster.all(VOLUME_SNAPSHOT);
    expect(members.map(({ metadata }) => metadata.annotations!['cdk8s-stateful.dev/consistency'])).toEqual(['crash', 'crash']);
    expect(labelOfGroup({ quiesce }, { name: GROUP, members })).toBe(undefined);
    expect((await loadState(cluster, POLICY)).runs).toMatchObject([{ group: GROUP, atRest: true }]);
    for (const { metadata } of members) delete metadata.annotations!['cdk8s-stateful.dev/at-rest'];
    expect(() => labelOfGroup({ quiesce }, { name: GROUP, members })).toThrow('has no backup label');
  });

  test('touches no volume while the copy is not ready, and goes on with the same one later', async () => {
    const { cluster, run } = sceneWith();
    cluster.snapshots.all = { readyAfter: 3600 };
    expect(await run()).toMatchObject({ state: 'waiting', group: GROUP, reason: expect.stringContaining('is not ready') });
    expect(touches(cluster).filter((call) => call.includes('persistentvolume'))).toEqual([]);
    cluster.snapshots.all = {};
    expect(await run()).toMatchObject({ state: 'done', group: GROUP });
    expect(copies(cluster)).toHaveLength(2);
  });

  test('takes another copy when a set has run since', async () => {
    const { cluster, run } = sceneWith();
    cluster.snapshots.all = { readyAfter: 3600 };
    await run();
    await setReplicas(cluster, 'db', 1);
    await setReplicas(cluster, 'db', 0);
    cluster.snapshots.all = {};
    const result = await run();
    expect(result).toMatchObject({ state: 'done' });
    expect(result.group).not.toBe(GROUP);
    expect(copies(cluster)).toHaveLength(4);
  });

  test('touches no volume when a set has run while the copy was waited for', async () => {
    const { cluster, run } = sceneWith();
    const runAndStop = async (): Promise<void> => {
      await setReplicas(cluster, 'db', 1);
      await setReplicas(cluster, 'db', 0);
    };
    const step = (name: string): void => { if (name === 'created') void runAndStop(); };
    expect(await run({ progress: { step, warn: () => undefined } })).toMatchObject({
      state: 'refused', refusals: [`a set was changed since group ${GROUP} was taken, and may have run; the same command takes another one`],
    });
    expect(bindings(cluster)).toEqual(BEFORE);
    expect((await run()).state).toBe('done');
  });

  test('of what was restored anew since is another one, though no set has run', async () => {
    const { cluster, run } = sceneWith();
    await run();
    await cluster.delete(CLAIM, claim(cluster, 'data-restored-0'));
    await cluster.delete(VOLUME, (await cluster.get(VOLUME, 'db-data'))!);
    cluster.clock.advance(60_000);
    seedClaim(cluster, 'restored', 'data', 0, 'anew');
    expect((await run()).state).toBe('done');
    expect(bindings(cluster)).toMatchObject({ 'data-db-0': 'anew', 'data-restored-0': 'restored-data', 'wal-db-0': 'db-wal' });
  });

  test('done again undoes nothing', async () => {
    const { cluster, run } = sceneWith();
    await run();
    cluster.calls.length = 0;
    expect((await run()).state).toBe('already');
    expect(touches(cluster)).toEqual([]);
    expect(bindings(cluster)).toEqual(AFTER);
  });

  test('goes back once a set has run', async () => {
    const { cluster, run } = sceneWith();
    await run();
    await setReplicas(cluster, 'db', 1);
    await setReplicas(cluster, 'db', 0);
    expect((await run()).state).toBe('done');
    expect(bindings(cluster)).toEqual(BEFORE);
  });

  test('of many pods moves all of them', async () => {
    const { cluster, run } = sceneWith();
    for (const set of ['db', 'restored']) for (const role of ['data', 'wal']) seedClaim(cluster, set, role, 1);
    expect((await run()).state).toBe('done');
    expect(bindings(cluster)).toEqual({ ...AFTER, 'data-db-1': 'restored-data-1', 'wal-db-1': 'restored-wal-1', 'data-restored-1': 'db-data-1', 'wal-restored-1': 'db-wal-1' });
    expect(copies(cluster)).toHaveLength(4);
  });
});

describe('refuses, and touches nothing,', () => {
  test.each<[string, (cluster: FakeCluster) => void | Promise<void>, string]>([
    ['while a set is to run', async (cluster) => setReplicas(cluster, 'restored', 2),
      'StatefulSet orders/restored has replicas: 2; stop it: kubectl --namespace orders scale statefulset/restored --replicas=0'],
    ['while a set is to run that deletes its claims when it is stopped', async (cluster) => {
      const kind = { apiVersion: 'apps/v1', kind: 'StatefulSet', plural: 'statefulsets' };
      const set = (await cluster.get(kind, 'db', 'orders'))!;
      await cluster.replace(kind, { ...set, spec: { ...set.spec, replicas: 1, persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Delete' } } });
    }, 'StatefulSet orders/db has replicas: 1; stop it: it deletes its claims when it is scaled down (persistentVolumeClaimRetentionPolicy.whenScaled is Delete), so first: kubectl --namespace orders patch statefulset/db '
      + '--patch \'{"spec":{"persistentVolumeClaimRetentionPolicy":{"whenDeleted":"Retain","whenScaled":"Retain"}}}\', in its manifest as well, and then: kubectl --namespace orders scale statefulset/db --replicas=0'],
    ['while a pod uses a claim', (cluster) => seedPod(cluster, 'db-0', 'data-db-0'), 'claim orders/data-db-0 is in use by pod db-0; wait until that is gone'],
    ['a claim without a counterpart', (cluster) => seedClaim(cluster, 'db', 'data', 1),
      'claim orders/data-db-1 has no counterpart: StatefulSet restored has no claim of data 1; sets exchange all of their volumes or none'],
    ['a set that is not there', async (cluster) => {
      const kind = { apiVersion: 'apps/v1', kind: 'StatefulSet', plural: 'statefulsets' };
      await cluster.delete(kind, (await cluster.get(kind, 'restored', 'orders'))!);
    }, 'there is no StatefulSet orders/restored; apply it with replicas: 0, so that its claims are known'],
    ['a claim without a volume', async (cluster) => {
      await cluster.replace(CLAIM, { ...claim(cluster, 'wal-restored-0'), status: { phase: 'Pending' } });
    }, 'claim orders/wal-restored-0 is not bound to a volume (Pending); a volume is made when the first pod uses it'],
    ['a volume that is too small', async (cluster) => {
      const kind = { apiVersion: 'apps/v1', kind: 'StatefulSet', plural: 'statefulsets' };
      const set = (await cluster.get(kind, 'restored', 'orders'))!;
      set.spec.volumeClaimTemplates[0].spec.resources.requests.storage = '3Gi';
      await cluster.replace(kind, set);
    }, 'the volume of claim orders/data-db-0 has 1Gi, and the template of data-restored-0 wants 3Gi; grow it first: kubectl --namespace orders patch pvc data-db-0 --patch \'{"spec":{"resources":{"requests":{"storage":"3Gi"}}}}\''],
    ['a volume of another mode', async (cluster) => {
      const volume = (await cluster.get(VOLUME, 'restored-wal'))!;
      await cluster.replace(VOLUME, { ...volume, spec: { ...volume.spec, volumeMode: 'Block' } });
    }, 'the volume of claim orders/wal-restored-0 has volumeMode Block, and wal-db-0 has Filesystem'],
    ['while a backup label waits for one of the sets', (cluster) => {
      cluster.seed({ apiVersion: 'v1', kind: CONFIG_MAP.kind, metadata: { name: 'restored-restore', namespace: 'orders' }, data: { backup_label: 'START' } });
    }, 'ConfigMap orders/restored-restore holds a backup label for the volumes that restored has now; when the server of restored has started from it, and only then: kubectl --namespace orders delete configmap restored-restore'],
    ['while a snapshot is not cut', (cluster) => {
      cluster.snapshots.all = { cutAfter: 1000, readyAfter: 1000 };
      cluster.seed({ apiVersion: VOLUME_SNAPSHOT.apiVersion, kind: VOLUME_SNAPSHOT.kind, metadata: { name: 'mine', namespace: 'orders' }, spec: { source: { persistentVolumeClaimName: 'data-db-0' } } });
    }, 'VolumeSnapshot mine of claim orders/data-db-0 is not cut yet, and would be of another volume then; wait for it, or delete it'],
  ])('%s', async (_, change, refusal) => {
    const { cluster, run } = sceneWith();
    await change(cluster);
    cluster.calls.length = 0;
    const { state, refusals } = await run();
    expect({ state, refusals }).toMatchObject({ state: 'refused', refusals: expect.arrayContaining([refusal]) });
    expect(touches(cluster)).toEqual([]);
    expect((await previewSwap(POLICY, 'restored', cluster)).refusals).toEqual(refusals);
  });

  test('a pod that has ended is none', async () => {
    const { cluster, run } = sceneWith();
    seedPod(cluster, 'job', 'data-db-0', 'Succeeded');
    expect((await run()).state).toBe('done');
  });

  test('what the cluster would not let it make again', async () => {
    const { cluster, run } = sceneWith();
    cluster.failNext('Forbidden', 1, 'create persistentvolumeclaims data-restored-0');
    await expect(run()).rejects.toThrow('cannot create persistentvolumeclaims data-restored-0');
    expect(touches(cluster)).toEqual([]);
  });
});

describe('an exchange that is interrupted', () => {
  async function interrupted(call: string) {
    const scene = sceneWith();
    scene.cluster.failNext('Unreachable', 1, call);
    await expect(scene.run()).rejects.toThrow(call);
    return scene;
  }

  test('leaves a volume retained whose new claim somebody deletes at once', async () => {
    const scene = sceneWith();
    const { cluster } = scene;
    const step = (name: string): void => {
      if (name !== 'bound') return;
      const { metadata, ...rest } = claim(cluster, 'data-db-0');
      cluster.remove(claim(cluster, 'data-db-0'));
      cluster.seed({ ...rest, metadata: { ...metadata, finalizers: ['kubernetes.io/pvc-protection'], deletionTimestamp: '2026-03-01T12:00:05Z' } });
    };
    await expect(scene.run({ progress: { step, warn: () => undefined } })).rejects.toThrow('claim orders/data-db-0 is being deleted or gone again, so PersistentVolume restored-data stays retained');
    expect(policies(cluster)['restored-data']).toBe('Retain');
    cluster.remove(claim(cluster, 'data-db-0'));
    expect((await scene.run()).state).toBe('done');
    expect(cluster.lostVolumes).toEqual([]);
    expect(bindings(cluster)).toEqual(AFTER);
    expect(policies(cluster)['restored-data']).toBe('Delete');
  });

  test('is not undone by another policy of the same set, which does not know of it', async () => {
    const { cluster, run } = sceneWith();
    const giveBack = (name: string): void => { if (name === 'bound') cluster.failNext('Unreachable', 1, 'patch persistentvolumes'); };
    await expect(run({ progress: { step: giveBack, warn: () => undefined } })).rejects.toThrow('patch persistentvolumes');
    cluster.seed({ apiVersion: 'v1', kind: CONFIG_MAP.kind, metadata: { name: 'weekly-state', namespace: 'orders' }, data: {} });
    const other = sceneOf(cluster, { ...POLICY, name: 'weekly' });
    expect(await other.run()).toMatchObject({
      state: 'refused', refusals: ['an exchange with StatefulSet orders/restored by policy orders-db is not finished; finish it first: restore swap orders-db --workload restored'],
    });
    expect((await run()).state).toBe('done');
    expect(bindings(cluster)).toEqual(AFTER);
  });

  test('is not finished while a set runs', async () => {
    const { cluster, run } = await interrupted('patch persistentvolumes db-wal');
    await setReplicas(cluster, 'db', 1);
    expect(await run()).toMatchObject({ state: 'refused', refusals: ['StatefulSet orders/db has replicas: 1; stop it: kubectl --namespace orders scale statefulset/db --replicas=0'] });
    await setReplicas(cluster, 'db', 0);
    expect((await run()).state).toBe('done');
  });

  test('does not take a claim that a set has made meanwhile for its own', async () => {
    const { cluster, run } = await interrupted('delete persistentvolumeclaims wal-restored-0');
    cluster.seed({ apiVersion: 'v1', kind: CLAIM.kind, metadata: { name: 'data-db-0', namespace: 'orders' }, spec: {}, status: { phase: 'Pending' } });
    const remedy = 'keep both sets at 0 replicas and look whether anything that was written to it is needed; if not: kubectl --namespace orders delete pvc data-db-0, and the same command again';
    await expect(run()).rejects.toThrow(`claim orders/data-db-0 was made by somebody else meanwhile, as by a set that was started; ${remedy}`);
    await cluster.delete(CLAIM, claim(cluster, 'data-db-0'));
    expect((await run()).state).toBe('done');
    expect(bindings(cluster)).toEqual(AFTER);
  });

  test('does not go on with volumes that would be deleted with their claims', async () => {
    const { cluster, run } = await interrupted('delete persistentvolumeclaims wal-restored-0');
    const setPolicy = async (value: string) => cluster.patch(VOLUME, 'restored-wal', undefined, [{ op: 'replace', path: '/spec/persistentVolumeReclaimPolicy', value }]);
    await setPolicy('Delete');
    cluster.failNext('Unreachable', 1, 'patch persistentvolumes restored-wal');
    await expect(run()).rejects.toThrow('patch persistentvolumes restored-wal');
    expect(cluster.lostVolumes).toEqual([]);
    expect((await run()).state).toBe('done');
  });

  test('is finished before another is begun', async () => {
    const { cluster, run } = await interrupted('delete persistentvolumeclaims wal-restored-0');
    const record = (await cluster.get(CONFIG_MAP, 'orders-db-swap', 'orders'))!;
    const other = record.data['swap.json'].replace('"workload":"restored"', '"workload":"third"');
    await cluster.replace(CONFIG_MAP, { ...record, data: { 'swap.json': other } });
    await expect(run()).rejects.toThrow('an exchange with StatefulSet orders/third is not finished; finish it first, with --workload third');
  });

  test('says what a claim waits for that does not go', async () => {
    const { cluster, run } = sceneWith();
    await cluster.patch(CLAIM, 'data-db-0', 'orders', [{ op: 'add', path: '/metadata/finalizers', value: ['example.com/keep'] }]);
    await expect(run()).rejects.toThrow('after 60 s claim orders/data-db-0 is not gone yet, for example.com/keep; the same command again goes on');
    await cluster.patch(CLAIM, 'data-db-0', 'orders', [{ op: 'replace', path: '/metadata/finalizers', value: [] }]);
    await cluster.delete(CLAIM, claim(cluster, 'data-db-0'));
    expect((await run()).state).toBe('done');
  });
});

test('a preview of what is begun says so', async () => {
  const { cluster, run } = sceneWith();
  expect(await previewSwap(POLICY, 'restored', cluster)).toMatchObject({ ordinals: [0], sizes: { 'db-data': '1Gi', 'restored-data': '2Gi' } });
  await run();
  expect(await previewSwap(POLICY, 'restored', cluster)).toMatchObject({ earlier: 'done', moves: [{ volume: { name: 'db-data' } }, {}, {}, {}] });
});

test('a copy that fails keeps the volumes where they are', async () => {
  const { cluster, run } = sceneWith();
  cluster.snapshots.denied = [2];
  await expect(run()).rejects.toThrow('the group of the volumes as they are failed, so nothing is exchanged');
  expect(bindings(cluster)).toEqual(BEFORE);
  expect((await run()).state).toBe('done');
});
