import { isGroupSnapshot } from './group-snapshot';
import {
  CONSISTENCIES, CONSISTENCY_ANNOTATION, GROUP_LABEL, HOLD_ANNOTATION, MEMBERS_ANNOTATION, RELEASE_ANNOTATION, SCHEDULED_AT_ANNOTATION,
} from '../../../src/core/vocabulary';
import type { Consistency } from '../../../src/core/vocabulary';
import type { PolicyQuiesce, SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { KubeObject } from '../../cluster/cluster';

/**
 * `Complete`: every member that was meant to be is there and ready to be restored. `Pending`: may still become so.
 * `Failed`: will not. `Deleting`: a member is on its way out. Only complete groups count for anything.
 */
export type GroupState = 'Complete' | 'Pending' | 'Failed' | 'Deleting';

/** The snapshots of one run. */
export interface Group {
  readonly name: string;
  /** When it was due: hours, days, weeks and months are counted by this. */
  readonly scheduledAt: Date;
  /** When the first of its members was cut, or created as long as that is not known: newer and older are told by this. */
  readonly cutAt: Date;
  readonly state: GroupState;
  /** Why it is not complete. */
  readonly reason?: string;
  /** Why somebody wants it kept. */
  readonly hold?: string;
  /** Whether somebody said that it need not be kept although its volume was replaced. */
  readonly released: boolean;
  readonly members: readonly KubeObject[];
  /** Names that it was meant to have. */
  readonly expected: readonly string[];
}

/**
 * The groups of a policy from its VolumeSnapshots, by the time they were scheduled for. A VolumeGroupSnapshot stands for its members as long
 * as none of them says which group it is of.
 */
export function groupsOf(snapshots: readonly KubeObject[], policy: SnapshotPolicyDocument, now: Date): Group[] {
  const byGroup = new Map<string, KubeObject[]>();
  for (const snapshot of snapshots) {
    const name = snapshot.metadata.labels?.[GROUP_LABEL];
    if (name !== undefined) byGroup.set(name, [...byGroup.get(name) ?? [], snapshot]);
  }
  return [...byGroup].map(([name, members]) => groupOf(name, members, policy, now)).sort(byTime);
}

/** Those that can be restored, by what is in them: a group that was due earlier may have been cut later. */
export function completeNewestFirst(groups: readonly Group[]): Group[] {
  const newest = (a: Group, b: Group): number => b.cutAt.getTime() - a.cutAt.getTime() || (a.name < b.name ? 1 : -1);
  return groups.filter(({ state }) => state === 'Complete').sort(newest);
}

/** What a group holds: of a backup that is the least that any of its members says. */
export function consistencyOf({ members }: Pick<Group, 'members'>): Consistency | undefined {
  const said = members.map(consistencyOfMember);
  return said.find((consistency) => consistency === CONSISTENCIES.unproven) ?? said.find((consistency) => consistency !== undefined);
}

/** Does each member that there should be say what is in it, as of a backup that was seen to be whole? */
export function isProven(group: Group | undefined): boolean {
  return group !== undefined && group.expected.length > 0 && group.expected.every((name) => (
    group.members.some((member) => member.metadata.name === name && saysWhatItHolds(member))
  ));
}

function saysWhatItHolds(member: KubeObject): boolean {
  const said = consistencyOfMember(member);
  return said === CONSISTENCIES.application || said === CONSISTENCIES.crash;
}

function consistencyOfMember({ metadata }: KubeObject): Consistency | undefined {
  return metadata.annotations?.[CONSISTENCY_ANNOTATION] as Consistency | undefined;
}

/** The earliest due first. */
export function byTime(a: Group, b: Group): number {
  return a.scheduledAt.getTime() - b.scheduledAt.getTime() || (a.name < b.name ? -1 : 1);
}

function groupOf(name: string, objects: readonly KubeObject[], policy: SnapshotPolicyDocument, now: Date): Group {
  const snapshots = objects.filter((object) => !isGroupSnapshot(object));
  const members = snapshots.length > 0 ? snapshots : objects;
  const annotations = members.map(({ metadata }) => metadata.annotations ?? {});
  const expected = expectedNames(annotations);
  const scheduledAt = annotations.map((each) => scheduledTime(each[SCHEDULED_AT_ANNOTATION])).find((time) => time !== undefined)
    ?? new Date(members[0].metadata.creationTimestamp!);
  // a person may say it on a VolumeGroupSnapshot as well as on its members
  const said = objects.map(({ metadata }) => metadata.annotations ?? {});
  const hold = said.map((each) => each[HOLD_ANNOTATION]).find((reason) => reason !== undefined);
  const released = said.some((each) => each[RELEASE_ANNOTATION] !== undefined);
  const times = members.map(({ metadata, status }) => Date.parse(status?.creationTime ?? metadata.creationTimestamp));
  const cutAt = new Date(Math.min(...times));
  const annotated = { released, ...(hold !== undefined ? { hold } : {}) };
  return { name, scheduledAt, cutAt, members, expected, ...annotated, ...stateOf(objects, members, expected, policy, now) };
}

function stateOf(
  objects: readonly KubeObject[], members: readonly KubeObject[], expected: readonly string[], policy: SnapshotPolicyDocument, now: Date,
): Pick<Group, 'state' | 'reason'> {
  if (objects.some(({ metadata }) => metadata.deletionTimestamp !== undefined)) return { state: 'Deleting', reason: 'a member is being deleted' };
  const problem = problemOf(members, expected, policy.quiesce);
  if (problem === undefined) return { state: 'Complete' };
  const oldest = Math.min(...members.map(({ metadata }) => Date.parse(metadata.creationTimestamp!)));
  const late = now.getTime() - oldest > policy.deadlines.readySeconds * 1000;
  return { state: late ? 'Failed' : 'Pending', reason: problem };
}

function problemOf(members: readonly KubeObject[], expected: readonly string[], quiesce: PolicyQuiesce): string | undefined {
  const unmarked = members.find(isGroupSnapshot);
  if (unmarked) return unmarkedProblem(unmarked);
  if (expected.length === 0) return 'no member says which others there should be';
  const missing = expected.filter((name) => !members.some(({ metadata }) => metadata.name === name));
  if (missing.length > 0) return `${missing.join(', ')} is missing`;
  const unready = members.filter(({ status }) => status?.readyToUse !== true);
  if (unready.length === 0) return unprovenProblem(members, quiesce);
  return unready.map(({ metadata, status }) => `${metadata.name} ${status?.error ? `has an error: ${status.error.message}` : 'is not ready'}`).join('; ');
}

function unmarkedProblem({ metadata, status }: KubeObject): string {
  const name = `VolumeGroupSnapshot ${metadata.name}`;
  if (status?.error) return `${name} has an error: ${status.error.message}`;
  return status?.creationTime ? `no run has looked yet at what ${name} is of` : `${name} is not cut`;
}

/** What nobody has seen of members that count for nothing until somebody has. */
export function unprovenProblem(members: readonly KubeObject[], { strategy }: PolicyQuiesce): string | undefined {
  const unproven = members.filter((member) => consistencyOfMember(member) === CONSISTENCIES.unproven);
  if (unproven.length === 0) return undefined;
  const names = unproven.map(({ metadata }) => metadata.name).join(', ');
  switch (strategy) {
    case 'exec': return `nobody has seen that the application was frozen until ${names} was cut`;
    case 'postgres-backup': return `nobody has seen that ${names} is a part of a whole backup`;
    default: return `nobody has seen that ${names} is a part of the group that was meant`;
  }
}

/** A time that somebody has made unreadable is none. */
function scheduledTime(text: string | undefined): Date | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : new Date(time);
}

function expectedNames(annotations: readonly { readonly [key: string]: string }[]): string[] {
  const names = new Set<string>();
  for (const each of annotations) {
    for (const name of parseNames(each[MEMBERS_ANNOTATION])) names.add(name);
  }
  return [...names];
}

function parseNames(text: string | undefined): string[] {
  try {
    const names: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(names) ? names.map(String) : [];
  } catch {
    return [];
  }
}
