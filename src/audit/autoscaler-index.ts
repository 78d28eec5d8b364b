import type { Manifest } from './finding';
import { numberAt, stringAt } from './json';
import { DEPLOYMENT, HORIZONTAL_POD_AUTOSCALER, SCALED_OBJECT, kindOf, namespaceOf } from './manifests';
import type { Workload } from './workload';

/** Between how many pods an autoscaler keeps a workload. */
export interface Scaling {
  readonly object: Manifest;
  readonly min: number;
  readonly max: number;
}

/** Fields that say how many pods there may be, with what holds where they are absent. */
const BOUNDS: { readonly [kind: string]: { readonly min: string; readonly least: number; readonly max: string; readonly most?: number } } = {
  // https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/#HorizontalPodAutoscalerSpec
  [HORIZONTAL_POD_AUTOSCALER]: { min: 'minReplicas', least: 1, max: 'maxReplicas' },
  // https://keda.sh/docs/2.18/reference/scaledobject-spec/
  [SCALED_OBJECT]: { min: 'minReplicaCount', least: 0, max: 'maxReplicaCount', most: 100 },
};

/** What both kinds scale unless they say otherwise; only KEDA lets it be left out. */
const DEFAULT_TARGET = DEPLOYMENT.split('.')[0];

/** HorizontalPodAutoscalers and ScaledObjects of KEDA, by what they scale. */
export class AutoscalerIndex {
  private readonly byTarget = new Map<string, Scaling>();

  public file(object: Manifest): void {
    const bounds = BOUNDS[kindOf(object)];
    if (!bounds) return;
    const target = ['spec', 'scaleTargetRef'];
    const kind = stringAt(object, ...target, 'kind') ?? DEFAULT_TARGET;
    const min = numberAt(object, 'spec', bounds.min) ?? bounds.least;
    const scaling = { object, min, max: numberAt(object, 'spec', bounds.max) ?? bounds.most ?? min };
    this.byTarget.set(`${namespaceOf(object)}/${kind}/${stringAt(object, ...target, 'name')}`, scaling);
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
