import { nextRun } from '../../../src/core/cron-times';
import { recoveryPointSeconds } from '../../../src/documents/recovery-point';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { DrillEvidence, SnapshotStateDocument, StateCondition } from '../../../src/documents/snapshot-state';
import type { KubeObject } from '../../cluster/cluster';
import type { SwapRecord } from '../restore-swap/record';
import { statusOf } from '../snapshot-status/plan';
import type { GroupStatus, SnapshotStatus } from '../snapshot-status/plan';
import { holdsOf } from '../snapshots/holds';
import type { HeldGroup } from '../snapshots/holds';

/** How one workload is protected by one policy. */
export interface PolicyProtection {
  /** `StatefulSet/orders-db` */
  readonly workload: string;
  readonly status: SnapshotStatus;
  /** The newest complete group, with what it holds and what becomes of it. */
  readonly newest?: GroupStatus;
  /** How old the newest complete group may be. */
  readonly rpoSeconds: number;
  /** When the next group is due, or why none is. */
  readonly next: { readonly at: Date } | { readonly none: string };
  readonly lastDrill?: DrillEvidence;
  /** What the last run found. */
  readonly conditions: readonly StateCondition[];
  /** What is kept because somebody says so. */
  readonly holds: readonly HeldGroup[];
  /** The set whose volumes were being exchanged with those of the workload, when nobody has finished that. */
  readonly unfinishedSwap?: string;
  /** What a prune would delete now; nothing while it would refuse. */
  readonly doomed: readonly GroupStatus[];
}

/** A policy of which nothing can be said. */
export interface UnreadablePolicy {
  readonly namespace: string;
  /** The object that holds it, or what was written by its runs. */
  readonly object: string;
  readonly problem: string;
}

/** All policies of a namespace, or of a cluster. */
export interface ProtectionStatus {
  readonly policies: readonly PolicyProtection[];
  readonly unreadable: readonly UnreadablePolicy[];
}

/** What a cluster holds about a policy besides its document. */
export interface PolicyObjects {
  readonly state: SnapshotStateDocument;
  readonly snapshots: readonly KubeObject[];
  /** The CronJob that takes snapshots, if there is one. */
  readonly cronJob?: KubeObject;
  /** The last exchange of volumes, if there was one. */
  readonly swap?: SwapRecord;
}

/** Whether every workload has something to restore that is as new as its policy promises, and its own volumes. Exit codes follow it. */
export function isProtected({ policies, unreadable }: ProtectionStatus): boolean {
  return unreadable.length === 0 && policies.every(({ status, unfinishedSwap }) => status.good && unfinishedSwap === undefined);
}

/** How a workload is protected. Pure. */
export function protectionOf(policy: SnapshotPolicyDocument, { state, snapshots, cronJob, swap }: PolicyObjects, now: Date): PolicyProtection {
  const rpoSeconds = recoveryPointSeconds(policy);
  const status = statusOf(policy, state, snapshots, now, rpoSeconds);
  return {
    workload: `${policy.workload.kind}/${policy.workload.name}`,
    status,
    newest: status.groups.find(({ group }) => group.name === status.newestComplete?.group),
    rpoSeconds,
    next: nextOf(policy, cronJob, now),
    lastDrill: state.drills?.at(-1),
    conditions: state.conditions ?? [],
    holds: holdsOf(status.groups.map(({ group }) => group)),
    unfinishedSwap: swap?.phase === 'exchanging' ? swap.workload : undefined,
    doomed: status.pruneRefusal === undefined ? status.groups.filter(({ keep }) => !keep) : [],
  };
}

/** What the cluster does counts for more than what the policy says: a CronJob may be suspended by hand. */
function nextOf({ name, schedule }: SnapshotPolicyDocument, cronJob: KubeObject | undefined, now: Date): PolicyProtection['next'] {
  if (!cronJob) return { none: `there is no CronJob ${name}` };
  if (schedule.suspend) return { none: 'the policy is suspended' };
  if (cronJob.spec?.suspend === true) return { none: `CronJob ${name} is suspended` };
  const at = nextRun(schedule.cron, schedule.timeZone, now);
  return at ? { at } : { none: `"${schedule.cron}" is never due` };
}
