import { VOLUME_SNAPSHOT_CONTENT } from '../../cluster/cluster';
import type { Cluster, KubeObject } from '../../cluster/cluster';

/** A content that a snapshot claims and that belongs to another one: nobody's to touch but a person's. */
export class ForeignContent extends Error {}

/** The content that a VolumeSnapshot is bound to, if there is one. Throws ForeignContent when it says otherwise itself. */
export async function contentOf(cluster: Cluster, { metadata, status }: KubeObject): Promise<KubeObject | undefined> {
  const name: string | undefined = status?.boundVolumeSnapshotContentName;
  const content = name === undefined ? undefined : await cluster.get(VOLUME_SNAPSHOT_CONTENT, name);
  if (!content) return undefined;
  const { uid, name: refName, namespace } = content.spec.volumeSnapshotRef;
  if (uid === metadata.uid && refName === metadata.name && namespace === metadata.namespace) return content;
  throw new ForeignContent(`VolumeSnapshotContent ${name} belongs to VolumeSnapshot ${namespace}/${refName} (uid ${uid}), not to ${metadata.name} (uid ${metadata.uid}), which claims it`);
}

/** Decides whether the snapshot behind a content goes with its VolumeSnapshot; only for the content that was read. */
export async function setDeletionPolicy(cluster: Cluster, { metadata, spec }: KubeObject, deletionPolicy: 'Retain' | 'Delete'): Promise<void> {
  if (spec.deletionPolicy === deletionPolicy) return;
  await cluster.patch(VOLUME_SNAPSHOT_CONTENT, metadata.name, undefined, [
    { op: 'test', path: '/metadata/uid', value: metadata.uid },
    { op: 'test', path: '/spec/volumeSnapshotRef/uid', value: spec.volumeSnapshotRef.uid },
    { op: 'replace', path: '/spec/deletionPolicy', value: deletionPolicy },
  ]);
}
