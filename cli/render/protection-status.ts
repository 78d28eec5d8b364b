import { columns, instant } from './columns';
import { renderHolds } from './holds';
import { humanSeconds } from '../../src/core/time';
import { isProtected } from '../operations/protection-status/plan';
import type { PolicyProtection, ProtectionStatus } from '../operations/protection-status/plan';

const TITLES = ['POLICY', 'WORKLOAD', 'NEWEST COMPLETE', 'CONSISTENCY', 'AGE', 'RPO', 'NEXT RUN', 'LAST DRILL', 'TO PRUNE'];

/** How workloads are protected, for people: a row for each policy, then what is to be said of it. */
export function renderProtection({ policies, unreadable }: ProtectionStatus): string {
  return [
    ...policies.length > 0 ? [...columns(TITLES, policies.map(rowOf)), '', ...policies.flatMap(remarksOn)] : [],
    ...unreadable.map(({ namespace, object, problem }) => `${namespace}/${object}: UNREADABLE: ${problem}`),
    '',
  ].join('\n');
}

function rowOf({ status, workload, newest, rpoSeconds, next, lastDrill, doomed }: PolicyProtection): string[] {
  const { newestComplete } = status;
  return [
    `${status.namespace}/${status.policy}`,
    workload,
    newestComplete ? instant(newestComplete.cutAt) : 'none',
    newest?.consistency ?? '-',
    newestComplete ? humanSeconds(newestComplete.ageSeconds) : '-',
    Number.isFinite(rpoSeconds) ? humanSeconds(rpoSeconds) : 'none',
    'at' in next ? instant(next.at) : 'none',
    lastDrill ? `${lastDrill.outcome} ${lastDrill.finishedAt}` : 'none',
    status.pruneRefusal === undefined ? String(doomed.length) : '-',
  ];
}

function remarksOn({ status, next, lastDrill, conditions, holds, unfinishedSwap, doomed }: PolicyProtection): string[] {
  const broken = conditions.filter((condition) => condition.type === 'Ready' && condition.status === 'False');
  const drill = lastDrill && lastDrill.outcome !== 'Passed' ? [`the last drill, of ${lastDrill.group}, ${lastDrill.outcome}: ${lastDrill.reason ?? 'it does not say why'}`] : [];
  return [
    `${status.namespace}/${status.policy}: ${status.verdict}`,
    ...[
      ...unfinishedSwap === undefined ? [] : [swapRemark(status, unfinishedSwap)],
      ...'none' in next ? [`no next run: ${next.none}`] : [],
      ...broken.map(({ lastTransitionTime, message }) => `runs do not get what the policy asks for since ${lastTransitionTime}: ${message}`),
      ...drill,
      ...renderHolds({ name: status.policy, namespace: status.namespace }, holds),
      ...doomed.map(({ group, reasons }) => `would prune ${group.name}: ${reasons.join(', ')}`),
      ...status.pruneRefusal === undefined ? [] : [`would prune nothing: ${status.pruneRefusal}`],
    ].map((remark) => `  ${remark}`),
  ];
}

function swapRemark({ policy, namespace }: PolicyProtection['status'], other: string): string {
  return `VOLUMES BETWEEN TWO SETS: the exchange with ${other} was interrupted; finish it: cdk8s-stateful restore swap ${policy} --namespace ${namespace} --workload ${other}`;
}

/** The same for programs. Its form is fixed: fields are added, never changed. */
export function renderProtectionJson(protection: ProtectionStatus): string {
  return `${JSON.stringify({
    version: 1,
    good: isProtected(protection),
    policies: protection.policies.map(jsonOf),
    unreadable: protection.unreadable,
  }, undefined, 2)}\n`;
}

function jsonOf({ status, workload, newest, rpoSeconds, next, lastDrill, conditions, holds, unfinishedSwap, doomed }: PolicyProtection) {
  const { newestComplete } = status;
  return {
    policy: status.policy,
    namespace: status.namespace,
    workload,
    newestComplete: newestComplete ? { ...newestComplete, cutAt: instant(newestComplete.cutAt), consistency: newest?.consistency ?? null } : null,
    rpoSeconds: Number.isFinite(rpoSeconds) ? rpoSeconds : null,
    nextRun: 'at' in next ? instant(next.at) : null,
    noNextRun: 'none' in next ? next.none : null,
    lastDrill: lastDrill ?? null,
    conditions,
    holds: holds.map(({ group, reason, since }) => ({ group, reason, since: since ?? null })),
    unfinishedSwap: unfinishedSwap ?? null,
    toPrune: doomed.map(({ group, reasons }) => ({ group: group.name, reasons })),
    pruneRefusal: status.pruneRefusal ?? null,
    verdict: status.verdict,
    good: status.good,
  };
}
