import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { SnapshotStateDocument } from '../../../src/documents/snapshot-state';
import type { KubeObject } from '../../cluster/cluster';
import { groupsOf } from '../snapshots/group';
import type { Group } from '../snapshots/group';
import { decide } from '../snapshots/retention';
import type { Decision } from '../snapshots/retention';

/** A clock that was set back by more than this is not believed. */
const TOLERANCE_SECONDS = 60;

export interface PrunePlan {
  /** One for each group, the oldest first. */
  readonly decisions: readonly Decision[];
  /** Why nothing is deleted, whatever the decisions say. */
  readonly refusal?: string;
  /** Groups to delete, the oldest first; none after a refusal. */
  readonly doomed: readonly Group[];
  /** Groups to make safe again: their deletion was begun, and now they are kept. None after a refusal. */
  readonly reprieved: readonly Group[];
}

/** What a prune would do about the VolumeSnapshots of a policy. */
export function planPrune(policy: SnapshotPolicyDocument, state: SnapshotStateDocument, snapshots: readonly KubeObject[], now: Date): PrunePlan {
  const decisions = decide(groupsOf(snapshots, policy, now), policy, state, now);
  const refusal = refusalOf(policy, snapshots, now);
  if (refusal !== undefined) return { decisions, refusal, doomed: [], reprieved: [] };
  return {
    decisions,
    doomed: decisions.filter(({ keep }) => !keep).map(({ group }) => group),
    reprieved: decisions.filter(({ keep, group }) => keep && state.pruning.includes(group.name)).map(({ group }) => group),
  };
}

function refusalOf({ name, schedule }: SnapshotPolicyDocument, snapshots: readonly KubeObject[], now: Date): string | undefined {
  if (schedule.suspend) return `policy ${name} is suspended: no new group would take the place of a deleted one`;
  const newest = snapshots.map(({ metadata }) => metadata.creationTimestamp!).sort().at(-1);
  if (newest === undefined || now.getTime() >= Date.parse(newest) - TOLERANCE_SECONDS * 1000) return undefined;
  return `the API server says it is ${now.toISOString()}, but a snapshot was created at ${newest}: one of the clocks is wrong`;
}
