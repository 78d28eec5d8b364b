import { describe, expect, test } from 'vitest';
import { drillsOf, sceneWith } from './fixture';
import { CLAIM, POD, VOLUME_SNAPSHOT, VOLUME_SNAPSHOT_CONTENT } from '../../../../cli/cluster/cluster';
import { killUnnoticed, killsAt } from '../../../support/kills';
import { holds, namesIn } from '../restore/fixture';

const whole = sceneWith();
await whole.run();

describe.each(killsAt(whole.cluster.calls.length))('killed at call %d, %s its effect', (call, when) => {
  test('the next drill takes away what it left, passes, and touches no copy', async () => {
    const { cluster, run } = sceneWith();
    const copies = namesIn(cluster, VOLUME_SNAPSHOT, 'orders');
    const contents = cluster.all(VOLUME_SNAPSHOT_CONTENT).map(({ metadata }) => metadata.name);
    await killUnnoticed(cluster, [call, when], run);
    expect((await run()).outcome).toBe('Passed');
    expect(drillsOf(cluster).at(-1)).toMatchObject({ outcome: 'Passed', leftovers: [] });
    for (const kind of [POD, CLAIM, VOLUME_SNAPSHOT]) expect(namesIn(cluster, kind, 'drills')).toEqual([]);
    expect(cluster.all(VOLUME_SNAPSHOT_CONTENT).map(({ metadata }) => metadata.name)).toEqual(contents);
    expect(namesIn(cluster, VOLUME_SNAPSHOT, 'orders')).toEqual(copies);
    expect(Object.values(holds(cluster)).flat()).toEqual(Array(6).fill(undefined));
  });
});
