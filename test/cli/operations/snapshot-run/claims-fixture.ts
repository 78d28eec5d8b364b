import { policyOf, sceneWith } from './fixture';
import type { Scene } from './fixture';
import { CLAIM } from '../../../../cli/cluster/cluster';
import type { SnapshotPolicyDocument } from '../../../../src/documents/snapshot-policy';
import type { FakeCluster } from '../../../support/fake-cluster';

export const CLAIMS = ['avatars', 'uploads'];
const SPEC = { accessModes: ['ReadWriteMany'], volumeMode: 'Filesystem', storageClassName: 'shared', volumeName: 'pv-1', resources: { requests: { storage: '5Gi' } } };

/** What a policy says of plain claims. */
export function policyOfClaims(claims: readonly string[] = CLAIMS, changes: Partial<SnapshotPolicyDocument> = {}): SnapshotPolicyDocument {
  return policyOf(1, { workload: { kind: 'PersistentVolumeClaims', name: 'files', claims }, quiesce: { strategy: 'none' }, ...changes });
}

/** A policy of these claims, which are there and have volumes. */
export function claimsScene(claims: readonly string[] = CLAIMS): Scene {
  const scene = sceneWith(policyOfClaims(claims));
  for (const claim of claims) seedPlainClaim(scene.cluster, claim);
  return scene;
}

export function seedPlainClaim(cluster: FakeCluster, name: string, phase: string = 'Bound'): void {
  cluster.seed({ apiVersion: CLAIM.apiVersion, kind: CLAIM.kind, metadata: { name, namespace: 'orders', uid: `uid-of-${name}`, labels: { app: 'web' } }, spec: SPEC, status: { phase } });
}
