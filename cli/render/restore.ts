import { columns, instant } from './columns';
import { renderHolds } from './holds';
import { refusalLines, refusedText } from './nothing';
import { jsonText, lines } from './text';
import { humanSeconds } from '../../src/core/time';
import type { SnapshotPolicyDocument } from '../../src/documents/snapshot-policy';
import type { RestoreResult } from '../operations/restore/apply';
import type { RestorePlan, VolumeRestore } from '../operations/restore/plan';
import { lastCutAt } from '../operations/restore/request';
import { consistencyOf } from '../operations/snapshots/group';
import type { Group } from '../operations/snapshots/group';
import { holdsOf } from '../operations/snapshots/holds';
import { whereCopiesMayBe } from '../operations/snapshots/lost-copies';
import { isSwappedOut } from '../operations/snapshots/swapped-out';

/** What can be restored, for people: the newest first. */
export function renderRestorePoints({ name, namespace }: SnapshotPolicyDocument, points: readonly Group[], now: Date): string {
  if (points.length === 0) {
    return lines(`NOTHING CAN BE RESTORED: policy ${namespace}/${name} has no complete group`, whereCopiesMayBe({ name, namespace }));
  }
  const rows = points.map((group) => [
    group.name, instant(lastCutAt(group)), humanSeconds(Math.max(0, Math.floor((now.getTime() - lastCutAt(group).getTime()) / 1000))),
    consistencyOf(group) ?? '-', group.members.map(sizeOf).join(' + '), group.hold ?? '',
  ]);
  const table = columns(['GROUP', 'CUT', 'AGE', 'CONSISTENCY', 'SIZE', 'HELD FOR'], rows);
  return lines(
    ...table, '', 'what was written after CUT is not in a group',
    ...points.filter(isSwappedOut).map(({ name: group }) => `group ${group} is from before the swap: it holds what was swapped out, and is restored only when it is named (--group ${group})`),
    ...renderHolds({ name, namespace }, holdsOf(points)),
  );
}

/** What can be restored, for programs. Its form is fixed: fields are added, never changed. */
export function renderRestorePointsJson({ name, namespace }: SnapshotPolicyDocument, points: readonly Group[]): string {
  return jsonText({ version: 1, policy: name, namespace, points: points.map(pointFields) });
}

/** What a restore would make, for people. */
export function renderRestorePlan(plan: RestorePlan): string {
  const { group, volumes, refusals } = plan;
  return lines(
    `group ${group.name}, cut ${instant(lastCutAt(group))}: what was written later is not in it`,
    ...plan.label ? [`with ConfigMap ${plan.label.metadata.namespace}/${plan.label.metadata.name}, the backup label that the new set reads`] : [],
    ...volumes.length > 0 ? ['', ...columns(['SNAPSHOT', 'CLAIM', 'SIZE', 'CLASS', 'STATE'], volumes.map(rowOf)), ''] : [],
    ...refusals.length > 0
      ? refusalLines(refusals)
      : isMade(plan) ? [nothingToMake(plan)] : [`${purpose(plan)}; nothing that exists is replaced or deleted, ${whatOfTheGroup(plan)}`],
  );
}

/** What a restore would make, for programs. Its form is fixed: fields are added, never changed. */
export function renderRestorePlanJson(plan: RestorePlan): string {
  return jsonText({ version: 1, dryRun: true, ...planFields(plan) });
}

/** What a restore did, for people, and what comes next. */
export function renderRestoreResult({ plan, claims, finished, already }: RestoreResult): string {
  const { request, group, setRuns } = plan;
  if (plan.refusals.length > 0) return refusedText('restored', plan.refusals);
  return lines(
    ...columns(['CLAIM', 'STATE', 'REASON'], claims.map(({ claim, bound, reason }) => [claim, bound ? 'bound' : 'waiting', reason ?? ''])),
    '',
    ...finished
      ? [already ? nothingToMake(plan) : `all volumes are restored from ${group.name}; look at the data before anybody relies on it`, ...setRuns ? [] : [`next: ${start(plan)}`]]
      : [
        ...request.lost ? [] : [`group ${group.name} stays held until all claims are bound`],
        setRuns ? 'next: the same command again, later' : `next: ${start(plan)}, then the same command again, which tidies up`,
      ],
  );
}

/** What a restore did, for programs. Its form is fixed: fields are added, never changed. */
export function renderRestoreResultJson({ plan, claims, finished, already }: RestoreResult): string {
  return jsonText({
    version: 1,
    dryRun: false,
    ...planFields(plan),
    finished,
    already,
    outcomes: claims.map(({ claim, bound, reason }) => ({ claim, bound, reason: reason ?? null })),
  });
}

function isMade({ volumes }: RestorePlan): boolean {
  return volumes.length > 0 && volumes.every(({ state }) => state === 'bound');
}

/** The claims of an earlier restore are there, and stay as they are though there may be something newer. */
function nothingToMake({ group, newer }: RestorePlan): string {
  const newest = newer === undefined ? '' : `; the newest group is ${newer}, and they do not hold what it does: restore it to claims of other names`;
  return `no claim is made: all of them are there, restored from ${group.name}${newest}`;
}

/** Whom the claims are for. */
function purpose({ policy, request }: RestorePlan): string {
  switch (policy.workload.kind) {
    case 'StatefulSet': return `for the pods of StatefulSet ${request.namespace}/${request.workload}`;
    case 'PersistentVolumeClaims': return `for whatever mounts them in namespace ${request.namespace}`;
  }
}

/** What has to be done before volumes are made for pods. */
function start({ policy, request }: RestorePlan): string {
  switch (policy.workload.kind) {
    case 'StatefulSet': return `start StatefulSet ${request.namespace}/${request.workload}`;
    case 'PersistentVolumeClaims': return 'mount the claims in a pod';
  }
}

function planFields({ policy, request, group, newer, volumes, refusals }: RestorePlan) {
  return {
    policy: policy.name,
    target: { namespace: request.namespace, workload: request.workload },
    group: pointFields(group),
    newer: newer ?? null,
    refusals,
    claims: volumes.map(({ snapshot, claim, imported, state }) => ({ snapshot: snapshot.metadata.name, state, claim, imported: imported ?? null })),
  };
}

export function pointFields(group: Group) {
  return {
    group: group.name,
    scheduledAt: instant(group.scheduledAt),
    cutAt: instant(lastCutAt(group)),
    consistency: consistencyOf(group) ?? null,
    beforeSwap: isSwappedOut(group),
    hold: group.hold ?? null,
    heldSince: holdsOf([group])[0]?.since ?? null,
    snapshots: group.members.map(({ metadata, status }) => ({ name: metadata.name, restoreSize: status?.restoreSize ?? null })),
  };
}

function whatOfTheGroup({ request, group }: RestorePlan): string {
  if (!request.lost) return 'and the group is held until the volumes are there';
  return `and the copies stay; members found: ${group.members.length}`;
}

function rowOf({ snapshot, claim, state }: VolumeRestore): string[] {
  return [snapshot.metadata.name, `${claim.metadata.namespace}/${claim.metadata.name}`, claim.spec.resources.requests.storage, claim.spec.storageClassName ?? 'default', state];
}

export function sizeOf({ status }: Group['members'][number]): string {
  return status?.restoreSize ?? '?';
}
