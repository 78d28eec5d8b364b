import type { Surroundings } from './await-seen';
import { GROUP_SNAPSHOT_DELETED_ANNOTATION, SNAPSHOT_DELETED_ANNOTATION } from '../../../src/core/vocabulary';
import type { FreedGroup } from '../../../src/documents/snapshot-state';
import { VOLUME_SNAPSHOT_CONTENT } from '../../cluster/cluster';
import type { Cluster, KubeObject } from '../../cluster/cluster';
import type { GroupSnapshotKinds } from '../../cluster/group-snapshot-kinds';

const DELETED = [GROUP_SNAPSHOT_DELETED_ANNOTATION, SNAPSHOT_DELETED_ANNOTATION];

/** A deletion that was begun, and what is to be freed after it, if the class retains that. */
export interface GroupDeletion extends Pick<FreedGroup, 'group' | 'uid'> {
  readonly namespace: string;
  readonly freed?: FreedGroup;
}

/** What is to be gone with a VolumeGroupSnapshot, by names that nobody tells any more when it is. */
export function freedGroup(group: string, { metadata, status }: KubeObject, members: readonly KubeObject[]): FreedGroup {
  const uid = metadata.uid!;
  return {
    group,
    uid,
    // https://github.com/kubernetes-csi/external-snapshotter/blob/v8.6.0/pkg/utils/util.go GetDynamicSnapshotContentNameForGroupSnapshot
    content: status?.boundVolumeGroupSnapshotContentName ?? `groupsnapcontent-${uid}`,
    members: members.map(contentNameOf),
  };
}

/** https://github.com/kubernetes-csi/external-snapshotter/blob/v8.6.0/pkg/common-controller/groupsnapshot_controller_helper.go getSnapshotContentNameForVolumeGroupSnapshotContent */
function contentNameOf({ metadata, status }: KubeObject): string {
  return status?.boundVolumeSnapshotContentName ?? metadata.name.replace(/^snapshot-/, 'snapcontent-');
}

/**
 * Does the next thing that can be done about a deletion, and says what is still there; nothing when it is over.
 *
 * As long as the VolumeGroupSnapshot is there nothing is freed. When it is gone, the snapshot controller has left the contents behind
 * and said on them why: only then the content of the group is told to take the copies with it. In this order nothing depends on how old the
 * controller's own copy of a content is.
 *
 * @see https://github.com/kubernetes-csi/external-snapshotter/blob/v8.6.0/pkg/common-controller/groupsnapshot_controller_helper.go processGroupSnapshotWithDeletionTimestamp
 */
export async function freeNext(deletion: GroupDeletion, kinds: GroupSnapshotKinds, { cluster }: Surroundings): Promise<string[]> {
  const { group, namespace, uid, freed } = deletion;
  const there = await cluster.list(kinds.snapshot, namespace, {});
  if (there.some(({ metadata }) => metadata.uid === uid)) return [`VolumeGroupSnapshot ${group}`];
  return freed ? freeContents(freed, kinds, cluster) : [];
}

async function freeContents({ uid, content, members }: FreedGroup, kinds: GroupSnapshotKinds, cluster: Cluster): Promise<string[]> {
  const left: string[] = [];
  const found = await cluster.get(kinds.content, content);
  if (found && found.spec.volumeGroupSnapshotRef.uid === uid) {
    left.push(`VolumeGroupSnapshotContent ${content}`);
    if (isLeftBehind(found)) await freeContent(cluster, kinds, found);
  }
  for (const name of members) {
    const member = await cluster.get(VOLUME_SNAPSHOT_CONTENT, name);
    if (!member) continue;
    left.push(`VolumeSnapshotContent ${name}`);
    // of one that is a member the storage system is not asked: it is only an object
    if (isLeftBehind(member) && member.status?.volumeGroupSnapshotHandle) await cluster.delete(VOLUME_SNAPSHOT_CONTENT, member);
  }
  return left;
}

async function freeContent(cluster: Cluster, { content: kind }: GroupSnapshotKinds, { metadata, spec }: KubeObject): Promise<void> {
  if (spec.deletionPolicy !== 'Delete') {
    await cluster.patch(kind, metadata.name, undefined, [
      { op: 'test', path: '/metadata/uid', value: metadata.uid },
      { op: 'test', path: '/spec/volumeGroupSnapshotRef/uid', value: spec.volumeGroupSnapshotRef.uid },
      { op: 'replace', path: '/spec/deletionPolicy', value: 'Delete' },
    ]);
  }
  await cluster.delete(kind, { apiVersion: kind.apiVersion, kind: kind.kind, metadata });
}

function isLeftBehind({ metadata }: KubeObject): boolean {
  return metadata.deletionTimestamp === undefined && DELETED.some((annotation) => metadata.annotations?.[annotation] !== undefined);
}
