import type { RestoreRequest } from './request';
import { HOLD_ANNOTATION } from '../../../src/core/vocabulary';
import { changeAnnotation } from '../../cluster/annotate';
import { VOLUME_SNAPSHOT } from '../../cluster/cluster';
import type { Cluster, JsonPatchOperation, KubeObject, ObjectMetadata } from '../../cluster/cluster';
import { holdBy, reasonsOf } from '../snapshots/holds';

/** What a hold says that is made for a restore to there. */
export function holdReason({ namespace, workload, as = workload }: Pick<RestoreRequest, 'namespace' | 'workload' | 'as'>): string {
  return `restore to ${namespace}/${as}`;
}

/** Namespace of the restore that a hold is for; undefined when somebody else holds. */
export function restoreNamespaceOf(reason: string): string | undefined {
  return /^restore to ([^/]+)\/.+$/.exec(reason)?.[1];
}

/** Keeps a group from being pruned, by all its members, beside whoever holds it already. */
export async function holdMembers(cluster: Cluster, members: readonly KubeObject[], reason: string): Promise<void> {
  for (const { metadata } of members) {
    const reasons = reasonsOf(metadata);
    if (reasons.includes(reason)) continue;
    const held = changeAnnotation(metadata, HOLD_ANNOTATION, holdBy([...reasons, reason]));
    await cluster.patch(VOLUME_SNAPSHOT, metadata.name, metadata.namespace, held);
  }
}

/** Takes holds back that say this, and nobody else's. */
export async function releaseMembers(cluster: Cluster, members: readonly KubeObject[], reason: string): Promise<void> {
  for (const { metadata } of members) {
    const member = await cluster.get(VOLUME_SNAPSHOT, metadata.name, metadata.namespace);
    if (!member || !reasonsOf(member.metadata).includes(reason)) continue;
    await cluster.patch(VOLUME_SNAPSHOT, metadata.name, metadata.namespace, withoutReason(member.metadata, reason));
  }
}

/** What takes one reason away and leaves the others. */
export function withoutReason(metadata: ObjectMetadata, reason: string): JsonPatchOperation[] {
  const others = reasonsOf(metadata).filter((each) => each !== reason);
  return changeAnnotation(metadata, HOLD_ANNOTATION, others.length > 0 ? holdBy(others) : undefined);
}
