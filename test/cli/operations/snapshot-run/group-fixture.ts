import { policyOf, sceneWith } from './fixture';
import type { Scene } from './fixture';
import { CLAIM, VOLUME_SNAPSHOT } from '../../../../cli/cluster/cluster';
import type { KubeObject } from '../../../../cli/cluster/cluster';
import { CLAIM_ANNOTATION, GROUP_LABEL } from '../../../../src/core/vocabulary';
import type { SnapshotPolicyDocument } from '../../../../src/documents/snapshot-policy';
import { GROUP_SNAPSHOT } from '../../../support/fake-cluster/group-snapshots';

export const LABELS = { app: 'db' };

/** Of two pods with data and log, as one VolumeGroupSnapshot. */
export const CLAIMS = ['data-db-0', 'data-db-1', 'wal-db-0', 'wal-db-1'];

export function groupPolicy(changes: Partial<SnapshotPolicyDocument> = {}): SnapshotPolicyDocument {
  return policyOf(2, {
    workload: { kind: 'StatefulSet', name: 'db', replicas: 2, claimTemplates: ['data', 'wal'] },
    snapshotClass: { kind: 'VolumeGroupSnapshotClass', name: 'groups', cut: 'creationTime', deletionPolicy: 'Retain' },
    ...changes,
  });
}

/** A set whose controller has labelled the claims of its pods. */
export async function groupScene(policy: SnapshotPolicyDocument = groupPolicy(), labels: { [label: string]: string } = LABELS): Promise<Scene> {
  const scene = sceneWith(policy, { replicas: 2, selector: { matchLabels: labels } });
  for (const claim of CLAIMS) await label(scene, claim, labels);
  scene.cluster.calls.length = 0;
  return scene;
}

export async function label({ cluster }: Scene, claim: string, labels: { [label: string]: string } = LABELS): Promise<void> {
  await cluster.patch(CLAIM, claim, 'orders', [{ op: 'add', path: '/metadata/labels', value: labels }]);
}

/** Names of the claims that members of a group say they are of. */
export function marked({ cluster }: Pick<Scene, 'cluster'>, group: string): string[] {
  return cluster.all(VOLUME_SNAPSHOT).filter(({ metadata }) => metadata.labels?.[GROUP_LABEL] === group)
    .map(({ metadata }) => metadata.annotations?.[CLAIM_ANNOTATION] ?? 'none').sort();
}

export function groupSnapshots({ cluster }: Pick<Scene, 'cluster'>): KubeObject[] {
  return cluster.all(GROUP_SNAPSHOT);
}
