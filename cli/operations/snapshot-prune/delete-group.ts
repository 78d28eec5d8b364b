import { ControllerSilent, awaitSeen } from './await-seen';
import type { Surroundings } from './await-seen';
import { ForeignContent, contentOf, setDeletionPolicy } from './content';
import { ClusterError, VOLUME_SNAPSHOT } from '../../cluster/cluster';
import type { Cluster, KubeObject } from '../../cluster/cluster';
import type { Group } from '../snapshots/group';

/** What has to be gone before a deletion is over. */
export interface Remains {
  readonly group: string;
  /** The content, where it can be seen; else the VolumeSnapshot. */
  readonly object: KubeObject;
}

/** How far a group came. */
export interface GroupProgress {
  readonly group: string;
  readonly result: 'done' | 'failed' | 'stopped';
  readonly problem?: string;
  readonly remains: readonly Remains[];
}

/** Deletes the VolumeSnapshots of a group and, where the class retains them, what is behind. Stops between members. */
export async function deleteGroup({ name, members }: Group, classPolicy: 'Retain' | 'Delete', surroundings: Surroundings): Promise<GroupProgress> {
  const remains: Remains[] = [];
  const deleteMember = classPolicy === 'Retain' ? deleteWithContent : deleteAlone;
  return forEachMember(name, members, surroundings.signal, remains, async (snapshot) => {
    const object = await deleteMember(snapshot, surroundings);
    if (object) remains.push({ group: name, object });
  });
}

/** Takes back what an interrupted deletion did to the contents of a group that is kept after all. */
export async function makeSafe(cluster: Cluster, { name, members }: Group, signal: AbortSignal): Promise<GroupProgress> {
  return forEachMember(name, members, signal, [], async (snapshot) => {
    const content = await contentOf(cluster, snapshot);
    if (content) await setDeletionPolicy(cluster, content, 'Retain');
  });
}

async function deleteWithContent(snapshot: KubeObject, surroundings: Surroundings): Promise<KubeObject | undefined> {
  const { cluster } = surroundings;
  const content = await contentOf(cluster, snapshot);
  if (content) await setDeletionPolicy(cluster, content, 'Delete');
  // what is on its way out already gets no more finalizers
  if (content && snapshot.metadata.deletionTimestamp === undefined) await awaitSeen(snapshot, surroundings);
  await cluster.delete(VOLUME_SNAPSHOT, snapshot);
  return content;
}

async function deleteAlone(snapshot: KubeObject, { cluster }: Surroundings): Promise<KubeObject> {
  await cluster.delete(VOLUME_SNAPSHOT, snapshot);
  return snapshot;
}

/** A member that fails ends its group: what is left of it stays as it is, for a person to look at. */
async function forEachMember(
  group: string, members: readonly KubeObject[], signal: AbortSignal, remains: readonly Remains[], act: (snapshot: KubeObject) => Promise<void>,
): Promise<GroupProgress> {
  try {
    for (const member of members) {
      if (signal.aborted) return { group, result: 'stopped', remains };
      await act(member);
    }
    return { group, result: 'done', remains };
  } catch (error) {
    if (signal.aborted) return { group, result: 'stopped', remains };
    const expected = [ClusterError, ForeignContent, ControllerSilent].some((type) => error instanceof type);
    if (expected) return { group, result: 'failed', problem: (error as Error).message, remains };
    throw error;
  }
}
