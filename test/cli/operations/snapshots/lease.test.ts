import { describe, expect, test } from 'vitest';
import { ClusterError, LEASE } from '../../../../cli/cluster/cluster';
import type { Cluster, KubeObject } from '../../../../cli/cluster/cluster';
import { LeaseHeld, PATIENCE_SECONDS } from '../../../../cli/operations/snapshots/acquire-lease';
import { withLease } from '../../../../cli/operations/snapshots/lease';
import { FakeCluster } from '../../../support/fake-cluster';

const METADATA = { name: 'orders-db', namespace: 'orders' };
const LABELS = { 'cdk8s-stateful.dev/policy': 'orders-db' };

interface Scene {
  readonly cluster: FakeCluster;
  readonly said: string[];
  lease(): KubeObject;
  /** Changes the lease as somebody else would. */
  change(changes: object): Promise<KubeObject>;
  hold<T>(work: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T>;
}

function sceneWith(spec?: object): Scene {
  const cluster = new FakeCluster();
  cluster.seed({ apiVersion: LEASE.apiVersion, kind: LEASE.kind, metadata: METADATA, ...(spec ? { spec } : {}) });
  const said: string[] = [];
  const say = (step: string, message: string): void => {
    said.push(`${step}: ${message}`);
  };
  const lease = (): KubeObject => cluster.all(LEASE)[0];
  return {
    cluster,
    said,
    lease,
    change: async (changes) => cluster.replace(LEASE, { ...lease(), ...changes }),
    hold: async (work, signal = new AbortController().signal) => (
      withLease(cluster, cluster.clock, { step: say, warn: say }, { ...METADATA, holder: 'us', labels: LABELS, signal }, async (held) => work(held.signal))
    ),
  };
}

const nothing = async (): Promise<string> => 'done';

describe('a free lease', () => {
  test.each([['that nobody had', undefined, 1], ['that was given back', { holderIdentity: '', leaseTransitions: 4 }, 5]])('%s is taken at once', async (_, spec, leaseTransitions) => {
    const { cluster, lease, hold } = sceneWith(spec);
    const during = await hold(async () => lease().spec);
    expect(during).toEqual({
      holderIdentity: 'us', leaseDurationSeconds: 30, acquireTime: '2026-03-01T00:00:00.000000Z', renewTime: '2026-03-01T00:00:00.000000Z', leaseTransitions,
    });
    expect(lease().spec.holderIdentity).toBe('');
    expect(cluster.clock.monotonic()).toBe(0);
  });

  test('that somebody else takes first is waited for', async () => {
    const { cluster, change, hold, lease } = sceneWith();
    const { get } = cluster;
    cluster.get = async (...args) => {
      cluster.get = get;
      const read = await get.apply(cluster, args);
      await change({ spec: { holderIdentity: 'faster', renewTime: 'now' } });
      return read;
    };
    expect(await hold(nothing)).toBe('done');
    expect(cluster.clock.monotonic()).toBe(30_000);
    expect(lease().spec.leaseTransitions).toBe(1);
  });

  test('is ours when only the answer to taking it was lost', async () => {
    const { cluster, hold } = sceneWith();
    const { replace } = cluster;
    cluster.replace = async (...args) => {
      cluster.replace = replace;
      await replace.apply(cluster, args);
      throw new ClusterError('Conflict', 'it has changed');
    };
    expect(await hold(nothing)).toBe('done');
    expect(cluster.clock.monotonic()).toBe(0);
  });

});

describe('a lease that is not there', () => {
  async function sceneWithout(): Promise<Scene> {
    const scene = sceneWith();
    await scene.cluster.delete(LEASE, scene.lease());
    scene.cluster.calls.length = 0;
    return scene;
  }

  test('is made, with its labels, and taken at once', async () => {
    const { cluster, hold, lease } = await sceneWithout();
    expect(await hold(async () => lease().spec.holderIdentity)).toBe('us');
    expect(lease()).toMatchObject({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { ...METADATA, labels: LABELS }, spec: { leaseTransitions: 1 } });
    expect(cluster.calls).toEqual(['get leases orders-db', 'create leases orders-db', 'replace leases orders-db', 'replace leases orders-db']);
    expect(cluster.clock.monotonic()).toBe(0);
  });

  test('is that of somebody who made it first, who is waited for', async () => {
    const { cluster, hold } = await sceneWithout();
    const { create } = cluster;
    cluster.create = async (...args) => {
      cluster.create = create;
      cluster.seed({ apiVersion: LEASE.apiVersion, kind: LEASE.kind, metadata: METADATA, spec: { holderIdentity: 'faster' } });
      return create.apply(cluster, args);
    };
    expect(await hold(nothing)).toBe('done');
    expect(cluster.clock.monotonic()).toBe(30_000);
  });

  test('and may not be made is told with the reason', async () => {
    const { cluster, hold } = await sceneWithout();
    cluster.failNext('Forbidden', 1, 'create leases');
    await expect(hold(nothing)).rejects.toMatchObject({ reason: 'Forbidden' });
  });
});

describe('a lease that another holds', () => {
  const HELD = { holderIdentity: 'another', renewTime: '1' };

  const renewing = ({ cluster, change }: Scene): { stop(): Promise<void> } => cluster.clock.every(10_000, async () => {
    await change({ spec: { ...HELD, renewTime: String(cluster.clock.monotonic()) } });
  });

  test('and renews for longer than its work should take is left alone', async () => {
    const scene = sceneWith(HELD);
    const { cluster, hold, lease, said } = scene;
    const renewal = renewing(scene);
    await expect(hold(nothing)).rejects.toThrow(new LeaseHeld('another is at work under the lease orders-db for longer than that should take; nothing was done'));
    await renewal.stop();
    expect(cluster.clock.monotonic()).toBe(PATIENCE_SECONDS * 1000);
    expect(lease().spec.holderIdentity).toBe('another');
    expect(said).toEqual(['lease: another holds the lease orders-db; waiting until it is done, or is silent for 30 s']);
  });

  test('and renews until it is done is waited for', async () => {
    const scene = sceneWith(HELD);
    const { cluster, change, hold, lease } = scene;
    const renewal = renewing(scene);
    void cluster.clock.sleep(125_000).then(async () => {
      await renewal.stop();
      await change({ spec: { ...HELD, holderIdentity: '' } });
    });
    expect(await hold(async () => lease().spec.holderIdentity)).toBe('us');
    expect(cluster.clock.monotonic()).toBe(126_000);
  });

  test('and dies after it has renewed is taken 30 s after we saw its last sign', async () => {
    const scene = sceneWith(HELD);
    const { cluster, hold } = scene;
    const renewal = renewing(scene);
    void cluster.clock.sleep(25_000).then(async () => renewal.stop());
    expect(await hold(nothing)).toBe('done');
    expect(cluster.clock.monotonic()).toBe(50_000);
  });

  test('and is dead is taken after 30 s by our own clock, whatever its times say', async () => {
    const { cluster, hold } = sceneWith({ ...HELD, renewTime: '2099-01-01T00:00:00.000000Z' });
    expect(await hold(nothing)).toBe('done');
    expect(cluster.clock.monotonic()).toBe(30_000);
  });

  test('and gives back is taken then', async () => {
    const { cluster, change, hold } = sceneWith(HELD);
    void cluster.clock.sleep(5000).then(async () => change({ spec: { ...HELD, holderIdentity: '' } }));
    expect(await hold(nothing)).toBe('done');
    expect(cluster.clock.monotonic()).toBe(6000);
  });

  test('is not called alive since somebody puts a label on it', async () => {
    const { cluster, change, hold } = sceneWith(HELD);
    void cluster.clock.sleep(5000).then(async () => change({ metadata: { ...METADATA, labels: { team: 'orders' } } }));
    expect(await hold(nothing)).toBe('done');
    expect(cluster.clock.monotonic()).toBe(30_000);
  });

  test('is no longer waited for when told to stop', async () => {
    const { cluster, hold } = sceneWith(HELD);
    const controller = new AbortController();
    void cluster.clock.sleep(3000).then(() => controller.abort(new Error('told to stop')));
    await expect(hold(nothing, controller.signal)).rejects.toThrow('told to stop');
  });
});

describe('a lease that is held', () => {
  const sleep = ({ cluster }: Scene, seconds: number) => async (signal: AbortSignal): Promise<string> => {
    await cluster.clock.sleep(seconds * 1000, signal);
    return 'done';
  };

  test('is renewed every ten seconds', async () => {
    const scene = sceneWith();
    await scene.hold(sleep(scene, 65));
    expect(scene.cluster.calls.filter((call) => call.startsWith('replace'))).toHaveLength(1 + 6 + 1);
    expect(scene.lease().spec).toMatchObject({ holderIdentity: '', renewTime: '2026-03-01T00:01:00.000000Z' });
  });

  test('is given back after an error, which stays the one that is told', async () => {
    const scene = sceneWith();
    await expect(scene.hold(async () => Promise.reject(new Error('no claims')))).rejects.toThrow('no claims');
    expect(scene.lease().spec.holderIdentity).toBe('');
  });

  test('that cannot be given back is a warning', async () => {
    const scene = sceneWith();
    await scene.hold(async () => scene.cluster.failNext('Unreachable', 1, 'replace'));
    expect(scene.said).toEqual(['lease: could not release orders-db; it runs out in 30 s: cannot replace leases orders-db: Unreachable']);
  });

  test('outlives a renewal that fails once, and one that meets a change of its labels', async () => {
    const scene = sceneWith();
    const work = scene.hold(sleep(scene, 65));
    await Promise.resolve();
    scene.cluster.failNext('Unreachable', 1, 'replace');
    await scene.cluster.clock.sleep(25_000);
    await scene.change({ metadata: { ...scene.lease().metadata, resourceVersion: undefined, labels: { team: 'orders' } } });
    expect(await work).toBe('done');
    expect(scene.lease()).toMatchObject({ metadata: { labels: { team: 'orders' } }, spec: { holderIdentity: '' } });
  });

  test('is lost when somebody else has it, and is not given back in their name', async () => {
    const scene = sceneWith();
    const work = scene.hold(sleep(scene, 60));
    await scene.cluster.clock.sleep(15_000);
    await scene.change({ spec: { holderIdentity: 'another' } });
    await expect(work).rejects.toThrow('lost the lease orders-db: another holds it now');
    expect([scene.cluster.clock.monotonic(), scene.lease().spec]).toEqual([20_000, { holderIdentity: 'another' }]);
  });

  test('is lost after 20 s without an answer, even if a renewal hangs', async () => {
    const scene = sceneWith();
    const replace: Cluster['replace'] = scene.cluster.replace.bind(scene.cluster);
    let renewals = -1;
    scene.cluster.replace = async (kind, object) => {
      renewals += 1;
      if (renewals > 0) await scene.cluster.clock.sleep(33_000);
      return replace(kind, object);
    };
    let lostAt: number | undefined;
    await scene.hold(async (signal) => {
      signal.addEventListener('abort', () => { lostAt = scene.cluster.clock.monotonic(); });
      await sleep(scene, 60)(signal).catch(() => undefined);
    });
    expect([lostAt, renewals]).toEqual([20_000, 1]);
  });
});
