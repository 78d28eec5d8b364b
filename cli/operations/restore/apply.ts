import { awaitBound } from './await-bound';
import type { ClaimOutcome } from './await-bound';
import { createLabel, createMissing } from './create';
import { holdMembers, holdReason, releaseMembers } from './hold';
import { removeImports } from './import';
import type { RestorePlan } from './plan';
import { readPlan } from './read';
import type { RestoreRequest } from './request';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { Cluster } from '../../cluster/cluster';
import type { Progress } from '../progress';
import type { Clock } from '../snapshots/clock';
import { reasonsOf } from '../snapshots/holds';
import { withPolicyLease } from '../snapshots/lease';

/** What a restore works with. */
export interface RestoreEnvironment {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly progress: Progress;
  /** Who restores: for the lease. */
  readonly holder: string;
  /** How long to wait until the claims have their volumes. */
  readonly waitSeconds: number;
  readonly signal: AbortSignal;
}

export interface RestoreResult {
  readonly plan: RestorePlan;
  /** One for each claim; none after a refusal. */
  readonly claims: readonly ClaimOutcome[];
  /** All claims have their volumes, and the group is no longer held for them. */
  readonly finished: boolean;
  /** All claims had their volumes before, and no earlier attempt had left anything: nothing was made. */
  readonly already: boolean;
}

/**
 * Restores a group into new claims. What exists is neither replaced nor deleted; done again it goes on, and tidies up when the
 * volumes are there. Until then the group is held, so that no prune takes the copies from under them.
 */
export async function restore(policy: SnapshotPolicyDocument, request: RestoreRequest, environment: RestoreEnvironment): Promise<RestoreResult> {
  const { cluster, progress, signal } = environment;
  const plan = await choose(policy, request, environment);
  if (plan.refusals.length > 0) return { plan, claims: [], finished: false, already: false };
  if (plan.label) await createLabel(cluster, plan.label);
  for (const volume of plan.volumes) {
    signal.throwIfAborted();
    await createMissing(cluster, volume);
    progress.step('claim', `claim ${request.namespace}/${volume.claim.metadata.name} is filled from ${volume.snapshot.metadata.name}`, { claim: volume.claim.metadata.name });
  }
  const claims = await awaitBound(plan, environment);
  const finished = claims.every(({ bound }) => bound);
  let already = finished && plan.volumes.every(({ state }) => state === 'bound') && !isHeldFor(plan);
  if (finished) {
    for (const { imported } of plan.volumes) if (imported && await removeImports(cluster, imported)) already = false;
    if (!request.lost) await release(plan, environment);
  }
  return { plan, claims, finished, already };
}

/** Plans, and holds what is chosen. What is lost no prune finds: it needs no hold, and its policy may be gone. */
async function choose(policy: SnapshotPolicyDocument, request: RestoreRequest, environment: RestoreEnvironment): Promise<RestorePlan> {
  const { cluster, progress } = environment;
  if (request.lost) return readPlan(policy, request, cluster);
  // under the policy's lease, so that no prune is at work on what is chosen and held
  const plan = await withPolicyLease(policy, environment, async () => {
    const made = await readPlan(policy, request, cluster);
    if (made.refusals.length === 0) await holdMembers(cluster, made.group.members, holdReason(request));
    return made;
  });
  if (plan.refusals.length > 0) return plan;
  progress.step('hold', `group ${plan.group.name} is held until its volumes are restored`, { group: plan.group.name });
  return plan;
}

/** Was the group held for this restore before this attempt? */
function isHeldFor({ group, request }: RestorePlan): boolean {
  return group.members.some(({ metadata }) => reasonsOf(metadata).includes(holdReason(request)));
}

async function release({ group, request }: RestorePlan, { cluster, progress }: RestoreEnvironment): Promise<void> {
  await releaseMembers(cluster, group.members, holdReason(request));
  progress.step('release', `group ${group.name} is no longer held for this restore`, { group: group.name });
}
