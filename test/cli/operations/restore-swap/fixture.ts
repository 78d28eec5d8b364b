import { CLAIM, POD, STATEFUL_SET, VOLUME, VOLUME_SNAPSHOT } from '../../../../cli/cluster/cluster';
import type { KubeObject } from '../../../../cli/cluster/cluster';
import { swap } from '../../../../cli/operations/restore-swap/apply';
import type { SwapResult } from '../../../../cli/operations/restore-swap/apply';
import type { SwapEnvironment } from '../../../../cli/operations/restore-swap/environment';
import { HOLD_ANNOTATION, RESTORED_FROM_ANNOTATION } from '../../../../src/core/vocabulary';
import type { SnapshotPolicyDocument } from '../../../../src/documents/snapshot-policy';
import { FakeClock, FakeCluster } from '../../../support/fake-cluster';
import { policyWith } from '../snapshots/groups';

export const POLICY: SnapshotPolicyDocument = policyWith({ last: 3 });
export const CLAIMS = ['data-db-0', 'data-restored-0', 'wal-db-0', 'wal-restored-0'];

export interface Scene {
  readonly cluster: FakeCluster;
  readonly said: string[];
  run(changes?: Partial<SwapEnvironment>): Promise<SwapResult>;
}

/** Two sets of one pod and two volumes, both stopped: `db`, which the policy protects, and `restored`, whose volumes have a class that deletes. */
export function sceneWith(policy: SnapshotPolicyDocument = POLICY): Scene {
  const cluster = new FakeCluster(new FakeClock('2026-03-01T12:00:00Z'));
  cluster.seed({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'orders-db-state', namespace: 'orders' }, data: {} });
  for (const set of ['db', 'restored']) {
    seedSet(cluster, set);
    for (const role of ['data', 'wal']) seedClaim(cluster, set, role);
  }
  return sceneOf(cluster, policy);
}

/** A policy of that cluster. */
export function sceneOf(cluster: FakeCluster, policy: SnapshotPolicyDocument): Scene {
  const said: string[] = [];
  let runs = 0;
  return {
    cluster,
    said,
    run: async (changes) => swap(policy, 'restored', {
      cluster,
      clock: cluster.clock,
      progress: { step: (step, message) => { said.push(`${step}: ${message}`); }, warn: (step, message) => { said.push(`!${step}: ${message}`); } },
      checkpoint: nobody,
      backup: nobody,
      readsSecrets: false,
      holder: `swap-${runs += 1}`,
      program: 'test',
      waitSeconds: 60,
      signal: new AbortController().signal,
      ...changes,
    }),
  };
}

async function nobody(): Promise<never> {
  throw new Error('the database is stopped: nobody asks it for anything');
}

function seedSet(cluster: FakeCluster, name: string): void {
  cluster.seed({
    apiVersion: STATEFUL_SET.apiVersion,
    kind: STATEFUL_SET.kind,
    metadata: { name, namespace: 'orders', generation: 4 },
    spec: {
      replicas: 0,
      selector: { matchLabels: { set: name } },
      volumeClaimTemplates: ['data', 'wal'].map((role) => ({ metadata: { name: role }, spec: { resources: { requests: { storage: '1Gi' } } } })),
    },
  });
}

/** A claim of a set, bound to the volume `<set>-<role>` unless told. */
export function seedClaim(cluster: FakeCluster, set: string, role: string, ordinal: number = 0, volume: string = `${set}-${role}`): void {
  const name = `${role}-${set}-${ordinal}`;
  const volumeName = `${volume}${ordinal === 0 ? '' : `-${ordinal}`}`;
  const storage = set === 'db' ? '1Gi' : '2Gi';
  const { metadata: { uid } } = cluster.seed({
    apiVersion: 'v1',
    kind: CLAIM.kind,
    metadata: {
      name,
      namespace: 'orders',
      labels: { set },
      annotations: {
        'team': set,
        'pv.kubernetes.io/bind-completed': 'yes',
        'volume.kubernetes.io/selected-node': 'node-1',
        ...(set === 'restored' ? { [RESTORED_FROM_ANNOTATION]: 'orders/copy' } : {}),
      },
    },
    spec: {
      accessModes: ['ReadWriteOncePod'],
      volumeMode: 'Filesystem',
      storageClassName: set,
      resources: { requests: { storage } },
      volumeName,
      ...(set === 'restored' ? { dataSource: { kind: 'VolumeSnapshot', name: 'copy' } } : {}),
    },
    status: { phase: 'Bound' },
  });
  cluster.seed({
    apiVersion: 'v1',
    kind: VOLUME.kind,
    metadata: { name: volumeName },
    spec: {
      capacity: { storage },
      storageClassName: set,
      volumeMode: 'Filesystem',
      persistentVolumeReclaimPolicy: set === 'db' ? 'Retain' : 'Delete',
      claimRef: { apiVersion: 'v1', kind: CLAIM.kind, namespace: 'orders', name, uid },
    },
    status: { phase: 'Bound' },
  });
}

export function seedPod(cluster: FakeCluster, name: string, claimName: string, phase: string = 'Running'): void {
  cluster.seed({
    apiVersion: 'v1', kind: POD.kind, metadata: { name, namespace: 'orders' }, spec: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }] }, status: { phase },
  });
}

export async function setReplicas(cluster: FakeCluster, name: string, replicas: number): Promise<void> {
  const set = cluster.all(STATEFUL_SET).find(({ metadata }) => metadata.name === name)!;
  const metadata = { ...set.metadata, generation: set.metadata.generation! + 1 };
  await cluster.replace(STATEFUL_SET, { ...set, metadata, spec: { ...set.spec, replicas } });
}

/** Which volume each claim has, as far as both sides say so. */
export function bindings(cluster: FakeCluster): { [claim: string]: string } {
  const claims = cluster.all(CLAIM);
  return Object.fromEntries(cluster.all(VOLUME).flatMap(({ metadata, spec, status }): [string, string][] => {
    const claim = claims.find(({ metadata: { name } }) => name === spec.claimRef.name);
    const both = status.phase === 'Bound' && claim?.metadata.uid === spec.claimRef.uid && claim?.spec.volumeName === metadata.name && claim?.status?.phase === 'Bound';
    return both ? [[spec.claimRef.name, metadata.name]] : [];
  }));
}

export const BEFORE = { 'data-db-0': 'db-data', 'wal-db-0': 'db-wal', 'data-restored-0': 'restored-data', 'wal-restored-0': 'restored-wal' };
export const AFTER = { 'data-db-0': 'restored-data', 'wal-db-0': 'restored-wal', 'data-restored-0': 'db-data', 'wal-restored-0': 'db-wal' };

export function policies(cluster: FakeCluster): { [volume: string]: string } {
  return Object.fromEntries(cluster.all(VOLUME).map(({ metadata, spec }) => [metadata.name, spec.persistentVolumeReclaimPolicy]));
}

/** The snapshots that were taken, with why they are held and of which volume they are. */
export function copies(cluster: FakeCluster): { [claim: string]: string | undefined }[] {
  return cluster.all(VOLUME_SNAPSHOT).map(({ spec, metadata, status }: KubeObject) => ({
    claim: spec.source.persistentVolumeClaimName, hold: metadata.annotations?.[HOLD_ANNOTATION], ready: String(status?.readyToUse),
  }));
}
