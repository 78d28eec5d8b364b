import { PATIENCE_SECONDS } from './await-gone';
import type { Surroundings } from './await-seen';
import { freeNext, freedGroup } from './free-group-snapshot';
import type { GroupDeletion } from './free-group-snapshot';
import { STOPPED } from './outcome';
import type { GroupOutcome } from './outcome';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { FreedGroup } from '../../../src/documents/snapshot-state';
import { ClusterError } from '../../cluster/cluster';
import type { KubeObject } from '../../cluster/cluster';
import { groupSnapshotKinds } from '../../cluster/group-snapshot-kinds';
import type { GroupSnapshotKinds } from '../../cluster/group-snapshot-kinds';
import type { Progress } from '../progress';
import type { Group } from '../snapshots/group';
import { groupSnapshotOf, isGroupSnapshot, membersOfGroupSnapshot, takesGroupSnapshots } from '../snapshots/group-snapshot';
import { updateState } from '../snapshots/state';

const POLL_SECONDS = 2;

interface Environment extends Surroundings {
  readonly progress: Progress;
}

/** Was the group taken as one VolumeGroupSnapshot? Its members cannot be deleted without it. */
export function isOneSnapshot({ members }: Group): boolean {
  return members.some((member) => isGroupSnapshot(member) || groupSnapshotOf(member) !== undefined);
}

/** Why a policy that takes groups in one way does not delete those that were taken in the other, whose class and rights it does not know. */
export function foreignMode(policy: SnapshotPolicyDocument, group: Group): string | undefined {
  if (takesGroupSnapshots(policy) === isOneSnapshot(group)) return undefined;
  const [is, takes] = isOneSnapshot(group) ? ['one VolumeGroupSnapshot', 'a VolumeSnapshot of each volume'] : ['a VolumeSnapshot of each volume', 'VolumeGroupSnapshots'];
  return `it is ${is}, and policy ${policy.name} takes ${takes} now; delete it by hand, and give a policy of another kind another name`;
}

/**
 * Deletes groups that are VolumeGroupSnapshots, and goes on with deletions that were begun. What has to be freed afterwards is written down
 * before the first of it: when a VolumeGroupSnapshot is gone, nothing else knows.
 *
 * @param begun deletions of earlier prunes that are not over.
 */
export async function deleteGroupSnapshots(
  policy: SnapshotPolicyDocument, groups: readonly Group[], begun: readonly FreedGroup[], environment: Environment,
): Promise<GroupOutcome[]> {
  if (groups.length === 0 && begun.length === 0) return [];
  const { cluster, progress, signal } = environment;
  const kinds = await groupSnapshotKinds(cluster);
  const outcomes: GroupOutcome[] = [];
  const there = await cluster.list(kinds.snapshot, policy.namespace, {});
  // one that is there and is not to go is somebody's who has taken our labels off
  const over = begun.filter(({ uid }) => !there.some(({ metadata }) => metadata.uid === uid && metadata.deletionTimestamp === undefined));
  const deletions = over.filter(({ group }) => !groups.some(({ name }) => name === group)).map((freed) => deletionOf(policy, freed));
  for (const group of groups) {
    if (signal.aborted) {
      outcomes.push({ group: group.name, result: 'stopped', problem: STOPPED });
      continue;
    }
    progress.step('delete', `deletes group ${group.name}`, { group: group.name, snapshots: group.members.map(({ metadata }) => metadata.name) });
    try {
      const snapshot = there.find(({ metadata }) => metadata.name === group.name);
      const freed = over.find((each) => each.group === group.name);
      deletions.push(snapshot || !freed ? await beginDeletion(policy, group, snapshot, kinds, environment) : deletionOf(policy, freed));
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      outcomes.push({ group: group.name, result: 'failed', problem: error.message });
    }
  }
  outcomes.push(...await freeAll(policy, deletions, kinds, environment));
  return outcomes;
}

async function beginDeletion(
  policy: SnapshotPolicyDocument, { name }: Group, snapshot: KubeObject | undefined, kinds: GroupSnapshotKinds, { cluster }: Environment,
): Promise<GroupDeletion> {
  const { namespace, snapshotClass } = policy;
  if (!snapshot) throw new ClusterError('NotFound', `VolumeGroupSnapshot ${namespace}/${name} is not there, and its members are; see the events of these`);
  const uid = snapshot.metadata.uid!;
  // what a class deletes the controller deletes, and the VolumeGroupSnapshot waits for that: to see it gone is enough
  const freed = snapshotClass.deletionPolicy === 'Retain' ? freedGroup(name, snapshot, await membersOfGroupSnapshot(cluster, snapshot)) : undefined;
  if (freed) await updateState(cluster, policy, (state) => ({ ...state, freeing: withDeletion(state.freeing ?? [], freed) }));
  await cluster.delete(kinds.snapshot, snapshot);
  return { group: name, uid, namespace, ...freed ? { freed } : {} };
}

/** Members that are gone by now an earlier prune has seen. */
function withDeletion(freeing: readonly FreedGroup[], freed: FreedGroup): FreedGroup[] {
  const before = freeing.find(({ uid }) => uid === freed.uid)?.members ?? [];
  return [...freeing.filter(({ uid }) => uid !== freed.uid), { ...freed, members: [...new Set([...before, ...freed.members])] }];
}

function deletionOf({ namespace }: SnapshotPolicyDocument, freed: FreedGroup): GroupDeletion {
  return { group: freed.group, uid: freed.uid, namespace, freed };
}

/** Until all is gone, or it takes too long; what is over is forgotten. */
async function freeAll(
  policy: SnapshotPolicyDocument, deletions: readonly GroupDeletion[], kinds: GroupSnapshotKinds, environment: Environment,
): Promise<GroupOutcome[]> {
  const { cluster, clock, signal } = environment;
  const deadline = clock.monotonic() + PATIENCE_SECONDS * 1000;
  const left = new Map(deletions.map((deletion) => [deletion, ['all of it']]));
  for (;;) {
    for (const deletion of left.keys()) {
      if (signal.aborted) break;
      const still = await freeNext(deletion, kinds, environment).catch((error: unknown) => {
        if (error instanceof ClusterError) return [error.message];
        throw error;
      });
      if (still.length > 0) left.set(deletion, still);
      else left.delete(deletion);
    }
    if (left.size === 0 || signal.aborted || clock.monotonic() >= deadline) break;
    await clock.sleep(POLL_SECONDS * 1000, signal).catch(() => undefined);
  }
  if (!signal.aborted) await forget(policy, deletions.filter((deletion) => !left.has(deletion)), cluster);
  return deletions.map((deletion) => outcomeOf(deletion, left.get(deletion), signal));
}

/** Of what is over nothing needs to be known; of what is kept after all nothing was freed. */
export async function forget(policy: SnapshotPolicyDocument, over: readonly Pick<FreedGroup, 'uid'>[], cluster: Environment['cluster']): Promise<void> {
  const uids = over.map(({ uid }) => uid);
  await updateState(cluster, policy, (state) => (
    state.freeing?.some(({ uid }) => uids.includes(uid)) ? { ...state, freeing: state.freeing.filter(({ uid }) => !uids.includes(uid)) } : state
  ));
}

function outcomeOf({ group }: GroupDeletion, left: readonly string[] | undefined, signal: AbortSignal): GroupOutcome {
  if (left === undefined) return { group, result: 'deleted' };
  const names = left.join(', ');
  if (signal.aborted) return { group, result: 'stopped', problem: `told to stop before ${names} was seen to be gone` };
  return { group, result: 'leaked', problem: `${names} not gone ${PATIENCE_SECONDS} s after the deletion; see the events of these objects and the logs of the driver's csi-snapshotter` };
}
