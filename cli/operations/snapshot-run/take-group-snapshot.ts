import { awaitMembers, membersNow } from './await-members';
import type { RunEnvironment } from './environment';
import { createOrFind, groupSnapshot } from './group-snapshot';
import { markMembers } from './mark-members';
import type { MarkedGroup } from './mark-members';
import { quiesce } from './quiesce';
import { requireSelection, selectorOf } from './selection';
import type { TakenGroup } from './take-backup';
import { writeDown } from './write-down';
import { takesProof } from '../../../src/documents/policy-quiesce';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { GroupIntent, SnapshotStateDocument } from '../../../src/documents/snapshot-state';
import { STATEFUL_SET } from '../../cluster/cluster';
import type { Cluster, Kind, KubeObject } from '../../cluster/cluster';
import { groupSnapshotKinds } from '../../cluster/group-snapshot-kinds';
import { takesGroupSnapshots } from '../snapshots/group-snapshot';
import { loadState } from '../snapshots/state';

/** A group that is to be one VolumeGroupSnapshot. */
export interface GroupSnapshotRequest {
  readonly policy: SnapshotPolicyDocument;
  readonly intent: GroupIntent;
  /** An earlier attempt has made it: what was done to the data before it stays true. */
  readonly begun: boolean;
  readonly environment: RunEnvironment;
}

interface Wanted {
  readonly kind: Kind;
  readonly object: KubeObject;
}

/** Finds out whether the group can be taken, and only that. */
export async function prepareGroupSnapshot(policy: SnapshotPolicyDocument, intent: GroupIntent, cluster: Cluster): Promise<void> {
  if (takesProof(policy.quiesce.strategy)) {
    throw new Error(`policy ${policy.name} asks for ${policy.quiesce.strategy}, which is not done around a VolumeGroupSnapshot; leave one of the two out`);
  }
  const { kind, object } = await wantedOf(policy, intent, cluster);
  await requireSelection(policy, intent.members, object.spec.source.selector.matchLabels, cluster);
  await createOrFind(cluster, kind, object, { dryRun: true });
}

/** Takes all volumes at one moment, by one VolumeGroupSnapshot, and marks its members when they are there. */
export async function takeGroupSnapshot({ policy, intent: draft, begun, environment }: GroupSnapshotRequest): Promise<TakenGroup> {
  const { cluster, progress, signal } = environment;
  const { group } = draft;
  const { kind, object } = await wantedOf(policy, draft, cluster);
  const intent = begun ? draft : { ...draft, quiesce: await quiesce(policy, environment) };
  signal.throwIfAborted();
  await writeDown(policy, intent, cluster);
  progress.step('intent', `group ${group} is written down`, { group });
  await createOrFind(cluster, kind, object, { dryRun: false });
  progress.step('created', `VolumeGroupSnapshot ${group} is created`, { group });
  return finish(policy, intent, kind, environment);
}

async function wantedOf(policy: SnapshotPolicyDocument, intent: GroupIntent, cluster: Cluster): Promise<Wanted> {
  const { namespace, workload: { name } } = policy;
  const { snapshot: kind } = await groupSnapshotKinds(cluster);
  const set = await cluster.get(STATEFUL_SET, name, namespace);
  if (!set) throw new Error(`StatefulSet ${namespace}/${name} is not there; policy ${policy.name} has nothing to protect`);
  return { kind, object: groupSnapshot(policy, intent, kind, selectorOf(set)) };
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
