import { STATEFUL_SET, describe } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

export const disruptionBudget: Rule = {
  id: 'STS-010',
  slug: 'disruption-budget',
  title: 'Drains take the pods of a StatefulSet one by one',
  checklist: [10],
  severity: 'warning',
  why: 'Without a PodDisruptionBudget an upgrade of the nodes may evict all replicas at once, and with them the quorum.',
  remedy: 'Select its pods in a PodDisruptionBudget with `maxUnavailable: 1`.',
  links: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/'],
  needs: ['set'],
  kinds: [STATEFUL_SET],
  evaluate(object, index) {
    const workload = index.workload(object)!;
    const { most } = index.autoscalers.podsOf(workload);
    if (most < 2) return new NotApplicable('a budget cannot keep a single pod available');
    const budgets = index.budgetsOf(workload);
    if (budgets.length === 1) return [];
    const message = budgets.length === 0
      ? `${describe(object)} has ${most} replicas and no PodDisruptionBudget`
      : `${describe(object)} is selected by ${budgets.length} PodDisruptionBudgets: its pods cannot be evicted`;
    const remedy = budgets.length === 0 ? 'add one with maxUnavailable: 1' : 'keep one';
    return [{ message, remedy, path: ['spec', 'replicas'], related: budgets, severity: budgets.length === 0 ? 'warning' : 'error' }];
  },
};
