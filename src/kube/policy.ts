import type { ApiObjectMetadata } from 'cdk8s';
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';

export interface DisruptionBudgetSpec {
  readonly matchLabels: { readonly [label: string]: string };
  readonly maxUnavailable: number;
}

/** https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/pod-disruption-budget-v1/ */
export function podDisruptionBudget(scope: Construct, id: string, metadata: ApiObjectMetadata, spec: DisruptionBudgetSpec): ApiObject {
  return new ApiObject(scope, id, {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata,
    spec: {
      maxUnavailable: spec.maxUnavailable,
      // A pod that is not ready protects nothing and must not hold up a drain.
      // https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: { ...spec.matchLabels } },
    },
  });
}
