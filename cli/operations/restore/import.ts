import { shortenName } from '../../../src/core/names';
import { VOLUME_SNAPSHOT, VOLUME_SNAPSHOT_CONTENT } from '../../cluster/cluster';
import type { Cluster, KubeObject } from '../../cluster/cluster';

const MAX_NAME = 253;

/**
 * What a driver needs to delete or list a snapshot, which some classes say.
 * https://github.com/kubernetes-csi/external-snapshotter/blob/v8.6.0/pkg/utils/util.go
 */
const SECRET_ANNOTATIONS = ['snapshot.storage.kubernetes.io/deletion-secret-name', 'snapshot.storage.kubernetes.io/deletion-secret-namespace'];

/** A copy made known in another namespace: a content that was there before its VolumeSnapshot. */
export interface ImportedSnapshot {
  readonly content: KubeObject;
  readonly snapshot: KubeObject;
}

/**
 * A second pair of content and VolumeSnapshot for the same copy. It is always retained: whoever deletes this pair, or the whole
 * namespace, deletes no copy.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volume-snapshots/#static
 */
export function importOf(snapshot: KubeObject, namespace: string, content: KubeObject | undefined): ImportedSnapshot {
  const handle: string | undefined = content?.status?.snapshotHandle;
  if (!content || handle === undefined) {
    throw new Error(`VolumeSnapshot ${snapshot.metadata.name} has no content with a handle of its copy, so it cannot be restored in another namespace`);
  }
  const { driver, volumeSnapshotClassName, sourceVolumeMode } = content.spec;
  const name = shortenName(`restore-${snapshot.metadata.name}`, MAX_NAME);
  const contentName = shortenName(`restore.${namespace}.${snapshot.metadata.name}`, MAX_NAME);
  const annotations = Object.fromEntries(Object.entries(content.metadata.annotations ?? {}).filter(([key]) => SECRET_ANNOTATIONS.includes(key)));
  return {
    content: {
      apiVersion: VOLUME_SNAPSHOT_CONTENT.apiVersion,
      kind: VOLUME_SNAPSHOT_CONTENT.kind,
      metadata: { name: contentName, annotations },
      spec: {
        deletionPolicy: 'Retain',
        driver,
        source: { snapshotHandle: handle },
        ...(sourceVolumeMode !== undefined ? { sourceVolumeMode } : {}),
        ...(volumeSnapshotClassName !== undefined ? { volumeSnapshotClassName } : {}),
        volumeSnapshotRef: { namespace, name },
      },
    },
    snapshot: {
      apiVersion: VOLUME_SNAPSHOT.apiVersion,
      kind: VOLUME_SNAPSHOT.kind,
      metadata: { name, namespace },
      spec: { source: { volumeSnapshotContentName: contentName } },
    },
  };
}

/** Forgets an import. The copy stays: its content is retained, or else nothing is deleted. Returns whether there was one. */
export async function removeImports(cluster: Cluster, { content: { metadata }, snapshot }: ImportedSnapshot): Promise<boolean> {
  const content = await cluster.get(VOLUME_SNAPSHOT_CONTENT, metadata.name);
  if (content && takesCopyWithIt(content)) {
    throw new Error(`VolumeSnapshotContent ${metadata.name} is no longer retained, so that deleting it would delete the copy; set its deletionPolicy to Retain`);
  }
  const { name, namespace } = snapshot.metadata;
  const found = await cluster.get(VOLUME_SNAPSHOT, name, namespace);
  // the snapshot first: a content waits for it
  if (found) await cluster.delete(VOLUME_SNAPSHOT, found);
  if (content) await cluster.delete(VOLUME_SNAPSHOT_CONTENT, content);
  return found !== undefined || content !== undefined;
}

/** Would the copy in the storage system go with the content? Somebody has changed what we made, then. */
export function takesCopyWithIt({ spec }: KubeObject): boolean {
  return spec.deletionPolicy !== 'Retain';
}
