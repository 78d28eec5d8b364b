import type { SnapshotPolicyOptions } from './snapshot-policy-props';
import type { Fault } from '../core/faults';
import { labelFaults } from '../core/names';
import type { IStatefulWorkload } from '../workloads/stateful-workload';

/** What is wrong with protecting some of the workload's pods. */
export function targetFaults({ ordinals, primaryLabels }: SnapshotPolicyOptions, workload: IStatefulWorkload): Fault[] {
  const faults: Fault[] = [];
  if (ordinals !== undefined && !areOrdinals(ordinals)) {
    faults.push({ prop: 'ordinals', problem: 'are no ordinals of pods, each once', got: ordinals.join(', '), remedy: 'use whole numbers of 0 or more, or leave them out for all pods' });
  }
  if (ordinals !== undefined && primaryLabels !== undefined) {
    faults.push({ prop: 'primaryLabels', problem: 'are said beside ordinals, and the primary is on any of the pods', got: shown(primaryLabels), remedy: 'leave one of them out' });
  }
  return primaryLabels === undefined ? faults : [...faults, ...primaryFaults(primaryLabels, workload)];
}

function primaryFaults(primaryLabels: { readonly [label: string]: string }, { matchLabels, workloadName }: IStatefulWorkload): Fault[] {
  const faults = labelFaults('primaryLabels', primaryLabels);
  if (Object.keys(primaryLabels).length === 0) {
    faults.push({ prop: 'primaryLabels', problem: 'are none, and all pods have no labels', got: '{}', remedy: 'say what the primary is marked with, as { role: \'primary\' }, or leave them out for all pods' });
  }
  const selecting = Object.keys(primaryLabels).filter((label) => Object.hasOwn(matchLabels, label));
  if (selecting.length > 0) {
    faults.push({
      prop: 'primaryLabels',
      problem: `are labels that select all pods of ${workloadName} and are never changed`,
      got: selecting.join(', '),
      remedy: 'use those alone that are set on the pod that takes writes',
    });
  }
  return faults;
}

function areOrdinals(ordinals: readonly number[]): boolean {
  return ordinals.length > 0 && new Set(ordinals).size === ordinals.length && ordinals.every((ordinal) => Number.isInteger(ordinal) && ordinal >= 0);
}

function shown(labels: { readonly [label: string]: string }): string {
  return Object.entries(labels).map((pair) => pair.join('=')).join(', ');
}
