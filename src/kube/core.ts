import type { ApiObjectMetadata } from 'cdk8s';
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';

export interface ServicePort {
  readonly name: string;
  readonly port: number;
}

export interface ServiceSpec {
  readonly selector: { readonly [label: string]: string };
  readonly ports: readonly ServicePort[];
  /** No address of its own: each pod gets a DNS name. */
  readonly headless?: boolean;
  /** Give DNS names to pods that are not ready: peers must find each other to become so. */
  readonly publishNotReadyAddresses?: boolean;
}

/** https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/ */
export function service(scope: Construct, id: string, metadata: ApiObjectMetadata, spec: ServiceSpec): ApiObject {
  return new ApiObject(scope, id, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: {
      type: 'ClusterIP',
      ...(spec.headless ? { clusterIP: 'None' } : {}),
      ...(spec.publishNotReadyAddresses ? { publishNotReadyAddresses: true } : {}),
      selector: { ...spec.selector },
      ports: spec.ports.map(({ name, port }) => ({ name, port, targetPort: name, protocol: 'TCP' })),
    },
  });
}

/** https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/config-map-v1/ */
export function configMap(scope: Construct, id: string, metadata: ApiObjectMetadata, data: { readonly [file: string]: string }): ApiObject {
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { ...data } });
}
