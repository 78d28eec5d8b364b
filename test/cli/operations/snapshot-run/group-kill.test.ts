import { describe, expect, test } from 'vitest';
import { GROUP, LATER, LATER_GROUP, RUN, leaseHolder, outcomes, stateOf } from './fixture';
import type { Scene } from './fixture';
import { CLAIMS, groupScene, groupSnapshots, marked } from './group-fixture';
import { kill, killsAt } from '../../../support/kills';
import type { Kill } from '../../../support/kills';

const whole = await groupScene();
await whole.run();
const CALLS = whole.cluster.calls;

test('a run has a call for each step', () => {
  expect(CALLS).toHaveLength(45);
});

async function killed(...at: Kill): Promise<Scene> {
  const scene = await groupScene();
  await kill(scene.cluster, at, async () => scene.run(RUN));
  return scene;
}

describe.each(killsAt(CALLS.length))('killed at call %d, %s its effect', (call, when) => {
  test('the same run again makes one whole group of it', async () => {
    const scene = await killed(call, when);
    expect(await scene.run(RUN)).toMatchObject({ group: GROUP, state: 'Complete', degraded: false });
    expect(groupSnapshots(scene)).toHaveLength(1);
    expect(marked(scene, GROUP)).toEqual(CLAIMS);
    expect([stateOf(scene.cluster).begun, outcomes(scene.cluster)]).toEqual([[], [`${GROUP} Complete`]]);
    expect([leaseHolder(scene.cluster), scene.openSessions()]).toEqual(['', 0]);
  });

  test('the next run marks what it left, which was cut at one moment whoever looks, and takes its own', async () => {
    const scene = await killed(call, when);
    const begun = groupSnapshots(scene).length > 0;
    const known = [...stateOf(scene.cluster).begun, ...stateOf(scene.cluster).runs].length > 0;
    scene.clock.advance(3600_000);
    expect(await scene.run(LATER)).toMatchObject({ group: LATER_GROUP, state: 'Complete' });
    expect(marked(scene, GROUP)).toEqual(begun ? CLAIMS : []);
    expect(outcomes(scene.cluster)).toEqual([...known ? [`${GROUP} ${begun ? 'Complete' : 'Failed'}`] : [], `${LATER_GROUP} Complete`]);
    expect(stateOf(scene.cluster).begun).toEqual([]);
  });

  test('a position of the log from after the cut is never written down', async () => {
    const scene = await killed(call, when);
    const begun = groupSnapshots(scene).length > 0;
    await scene.run(RUN, { checkpoint: async () => ({ lsn: '9/99' }) });
    if (begun) expect(stateOf(scene.cluster).runs[0].quiesce.lsn).not.toBe('9/99');
  });
});
