import { createSnapshots } from './create';
import { recutMembers } from './cut';
import type { RunEnvironment } from './environment';
import { earlierAttempts, groupName, membersOf, volumeSnapshots } from './plan';
import type { RunRequest } from './plan';
import { disprove } from './prove';
import { quiesce } from './quiesce';
import { recover } from './recover';
import { settle } from './settle';
import { takeBackup } from './take-backup';
import type { TakenGroup } from './take-backup';
import { markEarlier, prepareGroupSnapshot, takeGroupSnapshot } from './take-group-snapshot';
import { takeHeld } from './take-held';
import { targetsOf } from './targets';
import { writeDown } from './write-down';
import { takesProof } from '../../../src/documents/policy-quiesce';
import { statefulSetOf } from '../../../src/documents/policy-workload';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { GroupIntent, SnapshotStateDocument } from '../../../src/documents/snapshot-state';
import { VOLUME_SNAPSHOT } from '../../cluster/cluster';
import type { Cluster, KubeObject } from '../../cluster/cluster';
import { groupsOf, isProven } from '../snapshots/group';
import type { Group } from '../snapshots/group';
import { listSnapshots, takesGroupSnapshots } from '../snapshots/group-snapshot';
import { updateState, withEvidence } from '../snapshots/state';

/** What became of a run so far: its group, and what was meant with it. */
interface Attempt {
  readonly group: string;
  readonly earlier?: GroupIntent;
  /** There is nothing left to take. */
  readonly taken: boolean;
}

/** What is there of a policy's groups, and what was written down about them. */
export interface KnownGroups {
  readonly state: SnapshotStateDocument;
  readonly groups: readonly Group[];
}

/** A group that can be taken, or that an earlier attempt of the same run has taken. */
export interface PreparedGroup {
  readonly intent: GroupIntent;
  readonly taken: boolean;
}

/** Settles what earlier runs left, prepares the data and creates the snapshots of a group. Under the lease of the policy. */
export async function takeGroup(policy: SnapshotPolicyDocument, request: RunRequest, environment: RunEnvironment): Promise<TakenGroup> {
  const { cluster, progress, signal } = environment;
  const known = await settleEarlier(policy, request.run, environment);
  const { intent: draft, taken } = await prepareGroup(policy, request, known, environment);
  const { group, members } = draft;
  if (taken) {
    progress.step('found', `group ${group} was taken by an earlier attempt of this run`, { group });
    return { intent: draft, failures: [] };
  }

  const begun = known.groups.some(({ name }) => name === group);
  if (takesGroupSnapshots(policy)) return takeGroupSnapshot({ policy, intent: draft, begun, environment });
  if (policy.quiesce.strategy === 'postgres-backup') return takeBackup({ policy, target: policy.quiesce, intent: draft, environment });
  if (policy.quiesce.strategy === 'exec') return takeHeld({ policy, target: policy.quiesce, intent: draft, environment });
  const intent = { ...draft, quiesce: await quiesce(policy, environment) };
  signal.throwIfAborted();
  await writeDown(policy, intent, cluster);
  progress.step('intent', `group ${group} is written down`, { group });
  const failures = await createSnapshots(volumeSnapshots(policy, intent), policy.parallelism, environment);
  const created = members.length - failures.length;
  progress.step('created', `${created} of ${members.length} VolumeSnapshots are created`, { group });
  for (const failure of failures) progress.warn('create', failure, { group });
  return { intent, failures };
}

/** Finds out whether the group can be taken. Nothing is done to the data, and nothing is written. */
export async function prepareGroup(
  policy: SnapshotPolicyDocument, request: RunRequest, { state, groups }: KnownGroups, { cluster, progress }: RunEnvironment,
): Promise<PreparedGroup> {
  const due = groupName(policy.name, request.scheduledAt);
  const attempts = earlierAttempts(state, request.run, due);
  const { group, earlier, taken } = takesProof(policy.quiesce.strategy)
    ? provenAttempt(policy, due, attempts, groups, cluster.now())
    : usualAttempt(due, attempts, groups);
  if (earlier && taken) return { intent: earlier, taken };

  const { claims: targets, excluded, primary } = await targetsOf(policy, cluster);
  requireOneServer(policy, targets, excluded);
  const members = membersOf(group, targets, policy);
  for (const reason of excluded) progress.warn('excluded', `${reason}: there is nothing of it to snapshot`, { group });
  const intent: GroupIntent = earlier && sameMembers(earlier, members) ? { ...earlier, ...(primary ? { primary } : {}) } : {
    group,
    run: request.run,
    scheduledAt: request.scheduledAt.toISOString(),
    startedAt: cluster.now().toISOString(),
    members,
    excluded,
    quiesce: { strategy: policy.quiesce.strategy, result: 'not asked' },
    ...(primary ? { primary } : {}),
  };
  const together = takesGroupSnapshots(policy);
  if (together) await prepareGroupSnapshot(policy, intent, cluster);
  else await prepareSnapshots(policy, intent, groups, cluster);
  const claims = members.map(({ claim }) => claim);
  progress.step('preflight', `${claims.length} ${claims.length === 1 ? 'claim' : 'claims'} can be snapshotted${together ? ' at one moment' : ''}`, { group, claims });
  return { intent, taken: false };
}

/** Finds out whether the cluster would take the VolumeSnapshots that are not there yet. */
async function prepareSnapshots(policy: SnapshotPolicyDocument, intent: GroupIntent, groups: readonly Group[], cluster: Cluster): Promise<void> {
  const existing = groups.find(({ name }) => name === intent.group);
  for (const snapshot of volumeSnapshots(policy, intent)) {
    const exists = existing?.members.some(({ metadata }) => metadata.name === snapshot.metadata.name);
    if (!exists) await cluster.create(VOLUME_SNAPSHOT, snapshot, { dryRun: true });
  }
}

/** Thaws what earlier runs have left frozen, and gives outcomes to groups that they have left without one. */
async function settleEarlier(policy: SnapshotPolicyDocument, run: string, environment: RunEnvironment): Promise<KnownGroups> {
  const { cluster, progress, program } = environment;
  if (policy.quiesce.strategy === 'exec') await recover(policy, policy.quiesce, environment);
  const before = await markEarlier(policy, environment);
  const groups = await listGroups(policy, cluster);
  const evidence = settle(before, { policy, groups, now: cluster.now(), program, run });
  if (evidence.length === 0) return { state: before, groups };
  for (const intent of evidence) {
    const members = groups.find(({ name }) => name === intent.group)?.members ?? [];
    if (recutMembers(intent, members).length > 0) await disprove(cluster, members);
  }
  const state = await updateState(cluster, policy, (now) => withEvidence(now, evidence));
  for (const { group, outcome, reason = '' } of evidence) {
    progress.step('settled', `group ${group} of an earlier run is ${outcome}${reason && `: ${reason}`}`, { group, outcome });
  }
  return { state, groups };
}

/** The groups of a policy as they are now. */
export async function listGroups(policy: SnapshotPolicyDocument, cluster: Cluster): Promise<Group[]> {
  return groupsOf(await listSnapshots(cluster, policy), policy, cluster.now());
}

/** An attempt that was interrupted goes on where it was. */
function usualAttempt(due: string, [earlier]: readonly GroupIntent[], groups: readonly Group[]): Attempt {
  const group = earlier?.group ?? due;
  const existing = groups.find(({ name }) => name === group);
  return { group, earlier, taken: earlier !== undefined && existing !== undefined && isWhole(earlier, existing) };
}

/** A backup or a freeze ended with the program that held it: what it left is never gone on with, and the next attempt is a group of its own. */
function provenAttempt(
  { name }: SnapshotPolicyDocument, due: string, attempts: readonly GroupIntent[], groups: readonly Group[], now: Date,
): Attempt {
  const whole = attempts.find((attempt) => isProven(groups.find((group) => group.name === attempt.group)));
  if (whole) return { group: whole.group, earlier: whole, taken: true };
  let group = due;
  for (let second = 0; groups.some((each) => each.name === group); second += 1) group = groupName(name, new Date(now.getTime() + second * 1000));
  return { group, taken: false };
}

/** A backup is of one server and all of its volumes. */
function requireOneServer(policy: SnapshotPolicyDocument, claims: readonly KubeObject[], excluded: readonly string[]): void {
  if (policy.quiesce.strategy !== 'postgres-backup') return;
  const workload = statefulSetOf(policy);
  const set = `StatefulSet ${workload.name}`;
  if (excluded.length > 0) throw new Error(`${set} lacks a volume of its server (${excluded.join(', ')}), without which the others are of no use`);
  const servers = claims.length / workload.claimTemplates.length;
  if (servers !== 1) throw new Error(`${set} has the volumes of ${servers} servers, and a backup is of one; scale it to 1`);
}

function isWhole(intent: GroupIntent, group: Group): boolean {
  return intent.members.every(({ name }) => group.members.some(({ metadata }) => metadata.name === name));
}

function sameMembers(intent: GroupIntent, members: GroupIntent['members']): boolean {
  return JSON.stringify(intent.members) === JSON.stringify(members);
}
