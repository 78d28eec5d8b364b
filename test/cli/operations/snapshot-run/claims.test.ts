import { describe, expect, test } from 'vitest';
import { CLAIMS, claimsScene, policyOfClaims, seedPlainClaim } from './claims-fixture';
import { GROUP, LATER, LATER_GROUP, RUN, groupStates, leaseHolder, outcomes, sceneWith, snapshotNames, stateOf } from './fixture';
import { CLAIM, VOLUME_SNAPSHOT } from '../../../../cli/cluster/cluster';
import { prune } from '../../../../cli/operations/snapshot-prune/apply';
import { statusOf } from '../../../../cli/operations/snapshot-status/plan';
import { kill, killsAt } from '../../../support/kills';

const MEMBERS = CLAIMS.map((claim) => `${GROUP}-${claim}`);

describe('a run of a policy of claims', () => {
  test('takes a snapshot of each, and asks for no set', async () => {
    const scene = claimsScene();
    const { cluster, run, sessions } = scene;
    expect(await run()).toMatchObject({ group: GROUP, state: 'Complete', consistency: 'crash', degraded: false, members: MEMBERS });
    expect(snapshotNames(cluster)).toEqual(MEMBERS);
    expect(groupStates(scene)).toEqual([`${GROUP} Complete`]);
    expect([cluster.calls.filter((call) => / (statefulsets|pods)/.test(call)), sessions]).toEqual([[], []]);
  });

  test('leaves on each what another claim in its place has to ask for, and no more of it', async () => {
    const { cluster, run } = claimsScene();
    await run();
    const [{ metadata, spec }] = cluster.all(VOLUME_SNAPSHOT);
    expect(metadata.labels).toEqual({ 'cdk8s-stateful.dev/policy': 'orders-db', 'cdk8s-stateful.dev/group': GROUP, 'cdk8s-stateful.dev/workload': 'files' });
    expect(metadata.annotations).toMatchObject({ 'cdk8s-stateful.dev/claim': 'avatars', 'cdk8s-stateful.dev/claim-uid': 'uid-of-avatars' });
    expect(JSON.parse(metadata.annotations!['cdk8s-stateful.dev/claim-spec'])).toEqual({
      accessModes: ['ReadWriteMany'], volumeMode: 'Filesystem', storageClassName: 'shared', resources: { requests: { storage: '5Gi' } },
    });
    expect(spec.source).toEqual({ persistentVolumeClaimName: 'avatars' });
  });

  test.each<[string, (claim: string) => string]>([['that is not there', (claim) => `claim ${claim} is not there`], ['without a volume', (claim) => `claim ${claim} is Pending`]])(
    'goes on without one %s, and says so', async (how, reason) => {
      const scene = sceneWith(policyOfClaims());
      seedPlainClaim(scene.cluster, 'avatars');
      if (how === 'without a volume') seedPlainClaim(scene.cluster, 'uploads', 'Pending');
      expect(await scene.run()).toMatchObject({ state: 'Complete', degraded: true, members: [MEMBERS[0]], reason: reason('uploads') });
    },
  );

  test('makes nothing when none is there', async () => {
    const { cluster, run } = sceneWith(policyOfClaims());
    await expect(run()).rejects.toThrow('policy orders/orders-db has no volume to snapshot: claim avatars is not there, claim uploads is not there');
    expect([snapshotNames(cluster), stateOf(cluster).begun, leaseHolder(cluster)]).toEqual([[], [], '']);
  });

  test('says when a claim has become another one', async () => {
    const { cluster, policy, run } = claimsScene();
    await run();
    await cluster.delete(CLAIM, cluster.all(CLAIM).find(({ metadata }) => metadata.name === 'uploads')!);
    cluster.seed({ apiVersion: 'v1', kind: CLAIM.kind, metadata: { name: 'uploads', namespace: 'orders' }, spec: { accessModes: ['ReadWriteOnce'] }, status: { phase: 'Bound' } });
    await run(LATER);
    expect(statusOf(policy, stateOf(cluster), cluster.all(VOLUME_SNAPSHOT), cluster.now()).replaced).toEqual([{ claim: 'uploads', newestGroup: GROUP }]);
  });

  test('makes groups that are pruned like any', async () => {
    const { cluster, clock, policy, run } = claimsScene();
    await run();
    await run(LATER);
    const progress = { step: () => undefined, warn: () => undefined };
    await prune({ ...policy, retention: { ...policy.retention, last: 1 } }, { cluster, clock, progress, holder: 'pruner', signal: new AbortController().signal });
    expect(snapshotNames(cluster)).toEqual(CLAIMS.map((claim) => `${LATER_GROUP}-${claim}`));
  });
});

const whole = claimsScene();
await whole.run();

test.each(killsAt(whole.cluster.calls.length))('killed at call %d, %s its effect, it is made whole by the same run', async (call, when) => {
  const scene = claimsScene();
  await kill(scene.cluster, [call, when], async () => scene.run(RUN));
  expect(await scene.run(RUN)).toMatchObject({ group: GROUP, state: 'Complete', degraded: false });
  expect([snapshotNames(scene.cluster), groupStates(scene), outcomes(scene.cluster)]).toEqual([MEMBERS, [`${GROUP} Complete`], [`${GROUP} Complete`]]);
});
