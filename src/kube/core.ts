import type { ApiObjectMetadata } from 'cdk8s';
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { ClusterScopedObject } from './cluster-scoped-object';
import { present } from './present';

interface Json { readonly [field: string]: unknown }

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

/**
 * Without `data` it is left to a program: applying the manifest again does not reset what that wrote.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/config-map-v1/
 */
export function configMap(scope: Construct, id: string, metadata: ApiObjectMetadata, data?: { readonly [file: string]: string }): ApiObject {
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata, ...(data ? { data: { ...data } } : {}) });
}

export interface ClaimSpec {
  readonly accessMode: string;
  /** `100Gi` */
  readonly storage: string;
  /** The empty name is that of no class: nothing is made for the claim. */
  readonly storageClassName: string;
  /** Left out: `Filesystem`. */
  readonly volumeMode?: string;
  readonly volumeAttributesClassName?: string;
}

/** What a new volume is filled with: an object in the claim's namespace. */
export interface ClaimDataSource {
  /** Left out: the core group, in which claims are. */
  readonly apiGroup?: string;
  readonly kind: string;
  readonly name: string;
}

/** Where the volume of a claim comes from, unless it is a new and empty one. */
export interface ClaimOrigin {
  readonly dataSource?: ClaimDataSource;
  /** The PersistentVolume that the claim waits for. */
  readonly volumeName?: string;
}

/** `spec` of a claim, and of a claim template. */
export function claimSpec(
  { accessMode, storage, storageClassName, volumeMode = 'Filesystem', volumeAttributesClassName }: ClaimSpec, { dataSource, volumeName }: ClaimOrigin = {},
): Json {
  const resources = { requests: { storage } };
  return present({ accessModes: [accessMode], storageClassName, volumeAttributesClassName, volumeMode, resources, dataSource, volumeName });
}

/** https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/persistent-volume-claim-v1/ */
export function persistentVolumeClaim(
  scope: Construct, id: string, metadata: ApiObjectMetadata, spec: ClaimSpec, origin?: ClaimOrigin,
): ApiObject {
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec: claimSpec(spec, origin) });
}

/**
 * Limits on what a namespace holds: names of resources, and how much of them.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/resource-quota-v1/
 */
export function resourceQuota(scope: Construct, id: string, metadata: ApiObjectMetadata, hard: { readonly [resource: string]: string }): ApiObject {
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec: { hard: { ...hard } } });
}

/** https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/namespace-v1/ */
export function namespaceObject(scope: Construct, id: string, metadata: ApiObjectMetadata): ApiObject {
  return new ClusterScopedObject(scope, id, { apiVersion: 'v1', kind: 'Namespace', metadata });
}
