import { describe, expect, test } from 'vitest';
import { GROUP, LATER, LATER_GROUP, RUN, groupStates, jobAt, policyOf, sceneWith, stateOf } from './fixture';
import type { Scene } from './fixture';
import { runAndConclude } from '../../../../cli/operations/snapshot-run/conclude';
import type { ConcludedRun } from '../../../../cli/operations/snapshot-run/conclude';
import type { RunEnvironment } from '../../../../cli/operations/snapshot-run/environment';
import type { RunRequest } from '../../../../cli/operations/snapshot-run/plan';
import type { SnapshotPolicyDocument } from '../../../../src/documents/snapshot-policy';
import { kill } from '../../../support/kills';

const NO_QUIESCE: Partial<SnapshotPolicyDocument> = { quiesce: { strategy: 'none' } };

/** A scene whose runs are concluded. */
function concluding(scene: Scene = sceneWith(policyOf(1, NO_QUIESCE))): Omit<Scene, 'run'> & { run(request?: RunRequest, changes?: Partial<RunEnvironment>): Promise<ConcludedRun> } {
  const { cluster, clock, policy, said } = scene;
  let runs = 0;
  return {
    ...scene,
    run: async (request = RUN, changes = {}) => runAndConclude(policy, request, {
      cluster,
      clock,
      progress: { step: () => undefined, warn: (step, message) => said.push(`! ${step}: ${message}`) },
      checkpoint: async (target) => scene.database.answer(target),
      backup: async (target) => scene.database.backup(target),
      readsSecrets: true,
      holder: `run-${runs += 1}`,
      program: 'program 1.0',
      signal: new AbortController().signal,
      ...changes,
    }),
  };
}

function conditionsOf({ cluster }: Pick<Scene, 'cluster'>): string[] {
  return (stateOf(cluster).conditions ?? []).map(({ type, status, reason, message }) => `${type} ${status} ${reason}: ${message}`);
}

describe('after a run', () => {
  test('that made a complete group all is well', async () => {
    const scene = concluding();
    expect(await scene.run()).toMatchObject({ state: 'Complete', overdue: false });
    expect(conditionsOf(scene)).toEqual([
      expect.stringMatching(`^Protected True CompleteGroup: group ${GROUP} was cut at `),
      `Ready True RunComplete: group ${GROUP} is complete`,
    ]);
    expect(scene.said).toEqual([]);
  });

  test('that got less than was asked, the group counts and the policy is not ready', async () => {
    const scene = concluding(sceneWith());
    scene.database.answer = async () => Promise.reject(new Error('connection refused'));
    await scene.run();
    expect(conditionsOf(scene)).toEqual([
      expect.stringMatching(/^Protected True CompleteGroup/),
      `Ready False LessThanAsked: group ${GROUP} is complete, and less than the policy asks for: without postgres-checkpoint: connection refused`,
    ]);
  });

  test('whose group failed nothing is protected', async () => {
    const scene = concluding(sceneWith(policyOf(3, NO_QUIESCE)));
    scene.cluster.snapshots.denied = [2];
    expect(await scene.run()).toMatchObject({ state: 'Failed', overdue: false });
    expect(conditionsOf(scene)).toEqual([
      'Protected False NoCompleteGroup: no group is complete: there is nothing to restore',
      `Ready False GroupFailed: group ${GROUP} failed: exceeded quota: snapshots, requested: count/volumesnapshots=1`,
    ]);
  });

  test('that could not begin, the reason is there', async () => {
    const scene = concluding();
    const set = scene.cluster.all({ apiVersion: 'apps/v1', kind: 'StatefulSet', plural: 'statefulsets' })[0];
    await scene.cluster.delete({ apiVersion: 'apps/v1', kind: 'StatefulSet', plural: 'statefulsets' }, set);
    await expect(scene.run()).rejects.toThrow('StatefulSet orders/db is not there');
    expect(conditionsOf(scene)[1]).toBe('Ready False RunFailed: StatefulSet orders/db is not there; policy orders-db has nothing to protect');
  });

  test('that was told to stop nothing is said: it says nothing about the policy', async () => {
    const scene = concluding();
    const controller = new AbortController();
    controller.abort(new Error('told to stop'));
    await expect(scene.run(RUN, { signal: controller.signal })).rejects.toThrow('told to stop');
    expect(conditionsOf(scene)).toEqual([]);
  });

  test('whose conditions the cluster does not take, the run is no less', async () => {
    const scene = concluding();
    // two before: what was meant, and what came of it
    let replaced = 0;
    const { replace } = scene.cluster;
    scene.cluster.replace = async (kind, object) => {
      if (kind.plural === 'configmaps' && (replaced += 1) === 3) scene.cluster.failNext('Forbidden', 1, 'replace configmaps');
      return replace.call(scene.cluster, kind, object);
    };
    expect(await scene.run()).toMatchObject({ state: 'Complete', overdue: false });
    expect(scene.said).toEqual([expect.stringMatching(/^! conditions: the conditions of the policy are not written down: /)]);
    expect(stateOf(scene.cluster).runs).toMatchObject([{ outcome: 'Complete' }]);
  });
});

describe('a driver that takes longer than a run waits', () => {
  test('for ever gets the time that is promised, and then its runs fail', async () => {
    const scene = concluding();
    scene.cluster.snapshots.all = { cutAfter: 1, readyAfter: Infinity };
    const first = await scene.run(RUN);
    expect([first.state, first.overdue]).toEqual(['Pending', false]);
    expect(conditionsOf(scene)[1]).toBe(`Ready Unknown GroupPending: group ${GROUP} is not ready yet: ${GROUP}-data-db-0 is not ready`);
    scene.clock.advance(3600_000);
    expect(await scene.run(LATER)).toMatchObject({ state: 'Pending', overdue: true, group: LATER_GROUP });
    expect(scene.said.at(-1)).toBe('! protection: no group is complete: there is nothing to restore');
  });

  test('after one that was, is no failure while that one is new enough', async () => {
    const scene = concluding();
    await scene.run(RUN);
    scene.cluster.snapshots.all = { cutAfter: 1, readyAfter: 2000 };
    scene.clock.advance(3000_000);
    expect(await scene.run(LATER)).toMatchObject({ state: 'Pending', overdue: false });
    scene.clock.advance(4000_000);
    expect(await scene.run(jobAt('2026-03-01T02:07:00Z'))).toMatchObject({ state: 'Pending', overdue: true });
    expect(conditionsOf(scene)[0]).toMatch(/^Protected False CompleteGroupTooOld: .*, and at most 1h10m30s were promised$/);
  });
});

test('killed at any call of the end, the same run again ends as if it had not been', async () => {
  const whole = concluding();
  await whole.run();
  const calls = whole.cluster.calls.length;
  expect(whole.cluster.calls.slice(-3)).toEqual(['list volumesnapshots', 'get configmaps orders-db-state', 'replace configmaps orders-db-state']);
  for (let call = calls - 2; call <= calls; call += 1) {
    for (const when of ['before', 'after'] as const) {
      const scene = concluding();
      await kill(scene.cluster, [call, when], async () => scene.run());
      expect(await scene.run()).toMatchObject({ state: 'Complete', overdue: false });
      expect([groupStates(scene), stateOf(scene.cluster).begun]).toEqual([[`${GROUP} Complete`], []]);
      expect(conditionsOf(scene).map((condition) => condition.split(' ', 2).join(' '))).toEqual(['Protected True', 'Ready True']);
    }
  }
});
