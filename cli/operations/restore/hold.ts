import type { RestorePlan } from './plan';
import type { RestoreRequest } from './request';
import { HOLD_ANNOTATION } from '../../../src/core/vocabulary';
import { annotate, removeAnnotation } from '../../cluster/annotate';
import { VOLUME_SNAPSHOT } from '../../cluster/cluster';
import type { Cluster } from '../../cluster/cluster';

/** What a hold says that is made for a restore to there. */
export function holdReason({ namespace, workload, as = workload }: Pick<RestoreRequest, 'namespace' | 'workload' | 'as'>): string {
  return `restore to ${namespace}/${as}`;
}

/** Keeps a group from being pruned, by all its members; what somebody else holds is held already. */
export async function holdGroup(cluster: Cluster, plan: RestorePlan): Promise<void> {
  for (const { metadata } of plan.group.members) {
    if (metadata.annotations?.[HOLD_ANNOTATION] !== undefined) continue;
    await cluster.patch(VOLUME_SNAPSHOT, metadata.name, metadata.namespace, annotate(metadata, HOLD_ANNOTATION, holdReason(plan.request)));
  }
}

/** Takes back what `holdGroup` did, and nobody else's hold. */
export async function releaseGroup(cluster: Cluster, plan: RestorePlan): Promise<void> {
  for (const { metadata } of plan.group.members) {
    const member = await cluster.get(VOLUME_SNAPSHOT, metadata.name, metadata.namespace);
    if (member?.metadata.annotations?.[HOLD_ANNOTATION] !== holdReason(plan.request)) continue;
    await cluster.patch(VOLUME_SNAPSHOT, metadata.name, metadata.namespace, removeAnnotation(member.metadata, HOLD_ANNOTATION));
  }
}
