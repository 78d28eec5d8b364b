import { awaitMembers, membersNow } from './await-members';
import type { RunEnvironment } from './environment';
import { createOrFind, groupSnapshot } from './group-snapshot';
import { markMembers } from './mark-members';
import type { MarkedGroup } from './mark-members';
import { quiesce } from './quiesce';
import { requireSelection, selectorOf } from './selection';
import type { TakenGroup } from './take-backup';
import { writeDown } from './write-down';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { GroupIntent, SnapshotStateDocument } from '../../../src/documents/snapshot-state';
import type { Kind, KubeObject } from '../../cluster/cluster';
import { groupSnapshotKinds } from '../../cluster/group-snapshot-kinds';
import { takesGroupSnapshots } from '../snapshots/group-snapshot';
import { loadState } from '../snapshots/state';

/** A group that is to be one VolumeGroupSnapshot. */
export interface GroupSnapshotRequest {
  readonly policy: SnapshotPolicyDocument;
  readonly set: KubeObject;
  readonly intent: GroupIntent;
  /** An earlier attempt has made it: what was done to the data before it stays true. */
  readonly begun: boolean;
  readonly environment: RunEnvironment;
}

/** Takes all volumes at one moment, by one VolumeGroupSnapshot, and marks its members when they are there. */
export async function takeGroupSnapshot({ policy, set, intent: draft, begun, environment }: GroupSnapshotRequest): Promise<TakenGroup> {
  const { cluster, progress, signal } = environment;
  const { group, members } = draft;
  const { snapshot: kind } = await groupSnapshotKinds(cluster);
  const labels = selectorOf(set);
  await requireSelection(policy, members, labels, cluster);
  const wanted = groupSnapshot(policy, draft, kind, labels);
  await createOrFind(cluster, kind, wanted, { dryRun: true });
  progress.step('preflight', `${members.length} ${members.length === 1 ? 'claim' : 'claims'} can be snapshotted at one moment`, { group, claims: members.map(({ claim }) => claim) });
  const intent = begun ? draft : { ...draft, quiesce: await quiesce(policy, environment) };
  signal.throwIfAborted();
  await writeDown(policy, intent, cluster);
  progress.step('intent', `group ${group} is written down`, { group });
  await createOrFind(cluster, kind, wanted, { dryRun: false });
  progress.step('created', `VolumeGroupSnapshot ${group} is created`, { group });
  return finish(policy, intent, kind, environment);
}

async function finish(policy: SnapshotPolicyDocument, intent: GroupIntent, kind: Kind, environment: RunEnvironment): Promise<TakenGroup> {
  const { cluster, progress } = environment;
  const { group } = intent;
  const cut = await awaitMembers(policy, intent, kind, environment);
  if (!cut) {
    progress.warn('cut', `group ${group} is not cut after ${policy.deadlines.waitSeconds} s; the next run looks again`, { group });
    return { intent, failures: [] };
  }
  const marked = await markMembers(policy, intent, cut, cluster);
  report(marked, environment);
  return { intent: marked.intent, failures: marked.differences };
}

/** Marks the members of groups that earlier runs began, where the driver was slower than the run, or the run was ended. */
export async function markEarlier(policy: SnapshotPolicyDocument, environment: RunEnvironment): Promise<SnapshotStateDocument> {
  const { cluster } = environment;
  const state = await loadState(cluster, policy);
  if (!takesGroupSnapshots(policy) || state.begun.length === 0) return state;
  const { snapshot: kind } = await groupSnapshotKinds(cluster);
  for (const intent of state.begun) {
    const cut = await membersNow(policy, intent, kind, cluster);
    if (cut) report(await markMembers(policy, intent, cut, cluster), environment);
  }
  return loadState(cluster, policy);
}

function report({ intent: { group, members }, differences }: MarkedGroup, { progress }: RunEnvironment): void {
  for (const difference of differences) progress.warn('members', `group ${group} is not what was meant: ${difference}`, { group });
  if (differences.length === 0) progress.step('members', `group ${group} has a snapshot of each claim`, { group, snapshots: members.map(({ name }) => name) });
}
