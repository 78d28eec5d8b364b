import { runTimeLabel } from '../../../facts/run-time-labels';
import type { Finding, Manifest } from '../../finding';
import { listAt, stringAt, stringsAt } from '../../json';
import { SERVICE, describe, namespaceOf } from '../../manifests';
import type { NearestPods, Pods } from '../../pod-index';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';
import { wordsOf } from '../../workload-words';

const SELECTOR = ['spec', 'selector'];

export const serviceSelectsPods: Rule = {
  id: 'OPS-038',
  slug: 'service-selects-pods',
  title: 'A Service selects pods that there are',
  checklist: [38],
  severity: 'warning',
  why: 'A Service whose selector matches no pod has no endpoints: it resolves, and every connection is refused. `role: master` in a selector is the usual case: Kubernetes does not know '
    + 'which pod is the primary, so something must set that label when the pods run, as Patroni and the operators of databases do. Labels that they set are known and not reported.',
  remedy: 'Select labels of the pod template, or run what sets the label.',
  links: ['https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service', 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#does-the-service-have-any-endpointslices'],
  needs: ['set'],
  kinds: [SERVICE],
  evaluate(object, index) {
    const selector = stringsAt(object, ...SELECTOR);
    if (Object.keys(selector).length === 0) return new NotApplicable('it has no selector: somebody else writes its endpoints');
    if (stringAt(object, 'spec', 'type') === 'ExternalName') return new NotApplicable('it is another name for something elsewhere');
    const namespace = namespaceOf(object);
    if (index.pods.has(namespace, selector)) return [];
    const setLater = Object.keys(selector).map(runTimeLabel).find((label) => label !== undefined && label.signs === undefined);
    if (setLater) return new NotApplicable(`${setLater.setBy} labels the pods when they run`);
    const nearest = index.pods.nearest(namespace, selector);
    if (!nearest) return [outside(object, selector)];
    const setBy = whoSets(nearest);
    return setBy === undefined ? [nobodySets(object, selector, nearest)] : new NotApplicable(`${setBy} labels the pods when they run`);
  },
};

function outside(object: Manifest, selector: { readonly [key: string]: string }): Finding {
  const labels = Object.entries(selector).map(([key, value]) => `${key}: ${value}`).join(', ');
  return { message: `${describe(object)} selects no pod of the input (${labels})`, remedy: 'audit it together with its workload', path: SELECTOR, unresolved: true };
}

function nobodySets(object: Manifest, selector: { readonly [key: string]: string }, { pods: [first, ...more], missing }: NearestPods): Finding {
  const labels = missing.map((key) => `${key}: ${selector[key]}`).join(', ');
  return {
    message: `${describe(object)} selects no pod: ${describe(first.object)} is like what it looks for, and nothing gives its pods ${labels}`,
    remedy: `drop ${missing.join(', ')} from the selector, or run what sets it`,
    path: [...SELECTOR, missing[0]],
    related: [first, ...more].map(({ object: each }) => each),
  };
}

/** Who sets all that is missing, judged by what the pods run. */
function whoSets({ pods, missing }: NearestPods): string | undefined {
  const labels = missing.map(runTimeLabel);
  const isSet = labels.every((label) => label?.signs?.some((sign) => pods.some((each) => shows(each, sign))));
  return isSet ? labels[0]?.setBy : undefined;
}

function shows({ workload }: Pods, sign: string): boolean {
  if (!workload) return false;
  const images = listAt(workload.podSpec, 'containers').map((container) => stringAt(container, 'image') ?? '');
  return [...wordsOf(workload), ...images].some((word) => word.toLowerCase().includes(sign));
}
