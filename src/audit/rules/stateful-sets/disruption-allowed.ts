import { at } from '../../json';
import { CRON_JOB, DAEMON_SET, DISRUPTION_BUDGET, JOB, describe } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

export const disruptionAllowed: Rule = {
  id: 'STS-011',
  slug: 'disruption-allowed',
  title: 'A PodDisruptionBudget lets a node be drained',
  checklist: [11],
  severity: 'error',
  why: 'A budget that never allows a disruption does not protect the pods: it blocks every drain until somebody deletes them, or the budget, by force.',
  remedy: 'Use `maxUnavailable: 1`. A single replica is unavailable while it moves, with or without a budget.',
  links: ['https://kubernetes.io/docs/tasks/run-application/configure-pdb/#identify-an-application-to-protect'],
  needs: ['set'],
  kinds: [DISRUPTION_BUDGET],
  evaluate(object, index) {
    const workloads = index.workloadsOfBudget(object).filter(({ isControlled }) => !isControlled);
    const pods = workloads.reduce((sum, workload) => sum + index.autoscalers.podsOf(workload).least, 0);
    for (const field of ['maxUnavailable', 'minAvailable'] as const) {
      const path = ['spec', field];
      const value = at(object, ...path);
      if (value === undefined) continue;
      // percentages are rounded up: https://kubernetes.io/docs/tasks/run-application/configure-pdb/#rounding-logic-when-specifying-percentages
      if (always(field, value)) return [{ message: `${describe(object)} allows no disruption: ${field} is ${String(value)}`, remedy: 'set maxUnavailable: 1', path }];
      if (field === 'maxUnavailable') return [];
      // how many nodes there are and how many runs of a Job go on is not in a manifest
      if (workloads.some(({ kind }) => UNCOUNTED.includes(kind))) return new NotApplicable('nobody can tell how many pods it selects');
      if (pods === 0) return new NotApplicable('it selects no pods in the input');
      if (podsOf(value, pods) < pods) return [];
      return [{
        message: `${describe(object)} allows no disruption: minAvailable is ${String(value)} of ${pods === 1 ? '1 pod' : `${pods} pods`}`,
        remedy: 'set maxUnavailable: 1',
        path,
        related: workloads.map((workload) => workload.object),
      }];
    }
    return [];
  },
};

const UNCOUNTED: readonly string[] = [DAEMON_SET, JOB, CRON_JOB];

function always(field: 'maxUnavailable' | 'minAvailable', value: unknown): boolean {
  const text = String(value);
  return field === 'maxUnavailable' ? /^0+%?$/.test(text) : /^[1-9]\d{2,}%$/.test(text);
}

function podsOf(value: unknown, pods: number): number {
  const text = String(value);
  return text.endsWith('%') ? Math.ceil((Number(text.slice(0, -1)) * pods) / 100) : Number(text);
}
