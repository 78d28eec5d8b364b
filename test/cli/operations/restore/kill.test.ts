import { describe, expect, test } from 'vitest';
import { BESIDE, ELSEWHERE, GROUPS, holds, namesIn, sceneWith } from './fixture';
import { CLAIM, VOLUME_SNAPSHOT, VOLUME_SNAPSHOT_CONTENT } from '../../../../cli/cluster/cluster';
import { sourceOf } from '../../../../cli/operations/restore/restored-claim';
import { killUnnoticed, killsAt } from '../../../support/kills';
import type { Kill } from '../../../support/kills';

const KILLS: [string, ...Kill][] = [];
const REQUESTS = { beside: BESIDE, elsewhere: ELSEWHERE };

for (const [where, request] of Object.entries(REQUESTS)) {
  const { cluster, run } = sceneWith();
  await run(request);
  for (const kill of killsAt(cluster.calls.length)) KILLS.push([where, ...kill]);
}

describe.each(KILLS)('a restore %s, killed at call %d, %s its effect', (where, call, when) => {
  test('is finished by the next, holds its group while there is a claim without a volume, and leaves nothing behind', async () => {
    const request = REQUESTS[where as keyof typeof REQUESTS];
    const { cluster, run } = sceneWith();
    const contents = cluster.all(VOLUME_SNAPSHOT_CONTENT).length;
    await killUnnoticed(cluster, [call, when], async () => run(request));
    const unbound = cluster.all(CLAIM).filter((claim) => sourceOf(claim) !== undefined && claim.status?.phase !== 'Bound');
    if (unbound.length > 0) expect(holds(cluster)[GROUPS[2]]).toEqual(Array(2).fill(`restore to ${request.namespace}/${request.workload}`));

    expect((await run(request)).finished).toBe(true);
    const restored = cluster.all(CLAIM).filter((claim) => sourceOf(claim) !== undefined);
    expect(restored.map(sourceOf).sort()).toEqual([`orders/${GROUPS[2]}-data-db-0`, `orders/${GROUPS[2]}-wal-db-0`]);
    expect(Object.values(holds(cluster)).flat()).toEqual(Array(6).fill(undefined));
    expect(namesIn(cluster, VOLUME_SNAPSHOT, 'lab')).toEqual([]);
    expect(cluster.all(VOLUME_SNAPSHOT_CONTENT)).toHaveLength(contents);
  });
});
