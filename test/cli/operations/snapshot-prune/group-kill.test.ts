import { describe, expect, test } from 'vitest';
import { NAMES } from './fixture';
import type { Scene } from './fixture';
import { groupPolicyWith, groupScene, groupsLeft, stateIn, wholeGroups } from './group-fixture';
import { isDone } from '../../../../cli/operations/snapshot-prune/apply';
import { GROUP_SNAPSHOT } from '../../../support/fake-cluster/group-snapshots';
import { killUnnoticed, killsAt } from '../../../support/kills';
import type { Kill } from '../../../support/kills';

const RETENTION = { last: 3, failedTtlSeconds: 60 };
const GENEROUS = { last: 5, failedTtlSeconds: 999_999 };

/** What becomes of contents, and whether a group is seen half deleted. */
const CLASSES = [['Retain', 0], ['Retain', 3], ['Delete', 0]] as const;
type Case = typeof CLASSES[number];

async function scene([deletionPolicy, goneAfter]: Case): Promise<Scene> {
  const made = await groupScene(deletionPolicy);
  made.cluster.groupSnapshots.goneAfter = goneAfter;
  return made;
}

const KILLS: [string, number, ...Kill][] = [];
for (const each of CLASSES) {
  const { cluster, run } = await scene(each);
  await run(groupPolicyWith(RETENTION, each[0]));
  for (const kill of killsAt(cluster.calls.length)) KILLS.push([...each, ...kill]);
}

describe.each(KILLS)('class %s, gone after %d s, killed at call %d, %s its effect', (deletionPolicy, goneAfter, call, when) => {
  async function killed(): Promise<Scene> {
    const made = await scene([deletionPolicy, goneAfter] as Case);
    await killUnnoticed(made.cluster, [call, when], async () => made.run(groupPolicyWith(RETENTION, deletionPolicy as 'Retain')));
    return made;
  }

  test('the next prune comes to what was planned: nothing leaked', async () => {
    const { cluster, run } = await killed();
    expect(isDone(await run(groupPolicyWith(RETENTION, deletionPolicy as 'Retain')))).toBe(true);
    expect(groupsLeft(cluster)).toEqual(wholeGroups(NAMES.slice(2)));
    expect([stateIn(cluster).pruning, stateIn(cluster).freeing ?? []]).toEqual([[], []]);
  });

  test('and when the policy was changed meanwhile, what is not deleted stays whole, and what is deleted is freed', async () => {
    const { cluster, run } = await killed();
    const there = cluster.all(GROUP_SNAPSHOT).filter(({ metadata }) => metadata.deletionTimestamp === undefined).map(({ metadata }) => metadata.name);
    const { pruning } = stateIn(cluster);
    expect(isDone(await run(groupPolicyWith(GENEROUS, deletionPolicy as 'Retain')))).toBe(true);
    // what was never complete is not given back
    expect(groupsLeft(cluster)).toEqual(wholeGroups(there.filter((name) => name !== NAMES[0] || !pruning.includes(name))));
  });
});
