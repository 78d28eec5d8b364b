import { describe, expect, test } from 'vitest';
import { NAMES, left, pruningOf, sceneWith, whole } from './fixture';
import type { Scene } from './fixture';
import { VOLUME_SNAPSHOT } from '../../../../cli/cluster/cluster';
import { isDone } from '../../../../cli/operations/snapshot-prune/apply';
import { GROUP_LABEL } from '../../../../src/core/vocabulary';
import type { FakeCluster } from '../../../support/fake-cluster';
import { killUnnoticed, killsAt } from '../../../support/kills';
import type { Kill } from '../../../support/kills';
import { policyWith } from '../snapshots/groups';

const POLICY = policyWith({ last: 2 });
const GENEROUS = policyWith({ last: 5 });

/** Snapshot controllers: at once; seconds until a deleted snapshot is gone, so that its group is seen half deleted; blind to a change for a while. */
const CONTROLLERS = [{ goneAfter: 0, blindFor: 0 }, { goneAfter: 3, blindFor: 0 }, { goneAfter: 0, blindFor: 1 }];
type Controller = typeof CONTROLLERS[number];

function scene(controller: Controller): Scene {
  const made = sceneWith();
  Object.assign(made.cluster.snapshots, controller);
  return made;
}

async function callsOfOnePrune(controller: Controller): Promise<number> {
  const { cluster, run } = scene(controller);
  await run(POLICY);
  return cluster.calls.length;
}

async function killed(controller: Controller, ...at: Kill): Promise<Scene> {
  const made = scene(controller);
  await killUnnoticed(made.cluster, at, async () => made.run(POLICY));
  return made;
}

/** Groups none of whose members is gone or going. */
function intact(cluster: FakeCluster): string[] {
  const staying = cluster.all(VOLUME_SNAPSHOT).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  return NAMES.filter((group) => staying.filter(({ metadata }) => metadata.labels![GROUP_LABEL] === group).length === 2);
}

test('a prune of three groups of two has a call for each step', async () => {
  // lease 2, state and list 2, intent 2, six snapshots with their contents 18, the controller asked twice about each 12, contents gone 6, state 2, lease 1
  expect(await callsOfOnePrune(CONTROLLERS[0])).toBe(45);
});

const KILLS: [Controller, ...Kill][] = [];
for (const controller of CONTROLLERS) {
  const calls = await callsOfOnePrune(controller);
  for (const kill of killsAt(calls)) KILLS.push([controller, ...kill]);
}

describe.each(KILLS)('controller %o, killed at call %d, %s its effect', (controller, call, when) => {
  test('the next prune comes to what was planned: nothing kept is at risk, nothing leaked', async () => {
    const { cluster, run } = await killed(controller, call, when);
    expect(isDone(await run(POLICY))).toBe(true);
    expect(left(cluster)).toEqual(whole(NAMES.slice(3)));
    expect(pruningOf(cluster)).toEqual([]);
  });

  test('and when the policy was changed meanwhile, what is still whole stays and is safe again', async () => {
    const { cluster, run } = await killed(controller, call, when);
    const kept = intact(cluster);
    expect(isDone(await run(GENEROUS))).toBe(true);
    expect(left(cluster)).toEqual(whole(kept));
    expect(pruningOf(cluster)).toEqual([]);
  });
});
