import type { RunEnvironment } from './environment';
import { isSameSnapshot } from './plan';
import { GROUP_LABEL } from '../../../src/core/vocabulary';
import { ClusterError, VOLUME_SNAPSHOT } from '../../cluster/cluster';
import type { Cluster, KubeObject } from '../../cluster/cluster';

/**
 * Creates members of a group, a few at a time. One that cannot be created does not keep the others from being there.
 * Returns why some could not be; throws when it is told to stop.
 */
export async function createSnapshots(snapshots: readonly KubeObject[], parallelism: number, { cluster, signal }: RunEnvironment): Promise<string[]> {
  const waiting = [...snapshots];
  const errors: string[] = [];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next && !signal.aborted; next = waiting.shift()) {
      await createOne(cluster, next).catch((error: unknown) => errors.push((error as Error).message));
    }
  };
  await Promise.all(Array.from({ length: parallelism }, worker));
  signal.throwIfAborted();
  return errors;
}

async function createOne(cluster: Cluster, snapshot: KubeObject): Promise<void> {
  try {
    await cluster.create(VOLUME_SNAPSHOT, snapshot);
  } catch (error) {
    if (!(error instanceof ClusterError) || error.reason !== 'AlreadyExists') throw error;
    const { name, namespace, labels } = snapshot.metadata;
    const members = await cluster.list(VOLUME_SNAPSHOT, namespace!, { [GROUP_LABEL]: labels![GROUP_LABEL] });
    const existing = members.find(({ metadata }) => metadata.name === name);
    if (!existing || !isSameSnapshot(existing, snapshot)) {
      throw new Error(`VolumeSnapshot ${namespace}/${name} exists and is not of this group and claim; see what it is, the next run takes its own`, { cause: error });
    }
  }
}
