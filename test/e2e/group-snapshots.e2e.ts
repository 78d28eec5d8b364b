import { Cron, Size } from 'cdk8s';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kubeconfigOf } from './support/account';
import { permissionsOf, requestsOf } from './support/api-audit-log';
import { clusterBackend } from './support/cluster-backend';
import { API_AUDIT_LOG, DRIVER_SNAPSHOTS } from './support/cluster-commands';
import { giveUpGroupSnapshots } from './support/group-snapshots';
import { Kubectl } from './support/kubectl';
import { TestApp, runJob } from './support/protected-database';
import { sequenceSet } from './support/sequence-set';
import { describeOnFailure, testNamespace } from './support/test-namespace';
import { VOLUME_SNAPSHOT } from '../../cli/cluster/cluster';
import { openCluster } from '../../cli/cluster/kubeconfig';
import { restore } from '../../cli/operations/restore/apply';
import type { RestoreResult } from '../../cli/operations/restore/apply';
import { SYSTEM_CLOCK } from '../../cli/operations/snapshots/clock';
import { loadPolicy } from '../../cli/operations/snapshots/policy';
import { ProductionStatefulSet, Retention, SnapshotPolicy, VolumeGroupSnapshotClass } from '../../src';

const POLICY = 'w-snapshots';
const { backend } = await clusterBackend();

describe.runIf(backend._driver.groupSnapshots.supported)('groups as one VolumeGroupSnapshot on a cluster', () => {
  const kubectl = testNamespace('groups');
  const elsewhere = testNamespace('groups-elsewhere');
  const cluster = new Kubectl();
  let disk: string;

  const groupSnapshots = async () => kubectl.list('volumegroupsnapshots');
  const members = async () => kubectl.list('volumesnapshots', `cdk8s-stateful.dev/policy=${POLICY}`);
  const contents = async (kind: string, ref: string) => (await cluster.list(kind)).filter(({ spec }) => spec[ref].namespace === kubectl.namespace);
  const left = async () => [
    (await groupSnapshots()).length, (await kubectl.list('volumesnapshots')).length,
    (await contents('volumegroupsnapshotcontents', 'volumeGroupSnapshotRef')).length, (await contents('volumesnapshotcontents', 'volumeSnapshotRef')).length,
  ];

  /** The program itself, from outside the cluster. */
  async function run(namespace: string, workload: string): Promise<RestoreResult> {
    const opened = openCluster({});
    const policy = await loadPolicy(opened.cluster, POLICY, kubectl.namespace!);
    return restore(policy, { namespace, workload }, {
      cluster: opened.cluster, clock: SYSTEM_CLOCK, progress: { step: () => undefined, warn: () => undefined }, holder: 'test', waitSeconds: 90, signal: new AbortController().signal,
    });
  }

  /** Restores into a set that only looks, and returns the numbers of its pods' volumes. */
  async function restored(place: Kubectl): Promise<{ readonly a: number; readonly b: number }[]> {
    await place.apply(sequenceSet('copy', disk, { replicas: 0, writes: false }));
    expect(await run(place.namespace!, 'copy')).toMatchObject({ finished: false, plan: { refusals: [] } });
    await place.run(['scale', 'statefulset/copy', '--replicas=2']);
    await place.rollout('statefulset/copy', 120);
    expect((await run(place.namespace!, 'copy')).finished).toBe(true);
    return Promise.all(['copy-0', 'copy-1'].map(async (pod) => {
      const [a, b] = (await place.exec(pod, ['cat', '/a/n', '/b/n'])).match(/\d{10}/g)!.map(Number);
      return { a, b };
    }));
  }

  function expectOneMoment(pods: readonly { readonly a: number; readonly b: number }[]): void {
    for (const { a, b } of pods) {
      expect(b).toBeGreaterThan(0);
      expect([b, b + 1]).toContain(a);
    }
  }

  beforeAll(async () => {
    const app = await TestApp.in(kubectl);
    disk = app.disk.storageClassName;
    const volumes = ['a', 'b'].map((role) => ({ role, claimTemplateName: role, size: Size.mebibytes(320), storageClass: app.disk }));
    const set = ProductionStatefulSet.fromStatefulSetName(app.tenant, 'w', 'w', { volumes, matchLabels: { app: 'w' }, replicas: 2 });
    const groupSnapshotClass = new VolumeGroupSnapshotClass(app.platform, 'groups', { metadata: { name: kubectl.namespace! }, backend });
    new SnapshotPolicy(app.tenant, 'backup', {
      schedule: new Cron({ minute: '7', hour: '3', day: '1', month: '1' }), retention: Retention.of({ last: 1, minReady: 1 }), groupSnapshotClass, clusterScope: app.platform,
    }).protect(set);
    await kubectl.apply(app.yaml());
    await kubectl.apply(sequenceSet('w', disk, { replicas: 2, writes: true }));
    await kubectl.rollout('statefulset/w', 120);
  });

  afterAll(async () => {
    if (!process.env.KEEP_NAMESPACES) await giveUpGroupSnapshots(cluster, kubectl, POLICY);
  });

  test('hold both volumes of both pods, cut at one time', async () => {
    describeOnFailure(kubectl);
    const log = await runJob(kubectl, POLICY, 'first');
    expect(log).toContain('4 claims can be snapshotted at one moment');
    const [group, ...others] = await groupSnapshots();
    expect(others).toEqual([]);
    const there = await members();
    expect(there.map(({ metadata }) => metadata.annotations!['cdk8s-stateful.dev/claim']).sort()).toEqual(['a-w-0', 'a-w-1', 'b-w-0', 'b-w-1']);
    for (const { metadata, status } of there) {
      expect(metadata.labels!['cdk8s-stateful.dev/group']).toBe(group.metadata.name);
      expect(status).toMatchObject({ readyToUse: true, creationTime: group.status.creationTime });
    }
    const { runs } = JSON.parse((await kubectl.get('configmap', `${POLICY}-state`)).data['state.json']);
    expect(runs).toMatchObject([{ group: group.metadata.name, outcome: 'Complete', consistency: 'crash' }]);
  }, 200_000);

  test('restore beside the set to one moment of each pod', async () => {
    describeOnFailure(kubectl);
    expectOneMoment(await restored(kubectl));
  }, 300_000);

  test('restore in another namespace to one moment of each pod, and leave nothing behind there', async () => {
    describeOnFailure(elsewhere);
    expectOneMoment(await restored(elsewhere));
    expect(await elsewhere.list('volumesnapshots')).toEqual([]);
    expect((await cluster.list('volumesnapshotcontents')).filter(({ spec }) => spec.volumeSnapshotRef.namespace === elsewhere.namespace)).toEqual([]);
    expect(await left()).toEqual([1, 4, 1, 4]);
  }, 300_000);

  test('are not taken while another claim has the labels of the set', async () => {
    await kubectl.create(JSON.stringify({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'old', labels: { app: 'w' } },
      spec: { storageClassName: disk, accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '320Mi' } } },
    }));
    await expect(runJob(kubectl, POLICY, 'other-claim')).rejects.toThrow('old would be as well');
    expect(await groupSnapshots()).toHaveLength(1);
    await kubectl.delete('persistentvolumeclaim', 'old');
  }, 200_000);

  test('can be changed and freed by nobody before they are deleted', async () => {
    const [group] = await groupSnapshots();
    const [member] = await members();
    const pruner = new Kubectl(undefined, await kubeconfigOf(kubectl, `${POLICY}-pruner`));
    // kubectl reads before it patches, which the runner may not
    const runner = openCluster({ kubeconfig: await kubeconfigOf(kubectl, `${POLICY}-runner`) }).cluster;
    const content: string = group.status.boundVolumeGroupSnapshotContentName;
    const free = ['patch', 'volumegroupsnapshotcontent', content, '--type=merge', '--patch', '{"spec":{"deletionPolicy":"Delete"}}'];
    await expect(pruner.run(free)).rejects.toThrow('may free no VolumeGroupSnapshot that is not deleted');
    await expect(pruner.delete('volumegroupsnapshotcontent', content)).rejects.toThrow('may free no VolumeGroupSnapshot that is not deleted');
    await expect(pruner.delete('volumesnapshotcontent', member.status.boundVolumeSnapshotContentName)).rejects.toThrow('may delete no content whose VolumeSnapshot is not deleted');
    const hold = [{ op: 'add' as const, path: '/metadata/annotations/cdk8s-stateful.dev~1hold', value: 'mine' }];
    await expect(runner.patch(VOLUME_SNAPSHOT, member.metadata.name, kubectl.namespace, hold)).rejects.toThrow('may change no VolumeSnapshot that says which group it is of');
    expect(await left()).toEqual([1, 4, 1, 4]);
  });

  test('go as wholes when they are pruned, in the driver too', async () => {
    describeOnFailure(kubectl);
    for (const job of ['second', 'third']) await runJob(kubectl, POLICY, job);
    expect(await left()).toEqual([3, 12, 3, 12]);
    const before = DRIVER_SNAPSHOTS && Number(await DRIVER_SNAPSHOTS());
    expect(await runJob(kubectl, `${POLICY}-prune`, 'prune')).toContain('1 kept, 2 of 2 deleted');
    expect(await left()).toEqual([1, 4, 1, 4]);
    if (before !== undefined) expect(before - Number(await DRIVER_SNAPSHOTS!())).toBe(8);
    const state = JSON.parse((await kubectl.get('configmap', `${POLICY}-state`)).data['state.json']);
    expect([state.pruning, state.freeing]).toEqual([[], []]);
  }, 300_000);

  test.runIf(API_AUDIT_LOG)('are taken and pruned with every permission that there is, and denied nothing but what was tried above', async () => {
    for (const [job, name] of [['leases', POLICY], ['prune-leases', `${POLICY}-prune`]]) {
      await kubectl.delete('lease', POLICY);
      await runJob(kubectl, name, job);
    }
    const clusterRole = await cluster.get('clusterrole', `cdk8s-stateful.${kubectl.namespace}.${POLICY}`);
    for (const [name, tried] of [['runner', 1], ['pruner', 3]] as const) {
      const role = await kubectl.get('role', `${POLICY}-${name}`);
      const permissions = permissionsOf({ rules: [...role.rules, ...(name === 'pruner' ? clusterRole.rules : [])] });
      const requests = requestsOf(API_AUDIT_LOG!, `system:serviceaccount:${kubectl.namespace}:${POLICY}-${name}`);
      expect([...new Set(requests.map(({ request }) => request))].sort(), name).toEqual([...new Set(permissions)].sort());
      expect(requests.filter(({ denied }) => denied), name).toHaveLength(tried);
    }
  }, 200_000);
});
