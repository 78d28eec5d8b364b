import { describe, expect, test, vi } from 'vitest';
import { BACKUP_DRILL, GOOD_BACKUP, backupScene, labelOf, relabel } from './backup-fixture';
import { GOOD, NEWEST, drillsOf, endedWith } from './fixture';
import { CONFIG_MAP, POD } from '../../../../cli/cluster/cluster';
import type { FakeCluster } from '../../../support/fake-cluster';
import { GROUPS, holds, namesIn } from '../restore/fixture';

const LABEL_NAME = 'orders-db-drill-restore';

test('starts both volumes of a backup from its label, and takes the label away', async () => {
  const { cluster, run } = await backupScene();
  const create = vi.spyOn(cluster, 'create');
  expect(await run()).toMatchObject({ group: NEWEST, outcome: 'Passed', leftovers: [] });
  const made = create.mock.calls.filter(([{ plural }]) => ['configmaps', 'persistentvolumeclaims', 'pods'].includes(plural)).map(([, object]) => object);
  expect(made.map(({ metadata }) => metadata.name)).toEqual([LABEL_NAME, 'data-orders-db-drill-0', 'wal-orders-db-drill-0', 'orders-db-drill']);
  expect(made[0]).toMatchObject({ kind: 'ConfigMap', metadata: { namespace: 'drills' }, data: labelOf(NEWEST) });
  expect(namesIn(cluster, CONFIG_MAP, 'drills')).toEqual([]);
});

test('the copy has to be as far as the end of its backup, whatever the runs are known to have come to', async () => {
  const { cluster, run } = await backupScene();
  let env: object[] = [];
  cluster.pods.statusOf = (pod) => {
    env = pod.spec.containers[0].env;
    return endedWith(GOOD_BACKUP);
  };
  await run();
  expect(env).toContainEqual({ name: 'EXPECTED_LSN', value: '0/2000130' });
});

test('cleans up in the order of a drill of one volume, and the label after all that it was for', async () => {
  const { cluster, run } = await backupScene();
  await run();
  const deleted = cluster.calls.filter((call) => call.startsWith('delete ')).map((call) => call.split(' ')[1]);
  expect([...new Set(deleted)]).toEqual(['pods', 'persistentvolumeclaims', 'volumesnapshots', 'volumesnapshotcontents', 'configmaps']);
  const last = cluster.calls.lastIndexOf(`delete configmaps ${LABEL_NAME}`);
  expect(cluster.calls.findIndex((call, at) => at > last && call.startsWith('patch volumesnapshots'))).toBeGreaterThan(last);
});

describe('has failed, with no pod started and nothing restored,', () => {
  test.each<[string, (cluster: FakeCluster) => Promise<void>, string]>([
    ['a group without its label', async (cluster) => {
      await relabel(cluster, 'data');
      await relabel(cluster, 'wal');
    }, `${NEWEST}-data-db-0, ${NEWEST}-wal-db-0 has no backup label, without which its volumes do not fit each other; restore from another group`],
    ['a group of which one has none', async (cluster) => relabel(cluster, 'wal'), `${NEWEST}-wal-db-0 has no backup label`],
    ['a group whose labels differ', async (cluster) => relabel(cluster, 'wal', { ...labelOf(NEWEST), stop_lsn: '0/2000131' }), `the members of group ${NEWEST} have different backup labels`],
    ['a group with the label of another', async (cluster) => {
      for (const role of ['data', 'wal'] as const) await relabel(cluster, role, labelOf(GROUPS[0]));
    }, `the backup label of group ${NEWEST} is of backup "${GROUPS[0]}"; restore from another group`],
    ['a group with a label that is none', async (cluster) => relabel(cluster, 'data', {}), 'is not what a run wrote, got {}'],
  ])('%s', async (_, change, reason) => {
    const { cluster, run } = await backupScene();
    await change(cluster);
    const evidence = await run();
    expect(evidence).toMatchObject({ outcome: 'Failed', group: NEWEST, reason: expect.stringContaining(reason), leftovers: [] });
    expect(cluster.calls.filter((call) => /^create (pods|persistentvolumeclaims|configmaps|volumesnapshot)/.test(call))).toEqual([]);
    expect(drillsOf(cluster)).toHaveLength(1);
    expect(Object.values(holds(cluster)).flat()).toEqual(Array(6).fill(undefined));
  });
});

test('has failed where volumes do not fit each other, in the words of what looked', async () => {
  const terminated = { exitCode: 1, reason: 'Error', message: 'refused to start: the backup label is of another database\n' };
  const { cluster, run } = await backupScene({
    phase: 'Failed',
    initContainerStatuses: [{ name: 'prepare', restartCount: 0, state: { terminated } }, { name: 'server', restartCount: 0, state: { waiting: { reason: 'PodInitializing' } } }],
  });
  expect(await run()).toMatchObject({
    outcome: 'Failed', reason: 'no server can be started from the restored volumes: refused to start: the backup label is of another database', leftovers: [],
  });
  expect(namesIn(cluster, POD, 'drills')).toEqual([]);
});

test('is inconclusive when nobody said how far recovery went', async () => {
  const { run } = await backupScene(endedWith(GOOD));
  expect(await run()).toMatchObject({ outcome: 'Inconclusive', reason: 'the validator ended with exit code 0, before recovered' });
});

test('a drill of one volume looks for no label, which its account may not', async () => {
  const { cluster, run } = await backupScene();
  const { preparer: _, ...drill } = BACKUP_DRILL;
  await run(drill);
  expect(cluster.calls.filter((call) => call.endsWith(`get configmaps ${LABEL_NAME}`))).toEqual([]);
});
