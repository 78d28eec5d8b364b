import { CONSISTENCY_ANNOTATION } from '../../../src/core/vocabulary';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { RunEvidence, SnapshotStateDocument } from '../../../src/documents/snapshot-state';
import type { KubeObject } from '../../cluster/cluster';
import { planPrune } from '../snapshot-prune/plan';
import type { Group, GroupState } from '../snapshots/group';
import type { Decision } from '../snapshots/retention';

export interface SnapshotStatus {
  readonly policy: string;
  readonly namespace: string;
  readonly suspended: boolean;
  /** What a restore would begin with, or undefined when there is nothing to restore. */
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

/** How the groups of a policy are. Exit codes follow `newestComplete`: without one there is no backup. */
export function statusOf(policy: SnapshotPolicyDocument, state: SnapshotStateDocument, snapshots: readonly KubeObject[], now: Date): SnapshotStatus {
  const { decisions, refusal } = planPrune(policy, state, snapshots, now);
  const groups = decisions.map((decision) => ({ ...decision, consistency: consistencyOf(decision.group) }));
  const complete = groups.filter(({ group }) => group.state === 'Complete').at(-1)?.group;
  const newestComplete = complete && restorePoint(complete, now);
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
    verdict: verdictOn(newestComplete, lastRun, policy.schedule.suspend),
  };
}

function restorePoint({ name, members }: Group, now: Date): RestorePoint {
  const cutAt = new Date(Math.min(...members.map(({ metadata, status }) => Date.parse(status.creationTime ?? metadata.creationTimestamp))));
  return { group: name, cutAt, ageSeconds: Math.max(0, Math.floor((now.getTime() - cutAt.getTime()) / 1000)) };
}

function countsOf(groups: readonly GroupStatus[]): SnapshotStatus['counts'] {
  const counts = { Complete: 0, Pending: 0, Failed: 0, Deleting: 0 };
  for (const { group } of groups) counts[group.state] += 1;
  return counts;
}

function consistencyOf({ members }: Group): string | undefined {
  return members.map(({ metadata }) => metadata.annotations?.[CONSISTENCY_ANNOTATION]).find((consistency) => consistency !== undefined);
}

function verdictOn(newest: RestorePoint | undefined, lastRun: RunEvidence | undefined, suspended: boolean): string {
  return [
    newest ? `group ${newest.group} can be restored` : 'NOTHING CAN BE RESTORED: no group is complete',
    ...lastRun?.outcome === 'Failed' ? [`the last run FAILED: ${lastRun.reason ?? 'it does not say why'}`] : [],
    ...suspended ? ['the policy is SUSPENDED: no new groups are made'] : [],
  ].join('; ');
}
