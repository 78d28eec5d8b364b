import { App, Chart, Testing } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { claimsScene } from './claims-fixture';
import { GROUP, RUN, creations, groupStates, groups, leaseHolder, membersOf, outcomes, policyOf, sceneWith, seedClaim, snapshotNames, stateOf } from './fixture';
import type { Scene } from './fixture';
import { primaryScene } from './primary-fixture';
import { LEASE, VOLUME_SNAPSHOT } from '../../../../cli/cluster/cluster';
import { statefulSetOf } from '../../../../src/documents/policy-workload';
import { policyAccounts } from '../../../../src/protection/policy-accounts';

const LOGIN = { username: 'from-env', password: 'from-env-too' };

describe('one run', () => {
  test('makes exactly these calls', async () => {
    const { cluster, run } = sceneWith();
    await run(RUN, { login: LOGIN });
    expect(cluster.calls).toEqual([
      'get leases orders-db', 'replace leases orders-db',
      'get configmaps orders-db-state', 'list volumesnapshots',
      'get statefulsets db', 'get persistentvolumeclaims data-db-0', `create volumesnapshots ${GROUP}-data-db-0 (dry run)`,
      'connect services db',
      'get configmaps orders-db-state', 'replace configmaps orders-db-state',
      `create volumesnapshots ${GROUP}-data-db-0`,
      'replace leases orders-db',
      'list volumesnapshots', 'list volumesnapshots',
      'get configmaps orders-db-state', 'replace configmaps orders-db-state',
    ]);
  });

  test.each<[string, () => Scene]>([
    ['of a set', () => sceneWith()], ['of the primary', primaryScene], ['of claims', () => claimsScene()],
  ])('%s uses every permission of the account that it runs under, and no other', async (_, make) => {
    const scene = make();
    const { cluster, policy, run } = scene;
    remove(scene, 'Lease', 'orders-db');
    cluster.calls.length = 0;
    await run(RUN, { login: LOGIN });
    const chart = new Chart(new App(), 'chart');
    policyAccounts(chart, policy, (name) => ({ name, namespace: policy.namespace, labels: {} }));
    const { rules } = Testing.synth(chart).find(({ kind, metadata }) => kind === 'Role' && metadata.name === 'orders-db-runner');
    const granted = rules.flatMap(({ resources, resourceNames = [''], verbs }: { resources: string[]; resourceNames?: string[]; verbs: string[] }) => (
      verbs.flatMap((verb) => resourceNames.map((name) => [verb, resources[0], name].join(' ').trim()))
    ));
    // inside the cluster a Service is a name, and nothing is asked
    const used = cluster.calls.filter((call) => !call.startsWith('connect')).map((call) => {
      const [verb, resource, name] = call.replace(/^replace/, 'update').split(' ');
      // what does not exist yet has no name to the authorizer
      const named = [verb, resource, verb === 'create' ? '' : name].join(' ').trim();
      return granted.includes(`${verb} ${resource}`) ? `${verb} ${resource}` : named;
    });
    expect([...new Set(used)].sort()).toEqual(granted.sort());
  });

  test('makes its lease where there is none, with the label of the policy', async () => {
    const scene = sceneWith();
    remove(scene, 'Lease', 'orders-db');
    expect(await scene.run()).toMatchObject({ state: 'Complete' });
    expect(scene.cluster.all(LEASE)).toMatchObject([{ metadata: { name: 'orders-db', namespace: 'orders', labels: { 'cdk8s-stateful.dev/policy': 'orders-db' } } }]);
  });

  test('marks a snapshot with all that its group is judged by', async () => {
    const { cluster, run } = sceneWith(policyOf(2));
    await run();
    const [{ metadata, spec }] = cluster.all(VOLUME_SNAPSHOT);
    expect(metadata).toMatchObject({ name: `${GROUP}-data-db-0`, namespace: 'orders' });
    expect(metadata.labels).toEqual({ 'cdk8s-stateful.dev/policy': 'orders-db', 'cdk8s-stateful.dev/group': GROUP, 'cdk8s-stateful.dev/workload': 'db' });
    expect(metadata.annotations).toEqual({
      'cdk8s-stateful.dev/scheduled-at': '2026-03-01T00:07:00.000Z',
      'cdk8s-stateful.dev/members': JSON.stringify(membersOf(2)),
      'cdk8s-stateful.dev/consistency': 'crash',
      'cdk8s-stateful.dev/claim': 'data-db-0',
      'cdk8s-stateful.dev/claim-uid': 'uid-of-data-db-0',
    });
    expect(spec).toEqual({ volumeSnapshotClassName: 'disk', source: { persistentVolumeClaimName: 'data-db-0' } });
  });

  test('ends with a complete group and its evidence, and holds nothing', async () => {
    const scene = sceneWith();
    const { cluster, run, said } = scene;
    const result = await run();
    const evidence = {
      group: GROUP,
      run: RUN.run,
      scheduledAt: '2026-03-01T00:07:00.000Z',
      startedAt: '2026-03-01T00:07:05.000Z',
      members: [{ name: `${GROUP}-data-db-0`, claim: 'data-db-0', claimUid: 'uid-of-data-db-0' }],
      excluded: [],
      quiesce: { strategy: 'postgres-checkpoint', result: 'done', finishedAt: '2026-03-01T00:07:05.000Z', lsn: '0/16B3748' },
      outcome: 'Complete',
      consistency: 'crash',
      finishedAt: '2026-03-01T00:07:07.000Z',
      program: 'program 1.0',
      snapshots: [{
        name: `${GROUP}-data-db-0`,
        content: `snapcontent-${cluster.all(VOLUME_SNAPSHOT)[0].metadata.uid}`,
        creationTime: '2026-03-01T00:07:06Z',
        restoreSize: '1Gi',
      }],
    };
    expect(stateOf(cluster)).toEqual({ schema: 'cdk8s-stateful.dev/snapshot-state/v1', begun: [], pruning: [], runs: [evidence] });
    expect(result).toEqual({ group: GROUP, state: 'Complete', consistency: 'crash', degraded: false, erring: false, members: membersOf(1), evidence });
    expect(groupStates(scene)).toEqual([`${GROUP} Complete`]);
    expect([leaseHolder(cluster), cluster.openConnections]).toEqual(['', 0]);
    expect(said).toEqual([
      'preflight: 1 claim can be snapshotted',
      'quiesced: db wrote a checkpoint; its log stood at 0/16B3748',
      `intent: group ${GROUP} is written down`,
      'created: 1 of 1 VolumeSnapshots are created',
      `cut: group ${GROUP} was cut at 2026-03-01T00:07:06Z: what was written later is not in it`,
    ]);
  });
});

describe('members', () => {
  const names = async (pods: number, set: object): Promise<string[]> => {
    const { cluster, run } = sceneWith(policyOf(pods), set);
    await run();
    return snapshotNames(cluster);
  };

  test.each([
    ['of a set that is scaled to nothing are those of the policy', 2, { replicas: 0 }, [0, 1]],
    ['of a set that was scaled up are all', 1, { replicas: 3 }, [0, 1, 2]],
    ['of a set that says no replicas is one', 1, {}, [0]],
    ['begin where the set begins to count', 2, { replicas: 2, ordinals: { start: 3 } }, [3, 4]],
  ])('%s', async (_, pods, set, expected) => {
    expect(await names(pods, set)).toEqual(expected.map((pod) => `${GROUP}-data-db-${pod}`));
  });

  test('are those of the pods that the policy names, and no others', async () => {
    const policy = policyOf(3);
    const { cluster, run } = sceneWith({ ...policy, workload: { ...statefulSetOf(policy), ordinals: [1] } });
    expect(await run()).toMatchObject({ state: 'Complete', degraded: false });
    expect(snapshotNames(cluster)).toEqual([`${GROUP}-data-db-1`]);
  });
});

describe('a claim without a volume', () => {
  const [first, , third] = membersOf(3);

  test.each<[string, (scene: Scene) => void, string]>([
    ['that is gone', () => undefined, 'claim data-db-1 is not there'],
    ['that waits for one', ({ cluster }) => seedClaim(cluster, 1, 'Pending'), 'claim data-db-1 is Pending'],
    ['that lost it', ({ cluster }) => seedClaim(cluster, 1, 'Lost'), 'claim data-db-1 is Lost'],
    ['of which nothing is known yet', ({ cluster }) => seedClaim(cluster, 1), 'claim data-db-1 is not bound'],
  ])('%s keeps the others from nothing, and the group is less than was asked', async (_, change, reason) => {
    const scene = sceneWith(policyOf(3));
    remove(scene, 'PersistentVolumeClaim', 'data-db-1');
    change(scene);
    expect(await scene.run()).toMatchObject({ state: 'Complete', degraded: true, erring: false, reason, members: [first, third] });
    expect(groupStates(scene)).toEqual([`${GROUP} Complete`]);
    expect(stateOf(scene.cluster).runs).toMatchObject([{ outcome: 'Complete', reason, excluded: [reason], members: [{ name: first }, { name: third }] }]);
    expect(scene.said).toContain(`! excluded: ${reason}: there is nothing of it to snapshot`);
  });

  test('is told along with a checkpoint that failed', async () => {
    const scene = sceneWith(policyOf(3));
    remove(scene, 'PersistentVolumeClaim', 'data-db-1');
    scene.database.answer = async () => Promise.reject(new Error('connection refused'));
    expect(await scene.run()).toMatchObject({ degraded: true, reason: 'claim data-db-1 is not there; without postgres-checkpoint: connection refused' });
  });

  test('is a member when the same run finds it with one in its next attempt', async () => {
    const scene = sceneWith(policyOf(3));
    const { cluster, run } = scene;
    remove(scene, 'PersistentVolumeClaim', 'data-db-1');
    cluster.snapshots.denied = [2];
    expect(await run()).toMatchObject({ state: 'Failed', members: [first, third] });
    seedClaim(cluster, 1, 'Bound');
    expect(await run()).toMatchObject({ state: 'Complete', degraded: false, members: membersOf(3) });
    expect(stateOf(cluster).runs).toMatchObject([{ outcome: 'Complete', excluded: [] }]);
    expect(groupStates(scene)).toEqual([`${GROUP} Complete`]);
  });
});

describe('a snapshot that cannot be created', () => {
  test('by a quota fails its group, with the reason of the server; the same run again completes it', async () => {
    const scene = sceneWith(policyOf(3));
    const { cluster, run } = scene;
    cluster.snapshots.denied = [2];
    const result = await run(RUN);
    expect(result).toMatchObject({ state: 'Failed', reason: 'exceeded quota: snapshots, requested: count/volumesnapshots=1' });
    expect(stateOf(cluster).runs).toMatchObject([{ outcome: 'Failed', reason: result.reason, snapshots: [{ name: membersOf(3)[0] }, { name: membersOf(3)[2] }] }]);
    expect(groups(scene)[0]).toMatchObject({ state: 'Pending', reason: `${membersOf(3)[1]} is missing` });

    expect(await run(RUN)).toMatchObject({ group: GROUP, state: 'Complete' });
    expect(snapshotNames(cluster)).toEqual(membersOf(3));
    expect(stateOf(cluster)).toMatchObject({ begun: [], runs: [{ outcome: 'Complete' }] });
    expect(stateOf(cluster).runs[0]).not.toHaveProperty('reason');
  });

  test('since its name is taken by something else is found out before anything is begun', async () => {
    const { cluster, run } = sceneWith(policyOf(2));
    const [name] = membersOf(2);
    cluster.seed({
      apiVersion: VOLUME_SNAPSHOT.apiVersion, kind: VOLUME_SNAPSHOT.kind, metadata: { name, namespace: 'orders', uid: 'foreign' }, spec: { source: { persistentVolumeClaimName: 'other' } },
    });
    await expect(run()).rejects.toMatchObject({ reason: 'AlreadyExists' });
    expect(snapshotNames(cluster)).toEqual([name]);
    expect(stateOf(cluster).begun).toEqual([]);
  });

  test.each([
    ['of an older claim', GROUP, 'uid-of-an-older-claim'],
    ['of another group', 'another', 'uid-of-data-db-0'],
  ])('since one %s got its name meanwhile fails its group', async (_, group, claimUid) => {
    const scene = sceneWith(policyOf(2));
    const { cluster, run, database } = scene;
    const [name] = membersOf(2);
    database.answer = async () => {
      cluster.seed({
        apiVersion: VOLUME_SNAPSHOT.apiVersion,
        kind: VOLUME_SNAPSHOT.kind,
        metadata: {
          name,
          namespace: 'orders',
          labels: { 'cdk8s-stateful.dev/group': group },
          annotations: { 'cdk8s-stateful.dev/claim-uid': claimUid },
        },
        spec: { source: { persistentVolumeClaimName: 'data-db-0' } },
      });
      return { lsn: '0/1' };
    };
    expect(await run()).toMatchObject({ state: 'Failed', reason: expect.stringContaining(`VolumeSnapshot orders/${name} exists and is not of this group and claim`) });
    expect(outcomes(cluster)).toEqual([`${GROUP} Failed`]);
  });

  test('fails nothing when it is our own, made by a call whose answer was lost', async () => {
    const { cluster, run } = sceneWith();
    const { create } = cluster;
    cluster.create = async (kind, object, options) => {
      const created = await create.call(cluster, kind, object, options);
      return options?.dryRun ? created : create.call(cluster, kind, object, options);
    };
    expect(await run()).toMatchObject({ state: 'Complete' });
    expect(snapshotNames(cluster)).toEqual(membersOf(1));
  });
});

describe('nothing is begun', () => {
  const nothing = async (break_: (scene: Scene) => void, message: RegExp): Promise<void> => {
    const scene = sceneWith(policyOf(2));
    break_(scene);
    await expect(scene.run()).rejects.toThrow(message);
    expect(creations(scene.cluster).filter((call) => !call.endsWith('(dry run)'))).toEqual([]);
    expect(stateOf(scene.cluster)).toMatchObject({ begun: [], runs: [] });
    expect(scene.sessions).toEqual([]);
    expect(leaseHolder(scene.cluster)).toBe('');
  };

  test('when a dry run is denied', async () => nothing(
    ({ cluster }) => cluster.failNext('Forbidden', 1, `create volumesnapshots ${membersOf(2)[1]} (dry run)`), /Forbidden/,
  ));
  test('when the set is gone', async () => nothing(
    (scene) => remove(scene, 'StatefulSet', 'db'), /StatefulSet orders\/db is not there; policy orders-db has nothing to protect/,
  ));
  test('when no claim has a volume', async () => nothing(
    (scene) => {
      remove(scene, 'PersistentVolumeClaim', 'data-db-0');
      remove(scene, 'PersistentVolumeClaim', 'data-db-1');
      seedClaim(scene.cluster, 1, 'Pending');
    },
    /^StatefulSet orders\/db has no volume to snapshot: claim data-db-0 is not there, claim data-db-1 is Pending$/,
  ));
  test('when the set has other claim templates', async () => nothing(
    (scene) => {
      remove(scene, 'StatefulSet', 'db');
      scene.cluster.seed({
        apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db', namespace: 'orders' }, spec: { volumeClaimTemplates: [{ metadata: { name: 'disk' } }] },
      });
    },
    /has no claim template data, it has disk; render policy orders-db anew/,
  ));
});

function remove({ cluster }: Scene, kind: string, name: string): void {
  const [object] = cluster.all({ apiVersion: '', kind, plural: '' }).filter(({ metadata }) => metadata.name === name);
  void cluster.delete({ apiVersion: '', kind, plural: '' }, object);
}
