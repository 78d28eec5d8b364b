import { describe, expect, test } from 'vitest';
import { BACKUP, CUT, DUE, LABEL, LATER, ONE_VOLUME, content, runOf } from './fixture';
import { CLAIM, STATEFUL_SET, VOLUME_SNAPSHOT, VOLUME_SNAPSHOT_CONTENT } from '../../../../cli/cluster/cluster';
import { restore } from '../../../../cli/operations/restore/apply';
import type { RestoreRequest } from '../../../../cli/operations/restore/request';
import { readLostGroups } from '../../../../cli/operations/restore-lost/read';
import { statefulSetOf } from '../../../../src/documents/policy-workload';
import type { SnapshotPolicyDocument } from '../../../../src/documents/snapshot-policy';
import { EMPTY_STATE } from '../../../../src/documents/snapshot-state';
import { FakeClock, FakeCluster } from '../../../support/fake-cluster';
import { killUnnoticed, killsAt } from '../../../support/kills';
import { namesIn, seedClass, seedSet } from '../restore/fixture';
import { policyWith } from '../snapshots/groups';

const LOST: RestoreRequest = { namespace: 'orders', workload: 'db', lost: { acceptUnproven: false } };

/** A namespace that was deleted and made again: the set is stopped and has no claim, and of two groups there are only the contents. */
function sceneWith(policy: SnapshotPolicyDocument = ONE_VOLUME) {
  const cluster = new FakeCluster(new FakeClock('2026-03-01T12:00:00Z'));
  cluster.volumes.bindAfter = 3;
  seedClass(cluster, 'disk', 'fake.csi.example.com');
  seedSet(cluster, 'orders', 'db', 0, statefulSetOf(policy).claimTemplates);
  for (const group of [DUE, LATER]) {
    const creationTime = group === DUE ? CUT : CUT + 3_600_000;
    for (const role of statefulSetOf(policy).claimTemplates) cluster.seed(content(`${group}-${role}-db-0`, { status: { creationTime: creationTime * 1e6 } }));
  }
  cluster.calls.length = 0;
  const run = async (request: RestoreRequest = LOST) => restore(policy, request, {
    cluster, clock: cluster.clock, progress: { step: () => undefined, warn: () => undefined }, holder: 'r', waitSeconds: 60, signal: new AbortController().signal,
  });
  return { cluster, run };
}

describe('of lost copies', () => {
  test('the newest group comes back under the names of the set, and nothing but the old contents stays', async () => {
    const { cluster, run } = sceneWith();
    const contents = cluster.all(VOLUME_SNAPSHOT_CONTENT).map(({ metadata }) => metadata.name);
    const { finished, plan } = await run();
    expect({ finished, group: plan.group.name, refusals: plan.refusals }).toEqual({ finished: true, group: LATER, refusals: [] });
    expect(cluster.all(CLAIM)).toMatchObject([{
      metadata: { name: 'data-db-0', namespace: 'orders', annotations: { 'cdk8s-stateful.dev/restored-from': `orders/${LATER}-data-db-0` } },
      spec: { dataSource: { name: `restore-${LATER}-data-db-0` } },
    }]);
    expect(cluster.all(VOLUME_SNAPSHOT_CONTENT).map(({ metadata }) => metadata.name)).toEqual(contents);
    expect(namesIn(cluster, VOLUME_SNAPSHOT, 'orders')).toEqual([]);
  });

  test('of VolumeGroupSnapshots none is found, which is not said to be none', async () => {
    const groups = { ...ONE_VOLUME, snapshotClass: { kind: 'VolumeGroupSnapshotClass', name: 'groups', cut: 'creationTime', deletionPolicy: 'Retain' } } as const;
    const { cluster } = sceneWith();
    for (const left of cluster.all(VOLUME_SNAPSHOT_CONTENT)) cluster.remove(left);
    cluster.seed(content('snapshot-0a1b2c'));
    await expect(readLostGroups(groups, cluster)).rejects.toThrow('policy orders/orders-db takes VolumeGroupSnapshots, and which group and claim their copies are of cannot be told when these are gone; the copies may be there');
    expect(await readLostGroups(ONE_VOLUME, cluster)).toEqual([]);
  });

  test('a group by its name goes to another namespace, where its own is gone with the set', async () => {
    const { cluster, run } = sceneWith();
    await cluster.delete(STATEFUL_SET, (await cluster.get(STATEFUL_SET, 'db', 'orders'))!);
    const { finished } = await run({ ...LOST, namespace: 'lab', storageClass: 'disk', group: DUE });
    expect(finished).toBe(true);
    expect(namesIn(cluster, CLAIM, 'lab')).toEqual(['data-db-0']);
    expect(cluster.calls.filter((call) => call.includes('leases'))).toEqual([]);
  });

  test('what cannot be proven is refused until it is accepted', async () => {
    const { cluster, run } = sceneWith(policyWith({}));
    const { plan } = await run();
    expect(plan.refusals).toEqual([
      `group ${LATER} cannot be proven to be whole: a pod has 2 volumes, and whether their copies fit each other stood on the VolumeSnapshots; look at what is restored, and accept that (--accept-unproven)`,
    ]);
    expect(cluster.calls.filter((call) => /^(create|patch|delete|replace)/.test(call))).toEqual([]);
    expect((await run({ ...LOST, lost: { acceptUnproven: true } })).finished).toBe(true);
  });

  test('a backup whose state has the label of another one is refused for that', async () => {
    const { run } = sceneWith(BACKUP);
    const other = runOf(LATER, { quiesce: { strategy: 'postgres-backup', result: 'done', backup: LABEL } });
    const { plan } = await run({ ...LOST, lost: { acceptUnproven: true, state: { ...EMPTY_STATE, runs: [other] } } });
    expect(plan.refusals).toEqual([`the backup label of group ${LATER} is of backup "${DUE}"; restore from another group`]);
  });

  test('a backup without its label is refused, accepted or not', async () => {
    const quiesce = { strategy: 'postgres-backup', service: 'db-rw', port: 5432, database: 'app', secret: { name: 's', usernameKey: 'u', passwordKey: 'p' }, logClaimTemplates: ['wal'], holdSeconds: 300 } as const;
    const { run } = sceneWith(policyWith({}, { quiesce }));
    const { plan } = await run({ ...LOST, lost: { acceptUnproven: true } });
    expect(plan.refusals).toContainEqual(expect.stringContaining('is a backup that needs its label, without which its volumes do not fit each other'));
    expect(plan.refusals.filter((refusal) => refusal.includes('label'))).toHaveLength(1);
  });
});

const whole = sceneWith();
await whole.run();

test.each(killsAt(whole.cluster.calls.length))('a restore of lost copies, killed at call %d, %s its effect, is finished by the next', async (call, when) => {
  const { cluster, run } = sceneWith();
  await killUnnoticed(cluster, [call, when], run);
  expect((await run()).finished).toBe(true);
  expect(namesIn(cluster, VOLUME_SNAPSHOT, 'orders')).toEqual([]);
  expect(cluster.all(VOLUME_SNAPSHOT_CONTENT)).toHaveLength(2);
});
