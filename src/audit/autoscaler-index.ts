import type { Manifest } from './finding';
import { numberAt, stringAt } from './json';
import { HORIZONTAL_POD_AUTOSCALER, kindOf, namespaceOf } from './manifests';
import type { Workload } from './workload';

/** Between how many pods an autoscaler keeps a workload. */
export interface Scaling {
  readonly object: Manifest;
  readonly min: number;
  readonly max: number;
}

/** HorizontalPodAutoscalers, by what they scale. */
export class AutoscalerIndex {
  private readonly byTarget = new Map<string, Scaling>();

  public file(object: Manifest): void {
    if (kindOf(object) !== HORIZONTAL_POD_AUTOSCALER) return;
    const target = `${namespaceOf(object)}/${stringAt(object, 'spec', 'scaleTargetRef', 'kind')}/${stringAt(object, 'spec', 'scaleTargetRef', 'name')}`;
    // https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/#HorizontalPodAutoscalerSpec
    const min = numberAt(object, 'spec', 'minReplicas') ?? 1;
    this.byTarget.set(target, { object, min, max: numberAt(object, 'spec', 'maxReplicas') ?? min });
  }

  /** The least and the most pods that a workload has: as many as it asks for, unless something scales it. */
  public podsOf(workload: Workload): { readonly least: number; readonly most: number } {
    const scaling = this.of(workload);
    return scaling ? { least: scaling.min, most: scaling.max } : { least: workload.replicas, most: workload.replicas };
  }

  /** What scales a workload, if anything in the input does. */
  public of({ namespace, object }: Workload): Scaling | undefined {
    return this.byTarget.get(`${namespace}/${object.kind}/${object.metadata.name}`);
  }
}
