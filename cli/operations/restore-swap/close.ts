import { setsOf } from './read';
import { EXCHANGING_ANNOTATION } from '../../../src/core/vocabulary';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import { annotate, removeAnnotation } from '../../cluster/annotate';
import { STATEFUL_SET } from '../../cluster/cluster';
import type { Cluster, KubeObject } from '../../cluster/cluster';

/** Nobody takes snapshots of the two sets from here on, by whatever policy: their claims come and go. */
export async function closeSets(policy: SnapshotPolicyDocument, workload: string, cluster: Cluster): Promise<void> {
  for (const { metadata } of await setsThere(policy, workload, cluster)) {
    if (metadata.annotations?.[EXCHANGING_ANNOTATION] === policy.name) continue;
    await cluster.patch(STATEFUL_SET, metadata.name, metadata.namespace, annotate(metadata, EXCHANGING_ANNOTATION, policy.name));
  }
}

/** Both sets have their volumes. */
export async function openSets(policy: SnapshotPolicyDocument, workload: string, cluster: Cluster): Promise<void> {
  for (const { metadata } of await setsThere(policy, workload, cluster)) {
    if (metadata.annotations?.[EXCHANGING_ANNOTATION] === undefined) continue;
    await cluster.patch(STATEFUL_SET, metadata.name, metadata.namespace, removeAnnotation(metadata, EXCHANGING_ANNOTATION));
  }
}

/** One that was deleted meanwhile has no claims that could be copied. */
async function setsThere(policy: SnapshotPolicyDocument, workload: string, cluster: Cluster): Promise<KubeObject[]> {
  return (await setsOf(policy, workload, cluster)).filter((set) => set !== undefined);
}
