import type { ApiObject, ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import { ClusterScopedObject } from './cluster-scoped-object';

/** https://kubernetes.io/docs/concepts/storage/volume-snapshot-classes/ */
export interface VolumeSnapshotClassFields {
  readonly metadata: ApiObjectMetadata;
  readonly driver: string;
  readonly deletionPolicy: string;
  readonly parameters?: { readonly [key: string]: string };
}

export function volumeSnapshotClass(scope: Construct, id: string, fields: VolumeSnapshotClassFields): ApiObject {
  return new ClusterScopedObject(scope, id, { apiVersion: 'snapshot.storage.k8s.io/v1', kind: 'VolumeSnapshotClass', ...fields });
}
