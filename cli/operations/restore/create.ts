import { isDeepStrictEqual } from 'node:util';
import type { VolumeRestore } from './plan';
import { isFrom } from './restored-claim';
import { CLAIM, ClusterError, VOLUME_SNAPSHOT, VOLUME_SNAPSHOT_CONTENT } from '../../cluster/cluster';
import type { Cluster, Kind, KubeObject } from '../../cluster/cluster';

/** Makes the claim of a volume, and before it what the claim refers to. What an earlier attempt made stays as it is. */
export async function createMissing(cluster: Cluster, { claim, imported, snapshot, state }: VolumeRestore): Promise<void> {
  // a volume that is there needs its snapshot no more
  if (state === 'bound') return;
  if (imported) {
    await createOrFind(cluster, VOLUME_SNAPSHOT_CONTENT, imported.content, (found) => (
      isDeepStrictEqual(found.spec.source, imported.content.spec.source) && found.spec.deletionPolicy === 'Retain'
    ));
    await createOrFind(cluster, VOLUME_SNAPSHOT, imported.snapshot, (found) => isDeepStrictEqual(found.spec.source, imported.snapshot.spec.source));
  }
  if (state === 'new') await createOrFind(cluster, CLAIM, claim, (found) => isFrom(found, snapshot));
}

async function createOrFind(cluster: Cluster, kind: Kind, object: KubeObject, isOurs: (found: KubeObject) => boolean): Promise<void> {
  try {
    await cluster.create(kind, object);
  } catch (error) {
    if (!(error instanceof ClusterError) || error.reason !== 'AlreadyExists') throw error;
    const { name, namespace } = object.metadata;
    const found = await cluster.get(kind, name, namespace);
    if (found && found.metadata.deletionTimestamp === undefined && isOurs(found)) return;
    throw new Error(`${kind.kind} ${namespace === undefined ? '' : `${namespace}/`}${name} exists and is not of this restore; look at it, and delete it if nobody needs it`);
  }
}
