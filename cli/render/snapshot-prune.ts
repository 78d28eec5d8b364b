import { columns, instant } from './columns';
import { jsonText, lines } from './text';
import type { PruneResult } from '../operations/snapshot-prune/apply';
import type { PrunePlan } from '../operations/snapshot-prune/plan';

/** What a prune would do, for people: a line for each group. */
export function renderPrunePlan(plan: PrunePlan): string {
  const rows = plan.decisions.map(({ group, keep, reasons }) => [keep ? 'keep' : 'delete', group.name, group.state, instant(group.scheduledAt), reasons.join(', ')]);
  const kept = plan.decisions.filter(({ keep }) => keep).length;
  return lines(
    ...rows.length > 0 ? columns(['ACTION', 'GROUP', 'STATE', 'SCHEDULED', 'REASON'], rows) : [],
    `${kept} to keep, ${plan.decisions.length - kept} to delete${plan.refusal === undefined ? '' : `, but nothing is deleted: ${plan.refusal}`}`,
  );
}

/** What a prune did, for people. */
export function renderPruneResult({ plan, outcomes }: PruneResult): string {
  if (plan.refusal !== undefined) return lines(`nothing was deleted: ${plan.refusal}`);
  const rows = outcomes.map(({ group, result, problem }) => [result, group, problem ?? '']);
  const deleted = outcomes.filter(({ result }) => result === 'deleted').length;
  return lines(
    ...rows.length > 0 ? columns(['RESULT', 'GROUP', 'PROBLEM'], rows) : [],
    `${plan.decisions.length - plan.doomed.length} kept, ${deleted} of ${plan.doomed.length} deleted`,
  );
}

/** What a prune would do, for programs. Its form is fixed: fields are added, never changed. */
export function renderPrunePlanJson(plan: PrunePlan): string {
  return jsonText({ version: 1, dryRun: true, ...planFields(plan) });
}

/** What a prune did, for programs. Its form is fixed: fields are added, never changed. */
export function renderPruneResultJson({ plan, outcomes }: PruneResult): string {
  return jsonText({
    version: 1,
    dryRun: false,
    ...planFields(plan),
    outcomes: outcomes.map(({ group, result, problem }) => ({ group, result, problem: problem ?? null })),
  });
}

function planFields({ decisions, refusal, reprieved }: PrunePlan) {
  return {
    refusal: refusal ?? null,
    groups: decisions.map(({ group, keep, reasons }) => ({
      name: group.name,
      state: group.state,
      scheduledAt: instant(group.scheduledAt),
      keep,
      reasons,
      snapshots: group.members.map(({ metadata }) => metadata.name),
    })),
    reprieved: reprieved.map(({ name }) => name),
  };
}
