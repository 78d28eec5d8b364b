import { isCut, recutMembers } from './cut';
import type { RunEnvironment } from './environment';
import { lookAgain } from './primary';
import { disprove } from './prove';
import { consistencyOfIntent, evidenceOf } from './settle';
import type { TakenGroup } from './take-backup';
import { GROUP_LABEL } from '../../../src/core/vocabulary';
import type { Consistency } from '../../../src/core/vocabulary';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { GroupIntent, RunEvidence } from '../../../src/documents/snapshot-state';
import { groupsOf } from '../snapshots/group';
import { listSnapshots } from '../snapshots/group-snapshot';
import { updateState, withEvidence } from '../snapshots/state';

const POLL_SECONDS = 2;

export interface RunResult {
  readonly group: string;
  /** `Pending`: left to the next run, which records what became of it. */
  readonly state: 'Complete' | 'Pending' | 'Failed';
  readonly consistency: Consistency;
  /** The policy asked for more than it got. */
  readonly degraded: boolean;
  /** Not ready, and the driver reports an error, which it may yet overcome. */
  readonly erring: boolean;
  readonly reason?: string;
  readonly members: readonly string[];
  readonly evidence?: RunEvidence;
}

/** Looks at the group until it has an outcome, or leaves that to the next run. */
export async function awaitReady(
  policy: SnapshotPolicyDocument, { intent: taken, failures }: TakenGroup, environment: RunEnvironment,
): Promise<RunResult> {
  const { cluster, clock, progress, program, signal } = environment;
  let intent = taken;
  const deadline = clock.monotonic() + policy.deadlines.waitSeconds * 1000;
  let cut = false;
  for (;;) {
    const snapshots = await listSnapshots(cluster, policy, { [GROUP_LABEL]: intent.group });
    const groups = groupsOf(snapshots, policy, cluster.now());
    if (!cut && snapshots.length > 0 && snapshots.every((each) => isCut(each, policy))) {
      cut = true;
      const at = snapshots.map(({ status }) => status.creationTime).filter((time) => time !== undefined).sort().at(-1);
      progress.step('cut', `group ${intent.group} was cut${at ? ` at ${at}` : ''}: what was written later is not in it`, { group: intent.group });
      intent = await withPrimary(policy, intent, environment);
    }
    const evidence = evidenceOf(intent, { policy, groups, now: cluster.now(), program, run: intent.run, failures });
    if (evidence) {
      if (recutMembers(intent, snapshots).length > 0) await disprove(cluster, snapshots);
      await updateState(cluster, policy, (state) => withEvidence(state, [evidence]));
      return resultOf(intent, evidence.outcome, evidence);
    }
    if (clock.monotonic() >= deadline || signal.aborted) {
      return { ...resultOf(intent, 'Pending'), erring: snapshots.some(({ status }) => status?.error !== undefined), reason: groups[0]?.reason };
    }
    await clock.sleep(POLL_SECONDS * 1000, signal).catch(() => undefined);
  }
}

/** What was meant, with what is seen of the primary once its volumes are cut; written down for whoever finishes the group. */
async function withPrimary(policy: SnapshotPolicyDocument, intent: GroupIntent, { cluster, progress }: RunEnvironment): Promise<GroupIntent> {
  if (intent.primary === undefined || intent.primary.afterCut !== undefined) return intent;
  const primary = await lookAgain(policy, intent.primary, cluster);
  if (primary.reason !== undefined) progress.warn('primary', primary.reason, { group: intent.group });
  await updateState(cluster, policy, (state) => ({
    ...state, begun: state.begun.map((each) => (each.group === intent.group ? { ...each, primary } : each)),
  }));
  return { ...intent, primary };
}

function resultOf(intent: GroupIntent, state: RunResult['state'], evidence?: RunEvidence): RunResult {
  return {
    group: intent.group,
    state,
    consistency: evidence?.consistency ?? consistencyOfIntent(intent),
    degraded: intent.quiesce.result === 'failed' || intent.excluded.length > 0 || intent.primary?.reason !== undefined,
    erring: false,
    members: intent.members.map(({ name }) => name),
    ...(evidence?.reason !== undefined ? { reason: evidence.reason } : {}),
    ...(evidence ? { evidence } : {}),
  };
}
