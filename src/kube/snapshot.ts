import type { ApiObjectMetadata } from 'cdk8s';
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { ClusterScopedObject } from './cluster-scoped-object';

/** API group of the copies of volumes: what `dataSource.apiGroup` of a claim says. */
export const SNAPSHOT_API_GROUP = 'snapshot.storage.k8s.io';

const API_VERSION = `${SNAPSHOT_API_GROUP}/v1`;

/** https://kubernetes.io/docs/concepts/storage/volume-snapshot-classes/ */
export interface VolumeSnapshotClassFields {
  readonly metadata: ApiObjectMetadata;
  readonly driver: string;
  readonly deletionPolicy: string;
  readonly parameters?: { readonly [key: string]: string };
}

export function volumeSnapshotClass(scope: Construct, id: string, fields: VolumeSnapshotClassFields): ApiObject {
  return new ClusterScopedObject(scope, id, { apiVersion: API_VERSION, kind: 'VolumeSnapshotClass', ...fields });
}

/** API group of snapshots of several volumes at one moment. */
export const GROUP_SNAPSHOT_API_GROUP = 'groupsnapshot.storage.k8s.io';

export interface VolumeGroupSnapshotClassFields extends VolumeSnapshotClassFields {
  /** `v1beta2` */
  readonly version: string;
}

/** https://kubernetes.io/blog/2025/09/16/kubernetes-v1-34-volume-group-snapshot-beta-2/ */
export function volumeGroupSnapshotClass(scope: Construct, id: string, { version, ...fields }: VolumeGroupSnapshotClassFields): ApiObject {
  return new ClusterScopedObject(scope, id, { apiVersion: `${GROUP_SNAPSHOT_API_GROUP}/${version}`, kind: 'VolumeGroupSnapshotClass', ...fields });
}

export interface VolumeSnapshotSpec {
  /** Claim in the same namespace. */
  readonly persistentVolumeClaimName: string;
  /** Left out: the default class of the volume's driver. */
  readonly volumeSnapshotClassName?: string;
}

/** https://kubernetes.io/docs/concepts/storage/volume-snapshots/#volumesnapshots */
export function volumeSnapshot(scope: Construct, id: string, metadata: ApiObjectMetadata, spec: VolumeSnapshotSpec): ApiObject {
  const { persistentVolumeClaimName, volumeSnapshotClassName } = spec;
  return new ApiObject(scope, id, {
    apiVersion: API_VERSION, kind: 'VolumeSnapshot', metadata, spec: { volumeSnapshotClassName, source: { persistentVolumeClaimName } },
  });
}
