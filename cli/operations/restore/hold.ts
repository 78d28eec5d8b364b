import type { RestorePlan } from './plan';
import { HOLD_ANNOTATION } from '../../../src/core/vocabulary';
import { annotate, removeAnnotation } from '../../cluster/annotate';
import { VOLUME_SNAPSHOT } from '../../cluster/cluster';
import type { Cluster } from '../../cluster/cluster';

/** Keeps a group from being pruned, by all its members; what somebody else holds is held already. */
export async function holdGroup(cluster: Cluster, plan: RestorePlan): Promise<void> {
  for (const { metadata } of plan.group.members) {
    if (metadata.annotations?.[HOLD_ANNOTATION] !== undefined) continue;
    await cluster.patch(VOLUME_SNAPSHOT, metadata.name, metadata.namespace, annotate(metadata, HOLD_ANNOTATION, reasonOf(plan)));
  }
}

/** Takes back what `holdGroup` did, and nobody else's hold. */
export async function releaseGroup(cluster: Cluster, plan: RestorePlan): Promise<void> {
  for (const { metadata } of plan.group.members) {
    const member = await cluster.get(VOLUME_SNAPSHOT, metadata.name, metadata.namespace);
    if (member?.metadata.annotations?.[HOLD_ANNOTATION] !== reasonOf(plan)) continue;
    await cluster.patch(VOLUME_SNAPSHOT, metadata.name, metadata.namespace, removeAnnotation(member.metadata, HOLD_ANNOTATION));
  }
}

function reasonOf({ request }: RestorePlan): string {
  return `restore to ${request.namespace}/${request.workload}`;
}
