import { CLAIM, STATEFUL_SET, STORAGE_CLASS, VOLUME_SNAPSHOT } from '../../../../cli/cluster/cluster';
import type { Kind, KubeObject } from '../../../../cli/cluster/cluster';
import { restore } from '../../../../cli/operations/restore/apply';
import type { RestoreEnvironment, RestoreResult } from '../../../../cli/operations/restore/apply';
import type { RestoreRequest } from '../../../../cli/operations/restore/request';
import { HOLD_ANNOTATION } from '../../../../src/core/vocabulary';
import type { SnapshotPolicyDocument } from '../../../../src/documents/snapshot-policy';
import { FakeClock, FakeCluster } from '../../../support/fake-cluster';
import { instants, nameOf, policyWith, snapshotsOf } from '../snapshots/groups';

/** Three groups of a set with one pod and two volumes, the newest last. */
const DUE = instants('2026-03-01T00:00:00Z', 3, 1);
export const GROUPS = DUE.map(nameOf);
export const POLICY: SnapshotPolicyDocument = policyWith({ last: 1 });
export const BESIDE: RestoreRequest = { namespace: 'orders', workload: 'db-restored' };
export const ELSEWHERE: RestoreRequest = { namespace: 'lab', workload: 'db' };

export interface Scene {
  readonly cluster: FakeCluster;
  readonly said: string[];
  run(request: RestoreRequest, changes?: Partial<RestoreEnvironment>, policy?: SnapshotPolicyDocument): Promise<RestoreResult>;
}

export function sceneWith(bindingMode: 'Immediate' | 'WaitForFirstConsumer' = 'Immediate'): Scene {
  const cluster = new FakeCluster(new FakeClock('2026-03-01T12:00:00Z'));
  cluster.volumes.bindAfter = bindingMode === 'Immediate' ? 3 : Infinity;
  cluster.seed({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'orders-db', namespace: 'orders' } });
  seedClass(cluster, 'disk', 'fake.csi.example.com', bindingMode);
  seedSet(cluster, 'orders', 'db', 1);
  for (const claim of ['data-db-0', 'wal-db-0']) {
    cluster.seed({ apiVersion: 'v1', kind: CLAIM.kind, metadata: { name: claim, namespace: 'orders' }, status: { phase: 'Bound' } });
  }
  for (const snapshot of DUE.flatMap((due) => snapshotsOf(due, ['data-db-0', 'wal-db-0']))) cluster.seed(snapshot);
  const said: string[] = [];
  let runs = 0;
  return {
    cluster,
    said,
    run: async (request, changes, policy = POLICY) => restore(policy, request, {
      cluster,
      clock: cluster.clock,
      progress: { step: (step, message) => { said.push(`${step}: ${message}`); }, warn: (step, message) => { said.push(`!${step}: ${message}`); } },
      holder: `restore-${runs += 1}`,
      waitSeconds: 60,
      signal: new AbortController().signal,
      ...changes,
    }),
  };
}

export function seedClass(cluster: FakeCluster, name: string, provisioner: string, volumeBindingMode: string = 'Immediate'): void {
  cluster.seed({ apiVersion: STORAGE_CLASS.apiVersion, kind: STORAGE_CLASS.kind, metadata: { name }, provisioner, volumeBindingMode });
}

export function seedSet(cluster: FakeCluster, namespace: string, name: string, replicas: number, templates: readonly string[] = ['data', 'wal']): KubeObject {
  return cluster.seed({
    apiVersion: STATEFUL_SET.apiVersion,
    kind: STATEFUL_SET.kind,
    metadata: { name, namespace },
    spec: {
      replicas,
      selector: { matchLabels: { set: name } },
      volumeClaimTemplates: templates.map((template) => ({
        metadata: { name: template, annotations: { keep: 'true' } },
        spec: { accessModes: ['ReadWriteOncePod'], volumeMode: 'Filesystem', storageClassName: 'disk', resources: { requests: { storage: '512Mi' } } },
      })),
    },
  });
}

/** Of these, in a namespace: names. */
export function namesIn(cluster: FakeCluster, kind: Kind, namespace: string): string[] {
  return cluster.all(kind).filter(({ metadata }) => metadata.namespace === namespace).map(({ metadata }) => metadata.name);
}

/** Why members of groups are held, by group. */
export function holds(cluster: FakeCluster): { [group: string]: (string | undefined)[] } {
  const held: { [group: string]: (string | undefined)[] } = {};
  for (const { metadata } of cluster.all(VOLUME_SNAPSHOT).filter(({ metadata: { namespace } }) => namespace === 'orders')) {
    const group = GROUPS.find((name) => metadata.name.startsWith(name))!;
    held[group] = [...held[group] ?? [], metadata.annotations?.[HOLD_ANNOTATION]];
  }
  return held;
}
