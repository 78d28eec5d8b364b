import type { Surroundings } from './await-seen';
import { deleteGroupSnapshots, foreignMode, forget } from './delete-group-snapshots';
import { reportOutcome } from './outcome';
import type { GroupOutcome } from './outcome';
import type { PrunePlan } from './plan';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { SnapshotStateDocument } from '../../../src/documents/snapshot-state';
import type { Progress } from '../progress';
import type { Group } from '../snapshots/group';

interface Environment extends Surroundings {
  readonly progress: Progress;
}

/** Groups that a policy can delete, and what is to be said of the others. */
interface Doomed {
  readonly foreign: readonly GroupOutcome[];
  readonly doomed: readonly Group[];
}

/**
 * Prunes groups that are VolumeGroupSnapshots. Before one is deleted nothing about it is changed, so that a group that is kept after all has
 * nothing to be taken back; from then on there is no way back, and a prune goes on with what another began.
 */
export async function pruneGroupSnapshots(
  policy: SnapshotPolicyDocument, plan: PrunePlan, { freeing = [] }: SnapshotStateDocument, environment: Environment,
): Promise<GroupOutcome[]> {
  const { cluster, progress } = environment;
  const kept = plan.decisions.filter(({ keep }) => keep).map(({ group }) => group.name);
  await forget(policy, freeing.filter(({ group }) => kept.includes(group)), cluster);
  const { foreign, doomed } = ofThisMode(policy, plan.doomed);
  const begun = freeing.filter(({ group }) => !kept.includes(group) && !doomed.some(({ name }) => name === group));
  const outcomes = [
    ...plan.reprieved.map(({ name }): GroupOutcome => ({ group: name, result: 'reprieved' })),
    ...foreign,
    ...await deleteGroupSnapshots(policy, doomed, begun, environment),
  ];
  for (const outcome of outcomes) reportOutcome(progress, outcome);
  return outcomes;
}

/** Tells groups by the way in which they were taken. */
export function ofThisMode(policy: SnapshotPolicyDocument, groups: readonly Group[]): Doomed {
  const foreign = groups.flatMap((group): GroupOutcome[] => {
    const problem = foreignMode(policy, group);
    return problem === undefined ? [] : [{ group: group.name, result: 'failed', problem }];
  });
  return { foreign, doomed: groups.filter((group) => foreignMode(policy, group) === undefined) };
}
