import { completeNewestFirst } from './group';
import type { Group } from './group';
import { humanSeconds } from '../../../src/core/time';
import { recoveryPointSeconds } from '../../../src/documents/recovery-point';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { SnapshotStateDocument, StateCondition } from '../../../src/documents/snapshot-state';

/** What was found, before it is known whether it is new. */
export type Observed = Omit<StateCondition, 'lastTransitionTime'>;

/** Messages of drivers are long, and the state has to stay small: https://kubernetes.io/docs/concepts/configuration/configmap/#motivation */
const MAX_MESSAGE = 1024;

/** The state with what was found; times change with the status alone, and nothing changes when nothing is new. */
export function withConditions(state: SnapshotStateDocument, observed: readonly Observed[], now: Date): SnapshotStateDocument {
  const before = state.conditions ?? [];
  const conditions = observed.map((each): StateCondition => {
    const known = before.find(({ type }) => type === each.type);
    const lastTransitionTime = known?.status === each.status ? known.lastTransitionTime : now.toISOString();
    return { type: each.type, status: each.status, reason: each.reason, message: shorten(each.message), lastTransitionTime };
  });
  const others = before.filter(({ type }) => !observed.some((each) => each.type === type));
  const after = [...others, ...conditions].sort((a, b) => (a.type < b.type ? -1 : 1));
  return JSON.stringify(before) === JSON.stringify(after) ? state : { ...state, conditions: after };
}

/** Is there a complete group that is as new as the policy promises? */
export function protectedCondition(policy: SnapshotPolicyDocument, groups: readonly Group[], now: Date): Observed {
  const type = 'Protected';
  const [newest] = completeNewestFirst(groups);
  if (newest === undefined) return { type, status: 'False', reason: 'NoCompleteGroup', message: 'no group is complete: there is nothing to restore' };
  const promised = recoveryPointSeconds(policy);
  const cut = `group ${newest.name} was cut at ${newest.cutAt.toISOString()}`;
  return isOlder(newest.cutAt, promised, now)
    ? { type, status: 'False', reason: 'CompleteGroupTooOld', message: `${cut}, and at most ${humanSeconds(promised)} were promised` }
    : { type, status: 'True', reason: 'CompleteGroup', message: cut };
}

/**
 * Whether the policy has had the time that it promises, and has no complete group that is as new: a first group that a driver is
 * still uploading is no broken promise yet.
 */
export function isOverdue(policy: SnapshotPolicyDocument, state: SnapshotStateDocument, condition: Observed, now: Date): boolean {
  if (condition.status === 'True') return false;
  if (condition.reason !== 'NoCompleteGroup') return true;
  const promised = recoveryPointSeconds(policy);
  return [...state.begun, ...state.runs].some(({ startedAt }) => isOlder(new Date(startedAt), promised, now));
}

function isOlder(time: Date, seconds: number, now: Date): boolean {
  return now.getTime() - time.getTime() > seconds * 1000;
}

function shorten(message: string): string {
  return message.length <= MAX_MESSAGE ? message : `${message.slice(0, MAX_MESSAGE - 1)}…`;
}
