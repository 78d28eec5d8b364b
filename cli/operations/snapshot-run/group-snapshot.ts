import { isDeepStrictEqual } from 'node:util';
import { volumeSnapshots } from './plan';
import { GROUP_LABEL, MEMBERS_ANNOTATION, POLICY_LABEL, SCHEDULED_AT_ANNOTATION, WORKLOAD_LABEL } from '../../../src/core/vocabulary';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { GroupIntent } from '../../../src/documents/snapshot-state';
import { ClusterError } from '../../cluster/cluster';
import type { Cluster, Kind, KubeObject } from '../../cluster/cluster';

export interface Labels { readonly [label: string]: string }

/**
 * The VolumeGroupSnapshot of a group, by the name of the group. It says who it is of, as its members will, which are there only when the
 * driver has cut them.
 */
export function groupSnapshot(policy: SnapshotPolicyDocument, intent: GroupIntent, { apiVersion, kind }: Kind, matchLabels: Labels): KubeObject {
  return {
    apiVersion,
    kind,
    metadata: {
      name: intent.group,
      namespace: policy.namespace,
      labels: { [POLICY_LABEL]: policy.name, [GROUP_LABEL]: intent.group, [WORKLOAD_LABEL]: policy.workload.name },
      annotations: { [SCHEDULED_AT_ANNOTATION]: intent.scheduledAt, [MEMBERS_ANNOTATION]: JSON.stringify(intent.members.map(({ name }) => name)) },
    },
    spec: { volumeGroupSnapshotClassName: policy.snapshotClass.name, source: { selector: { matchLabels } } },
  };
}

/** Creates it, or finds it where an earlier attempt did. Throws for another one of its name. */
export async function createOrFind(cluster: Cluster, kind: Kind, wanted: KubeObject, options: { readonly dryRun: boolean }): Promise<KubeObject> {
  try {
    return await cluster.create(kind, wanted, options);
  } catch (error) {
    if (!(error instanceof ClusterError) || error.reason !== 'AlreadyExists') throw error;
    const found = await findGroupSnapshot(cluster, kind, wanted.metadata.namespace!, wanted.metadata.name);
    if (found && isSame(found, wanted)) return found;
    const { name, namespace } = wanted.metadata;
    throw new Error(`VolumeGroupSnapshot ${namespace}/${name} exists and is not of this policy, class and set; see what it is, the next run takes its own`, { cause: error });
  }
}

/** The VolumeGroupSnapshot of a group, if it is there and says that it is. */
export async function findGroupSnapshot(cluster: Cluster, kind: Kind, namespace: string, group: string): Promise<KubeObject | undefined> {
  return (await cluster.list(kind, namespace, { [GROUP_LABEL]: group })).find(({ metadata }) => metadata.name === group);
}

function isSame({ metadata, spec }: KubeObject, wanted: KubeObject): boolean {
  return metadata.deletionTimestamp === undefined
    && metadata.labels?.[POLICY_LABEL] === wanted.metadata.labels?.[POLICY_LABEL]
    && isDeepStrictEqual(spec, wanted.spec);
}

/** What is said on each member, as it is on a VolumeSnapshot that a run makes itself. */
export function marksOf(policy: SnapshotPolicyDocument, intent: GroupIntent): Map<string, Pick<KubeObject['metadata'], 'labels' | 'annotations'>> {
  const snapshots = volumeSnapshots(policy, intent);
  return new Map(intent.members.map(({ claim }, at) => [claim, snapshots[at].metadata]));
}
