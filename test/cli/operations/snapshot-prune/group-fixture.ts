import { DUE, NAMES, sceneWith } from './fixture';
import type { Scene } from './fixture';
import { CLAIM, CONFIG_MAP, VOLUME_SNAPSHOT, VOLUME_SNAPSHOT_CONTENT } from '../../../../cli/cluster/cluster';
import {
  CLAIM_ANNOTATION, CLAIM_UID_ANNOTATION, GROUP_LABEL, MEMBERS_ANNOTATION, POLICY_LABEL, SCHEDULED_AT_ANNOTATION, STATE_FILE,
} from '../../../../src/core/vocabulary';
import type { PolicyRetention, SnapshotPolicyDocument } from '../../../../src/documents/snapshot-policy';
import type { SnapshotStateDocument } from '../../../../src/documents/snapshot-state';
import type { FakeCluster } from '../../../support/fake-cluster';
import { GROUP_SNAPSHOT, GROUP_SNAPSHOT_CONTENT } from '../../../support/fake-cluster/group-snapshots';
import { policyWith } from '../snapshots/groups';

export function groupPolicyWith(retention: Partial<PolicyRetention>, deletionPolicy: 'Retain' | 'Delete' = 'Retain'): SnapshotPolicyDocument {
  return policyWith(retention, { snapshotClass: { kind: 'VolumeGroupSnapshotClass', name: 'groups', cut: 'creationTime', deletionPolicy } });
}

/** Five groups, each a VolumeGroupSnapshot of two claims; the member of the first that is of the log nobody has marked. */
export async function groupScene(deletionPolicy: 'Retain' | 'Delete' = 'Retain'): Promise<Scene> {
  const scene = sceneWith();
  const { cluster } = scene;
  for (const snapshot of cluster.all(VOLUME_SNAPSHOT)) await forgetSingle(cluster, snapshot.metadata.name);
  cluster.groupSnapshots.deletionPolicy = deletionPolicy;
  for (const claim of ['data', 'wal']) cluster.seed({ ...CLAIM, metadata: { name: claim, namespace: 'orders', labels: { app: 'db' } } });
  for (const [at, name] of NAMES.entries()) {
    cluster.seed({
      apiVersion: GROUP_SNAPSHOT.apiVersion,
      kind: GROUP_SNAPSHOT.kind,
      metadata: {
        name,
        namespace: 'orders',
        creationTimestamp: DUE[at],
        labels: { [POLICY_LABEL]: 'orders-db', [GROUP_LABEL]: name },
        annotations: { [SCHEDULED_AT_ANNOTATION]: DUE[at] },
      },
      spec: { source: { selector: { matchLabels: { app: 'db' } } } },
    });
  }
  for (const { metadata: { name, ownerReferences }, spec } of cluster.all(VOLUME_SNAPSHOT)) {
    const claim: string = spec.source.persistentVolumeClaimName;
    const group = ownerReferences![0].name;
    const siblings = cluster.all(VOLUME_SNAPSHOT).filter(({ metadata }) => metadata.ownerReferences?.[0].name === group);
    if (group === NAMES[0] && claim === 'wal') continue;
    const marks = {
      [SCHEDULED_AT_ANNOTATION]: DUE[NAMES.indexOf(group)],
      [MEMBERS_ANNOTATION]: JSON.stringify(siblings.map(({ metadata }) => metadata.name)),
      [CLAIM_ANNOTATION]: claim,
      [CLAIM_UID_ANNOTATION]: `uid-of-${claim}`,
    };
    await cluster.patch(VOLUME_SNAPSHOT, name, 'orders', [
      { op: 'add', path: '/metadata/creationTimestamp', value: DUE[NAMES.indexOf(group)] },
      { op: 'add', path: '/metadata/labels', value: { [POLICY_LABEL]: 'orders-db', [GROUP_LABEL]: group } },
      { op: 'add', path: '/metadata/annotations', value: marks },
    ]);
  }
  cluster.calls.length = 0;
  return scene;
}

async function forgetSingle(cluster: FakeCluster, name: string): Promise<void> {
  const content = cluster.all(VOLUME_SNAPSHOT_CONTENT).find(({ spec }) => spec.volumeSnapshotRef.name === name)!;
  await cluster.delete(VOLUME_SNAPSHOT, (await cluster.get(VOLUME_SNAPSHOT, name, 'orders'))!);
  await cluster.delete(VOLUME_SNAPSHOT_CONTENT, content);
}

/** How many of each are left, by group; the storage system's copies by nothing. */
export function groupsLeft(cluster: FakeCluster): { groups: string[]; snapshots: number; contents: number; groupContents: number; copies: number } {
  return {
    groups: cluster.all(GROUP_SNAPSHOT).map(({ metadata }) => metadata.name),
    snapshots: cluster.all(VOLUME_SNAPSHOT).length,
    contents: cluster.all(VOLUME_SNAPSHOT_CONTENT).length,
    groupContents: cluster.all(GROUP_SNAPSHOT_CONTENT).length,
    copies: cluster.groupSnapshots.copies.size,
  };
}

/** What must be left when exactly these groups were kept. */
export function wholeGroups(groups: readonly string[]): ReturnType<typeof groupsLeft> {
  const members = 2 * groups.length;
  return { groups: [...groups], snapshots: members, contents: members, groupContents: groups.length, copies: members };
}

export function stateIn(cluster: FakeCluster): SnapshotStateDocument {
  const [state] = cluster.all(CONFIG_MAP);
  return JSON.parse(state.data[STATE_FILE]) as SnapshotStateDocument;
}
