import { PERIODS, bucketsIn } from './buckets';
import { byTime, completeNewestFirst } from './group';
import type { Group } from './group';
import { volumesOf } from './lineage';
import { humanSeconds } from '../../../src/core/time';
import type { PolicyRetention, SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { DrillEvidence, SnapshotStateDocument } from '../../../src/documents/snapshot-state';

/** What becomes of a group, and why. */
export interface Decision {
  readonly group: Group;
  readonly keep: boolean;
  /** For people, at least one: everything that keeps it, or why nothing does. */
  readonly reasons: readonly string[];
}

type Verdict = Omit<Decision, 'group'>;

/**
 * Which groups a policy keeps: one decision for each, the oldest first.
 *
 * Only complete groups are counted, so that failures never push out what can be restored. They are counted by each other
 * and never by the clock: after a pause, or under a clock that jumped, the same ones stay.
 *
 * @param state `pruning`: groups whose deletion was begun. `drills`: which groups were restored and found to be good.
 */
export function decide(
  groups: readonly Group[],
  { retention, schedule, deadlines }: Pick<SnapshotPolicyDocument, 'retention' | 'schedule' | 'deadlines'>,
  { pruning, drills = [] }: Pick<SnapshotStateDocument, 'pruning' | 'drills'>,
  now: Date,
): Decision[] {
  const ordered = [...groups].sort(byTime);
  const complete = completeNewestFirst(groups);
  const rules = rulesThatKeep(complete, retention, schedule.timeZone, drills);
  const lastResort = complete.length > 0 ? undefined : ordered.filter(holdsSomething).at(-1);

  return ordered.map((group) => ({ group, ...verdictOn(group) }));

  function verdictOn(group: Group): Verdict {
    if (group.hold !== undefined) return keep(`hold: ${group.hold}`);
    if (group.state === 'Complete') return verdictOfRules(rules.get(group) ?? []);
    if (pruning.includes(group.name)) return remove('its deletion was begun');
    if (group.state === 'Deleting') return keep('left to whoever is deleting it');
    if (group.state === 'Pending') return keep(`pending until ${after(firstCreated(group), deadlines.readySeconds)}`);
    if (group === lastResort) return keep('failed, but no group is complete and this one holds the newest ready snapshot');
    return verdictOnFailed(lastCreated(group), retention.failedTtlSeconds, now);
  }
}

/** What keeps each complete group; they are given the newest first. */
function rulesThatKeep(
  complete: readonly Group[], retention: PolicyRetention, timeZone: string, drills: readonly DrillEvidence[],
): Map<Group, string[]> {
  const kept = new Map<Group, string[]>();
  const keepFor = (rule: string) => (group: Group): unknown => kept.set(group, [...kept.get(group) ?? [], rule]);
  const keepNewest = (groups: readonly Group[], count: number, rule: string): void => {
    groups.slice(0, count).forEach((group, index) => keepFor(`${rule} ${index + 1}/${count}`)(group));
  };
  const bucketsOf = bucketsIn(timeZone);
  const placed = complete.map((group) => ({ group, buckets: bucketsOf(group.scheduledAt) }));
  keepNewest(complete, retention.last, 'last');
  for (const period of PERIODS) {
    const newestOfEach = placed.filter(({ buckets }, index) => placed.findIndex((other) => other.buckets[period] === buckets[period]) === index);
    keepNewest(newestOfEach.map(({ group }) => group), retention[period], period);
  }
  keepNewest(complete, retention.minReady, 'minimum');
  const minimum = complete.slice(0, retention.minReady);
  for (const { claim, earlier, groups } of volumesOf(complete)) {
    const last = groups.filter(({ released }) => !released).slice(0, retention.minReady);
    const isMinimum = last.every((group) => minimum.includes(group));
    if (earlier || !isMinimum) keepNewest(last, retention.minReady, `${earlier ? 'earlier ' : ''}volume of ${claim}`);
  }
  youngOnes(complete, retention.maxAgeSeconds).forEach(keepFor(`not older than ${humanSeconds(retention.maxAgeSeconds ?? 0)}`));
  complete.filter(passedIn(drills)).slice(0, 1).forEach(keepFor('the newest that passed a drill'));
  return kept;
}

/** By the newest group and not by the clock: while no new ones are made, the old ones stay young. */
function youngOnes(newestFirst: readonly Group[], maxAgeSeconds: number = -1): Group[] {
  return newestFirst.filter(({ cutAt }) => newestFirst[0].cutAt.getTime() - cutAt.getTime() <= maxAgeSeconds * 1000);
}

function passedIn(drills: readonly DrillEvidence[]): (group: Group) => boolean {
  const passed = new Set(drills.filter(({ outcome }) => outcome === 'Passed').map(({ group }) => group));
  return ({ name }) => passed.has(name);
}

function verdictOfRules(rules: readonly string[]): Verdict {
  return rules.length > 0 ? { keep: true, reasons: rules } : remove('no rule keeps it');
}

function verdictOnFailed(failedAt: Date, ttlSeconds: number, now: Date): Verdict {
  const until = after(failedAt, ttlSeconds);
  return now < new Date(until) ? keep(`failed, kept for diagnosis until ${until}`) : remove(`failed, and kept for diagnosis until ${until}`);
}

function keep(reason: string): Verdict {
  return { keep: true, reasons: [reason] };
}

function remove(reason: string): Verdict {
  return { keep: false, reasons: [reason] };
}

/** No group that failed is restored by us, but a person may rescue a volume from a member that is ready. */
function holdsSomething({ state, members }: Group): boolean {
  return state === 'Failed' && members.some(({ status }) => status?.readyToUse === true);
}

function firstCreated({ members }: Group): Date {
  return new Date(Math.min(...members.map(creation)));
}

function lastCreated({ members }: Group): Date {
  return new Date(Math.max(...members.map(creation)));
}

function creation({ metadata }: Group['members'][number]): number {
  return Date.parse(metadata.creationTimestamp!);
}

/** RFC 3339 as Kubernetes writes it. */
function after(date: Date, seconds: number): string {
  return new Date(date.getTime() + seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
}
