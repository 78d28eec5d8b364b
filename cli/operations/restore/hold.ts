import type { RestoreRequest } from './request';
import { HOLD_ANNOTATION } from '../../../src/core/vocabulary';
import { changeAnnotation } from '../../cluster/annotate';
import { VOLUME_SNAPSHOT } from '../../cluster/cluster';
import type { Cluster, JsonPatchOperation, KubeObject, ObjectMetadata } from '../../cluster/cluster';

/** Between the reasons of several: each gives up its own, and the group stays held by the others. */
const SEPARATOR = '; ';

/** What a hold says that is made for a restore to there. */
export function holdReason({ namespace, workload, as = workload }: Pick<RestoreRequest, 'namespace' | 'workload' | 'as'>): string {
  return `restore to ${namespace}/${as}`;
}

/** Why a member is held: nothing, when nobody holds it. */
export function reasonsOf({ annotations }: Pick<ObjectMetadata, 'annotations'>): string[] {
  return annotations?.[HOLD_ANNOTATION]?.split(SEPARATOR) ?? [];
}

/** Keeps a group from being pruned, by all its members, beside whoever holds it already. */
export async function holdMembers(cluster: Cluster, members: readonly KubeObject[], reason: string): Promise<void> {
  for (const { metadata } of members) {
    const reasons = reasonsOf(metadata);
    if (reasons.includes(reason)) continue;
    const held = changeAnnotation(metadata, HOLD_ANNOTATION, [...reasons, reason].join(SEPARATOR));
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
  return changeAnnotation(metadata, HOLD_ANNOTATION, others.length > 0 ? others.join(SEPARATOR) : undefined);
}
