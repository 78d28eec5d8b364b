import type { Manifest } from './finding';
import { listAt, stringsAt } from './json';
import { pair } from './label-selector';
import type { Labels } from './label-selector';
import { namespaceOf } from './manifests';
import { addTo } from './selector-index';
import type { Workload } from './workload';

/** Pods that the input brings, as many as there are of one template. */
export interface Pods {
  readonly object: Manifest;
  readonly labels: Labels;
  /** Absent for kinds that only look like a workload: their pods have a template, and an operator makes them. */
  readonly workload?: Workload;
}

/** Pods that a selector would select, if it did not ask for some labels that none of them has. */
export interface NearestPods {
  readonly pods: readonly Pods[];
  readonly missing: readonly string[];
}

/**
 * Labels that all objects of a release carry, whatever they are.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 * @see https://helm.sh/docs/chart_best_practices/labels/
 */
const LABELS_OF_RELEASES: readonly string[] = [
  'app.kubernetes.io/instance', 'app.kubernetes.io/part-of', 'app.kubernetes.io/managed-by', 'app.kubernetes.io/version', 'helm.sh/chart', 'release', 'heritage', 'chart',
];

/** Pods by namespace and label. */
export class PodIndex {
  private readonly byPair = new Map<string, Pods[]>();

  public file(object: Manifest, workload: Workload | undefined): void {
    const pods = workload ? { object, labels: workload.labels, workload } : podsOfTemplate(object);
    for (const [key, value] of Object.entries(pods?.labels ?? {})) addTo(this.byPair, `${namespaceOf(object)}|${pair(key, value)}`, pods!);
  }

  /** Does any carry all of these labels? */
  public has(namespace: string, labels: Labels): boolean {
    return this.candidates(namespace, labels).some((pods) => carries(pods, labels));
  }

  /** Pods that carry all of these labels. */
  public selected(namespace: string, labels: Labels): readonly Pods[] {
    return this.candidates(namespace, labels).filter((pods) => carries(pods, labels));
  }

  /** Where none carries all of these labels: those that carry the rest of them, and nothing under the missing keys. */
  public nearest(namespace: string, labels: Labels): NearestPods | undefined {
    const missing = Object.entries(labels).filter(([key, value]) => this.withPair(namespace, key, value).length === 0).map(([key]) => key);
    const rest = Object.fromEntries(Object.entries(labels).filter(([key]) => !missing.includes(key)));
    // what a whole release has in common makes no pod like another
    if (Object.keys(rest).every((key) => LABELS_OF_RELEASES.includes(key))) return undefined;
    const pods = this.selected(namespace, rest).filter((each) => missing.every((key) => each.labels[key] === undefined));
    return missing.length > 0 && pods.length > 0 ? { pods, missing } : undefined;
  }

  /** Pods with the rarest of these labels: how many it has decides how many are looked at. */
  private candidates(namespace: string, labels: Labels): readonly Pods[] {
    const lists = Object.entries(labels).map(([key, value]) => this.withPair(namespace, key, value));
    return lists.sort((a, b) => a.length - b.length)[0] ?? [];
  }

  private withPair(namespace: string, key: string, value: string): readonly Pods[] {
    return this.byPair.get(`${namespace}|${pair(key, value)}`) ?? [];
  }
}

function carries(pods: Pods, labels: Labels): boolean {
  return Object.entries(labels).every(([key, value]) => pods.labels[key] === value);
}

/** Of ReplicaSets, and of kinds of others that have the pod template where Deployments have it. */
function podsOfTemplate(object: Manifest): Pods | undefined {
  const path = ['spec', 'template'];
  if (listAt(object, ...path, 'spec', 'containers').length === 0) return undefined;
  return { object, labels: stringsAt(object, ...path, 'metadata', 'labels') };
}
