import type { Arbitrary } from 'fast-check';
import { clonedClaims, durableClaims, readOnlySharedClaims, sharedClaims, staticClaims, staticVolumes } from './claims';
import { postgresStatefulSets } from './postgres-stateful-set';
import { productionStatefulSets } from './production-stateful-set';
import type { Recipe } from './recipe';
import { restoreDrills } from './restore-drill';
import { snapshotExecFences, snapshotMarkingFences, snapshotPolicies, snapshotPruningRights } from './snapshot-policy';
import {
  productionStorageClasses, restoredClaims, volumeAttributesClasses, volumeGroupSnapshotClasses, volumeSnapshotClasses, volumeSnapshots,
} from './storage';
import { storageCatalogs, storageQuotas } from './storage-catalog';

/** Props, legal and not, of every exported construct, by the name of its class. */
export const ARBITRARIES: { readonly [construct: string]: Arbitrary<Recipe> } = {
  ClonedClaim: clonedClaims,
  DurableClaim: durableClaims,
  PostgresStatefulSet: postgresStatefulSets,
  ProductionStatefulSet: productionStatefulSets,
  ProductionStorageClass: productionStorageClasses,
  ReadOnlySharedClaim: readOnlySharedClaims,
  RestoreDrill: restoreDrills,
  RestoredClaim: restoredClaims,
  SharedClaim: sharedClaims,
  SnapshotExecFence: snapshotExecFences,
  SnapshotMarkingFence: snapshotMarkingFences,
  SnapshotPolicy: snapshotPolicies,
  SnapshotPruningRights: snapshotPruningRights,
  StaticClaim: staticClaims,
  StaticVolume: staticVolumes,
  StorageCatalog: storageCatalogs,
  StorageQuota: storageQuotas,
  VolumeAttributesClass: volumeAttributesClasses,
  VolumeGroupSnapshotClass: volumeGroupSnapshotClasses,
  VolumeSnapshot: volumeSnapshots,
  VolumeSnapshotClass: volumeSnapshotClasses,
};
