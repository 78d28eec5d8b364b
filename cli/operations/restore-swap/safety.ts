import type { SwapPlan } from './plan';
import { AT_REST_ANNOTATION, GROUP_LABEL } from '../../../src/core/vocabulary';
import { statefulSetOf } from '../../../src/documents/policy-workload';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import { annotate } from '../../cluster/annotate';
import { VOLUME_SNAPSHOT } from '../../cluster/cluster';
import type { Cluster } from '../../cluster/cluster';
import { holdMembers } from '../restore/hold';
import { awaitReady } from '../snapshot-run/await-ready';
import type { RunResult } from '../snapshot-run/await-ready';
import type { RunEnvironment } from '../snapshot-run/environment';
import { groupName, requestAt } from '../snapshot-run/plan';
import type { TakenGroup } from '../snapshot-run/take-backup';
import { takeGroup } from '../snapshot-run/take-group';
import { updateState } from '../snapshots/state';

/** What a hold says that keeps the volumes as they were before an exchange. */
export function safetyHold({ namespace }: SnapshotPolicyDocument, workload: string): string {
  return `before the swap with ${namespace}/${workload}`;
}

/** Name of the group that holds the volumes as they were. */
export function safetyGroup({ name }: SnapshotPolicyDocument, safetyAt: string): string {
  return groupName(name, requestAt(new Date(safetyAt)).scheduledAt);
}

/**
 * Takes a group of the policy's volumes and holds it, under the lease of the policy. The set is stopped: nothing writes, so there is
 * nothing to quiesce, and volumes that are cut one after the other fit each other.
 */
export async function takeSafetyGroup(
  policy: SnapshotPolicyDocument, { workload, ordinals }: Pick<SwapPlan, 'workload' | 'ordinals'>, safetyAt: string, environment: RunEnvironment,
): Promise<TakenGroup> {
  const taken = await takeGroup(atRest(policy, ordinals), requestAt(new Date(safetyAt)), environment);
  await holdSafetyGroup(policy, workload, safetyAt, environment.cluster);
  return taken;
}

/** Keeps the group from being pruned, until somebody releases it. */
export async function holdSafetyGroup(policy: SnapshotPolicyDocument, workload: string, safetyAt: string, cluster: Cluster): Promise<void> {
  const members = await cluster.list(VOLUME_SNAPSHOT, policy.namespace, { [GROUP_LABEL]: safetyGroup(policy, safetyAt) });
  await holdMembers(cluster, members, safetyHold(policy, workload));
}

/** Says of the group that nothing wrote while it was cut: for who has seen the set stopped before and after. */
export async function markAtRest(policy: SnapshotPolicyDocument, safetyAt: string, cluster: Cluster): Promise<void> {
  const members = await cluster.list(VOLUME_SNAPSHOT, policy.namespace, { [GROUP_LABEL]: safetyGroup(policy, safetyAt) });
  for (const { metadata } of members) {
    if (metadata.annotations?.[AT_REST_ANNOTATION] !== undefined) continue;
    await cluster.patch(VOLUME_SNAPSHOT, metadata.name, metadata.namespace, annotate(metadata, AT_REST_ANNOTATION, 'true'));
  }
  const group = safetyGroup(policy, safetyAt);
  // where somebody deletes the VolumeSnapshots, it is all that is known of what they held
  await updateState(cluster, policy, (state) => ({
    ...state, runs: state.runs.map((run) => (run.group === group ? { ...run, atRest: true } : run)),
  }));
}

/** Waits until the group can be restored. */
export async function awaitSafetyGroup(
  policy: SnapshotPolicyDocument, { ordinals }: Pick<SwapPlan, 'ordinals'>, taken: TakenGroup, waitSeconds: number, environment: RunEnvironment,
): Promise<RunResult> {
  const { deadlines, ...rest } = atRest(policy, ordinals);
  return awaitReady({ ...rest, deadlines: { ...deadlines, waitSeconds } }, taken, environment);
}

/** The policy for a set that is stopped, and had these pods: all of them, if the policy does not say which. */
function atRest(policy: SnapshotPolicyDocument, ordinals: readonly number[]): SnapshotPolicyDocument {
  // of pods that do not run none is the primary
  const { primaryLabels, ...set } = statefulSetOf(policy);
  return { ...policy, quiesce: { strategy: 'none' }, workload: { ...set, ordinals: set.ordinals ?? ordinals } };
}
