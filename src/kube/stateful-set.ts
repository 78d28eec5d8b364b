import type { ApiObjectMetadata } from 'cdk8s';
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { claimSpec } from './core';
import type { ClaimSpec } from './core';

interface Json { readonly [field: string]: unknown }

/** One claim template. Everything in it is for ever. */
export interface ClaimTemplateSpec extends ClaimSpec {
  readonly name: string;
  readonly annotations: { readonly [key: string]: string };
}

export interface StatefulSetSpec {
  readonly replicas: number;
  readonly serviceName: string;
  readonly podManagementPolicy: string;
  readonly matchLabels: { readonly [label: string]: string };
  readonly podLabels: { readonly [label: string]: string };
  readonly podAnnotations: { readonly [key: string]: string };
  readonly podSpec: Json;
  readonly claimTemplates: readonly ClaimTemplateSpec[];
  readonly minReadySeconds: number;
  readonly partition: number;
}

/**
 * Claims outlive both the set and a smaller number of replicas: the data is deleted by hand or not at all.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention
 */
const KEEP_CLAIMS = { whenDeleted: 'Retain', whenScaled: 'Retain' };

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/stateful-set-v1/ */
export function statefulSet(scope: Construct, id: string, metadata: ApiObjectMetadata, spec: StatefulSetSpec): ApiObject {
  const annotations = { ...spec.podAnnotations };
  return new ApiObject(scope, id, {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata,
    spec: {
      replicas: spec.replicas,
      serviceName: spec.serviceName,
      podManagementPolicy: spec.podManagementPolicy,
      persistentVolumeClaimRetentionPolicy: { ...KEEP_CLAIMS },
      minReadySeconds: spec.minReadySeconds,
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: spec.partition } },
      selector: { matchLabels: { ...spec.matchLabels } },
      template: {
        metadata: { labels: { ...spec.podLabels }, ...(Object.keys(annotations).length > 0 ? { annotations } : {}) },
        spec: { ...spec.podSpec },
      },
      volumeClaimTemplates: spec.claimTemplates.map(claimTemplate),
    },
  });
}

function claimTemplate(spec: ClaimTemplateSpec): Json {
  return {
    // the API server fills these in; stated, so that a diff against the cluster is empty
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: spec.name, ...(Object.keys(spec.annotations).length > 0 ? { annotations: { ...spec.annotations } } : {}) },
    spec: claimSpec(spec),
  };
}
