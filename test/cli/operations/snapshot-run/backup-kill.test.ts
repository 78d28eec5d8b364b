import { describe, expect, test } from 'vitest';
import { backupScene } from './backup-fixture';
import type { BackupScene, DatabaseStep } from './backup-fixture';
import { GROUP, LATER, LATER_GROUP, RUN, groups, leaseHolder, stateOf } from './fixture';
import { isProven } from '../../../../cli/operations/snapshots/group';
import { decide } from '../../../../cli/operations/snapshots/retention';
import { Killed } from '../../../support/fake-cluster';
import { killsAt } from '../../../support/kills';

const whole = backupScene();
await whole.run();
const CALLS = whole.cluster.calls.filter((call) => !call.startsWith('database')).length;
/** Each call to the cluster, and each to the database. */
const KILLS: [number | DatabaseStep, 'before' | 'after'][] = [
  ...killsAt(CALLS),
  ['start', 'after'], ['stop', 'after'], ['log', 'after'],
];

async function killed(at: number | DatabaseStep, when: 'before' | 'after'): Promise<BackupScene> {
  const scene = backupScene();
  if (typeof at === 'number') scene.cluster.killAt(at, when);
  else scene.backups.kills = at;
  await expect(scene.run(RUN)).rejects.toBeInstanceOf(Killed);
  scene.cluster.revive();
  scene.backups.kills = undefined;
  expect(scene.backups.open).toBe(0);
  return scene;
}

/** Groups that retention and restores count, each of which must be a whole backup. */
function counted(scene: BackupScene): string[] {
  const complete = decide(groups(scene), { ...scene.policy, retention: { ...scene.policy.retention, last: 9 } }, { pruning: [] }, scene.clock.now())
    .filter(({ reasons }) => reasons.some((reason) => reason.startsWith('last '))).map(({ group }) => group);
  expect(complete.map(isProven)).toEqual(complete.map(() => true));
  return complete.map(({ name }) => name);
}

test('a run has a call for each step', () => {
  // lease 2, state and list 2, set and claims 3, dry runs 2, intent 2, Secret and connection 2, data 2, log 2, all 1, evidence 2, marks 2, lease 1, list 1, outcome 2
  expect(CALLS).toBeGreaterThanOrEqual(26);
});

describe.each(KILLS)('a backup killed at %s, %s its effect', (at, when) => {
  test('is made again by the same run, unless it was whole', async () => {
    const scene = await killed(at, when);
    const before = groups(scene).filter(isProven).map(({ name }) => name);
    const { group, state } = await scene.run(RUN);
    expect(state).toBe('Complete');
    expect(before).toEqual(before.length > 0 ? [group] : []);
    expect(counted(scene)).toEqual([group]);
    expect(stateOf(scene.cluster).begun).toEqual([]);
    expect(stateOf(scene.cluster).runs.filter(({ outcome }) => outcome === 'Complete').map((run) => run.group)).toEqual([group]);
    expect([leaseHolder(scene.cluster), scene.backups.open]).toEqual(['', 0]);
  });

  test('counts for the next run only if it was whole', async () => {
    const scene = await killed(at, when);
    const before = groups(scene).filter(isProven).map(({ name }) => name);
    scene.clock.advance(3600_000);
    expect(await scene.run(LATER)).toMatchObject({ group: LATER_GROUP, state: 'Complete' });
    expect(counted(scene)).toEqual([...before, LATER_GROUP]);
    expect(stateOf(scene.cluster).begun).toEqual([]);
    const evidence = stateOf(scene.cluster).runs.filter(({ group }) => group === GROUP).map(({ outcome }) => outcome);
    expect(evidence).toEqual(evidence.length === 0 ? [] : [before.length > 0 ? 'Complete' : 'Failed']);
  });
});
