import { REGION_LABELS } from '../../../core/vocabulary';
import { at, listAt, numberAt } from '../../json';
import { selects } from '../../label-selector';
import { STATEFUL_SET, describe } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';
import type { Workload } from '../../workload';

const ANTI_AFFINITY = ['affinity', 'podAntiAffinity'];

export const spread: Rule = {
  id: 'STS-013',
  slug: 'spread',
  title: 'Replicas do not share a node',
  checklist: [13],
  severity: 'warning',
  why: 'Replicas on one node fail together. The scheduler only separates them by chance, and zonal volumes then hold them where they are.',
  remedy: 'Add `topologySpreadConstraints` (or pod anti-affinity) whose selector matches the pods themselves.',
  links: ['https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/'],
  needs: ['document'],
  kinds: [STATEFUL_SET],
  evaluate(object, index) {
    const workload = index.workload(object)!;
    const { most } = index.autoscalers.podsOf(workload);
    if (most < 2) return new NotApplicable('there is one replica');
    const selectors = separatingSelectors(workload, most);
    if (selectors.some((selector) => selects(selector, workload.labels))) return [];
    const message = selectors.length === 0
      ? `${describe(object)} has ${most} replicas that may share a node`
      : `${describe(object)} spreads other pods than its own: no selector matches their labels`;
    return [{ message, remedy: 'spread its pods over kubernetes.io/hostname and topology.kubernetes.io/zone', path: [...workload.podSpecPath, 'topologySpreadConstraints'] }];
  },
};

function separatingSelectors({ podSpec }: Workload, pods: number): unknown[] {
  return [
    // all pods in one place are a skew of their number
    ...listAt(podSpec, 'topologySpreadConstraints').filter((constraint) => (numberAt(constraint, 'maxSkew') ?? 1) < pods),
    ...listAt(podSpec, ...ANTI_AFFINITY, 'requiredDuringSchedulingIgnoredDuringExecution'),
    ...listAt(podSpec, ...ANTI_AFFINITY, 'preferredDuringSchedulingIgnoredDuringExecution').map((term) => at(term, 'podAffinityTerm')),
  ].filter((term) => !REGION_LABELS.includes(at(term, 'topologyKey'))).map((term) => at(term, 'labelSelector'));
}
