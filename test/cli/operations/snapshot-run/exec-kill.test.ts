import { describe, expect, test } from 'vitest';
import { LATER, MAX_FREEZE_SECONDS, RUN, consistencies, counted, execScene, longestFreeze, stateOf } from './exec-fixture';
import { LATER_GROUP, groups, leaseHolder } from './fixture';
import type { Scene } from './fixture';
import { isProven } from '../../../../cli/operations/snapshots/group';
import type { PolicyExec } from '../../../../src/documents/snapshot-policy';
import { killsAt } from '../../../support/kills';
import type { Kill } from '../../../support/kills';

type FailureMode = PolicyExec['onFailure'];

/** Three pods, the second of which is not frozen in the scenes of `crash`. */
function scene(onFailure: FailureMode): Scene {
  const made = execScene(3, { onFailure });
  if (onFailure === 'crash') made.cluster.containers.scripts['db-1'] = { freezeFails: { message: 'no such lock', frozen: true } };
  return made;
}

const KILLS: [FailureMode, ...Kill][] = [];
for (const onFailure of ['abort', 'crash'] as const) {
  const { cluster, run } = scene(onFailure);
  await run();
  for (const kill of killsAt(cluster.calls.length)) KILLS.push([onFailure, ...kill]);
}

/** Kills a run; what it has frozen stays so until its switch is due. */
async function killed([onFailure, call, when]: typeof KILLS[number]): Promise<Scene> {
  const made = scene(onFailure);
  await made.cluster.killed(call, when, async () => made.run(RUN));
  return made;
}

function provenNames(made: Scene): string[] {
  return groups(made).filter(isProven).map(({ name }) => name);
}

test('a run has a call for each step', () => {
  // lease 2, state and list 2, set and claims 4, dry runs 3, set and pods 4, checks 3, intent 2, freezes 3, creations 3, lists, thaws 3, intent 2, pods 3,
  // evidence 2, marks 3, lease 1, list and outcome
  expect(KILLS.filter(([onFailure, , when]) => onFailure === 'abort' && when === 'before').length).toBeGreaterThan(40);
});

describe.each(KILLS)('%s: a run that is killed at call %d, %s its effect', (...kill) => {
  test('leaves nothing frozen for longer than it may, and the same run makes a whole group', async () => {
    const made = await killed(kill);
    const before = provenNames(made);
    made.cluster.containers.scripts = {};
    const { group, state } = await made.run(RUN);
    expect(state).toBe('Complete');
    expect(before).toEqual(before.length > 0 ? [group] : []);
    expect(counted(made)).toEqual([group]);
    expect([made.cluster.containers.frozen(), leaseHolder(made.cluster), stateOf(made.cluster).begun]).toEqual([[], '', []]);
    expect(longestFreeze(made)).toBeLessThanOrEqual(MAX_FREEZE_SECONDS);
  });

  test('left alone thaws by itself, and counts for the next run only if it was whole', async () => {
    const made = await killed(kill);
    const before = provenNames(made);
    made.clock.advance(3600_000);
    expect([made.cluster.containers.frozen(), longestFreeze(made) <= MAX_FREEZE_SECONDS]).toEqual([[], true]);
    made.cluster.containers.scripts = {};
    expect(await made.run(LATER)).toMatchObject({ group: LATER_GROUP, state: 'Complete', consistency: 'application' });
    expect(counted(made)).toEqual([...before, LATER_GROUP]);
    const wrongly = kill[0] === 'crash' ? consistencies(made).slice(0, -3).filter((each) => each === 'application') : [];
    expect([wrongly, stateOf(made.cluster).begun]).toEqual([[], []]);
  });

  test('is thawed by the next run before it does anything else', async () => {
    const made = await killed(kill);
    const frozen = made.cluster.containers.frozen();
    const calls = made.cluster.calls.length;
    made.cluster.containers.scripts = {};
    await made.run(LATER);
    const later = made.cluster.calls.slice(calls);
    const firstCreation = later.findIndex((call) => call.startsWith('create volumesnapshots'));
    for (const pod of frozen) expect(later.indexOf(`exec pods ${pod} thaw`), pod).toBeLessThan(firstCreation);
    for (const pod of frozen) expect(later).toContain(`exec pods ${pod} thaw`);
  });
});
