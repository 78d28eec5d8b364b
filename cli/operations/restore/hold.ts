import type { RestoreRequest } from './request';
import { HOLD_ANNOTATION } from '../../../src/core/vocabulary';
import { annotate, removeAnnotation } from '../../cluster/annotate';
import { VOLUME_SNAPSHOT } from '../../cluster/cluster';
import type { Cluster, KubeObject } from '../../cluster/cluster';

/** What a hold says that is made for a restore to there. */
export function holdReason({ namespace, workload, as = workload }: Pick<RestoreRequest, 'namespace' | 'workload' | 'as'>): string {
  return `restore to ${namespace}/${as}`;
}

/** Namespace of the restore that a hold is for; undefined when somebody else holds. */
export function restoreNamespaceOf(reason: string): string | undefined {
  return /^restore to ([^/]+)\/.+$/.exec(reason)?.[1];
}

/** Keeps a group from being pruned, by all its members; what somebody else holds is held already. */
export async function holdMembers(cluster: Cluster, members: readonly KubeObject[], reason: string): Promise<void> {
  for (const { metadata } of members) {
    if (metadata.annotations?.[HOLD_ANNOTATION] !== undefined) continue;
    await cluster.patch(VOLUME_SNAPSHOT, metadata.name, metadata.namespace, annotate(metadata, HOLD_ANNOTATION, reason));
  }
}

/** Takes holds back that say this, and nobody else's. */
export async function releaseMembers(cluster: Cluster, members: readonly KubeObject[], reason: string): Promise<void> {
  for (const { metadata } of members) {
    const member = await cluster.get(VOLUME_SNAPSHOT, metadata.name, metadata.namespace);
    if (member?.metadata.annotations?.[HOLD_ANNOTATION] !== reason) continue;
    await cluster.patch(VOLUME_SNAPSHOT, metadata.name, metadata.namespace, removeAnnotation(member.metadata, HOLD_ANNOTATION));
  }
}
