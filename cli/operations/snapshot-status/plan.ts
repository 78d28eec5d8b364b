import { humanSeconds } from '../../../src/core/time';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { RunEvidence, SnapshotStateDocument } from '../../../src/documents/snapshot-state';
import type { KubeObject } from '../../cluster/cluster';
import { planPrune } from '../snapshot-prune/plan';
import { completeNewestFirst, consistencyOf } from '../snapshots/group';
import type { Group, GroupState } from '../snapshots/group';
import { volumesOf } from '../snapshots/lineage';
import type { Volume } from '../snapshots/lineage';
import { whereCopiesMayBe } from '../snapshots/lost-copies';
import type { Decision } from '../snapshots/retention';
import { isSwappedOut } from '../snapshots/swapped-out';

export interface SnapshotStatus {
  readonly policy: string;
  readonly namespace: string;
  readonly suspended: boolean;
  /** The newest that can be restored, or undefined when there is nothing to restore. */
  readonly newestComplete?: RestorePoint;
  readonly counts: { readonly [state in GroupState]: number };
  /** The oldest first. */
  readonly groups: readonly GroupStatus[];
  /** Why a prune would delete nothing now. */
  readonly pruneRefusal?: string;
  /** Groups without an outcome so far. */
  readonly begun: readonly string[];
  /** Groups whose deletion was begun and is not finished. */
  readonly pruning: readonly string[];
  readonly lastRun?: RunEvidence;
  /** Claims that are another volume in the newest group, or not in it at all, and the newest group of what they held before. */
  readonly replaced: readonly { readonly claim: string; readonly newestGroup: string }[];
  /** Whether there is something to restore, no older than was asked for. Exit codes follow it. */
  readonly good: boolean;
  /** All of it in one line. */
  readonly verdict: string;
}

export interface RestorePoint {
  readonly group: string;
  /** When the first of its snapshots was cut: what was written later would be lost. */
  readonly cutAt: Date;
  readonly ageSeconds: number;
}

export interface GroupStatus extends Decision {
  readonly consistency?: string;
}

/**
 * How the groups of a policy are.
 *
 * @param maxAgeSeconds how old the newest complete group may be.
 */
export function statusOf(
  policy: SnapshotPolicyDocument, state: SnapshotStateDocument, snapshots: readonly KubeObject[], now: Date, maxAgeSeconds: number = Infinity,
): SnapshotStatus {
  const { decisions, refusal } = planPrune(policy, state, snapshots, now);
  const groups = decisions.map((decision) => ({ ...decision, consistency: consistencyOf(decision.group) }));
  const complete = completeNewestFirst(groups.map(({ group }) => group));
  const newestComplete = complete[0] && restorePoint(complete[0], now);
  const tooOld = newestComplete !== undefined && newestComplete.ageSeconds > maxAgeSeconds;
  const missed = volumesOf(complete).filter((volume) => isMissed(volume, policy));
  const replaced = missed.map(({ claim, groups: [newest] }) => ({ claim, newestGroup: newest.name }));
  const lastRun = state.runs.at(-1);
  return {
    policy: policy.name,
    namespace: policy.namespace,
    suspended: policy.schedule.suspend,
    newestComplete,
    counts: countsOf(groups),
    groups,
    pruneRefusal: refusal,
    begun: state.begun.map(({ group }) => group),
    pruning: state.pruning,
    lastRun,
    replaced,
    good: newestComplete !== undefined && !tooOld,
    verdict: [
      newestComplete ? `group ${newestComplete.group} can be restored` : 'NOTHING CAN BE RESTORED: no group is complete',
      ...swappedOut(complete),
      ...tooOld ? [`it is TOO OLD: ${humanSeconds(newestComplete.ageSeconds)}, and at most ${humanSeconds(maxAgeSeconds)} were asked for`] : [],
      ...lastRun?.outcome === 'Failed' ? [`the last run FAILED: ${lastRun.reason ?? 'it does not say why'}`] : [],
      ...unfinished(groups),
      ...replacedSince(replaced),
      ...policy.schedule.suspend ? ['the policy is SUSPENDED: no new groups are made'] : [],
      ...newestComplete ? [] : [whereCopiesMayBe(policy)],
    ].join('; '),
  };
}

/** Must somebody look at what a volume held? Where the primary alone is copied, another pod's volume is what follows it. */
function isMissed({ earlier, replaced }: Volume, { workload }: SnapshotPolicyDocument): boolean {
  return workload.kind === 'StatefulSet' && workload.primaryLabels ? replaced : earlier;
}

/** Volumes that were replaced together are told of together: a restore, or a swap, replaces all of a set. */
function replacedSince(replaced: SnapshotStatus['replaced']): string[] {
  const groups = [...new Set(replaced.map(({ newestGroup }) => newestGroup))];
  return groups.map((group) => {
    const claims = replaced.filter(({ newestGroup }) => newestGroup === group).map(({ claim }) => claim);
    const [are, they] = claims.length === 1 ? ['is', 'it'] : ['are', 'they'];
    return `${claims.join(', ')} ${are} ANOTHER VOLUME OR NONE since group ${group}: what ${they} held is in no later group`;
  });
}

/** What a restore begins with where the newest holds what was swapped out. */
function swappedOut([newest, ...others]: readonly Group[]): string[] {
  if (newest === undefined || !isSwappedOut(newest)) return [];
  const first = others.find((group) => !isSwappedOut(group));
  const usual = first ? `group ${first.name} is restored unless another is named (--group)` : 'a restore has to name it (--group)';
  return [`it is from before the swap and holds what was swapped out: ${usual}`];
}

/** Groups that a driver reports errors of, which the last finished run says nothing about. */
function unfinished(groups: readonly GroupStatus[]): string[] {
  return groups.map(({ group }) => group)
    .filter(({ state, members }) => state === 'Pending' && members.some(({ status }) => status?.error !== undefined))
    .map(({ name, reason }) => `group ${name} is IN TROUBLE: ${reason}`);
}

function restorePoint({ name, cutAt }: Group, now: Date): RestorePoint {
  return { group: name, cutAt, ageSeconds: Math.max(0, Math.floor((now.getTime() - cutAt.getTime()) / 1000)) };
}

function countsOf(groups: readonly GroupStatus[]): SnapshotStatus['counts'] {
  const counts = { Complete: 0, Pending: 0, Failed: 0, Deleting: 0 };
  for (const { group } of groups) counts[group.state] += 1;
  return counts;
}
