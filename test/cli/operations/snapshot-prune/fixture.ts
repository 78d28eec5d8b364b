import { CONFIG_MAP, VOLUME_SNAPSHOT, VOLUME_SNAPSHOT_CONTENT } from '../../../../cli/cluster/cluster';
import type { PruneEnvironment, PruneResult } from '../../../../cli/operations/snapshot-prune/apply';
import { prune } from '../../../../cli/operations/snapshot-prune/apply';
import { GROUP_LABEL, STATE_FILE } from '../../../../src/core/vocabulary';
import type { SnapshotPolicyDocument } from '../../../../src/documents/snapshot-policy';
import { EMPTY_STATE } from '../../../../src/documents/snapshot-state';
import type { SnapshotStateDocument } from '../../../../src/documents/snapshot-state';
import { FakeClock, FakeCluster } from '../../../support/fake-cluster';
import { instants, nameOf, snapshotsOf } from '../snapshots/groups';

/** Due times of five groups, each of two snapshots that are ready. */
export const DUE = instants('2026-03-01T00:00:00Z', 5, 1);
export const NAMES = DUE.map(nameOf);

export interface Scene {
  readonly cluster: FakeCluster;
  readonly warnings: string[];
  /** Prunes; every time somebody else. */
  run(policy: SnapshotPolicyDocument, changes?: Partial<PruneEnvironment>): Promise<PruneResult>;
}

export function sceneWith(state: Partial<SnapshotStateDocument> = {}): Scene {
  const cluster = new FakeCluster(new FakeClock('2026-03-01T12:00:00Z'));
  const metadata = { name: 'orders-db', namespace: 'orders' };
  cluster.seed({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata });
  const stored = { ...EMPTY_STATE, ...state };
  cluster.seed({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { ...metadata, name: 'orders-db-state' }, data: { [STATE_FILE]: JSON.stringify(stored) } });
  for (const snapshot of DUE.flatMap((due) => snapshotsOf(due))) cluster.seed(snapshot);
  const warnings: string[] = [];
  const progress = { step: () => undefined, warn: (_: string, message: string) => { warnings.push(message); } };
  let runs = 0;
  return {
    cluster,
    warnings,
    run: async (policy, changes) => {
      runs += 1;
      return prune(policy, { cluster, clock: cluster.clock, progress, holder: `prune-${runs}`, signal: new AbortController().signal, ...changes });
    },
  };
}

/** Groups by the snapshots they still have; two are all. */
export function groupsLeft(cluster: FakeCluster): { [group: string]: number } {
  const counts: { [group: string]: number } = {};
  for (const { metadata } of cluster.all(VOLUME_SNAPSHOT)) {
    const group = metadata.labels![GROUP_LABEL];
    counts[group] = (counts[group] ?? 0) + 1;
  }
  return counts;
}

/** Deletion policies by the names of the VolumeSnapshots that contents belong to. */
export function contentsLeft(cluster: FakeCluster): { [snapshot: string]: string } {
  return Object.fromEntries(cluster.all(VOLUME_SNAPSHOT_CONTENT).map(({ spec }) => [spec.volumeSnapshotRef.name, spec.deletionPolicy]));
}

/** What must be left when exactly these groups were kept. */
export function whole(groups: readonly string[]): { groups: { [group: string]: number }; contents: { [snapshot: string]: string } } {
  return {
    groups: Object.fromEntries(groups.map((group) => [group, 2])),
    contents: Object.fromEntries(groups.flatMap((group) => [[`${group}-data`, 'Retain'], [`${group}-wal`, 'Retain']])),
  };
}

export function left(cluster: FakeCluster): ReturnType<typeof whole> {
  return { groups: groupsLeft(cluster), contents: contentsLeft(cluster) };
}

export function pruningOf(cluster: FakeCluster): readonly string[] {
  const [state] = cluster.all(CONFIG_MAP);
  return (JSON.parse(state.data[STATE_FILE]) as SnapshotStateDocument).pruning;
}
