import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { SnapshotStateDocument } from '../../../src/documents/snapshot-state';
import { completeNewestFirst } from '../snapshots/group';
import type { Group } from '../snapshots/group';
import { whereCopiesMayBe } from '../snapshots/lost-copies';
import { isSwappedOut } from '../snapshots/swapped-out';

/** How copies are restored whose VolumeSnapshots went with their namespace. */
export interface LostRequest {
  /** Whether what cannot be proven of them is accepted. */
  readonly acceptUnproven: boolean;
  /** A copy of the policy's state, kept elsewhere. */
  readonly state?: SnapshotStateDocument;
}

/** What a restore is asked for. */
export interface RestoreRequest {
  /** The group to restore; else the newest complete one that holds no swapped out data, or the one that a restore to this place has begun with. */
  readonly group?: string;
  /** All of the group was cut at this time or earlier. */
  readonly before?: Date;
  /** Where the claims are made. */
  readonly namespace: string;
  /** It is known to be there: nobody looks for it, which not every account may. */
  readonly namespaceIsKnown?: boolean;
  /** The StatefulSet whose pods look for them; of plain claims, what the policy calls them. */
  readonly workload: string;
  /** The pod that gets the volumes of a group of one pod; else the first where the policy protects the primary, or the one that they are of. */
  readonly ordinal?: number;
  /** Name of the claims, with `{claim}` for the name of the one that was copied; else that name. Of plain claims alone. */
  readonly as?: string;
  /** Of copies whose VolumeSnapshots are gone. */
  readonly lost?: LostRequest;
  /** Class of the claims; else that of the set's claim templates, or of the claims that were copied. */
  readonly storageClass?: string;
}

/** Name of the claim that a plain one is restored to. */
export function placeName({ as }: Pick<RestoreRequest, 'as'>, claim: string): string {
  return as === undefined ? claim : as.replaceAll('{claim}', claim);
}

/** When the last member of a group was cut: nothing that was written later is in it. */
export function lastCutAt({ members, cutAt }: Group): Date {
  const times = members.map(({ status }) => Date.parse(status?.creationTime)).filter((time) => !Number.isNaN(time));
  return times.length > 0 ? new Date(Math.max(...times)) : cutAt;
}

/** The newest group that a restore takes by itself, if it is another than this and newer. */
export function newerThan({ name, cutAt }: Group, groups: readonly Group[]): string | undefined {
  const newest = completeNewestFirst(groups).find((group) => !isSwappedOut(group));
  return newest !== undefined && newest.name !== name && newest.cutAt > cutAt ? newest.name : undefined;
}

/** The group that a request means. Throws when there is none that can be restored. */
export function chooseGroup(
  groups: readonly Group[], { name: policy, namespace }: SnapshotPolicyDocument, { group: wanted, before, lost }: RestoreRequest,
): Group {
  if (wanted !== undefined) return named(groups, wanted, `${namespace}/${policy}`);
  const all = completeNewestFirst(groups);
  const complete = all.filter((group) => !isSwappedOut(group));
  const found = complete.find((group) => before === undefined || lastCutAt(group) <= before);
  if (found) return found;
  if (all.length === 0) {
    const elsewhere = lost ? '' : `; ${whereCopiesMayBe({ name: policy, namespace })}`;
    throw new Error(`policy ${namespace}/${policy} has no complete group: there is nothing to restore${elsewhere}`);
  }
  if (complete.length === 0) {
    const names = all.map(({ name }) => name).join(', ');
    const remedy = `to restore that, name it: cdk8s-stateful restore plan ${policy} --namespace ${namespace} --group ${all[0].name}`;
    throw new Error(`policy ${namespace}/${policy} has no complete group but copies from before the swap of its volumes (${names}), which hold what was swapped out; ${remedy}`);
  }
  const oldest = complete.at(-1)!;
  const had = `the oldest is ${oldest.name}, cut at ${lastCutAt(oldest).toISOString()}`;
  throw new Error(`no complete group of policy ${namespace}/${policy} was cut by ${before!.toISOString()}; ${had}`);
}

function named(groups: readonly Group[], wanted: string, policy: string): Group {
  const found = groups.find(({ name }) => name === wanted);
  if (!found) throw new Error(`policy ${policy} has no group ${wanted}; restore list shows those that can be restored`);
  if (found.state !== 'Complete') throw new Error(`group ${wanted} is ${found.state}: ${found.reason}; only complete groups are restored`);
  return found;
}
