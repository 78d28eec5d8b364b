import { columns, instant } from './columns';
import { humanSeconds } from '../../src/core/time';
import type { GroupStatus, SnapshotStatus } from '../operations/snapshot-status/plan';
import { isSwappedOut } from '../operations/snapshots/swapped-out';

/** How the groups of a policy are, for people: a line for each group, the verdict last. */
export function renderSnapshotStatus(status: SnapshotStatus): string {
  const { counts, groups, newestComplete, lastRun, begun, pruning } = status;
  const facts = [
    ['newest complete', newestComplete ? `${newestComplete.group}, cut ${humanSeconds(newestComplete.ageSeconds)} ago (${instant(newestComplete.cutAt)})` : 'none'],
    ['groups', `${counts.Complete} complete, ${counts.Pending} pending, ${counts.Failed} failed, ${counts.Deleting} being deleted`],
    ['last run', lastRun ? [`${lastRun.group} ${lastRun.outcome}`, lastRun.quiesce.lsn && `checkpoint at ${lastRun.quiesce.lsn}`, lastRun.reason].filter(Boolean).join(', ') : 'none'],
    ...begun.length > 0 ? [['begun', begun.join(', ')]] : [],
    ...pruning.length > 0 ? [['deletion begun', pruning.join(', ')]] : [],
    ...status.pruneRefusal !== undefined ? [['not pruned', status.pruneRefusal]] : [],
  ];
  return [
    ...columns(['policy', `${status.namespace}/${status.policy}`], facts),
    '',
    ...groups.length > 0 ? [...columns(['GROUP', 'STATE', 'CONSISTENCY', 'SCHEDULED', 'RETENTION', 'REASON'], groups.map(rowOf)), ''] : [],
    status.verdict,
    '',
  ].join('\n');
}

function rowOf({ group, keep, reasons, consistency }: GroupStatus): string[] {
  return [group.name, group.state, consistency ?? '-', instant(group.scheduledAt), `${keep ? 'keep' : 'delete'}: ${reasons.join(', ')}`, group.reason ?? (isSwappedOut(group) ? 'from before the swap' : '')];
}

/** How the groups of a policy are, for programs. Its form is fixed: fields are added, never changed. */
export function renderSnapshotStatusJson({ groups, newestComplete, lastRun, pruneRefusal, ...status }: SnapshotStatus): string {
  return `${JSON.stringify({
    version: 1,
    policy: status.policy,
    namespace: status.namespace,
    verdict: status.verdict,
    suspended: status.suspended,
    newestComplete: newestComplete ? { ...newestComplete, cutAt: instant(newestComplete.cutAt) } : null,
    counts: status.counts,
    groups: groups.map(({ group, keep, reasons, consistency }) => ({
      name: group.name,
      state: group.state,
      reason: group.reason ?? null,
      consistency: consistency ?? null,
      scheduledAt: instant(group.scheduledAt),
      cutAt: instant(group.cutAt),
      beforeSwap: isSwappedOut(group),
      hold: group.hold ?? null,
      keep,
      reasons,
      snapshots: group.members.map(({ metadata }) => metadata.name),
      expected: group.expected,
    })),
    pruneRefusal: pruneRefusal ?? null,
    begun: status.begun,
    pruning: status.pruning,
    lastRun: lastRun ?? null,
    replaced: status.replaced,
    good: status.good,
  }, undefined, 2)}\n`;
}
