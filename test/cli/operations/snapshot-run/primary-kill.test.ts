import { describe, expect, test } from 'vitest';
import { GROUP, LATER, LATER_GROUP, RUN, groupStates, leaseHolder, outcomes, snapshotNames, stateOf } from './fixture';
import type { Scene } from './fixture';
import { elect, primaryScene } from './primary-fixture';
import { kill, killsAt } from '../../../support/kills';
import type { Kill } from '../../../support/kills';

const whole = primaryScene();
await whole.run();

async function killed(...at: Kill): Promise<Scene> {
  const scene = primaryScene();
  await kill(scene.cluster, at, async () => scene.run(RUN));
  return scene;
}

test('a run looks for the primary twice', () => {
  expect(whole.cluster.calls.filter((call) => call === 'list pods')).toHaveLength(2);
});

describe.each(killsAt(whole.cluster.calls.length))('a run of the primary killed at call %d, %s its effect', (call, when) => {
  test('is finished by the same run, whose volumes are those of one pod', async () => {
    const scene = await killed(call, when);
    const { cluster, run } = scene;
    const before = snapshotNames(cluster);
    elect(cluster, 2);
    const member = before.length > 0 ? `${GROUP}-data-db-1` : `${GROUP}-data-db-2`;
    expect(await run(RUN)).toMatchObject({ group: GROUP, state: 'Complete', members: [member] });
    expect(snapshotNames(cluster)).toEqual([member]);
    expect(groupStates(scene)).toEqual([`${GROUP} Complete`]);
    expect([stateOf(cluster).begun, outcomes(cluster), leaseHolder(cluster)]).toEqual([[], [`${GROUP} Complete`], '']);
    const [{ primary }] = stateOf(cluster).runs;
    // who was the primary when the volume was cut is only known if it was seen before the end
    expect([primary?.pod, primary?.afterCut]).toEqual(before.length > 0 ? ['db-1', expect.stringMatching(/same|changed/)] : ['db-2', 'same']);
  });

  test('leaves nothing that the next run does not settle', async () => {
    const { cluster, clock, run } = await killed(call, when);
    clock.advance(3600_000);
    expect(await run(LATER)).toMatchObject({ group: LATER_GROUP, state: 'Complete' });
    expect([stateOf(cluster).begun, leaseHolder(cluster)]).toEqual([[], '']);
  });
});
