import { ReclaimPolicy } from './reclaim-policy';
import { SnapshotDeletionPolicy } from './snapshot-class';
import { having, listOf, oneOf, optional, struct, TEXT, WORDS } from '../core/shape';
import { VolumeAccessMode, VolumeMode } from '../facts/drivers/volume-modes';

/** What constructs ask of one another, by the members that they read. */
export const STORAGE_CLASS = having('StorageClass', 'use a ProductionStorageClass; one that exists is ProductionStorageClass.fromStorageClassName()', 'node', 'storageClassName');
export const ATTRIBUTES_CLASS = having('VolumeAttributesClass', 'use a VolumeAttributesClass; one that exists is VolumeAttributesClass.fromVolumeAttributesClassName()', 'node', 'volumeAttributesClassName');
export const SNAPSHOT_CLASS = having('VolumeSnapshotClass', 'use a VolumeSnapshotClass; one that exists is VolumeSnapshotClass.fromVolumeSnapshotClassName()', 'node', 'volumeSnapshotClassName');
export const GROUP_SNAPSHOT_CLASS = having('VolumeGroupSnapshotClass', 'use a VolumeGroupSnapshotClass; one that exists is VolumeGroupSnapshotClass.fromVolumeGroupSnapshotClassName()', 'node', 'volumeGroupSnapshotClassName');
export const CLAIM = having('claim', 'use a DurableClaim; one that exists is DurableClaim.fromPersistentVolumeClaimName()', 'node', 'claimName');
export const SNAPSHOT = having('VolumeSnapshot', 'use a VolumeSnapshot; one that exists is VolumeSnapshot.fromVolumeSnapshotName()', 'node', 'volumeSnapshotName');

export const ACCESS_MODE = optional(oneOf(VolumeAccessMode));
export const VOLUME_MODE = optional(oneOf(VolumeMode));
export const RECLAIM_POLICY = optional(oneOf(ReclaimPolicy));
export const DELETION_POLICY = optional(oneOf(SnapshotDeletionPolicy));
export const SELECTORS = optional(listOf(struct<{ readonly key: string; readonly values: string[] }>({ key: TEXT, values: listOf(WORDS) })));
