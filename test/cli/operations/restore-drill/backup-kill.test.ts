import { describe, expect, test } from 'vitest';
import { backupScene } from './backup-fixture';
import { drillsOf } from './fixture';
import { CLAIM, CONFIG_MAP, POD, VOLUME_SNAPSHOT, VOLUME_SNAPSHOT_CONTENT } from '../../../../cli/cluster/cluster';
import { killUnnoticed, killsAt } from '../../../support/kills';
import { holds, namesIn } from '../restore/fixture';

const whole = await backupScene();
await whole.run();

describe.each(killsAt(whole.cluster.calls.length))('a drill of a backup, killed at call %d, %s its effect', (call, when) => {
  test('the next takes away what it left, the label too, passes, and touches no copy', async () => {
    const { cluster, run } = await backupScene();
    const copies = namesIn(cluster, VOLUME_SNAPSHOT, 'orders');
    const contents = cluster.all(VOLUME_SNAPSHOT_CONTENT).map(({ metadata }) => metadata.name);
    await killUnnoticed(cluster, [call, when], run);
    expect((await run()).outcome).toBe('Passed');
    expect(drillsOf(cluster).at(-1)).toMatchObject({ outcome: 'Passed', leftovers: [] });
    for (const kind of [POD, CLAIM, VOLUME_SNAPSHOT, CONFIG_MAP]) expect(namesIn(cluster, kind, 'drills'), kind.kind).toEqual([]);
    expect(cluster.all(VOLUME_SNAPSHOT_CONTENT).map(({ metadata }) => metadata.name)).toEqual(contents);
    expect(namesIn(cluster, VOLUME_SNAPSHOT, 'orders')).toEqual(copies);
    expect(Object.values(holds(cluster)).flat()).toEqual(Array(6).fill(undefined));
  });
});
