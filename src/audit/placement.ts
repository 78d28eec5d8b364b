import { at, listAt, stringAt } from './json';
import { selects } from './label-selector';
import type { Workload } from './workload';
import { HOSTNAME_LABEL } from '../core/vocabulary';

/** The only node on which a workload's pods may run, if its manifest names one. */
export function pinnedNode({ podSpec }: Workload): string | undefined {
  return stringAt(podSpec, 'nodeName') ?? stringAt(podSpec, 'nodeSelector', HOSTNAME_LABEL) ?? nodeOfAffinity(podSpec);
}

/** Do the pods of a workload only run on a node where pods of the other one run? */
export function runsBeside(workload: Workload, other: Workload): boolean {
  const node = pinnedNode(workload);
  if (node !== undefined && node === pinnedNode(other)) return true;
  return listAt(workload.podSpec, 'affinity', 'podAffinity', 'requiredDuringSchedulingIgnoredDuringExecution')
    .some((term) => at(term, 'topologyKey') === HOSTNAME_LABEL && selects(at(term, 'labelSelector'), other.labels));
}

// terms are alternatives, so several of them name no single node
function nodeOfAffinity(podSpec: unknown): string | undefined {
  const terms = listAt(podSpec, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms');
  if (terms.length !== 1) return undefined;
  const [one] = listAt(terms[0], 'matchExpressions').filter((expression) => (
    at(expression, 'key') === HOSTNAME_LABEL && at(expression, 'operator') === 'In' && listAt(expression, 'values').length === 1
  ));
  return stringAt(one, 'values', 0);
}
