import type { ApiObject, ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import { ClusterScopedObject } from './cluster-scoped-object';
import { present } from './present';

/** https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/storage-class-v1/ */
export interface StorageClassFields {
  readonly metadata: ApiObjectMetadata;
  readonly provisioner: string;
  readonly parameters?: { readonly [key: string]: string };
  readonly reclaimPolicy: string;
  readonly volumeBindingMode: string;
  readonly allowVolumeExpansion: boolean;
  readonly mountOptions?: readonly string[];
  readonly allowedTopologies?: readonly { readonly matchLabelExpressions: readonly { readonly key: string; readonly values: readonly string[] }[] }[];
}

export function storageClass(scope: Construct, id: string, fields: StorageClassFields): ApiObject {
  return new ClusterScopedObject(scope, id, present({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', ...fields }));
}

/** https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume-attributes-class-v1/ */
export interface VolumeAttributesClassFields {
  readonly metadata: ApiObjectMetadata;
  readonly driverName: string;
  readonly parameters: { readonly [key: string]: string };
}

export function volumeAttributesClass(scope: Construct, id: string, fields: VolumeAttributesClassFields): ApiObject {
  return new ClusterScopedObject(scope, id, { apiVersion: 'storage.k8s.io/v1', kind: 'VolumeAttributesClass', ...fields });
}
