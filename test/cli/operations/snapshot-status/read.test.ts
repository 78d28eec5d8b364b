import { expect, test } from 'vitest';
import { readStatus } from '../../../../cli/operations/snapshot-status/read';
import { NAMES, sceneWith } from '../snapshot-prune/fixture';
import { policyWith } from '../snapshots/groups';

test('reads the state and the snapshots, and nothing else', async () => {
  const { cluster } = sceneWith({ pruning: [NAMES[0]] });
  const { newestComplete, pruning } = await readStatus(policyWith({}), cluster);
  expect([newestComplete?.group, pruning]).toEqual([NAMES[4], [NAMES[0]]]);
  expect(cluster.calls).toEqual(['get configmaps orders-db-state', 'list volumesnapshots']);
});
