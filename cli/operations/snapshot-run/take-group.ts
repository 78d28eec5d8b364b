import { createSnapshots } from './create';
import type { RunEnvironment } from './environment';
import { claimNames, earlierAttempt, groupName, membersOf, volumeSnapshots } from './plan';
import type { RunRequest } from './plan';
import { quiesce } from './quiesce';
import { settle } from './settle';
import { POLICY_LABEL } from '../../../src/core/vocabulary';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { GroupIntent, SnapshotStateDocument } from '../../../src/documents/snapshot-state';
import { CLAIM, STATEFUL_SET, VOLUME_SNAPSHOT } from '../../cluster/cluster';
import type { Cluster, KubeObject } from '../../cluster/cluster';
import { groupsOf } from '../snapshots/group';
import type { Group } from '../snapshots/group';
import { loadState, updateState, withEvidence } from '../snapshots/state';

/** A group whose snapshots exist, but for those that could not be created. */
export interface TakenGroup {
  readonly intent: GroupIntent;
  readonly failures: readonly string[];
}

/** Settles what earlier runs left, prepares the data and creates the snapshots of a group. Under the lease of the policy. */
export async function takeGroup(policy: SnapshotPolicyDocument, request: RunRequest, environment: RunEnvironment): Promise<TakenGroup> {
  const { cluster, progress, signal } = environment;
  const { state, groups } = await settleEarlier(policy, request.run, environment);
  const due = groupName(policy.name, request.scheduledAt);
  const earlier = earlierAttempt(state, request.run, due);
  const group = earlier?.group ?? due;
  const existing = groups.find(({ name }) => name === group);
  if (earlier && existing && isWhole(earlier, existing)) {
    progress.step('found', `group ${group} was taken by an earlier attempt of this run`, { group });
    return { intent: earlier, failures: [] };
  }

  const { claims, excluded } = await claimsOf(policy, cluster);
  const members = membersOf(group, claims);
  for (const reason of excluded) progress.warn('excluded', `${reason}: there is nothing of it to snapshot`, { group });
  const draft: GroupIntent = earlier && sameMembers(earlier, members) ? earlier : {
    group,
    run: request.run,
    scheduledAt: request.scheduledAt.toISOString(),
    startedAt: cluster.now().toISOString(),
    members,
    excluded,
    quiesce: { strategy: policy.quiesce.strategy, result: 'not asked' },
  };
  for (const snapshot of volumeSnapshots(policy, draft)) {
    const exists = existing?.members.some(({ metadata }) => metadata.name === snapshot.metadata.name);
    if (!exists) await cluster.create(VOLUME_SNAPSHOT, snapshot, { dryRun: true });
  }
  progress.step('preflight', `${members.length} ${members.length === 1 ? 'claim' : 'claims'} can be snapshotted`, { group, claims: members.map(({ claim }) => claim) });

  const intent = { ...draft, quiesce: await quiesce(policy, environment) };
  signal.throwIfAborted();
  await updateState(cluster, policy, (before) => ({
    ...before,
    begun: [...before.begun.filter((each) => each.group !== group), intent],
    runs: before.runs.filter((each) => each.group !== group),
  }));
  progress.step('intent', `group ${group} is written down`, { group });
  const failures = await createSnapshots(policy, intent, environment);
  const created = members.length - failures.length;
  progress.step('created', `${created} of ${members.length} VolumeSnapshots are created`, { group });
  for (const failure of failures) progress.warn('create', failure, { group });
  return { intent, failures };
}

/** Gives outcomes to groups that earlier runs have left without one. */
async function settleEarlier(
  policy: SnapshotPolicyDocument, run: string, { cluster, progress, program }: RunEnvironment,
): Promise<{ state: SnapshotStateDocument; groups: Group[] }> {
  const groups = await listGroups(policy, cluster);
  const before = await loadState(cluster, policy);
  const evidence = settle(before, { policy, groups, now: cluster.now(), program, run });
  if (evidence.length === 0) return { state: before, groups };
  const state = await updateState(cluster, policy, (now) => withEvidence(now, evidence));
  for (const { group, outcome, reason = '' } of evidence) {
    progress.step('settled', `group ${group} of an earlier run is ${outcome}${reason && `: ${reason}`}`, { group, outcome });
  }
  return { state, groups };
}

async function listGroups(policy: SnapshotPolicyDocument, cluster: Cluster): Promise<Group[]> {
  const snapshots = await cluster.list(VOLUME_SNAPSHOT, policy.namespace, { [POLICY_LABEL]: policy.name });
  return groupsOf(snapshots, policy, cluster.now());
}

/**
 * Claims with a volume, and why others have none. A replica that cannot start, or is being made, has no data that could be lost;
 * it is no reason to leave the others without a copy.
 */
async function claimsOf(policy: SnapshotPolicyDocument, cluster: Cluster): Promise<{ claims: KubeObject[]; excluded: string[] }> {
  const { name } = policy.workload;
  const set = await cluster.get(STATEFUL_SET, name, policy.namespace);
  if (!set) throw new Error(`StatefulSet ${policy.namespace}/${name} is not there; policy ${policy.name} has nothing to protect`);
  const names = claimNames(policy, set);
  const claims = await Promise.all(names.map((claim) => cluster.get(CLAIM, claim, policy.namespace)));
  const bound = claims.filter((claim) => claim?.status?.phase === 'Bound') as KubeObject[];
  const excluded = names.flatMap((claim, at) => (bound.some(({ metadata }) => metadata.name === claim) ? [] : [
    `claim ${claim} is ${claims[at] ? claims[at].status?.phase ?? 'not bound' : 'not there'}`,
  ]));
  if (bound.length === 0) throw new Error(`StatefulSet ${policy.namespace}/${name} has no volume to snapshot: ${excluded.join(', ')}`);
  return { claims: bound, excluded };
}

function isWhole(intent: GroupIntent, group: Group): boolean {
  return intent.members.every(({ name }) => group.members.some(({ metadata }) => metadata.name === name));
}

function sameMembers(intent: GroupIntent, members: GroupIntent['members']): boolean {
  return JSON.stringify(intent.members) === JSON.stringify(members);
}
