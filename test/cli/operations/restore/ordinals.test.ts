import { describe, expect, test } from 'vitest';
import { BESIDE, ELSEWHERE, namesIn, sceneWith, seedSet } from './fixture';
import { CLAIM } from '../../../../cli/cluster/cluster';
import { readPlan } from '../../../../cli/operations/restore/read';
import type { RestoreRequest } from '../../../../cli/operations/restore/request';
import type { PolicyStatefulSet, SnapshotPolicyDocument } from '../../../../src/documents/snapshot-policy';
import type { FakeCluster } from '../../../support/fake-cluster';
import { policyWith, snapshotsOf } from '../snapshots/groups';

const PRIMARY: PolicyStatefulSet = { kind: 'StatefulSet', name: 'db', replicas: 3, claimTemplates: ['data', 'wal'], primaryLabels: { role: 'primary' } };
const OF_PRIMARY = policyWith({ last: 1 }, { workload: PRIMARY });
const OF_ONE = policyWith({ last: 1 }, { workload: { kind: 'StatefulSet', name: 'db', replicas: 3, claimTemplates: ['data', 'wal'], ordinals: [2] } });

/** A cluster whose newest group is of these pods. */
function clusterWith(...ordinals: readonly number[]): FakeCluster {
  const { cluster } = sceneWith();
  for (const snapshot of snapshotsOf('2026-03-01T09:00:00Z', ordinals.flatMap((ordinal) => [`data-db-${ordinal}`, `wal-db-${ordinal}`]))) cluster.seed(snapshot);
  return cluster;
}

async function claims(policy: SnapshotPolicyDocument, request: RestoreRequest, cluster: FakeCluster): Promise<string[]> {
  const { volumes, refusals } = await readPlan(policy, request, cluster);
  return [...volumes.map(({ claim }) => claim.metadata.name), ...refusals];
}

describe('volumes of the pod that was the primary', () => {
  test('are for the first pod of the new set, whichever it was', async () => {
    expect(await claims(OF_PRIMARY, BESIDE, clusterWith(2))).toEqual(['data-db-restored-0', 'wal-db-restored-0']);
    expect(await claims(OF_PRIMARY, ELSEWHERE, clusterWith(1))).toEqual(['data-db-0', 'wal-db-0']);
  });

  test('are for the first that the new set has', async () => {
    const cluster = clusterWith(2);
    const set = seedSet(cluster, 'orders', 'db-restored', 0);
    await cluster.replace({ apiVersion: 'apps/v1', kind: 'StatefulSet', plural: 'statefulsets' }, { ...set, spec: { ...set.spec, ordinals: { start: 5 } } });
    expect(await claims(OF_PRIMARY, BESIDE, cluster)).toEqual(['data-db-restored-5', 'wal-db-restored-5']);
  });

  test('are for the pod that is named', async () => {
    expect(await claims(OF_PRIMARY, { ...BESIDE, ordinal: 1 }, clusterWith(2))).toEqual(['data-db-restored-1', 'wal-db-restored-1']);
  });

  test('do not take the place of volumes that are there', async () => {
    expect(await claims(OF_PRIMARY, { namespace: 'orders', workload: 'db' }, clusterWith(2))).toEqual([
      expect.stringContaining('claim orders/data-db-0 exists, with data of its own'), expect.stringContaining('claim orders/wal-db-0 exists, with data of its own'),
    ]);
  });

  test('are found again by a restore that goes on', async () => {
    const { cluster, run } = sceneWith();
    for (const snapshot of snapshotsOf('2026-03-01T09:00:00Z', ['data-db-2', 'wal-db-2'])) cluster.seed(snapshot);
    expect((await run(ELSEWHERE, { waitSeconds: 1 }, OF_PRIMARY)).finished).toBe(false);
    // one that is newer by now is not mixed with it
    for (const snapshot of snapshotsOf('2026-03-01T10:00:00Z', ['data-db-1', 'wal-db-1'])) cluster.seed(snapshot);
    const { finished, plan } = await run(ELSEWHERE, {}, OF_PRIMARY);
    expect([finished, plan.group.name, namesIn(cluster, CLAIM, 'lab')]).toEqual([true, 'orders-db-20260301090000', ['data-db-0', 'wal-db-0']]);
  });

  test('of a group from before the policy was of the primary alone, each is for its own pod', async () => {
    expect(await claims(OF_PRIMARY, BESIDE, clusterWith(0, 1))).toEqual(['data-db-restored-0', 'data-db-restored-1', 'wal-db-restored-0', 'wal-db-restored-1']);
  });
});

describe('volumes of pods by their ordinals', () => {
  test('are for the same ordinals', async () => {
    expect(await claims(OF_ONE, BESIDE, clusterWith(2))).toEqual(['data-db-restored-2', 'wal-db-restored-2']);
  });

  test('or, of one pod, for the one that is named', async () => {
    expect(await claims(OF_ONE, { ...BESIDE, ordinal: 0 }, clusterWith(2))).toEqual(['data-db-restored-0', 'wal-db-restored-0']);
  });

  test('of several are not for one', async () => {
    const { refusals } = await readPlan(OF_ONE, { ...BESIDE, ordinal: 0 }, clusterWith(0, 1));
    expect(refusals).toEqual(['group orders-db-20260301090000 has volumes of pods 0, 1, which one pod cannot have; leave --ordinal out']);
  });
});
