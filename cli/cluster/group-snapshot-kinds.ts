import type { Cluster, Kind } from './cluster';

const API_GROUP = 'groupsnapshot.storage.k8s.io';

/** Kinds of snapshots of several volumes, in the version that the cluster prefers: what we read of them is the same in all. */
export interface GroupSnapshotKinds {
  readonly snapshot: Kind;
  readonly content: Kind;
}

/**
 * Throws where the cluster does not know them.
 *
 * @see https://github.com/kubernetes-csi/external-snapshotter/blob/v8.6.0/README.md
 */
export async function groupSnapshotKinds(cluster: Cluster): Promise<GroupSnapshotKinds> {
  const served = await cluster.servedKinds(API_GROUP);
  const [snapshot, content] = ['VolumeGroupSnapshot', 'VolumeGroupSnapshotContent'].map((name) => served.find(({ kind }) => kind === name));
  if (snapshot && content) return { snapshot, content };
  throw new Error(
    `the cluster does not know VolumeGroupSnapshots: nothing serves ${API_GROUP}; install the CRDs of external-snapshotter 8.2 or newer, `
    + 'and let its controller and the csi-snapshotter of the driver run with the feature gate CSIVolumeGroupSnapshot',
  );
}
