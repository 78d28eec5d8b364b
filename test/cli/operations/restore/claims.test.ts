import { describe, expect, test } from 'vitest';
import { namesIn, seedClass } from './fixture';
import { CLAIM, CONFIG_MAP, VOLUME_SNAPSHOT, VOLUME_SNAPSHOT_CONTENT } from '../../../../cli/cluster/cluster';
import { restore } from '../../../../cli/operations/restore/apply';
import type { RestoreEnvironment, RestoreResult } from '../../../../cli/operations/restore/apply';
import type { RestoreRequest } from '../../../../cli/operations/restore/request';
import { CLAIM_SPEC_ANNOTATION, HOLD_ANNOTATION, RESTORED_FROM_ANNOTATION } from '../../../../src/core/vocabulary';
import type { FakeCluster } from '../../../support/fake-cluster';
import { kill, killsAt } from '../../../support/kills';
import { CLAIMS, claimsScene } from '../snapshot-run/claims-fixture';
import { GROUP, LATER, LATER_GROUP } from '../snapshot-run/fixture';
import type { Scene } from '../snapshot-run/fixture';

const BESIDE: RestoreRequest = { namespace: 'orders', workload: 'files', as: '{claim}-restored' };
const ELSEWHERE: RestoreRequest = { namespace: 'lab', workload: 'files' };
const RESTORED = ['avatars-restored', 'uploads-restored'];

/** With one group of each of these claims. */
async function protectedClaims(claims?: readonly string[], bindingMode?: string): Promise<Scene> {
  const scene = claimsScene(claims);
  seedClass(scene.cluster, 'shared', 'fake.csi.example.com', bindingMode);
  scene.cluster.volumes.bindAfter = bindingMode === undefined ? 3 : Infinity;
  await scene.run();
  return scene;
}

async function restored({ cluster, policy }: Scene, request: RestoreRequest, changes: Partial<RestoreEnvironment> = {}): Promise<RestoreResult> {
  const progress = { step: () => undefined, warn: () => undefined };
  return restore(policy, request, { cluster, clock: cluster.clock, progress, holder: `restore-${cluster.calls.length}`, waitSeconds: 60, signal: new AbortController().signal, ...changes });
}

function made(cluster: FakeCluster, namespace: string): string[] {
  return cluster.all(CLAIM)
    .filter(({ metadata }) => metadata.namespace === namespace && metadata.annotations?.[RESTORED_FROM_ANNOTATION] !== undefined)
    .map(({ metadata }) => metadata.name).sort();
}

function holds(cluster: FakeCluster): (string | undefined)[] {
  return cluster.all(VOLUME_SNAPSHOT).filter(({ metadata }) => metadata.namespace === 'orders').map(({ metadata }) => metadata.annotations?.[HOLD_ANNOTATION]);
}

async function loseClaims(cluster: FakeCluster): Promise<void> {
  for (const claim of cluster.all(CLAIM)) await cluster.delete(CLAIM, claim);
}

describe('claims that no set makes are restored', () => {
  test('beside, as what they asked for, without the marks of what delivers them', async () => {
    const scene = await protectedClaims();
    expect((await restored(scene, BESIDE)).finished).toBe(true);
    expect(made(scene.cluster, 'orders')).toEqual(RESTORED);
    const { metadata, spec } = scene.cluster.all(CLAIM).find(({ metadata: { name } }) => name === 'uploads-restored')!;
    expect([metadata.labels, metadata.annotations]).toEqual([undefined, { [RESTORED_FROM_ANNOTATION]: `orders/${GROUP}-uploads` }]);
    expect(spec).toMatchObject({
      accessModes: ['ReadWriteMany'],
      volumeMode: 'Filesystem',
      storageClassName: 'shared',
      resources: { requests: { storage: '5Gi' } },
      dataSource: { kind: 'VolumeSnapshot', name: `${GROUP}-uploads` },
    });
    expect(holds(scene.cluster)).toEqual([undefined, undefined]);
  });

  test('also when their VolumeSnapshots are gone, as long as the state knows what they asked for', async () => {
    const scene = await protectedClaims();
    const { cluster } = scene;
    for (const snapshot of cluster.all(VOLUME_SNAPSHOT)) await cluster.delete(VOLUME_SNAPSHOT, snapshot);
    for (const content of cluster.all(VOLUME_SNAPSHOT_CONTENT)) {
      await cluster.replace(VOLUME_SNAPSHOT_CONTENT, { ...content, status: { ...content.status, readyToUse: true, creationTime: Date.parse('2026-03-01T00:07:06Z') * 1e6 } });
    }
    expect((await restored(scene, { ...BESIDE, lost: { acceptUnproven: false } })).finished).toBe(true);
    expect(made(cluster, 'orders')).toEqual(RESTORED);
    const [state] = cluster.all(CONFIG_MAP).filter(({ metadata }) => metadata.name.endsWith('-state'));
    await cluster.replace(CONFIG_MAP, { ...state, data: {} });
    const { plan } = await restored(scene, { ...BESIDE, as: '{claim}-again', lost: { acceptUnproven: true } });
    expect(plan.refusals).toEqual(Array(2).fill(expect.stringContaining('does not say what its claim asked for')));
  });

  test('one of them under any name', async () => {
    const scene = await protectedClaims(['uploads']);
    expect((await restored(scene, { ...BESIDE, as: 'old' })).finished).toBe(true);
    expect(made(scene.cluster, 'orders')).toEqual(['old']);
  });

  test('in another namespace under their own names, and leave no other snapshots behind', async () => {
    const scene = await protectedClaims();
    const contents = scene.cluster.all(VOLUME_SNAPSHOT_CONTENT).length;
    expect((await restored(scene, ELSEWHERE)).finished).toBe(true);
    expect([made(scene.cluster, 'lab'), namesIn(scene.cluster, VOLUME_SNAPSHOT, 'lab')]).toEqual([CLAIMS, []]);
    expect(scene.cluster.all(VOLUME_SNAPSHOT_CONTENT)).toHaveLength(contents);
  });

  test('in their own place when they are gone, with what the snapshots know of them', async () => {
    const scene = await protectedClaims();
    await loseClaims(scene.cluster);
    expect((await restored(scene, { namespace: 'orders', workload: 'files' })).finished).toBe(true);
    expect(made(scene.cluster, 'orders')).toEqual(CLAIMS);
  });

  test('into a class that is named', async () => {
    const scene = await protectedClaims();
    seedClass(scene.cluster, 'slow', 'fake.csi.example.com');
    await restored(scene, { ...BESIDE, storageClass: 'slow' });
    expect(scene.cluster.all(CLAIM).filter(({ metadata }) => metadata.name.endsWith('-restored')).map(({ spec }) => spec.storageClassName)).toEqual(['slow', 'slow']);
  });

  test('in two steps where the class waits for a pod', async () => {
    const scene = await protectedClaims(undefined, 'WaitForFirstConsumer');
    const { finished, claims } = await restored(scene, BESIDE);
    expect([finished, claims[0].reason]).toEqual([false, 'its class makes the volume when the first pod uses it']);
    expect(holds(scene.cluster)).toEqual(Array(2).fill('restore to orders/{claim}-restored'));
    scene.cluster.volumes.bindAfter = 0;
    expect((await restored(scene, BESIDE)).finished).toBe(true);
    expect(holds(scene.cluster)).toEqual([undefined, undefined]);
  });

  test('from the group that was begun with, though there is a newer one', async () => {
    const scene = await protectedClaims(undefined, 'WaitForFirstConsumer');
    await restored(scene, BESIDE);
    await scene.run(LATER);
    scene.cluster.volumes.bindAfter = 0;
    expect((await restored(scene, BESIDE)).plan.group.name).toBe(GROUP);
    expect((await restored(scene, { ...BESIDE, as: 'again-{claim}' })).plan.group.name).toBe(LATER_GROUP);
  });
});

describe('a restore of claims is refused', () => {
  async function refusals(scene: Scene, request: RestoreRequest): Promise<readonly string[]> {
    const before = scene.cluster.all(CLAIM).length;
    const { plan: { refusals: found } } = await restored(scene, request);
    expect(scene.cluster.all(CLAIM)).toHaveLength(before);
    expect(holds(scene.cluster).filter((hold) => hold !== undefined)).toEqual([]);
    return found;
  }

  test('where they are there', async () => {
    expect(await refusals(await protectedClaims(), { namespace: 'orders', workload: 'files' })).toEqual(CLAIMS.map((claim) => (
      `claim orders/${claim} exists, with data of its own, and nothing that exists is replaced; restore under another name (--as '{claim}-restored') or to another namespace (--to-namespace)`
    )));
  });

  test('when several would become one', async () => {
    expect(await refusals(await protectedClaims(), { ...BESIDE, as: 'old' })).toEqual([
      `${GROUP}-avatars, ${GROUP}-uploads cannot all be restored to one claim, old; keep their names apart (--as '{claim}-restored')`,
    ]);
  });

  test('for a name that is none', async () => {
    expect(await refusals(await protectedClaims(['uploads']), { ...BESIDE, as: 'Old!' })).toEqual(['a claim cannot be called "Old!"; use lower-case letters, digits, "-" and "." (--as)']);
  });

  test.each(['{', 'null', '{}', '{"accessModes":[]}'])('when the snapshot does not say what the claim was: %s', async (text) => {
    const scene = await protectedClaims(['uploads']);
    const [snapshot] = scene.cluster.all(VOLUME_SNAPSHOT);
    const annotations = { ...snapshot.metadata.annotations, [CLAIM_SPEC_ANNOTATION]: text };
    await scene.cluster.replace(VOLUME_SNAPSHOT, { ...snapshot, metadata: { ...snapshot.metadata, annotations } });
    expect(await refusals(scene, BESIDE)).toEqual([expect.stringContaining('does not say what its claim asked for')]);
  });

  test('into a class of another driver', async () => {
    const scene = await protectedClaims(['uploads']);
    seedClass(scene.cluster, 'other', 'other.csi.example.com');
    expect(await refusals(scene, { ...BESIDE, storageClass: 'other' })).toEqual([expect.stringContaining('is of driver other.csi.example.com')]);
  });
});

const whole = await protectedClaims();
const already = whole.cluster.calls.length;
await restored(whole, ELSEWHERE);

test.each(killsAt(whole.cluster.calls.length - already))('killed at call %d, %s its effect, it goes on', async (call, when) => {
  const scene = await protectedClaims();
  await kill(scene.cluster, [call, when], async () => restored(scene, ELSEWHERE));
  if (made(scene.cluster, 'lab').length > 0 && namesIn(scene.cluster, VOLUME_SNAPSHOT, 'lab').length > 0) expect(holds(scene.cluster)).not.toContain(undefined);
  scene.clock.advance(3600_000);
  expect((await restored(scene, ELSEWHERE)).finished).toBe(true);
  expect([made(scene.cluster, 'lab'), namesIn(scene.cluster, VOLUME_SNAPSHOT, 'lab'), holds(scene.cluster)]).toEqual([CLAIMS, [], [undefined, undefined]]);
});
