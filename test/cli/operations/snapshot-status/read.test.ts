import { expect, test } from 'vitest';
import { CONFIG_MAP } from '../../../../cli/cluster/cluster';
import { readStatus } from '../../../../cli/operations/snapshot-status/read';
import { NAMES, sceneWith } from '../snapshot-prune/fixture';
import { policyWith } from '../snapshots/groups';

test('reads the state and the snapshots, and nothing else', async () => {
  const { cluster } = sceneWith({ pruning: [NAMES[0]] });
  const { newestComplete, pruning } = await readStatus(policyWith({}), cluster);
  expect([newestComplete?.group, pruning]).toEqual([NAMES[4], [NAMES[0]]]);
  expect(cluster.calls).toEqual(['get configmaps orders-db-state', 'list volumesnapshots']);
});

test('knows the groups where the state is lost: they are not in it', async () => {
  const { cluster } = sceneWith({ pruning: [NAMES[0]] });
  await cluster.delete(CONFIG_MAP, cluster.all(CONFIG_MAP)[0]);
  const { newestComplete, good, pruning, lastRun } = await readStatus(policyWith({}), cluster);
  expect([newestComplete?.group, good, pruning, lastRun]).toEqual([NAMES[4], true, [], undefined]);
});
