import { recutMembers } from './cut';
import { isCrash } from './plan';
import { primaryProblem } from './primary';
import { CONSISTENCIES } from '../../../src/core/vocabulary';
import type { Consistency } from '../../../src/core/vocabulary';
import { takesProof } from '../../../src/documents/policy-quiesce';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { GroupIntent, RunEvidence, SnapshotEvidence, SnapshotStateDocument } from '../../../src/documents/snapshot-state';
import type { KubeObject } from '../../cluster/cluster';
import { consistencyOf, isProven } from '../snapshots/group';
import type { Group } from '../snapshots/group';
import { isGroupSnapshot } from '../snapshots/group-snapshot';

/** What is known when a begun group is looked at again. */
export interface Observation {
  readonly policy: SnapshotPolicyDocument;
  readonly groups: readonly Group[];
  readonly now: Date;
  readonly program: string;
  /** The run that looks. Groups of others have nobody any more who creates their members. */
  readonly run?: string;
  /** Why members of the group of this run could not be created. */
  readonly failures?: readonly string[];
}

/** Evidence of the begun groups that have an outcome by now: complete, or never to become so. Pure. */
export function settle(state: SnapshotStateDocument, observation: Observation): RunEvidence[] {
  return state.begun.flatMap((intent) => evidenceOf(intent, observation) ?? []);
}

/** The outcome of one begun group, if it has one. */
export function evidenceOf(intent: GroupIntent, observation: Observation): RunEvidence | undefined {
  const group = observation.groups.find(({ name }) => name === intent.group);
  const outcome = outcomeOf(intent, group, observation);
  if (!outcome) return undefined;
  const primary = primaryProblem(intent);
  const less = [
    ...intent.excluded,
    ...intent.quiesce.result === 'failed' ? [`without ${intent.quiesce.strategy}: ${intent.quiesce.reason}`] : [],
    ...primary === undefined ? [] : [primary],
  ];
  const reason = outcome.reason ?? (less.length > 0 ? less.join('; ') : undefined);
  return {
    ...intent,
    outcome: outcome.is,
    consistency: outcome.is === 'Complete' || !takesProof(intent.quiesce.strategy) ? consistencyOfIntent(intent) : CONSISTENCIES.unproven,
    ...(reason !== undefined ? { reason } : {}),
    finishedAt: observation.now.toISOString(),
    program: observation.program,
    snapshots: (group?.members ?? []).map(snapshotEvidence),
  };
}

/** What the group is if it becomes complete. */
export function consistencyOfIntent(intent: GroupIntent): Consistency {
  return isCrash(intent) ? CONSISTENCIES.crash : CONSISTENCIES.application;
}

/** Why a group counts for nothing whose run ended too early. */
const UNPROVEN: { readonly [strategy: string]: string } = {
  'postgres-backup': 'the run ended before it had seen the whole backup, so its volumes do not fit each other',
  'exec': 'the run ended before it had seen whether the application was frozen until all of it was cut',
};

/** Is the group another one than was meant? Of those that need no proof only a VolumeGroupSnapshot can be. */
function isMismatch(intent: GroupIntent, group: Group | undefined): boolean {
  return group !== undefined && !takesProof(intent.quiesce.strategy) && consistencyOf(group) === CONSISTENCIES.unproven;
}

interface Outcome { readonly is: RunEvidence['outcome']; readonly reason?: string }

function outcomeOf(intent: GroupIntent, group: Group | undefined, { run, failures = [] }: Observation): Outcome | undefined {
  const recut = recutMembers(intent, group?.members ?? []);
  if (recut.length > 0) return { is: 'Failed', reason: `${recut.join(', ')} was cut again after the ${intent.quiesce.hold ? 'thaw' : 'backup had ended'}` };
  if (group?.state === 'Complete') return { is: 'Complete' };
  if (group?.state === 'Failed' || group?.state === 'Deleting') return { is: 'Failed', reason: group.reason };
  if (takesProof(intent.quiesce.strategy) && failures.length === 0 && !isProven(group)) return { is: 'Failed', reason: UNPROVEN[intent.quiesce.strategy] };
  if (isMismatch(intent, group) && failures.length === 0) return { is: 'Failed', reason: group?.reason };
  if (intent.run === run) return failures.length > 0 ? { is: 'Failed', reason: failures.join('; ') } : undefined;
  if (group?.members.some(isGroupSnapshot)) return undefined;
  const missing = intent.members.filter(({ name }) => !group?.members.some(({ metadata }) => metadata.name === name));
  if (missing.length === 0) return undefined;
  return { is: 'Failed', reason: `the run ended before it had created ${missing.map(({ name }) => name).join(', ')}` };
}

function snapshotEvidence({ metadata, status }: KubeObject): SnapshotEvidence {
  return {
    name: metadata.name,
    ...(status?.boundVolumeSnapshotContentName ? { content: status.boundVolumeSnapshotContentName } : {}),
    ...(status?.creationTime ? { creationTime: status.creationTime } : {}),
    ...(status?.restoreSize ? { restoreSize: String(status.restoreSize) } : {}),
  };
}
