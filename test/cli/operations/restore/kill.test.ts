import { describe, expect, test } from 'vitest';
import { BESIDE, ELSEWHERE, GROUPS, holds, namesIn, sceneWith } from './fixture';
import { CLAIM, VOLUME_SNAPSHOT, VOLUME_SNAPSHOT_CONTENT } from '../../../../cli/cluster/cluster';
import { sourceOf } from '../../../../cli/operations/restore/restored-claim';
import { Killed } from '../../../support/fake-cluster';

const KILLS: [string, number, 'before' | 'after'][] = [];
const REQUESTS = { beside: BESIDE, elsewhere: ELSEWHERE };

for (const [where, request] of Object.entries(REQUESTS)) {
  const { cluster, run } = sceneWith();
  await run(request);
  for (let call = 1; call <= cluster.calls.length; call += 1) KILLS.push([where, call, 'before'], [where, call, 'after']);
}

describe.each(KILLS)('a restore %s, killed at call %d, %s its effect', (where, call, when) => {
  test('is finished by the next, holds its group while there is a claim without a volume, and leaves nothing behind', async () => {
    const request = REQUESTS[where as keyof typeof REQUESTS];
    const { cluster, run } = sceneWith();
    const contents = cluster.all(VOLUME_SNAPSHOT_CONTENT).length;
    cluster.killAt(call, when);
    await run(request).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
    cluster.revive();
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
