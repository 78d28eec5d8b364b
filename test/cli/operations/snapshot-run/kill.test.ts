import { describe, expect, test } from 'vitest';
import {
  GROUP, LATER, LATER_GROUP, RUN, groupStates, groups, leaseHolder, membersOf, outcomes, policyOf, sceneWith, snapshotNames, stateOf,
} from './fixture';
import type { Scene } from './fixture';
import { decide } from '../../../../cli/operations/snapshots/retention';
import { kill, killsAt } from '../../../support/kills';
import type { Kill } from '../../../support/kills';

/** Claims of the group, and creations at the same time. */
const SHAPES = [[1, 1], [3, 1], [3, 4]] as const;

function scene(pods: number, parallelism: number): Scene {
  return sceneWith(policyOf(pods, { parallelism }));
}

async function callsOfOneRun(pods: number, parallelism: number): Promise<number> {
  const { cluster, run } = scene(pods, parallelism);
  await run();
  return cluster.calls.length;
}

async function killed(pods: number, parallelism: number, ...at: Kill): Promise<Scene> {
  const made = scene(pods, parallelism);
  await kill(made.cluster, at, async () => made.run(RUN));
  return made;
}

const KILLS: [number, number, ...Kill][] = [];
for (const [pods, parallelism] of SHAPES) {
  const calls = await callsOfOneRun(pods, parallelism);
  for (const each of killsAt(calls)) KILLS.push([pods, parallelism, ...each]);
}

test('a run has a call for each step', () => {
  // lease 2, state and list 2, set and claim 2, dry run 1, Secret and connection 2, intent 2, creation 1, lease 1, list 2, evidence 2;
  // two claims more are a claim, a dry run and a creation each
  expect(KILLS.length / 2).toBe(17 + 23 + 23);
});

describe.each(KILLS)('%d claims, %d at a time, killed at call %d, %s its effect', (pods, parallelism, call, when) => {
  test('the same run again makes one whole group of it', async () => {
    const killedScene = await killed(pods, parallelism, call, when);
    const { cluster, run } = killedScene;
    expect(await run(RUN)).toMatchObject({ group: GROUP, state: 'Complete', degraded: false });
    expect(snapshotNames(cluster)).toEqual(membersOf(pods));
    expect(groupStates(killedScene)).toEqual([`${GROUP} Complete`]);
    expect(stateOf(cluster).begun).toEqual([]);
    expect(outcomes(cluster)).toEqual([`${GROUP} Complete`]);
    expect([leaseHolder(cluster), killedScene.openSessions()]).toEqual(['', 0]);
  });

  test('the next run settles it by what is there, and takes its own', async () => {
    const killedScene = await killed(pods, parallelism, call, when);
    const { cluster, clock, policy, run } = killedScene;
    const state = stateOf(cluster);
    const isBegun = [...state.begun, ...state.runs].length > 0;
    const made = snapshotNames(cluster).length;
    clock.advance(3600_000);

    expect(await run(LATER)).toMatchObject({ group: LATER_GROUP, state: 'Complete' });
    const outcome = made === pods ? 'Complete' : 'Failed';
    expect(outcomes(cluster)).toEqual([...isBegun ? [`${GROUP} ${outcome}`] : [], `${LATER_GROUP} Complete`]);
    expect(stateOf(cluster).begun).toEqual([]);
    expect(snapshotNames(cluster)).toHaveLength(made + pods);
    expect(groupStates(killedScene)).toEqual([...made > 0 ? [`${GROUP} ${outcome}`] : [], `${LATER_GROUP} Complete`]);

    const counted = decide(groups(killedScene), { ...policy, retention: { ...policy.retention, last: 9 } }, { pruning: [] }, clock.now())
      .filter(({ reasons }) => reasons.some((reason) => reason.startsWith('last ')));
    expect(counted.map(({ group }) => group.name)).toEqual([...outcome === 'Complete' ? [GROUP] : [], LATER_GROUP]);
  });
});
