import { POLICY_LABEL } from '../../../src/core/vocabulary';
import type { KubeObject } from '../../cluster/cluster';

/**
 * Is this what a deleted namespace left: a content that is kept, of a copy that is in no group any more?
 *
 * @param contents all that there are: a copy that was put into a group again by another content is not lost.
 * @param snapshots VolumeSnapshots of the namespace.
 */
export function isLost(content: KubeObject, namespace: string, contents: readonly KubeObject[], snapshots: readonly KubeObject[]): boolean {
  const { metadata, spec, status } = content;
  if (spec.volumeSnapshotRef.namespace !== namespace || spec.deletionPolicy !== 'Retain' || metadata.deletionTimestamp !== undefined) return false;
  const handle: string | undefined = status?.snapshotHandle;
  if (handle === undefined || snapshots.some((snapshot) => isOf(snapshot, content))) return false;
  // what a restore makes known for as long as it lasts is in no group
  const grouped = snapshots.filter((snapshot) => snapshot.metadata.labels?.[POLICY_LABEL] !== undefined);
  const known = contents.filter((other) => grouped.some((snapshot) => isOf(snapshot, other)));
  return !known.some((other) => other.spec.driver === spec.driver && other.status?.snapshotHandle === handle);
}

function isOf({ metadata, spec }: KubeObject, content: KubeObject): boolean {
  const { name, namespace, uid } = content.spec.volumeSnapshotRef;
  if (metadata.name !== name || metadata.namespace !== namespace) return false;
  return uid === undefined ? spec.source.volumeSnapshotContentName === content.metadata.name : metadata.uid === uid;
}
