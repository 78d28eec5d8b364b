import type { Size } from 'cdk8s';
import { checkClaim } from './claim';
import type { IVolumeSnapshot } from './snapshot';
import type { IStorageClass } from './storage-class';
import type { Fault } from '../core/faults';
import { Quantity } from '../core/quantity';
import type { VolumeAccessMode } from '../facts/drivers/volume-modes';

/** A claim that is to be filled from a snapshot. */
export interface RestoreRequest {
  readonly snapshot: IVolumeSnapshot;
  readonly storageClass: IStorageClass;
  readonly size?: Size;
  readonly accessMode: VolumeAccessMode;
  readonly namespace?: string;
}

/** Why the volume would never be made; nobody else says it before a pod waits for it. */
export function restoreFaults(request: RestoreRequest): Fault[] {
  const { storageClass, accessMode, size } = request;
  const asked = size && Quantity.parse(size.asString());
  return [
    ...sizeFaults(request), ...driverFaults(request), ...namespaceFaults(request),
    ...checkClaim(storageClass, { size: asked, accessModes: [accessMode], volumeMode: 'Filesystem' }),
  ];
}

/** https://github.com/kubernetes-csi/external-provisioner/blob/v6.2.1/pkg/controller/controller.go getSnapshotSource */
function sizeFaults({ snapshot, size }: RestoreRequest): Fault[] {
  if (size === undefined) {
    return [{ prop: 'size', problem: 'is missing, and the size of the snapshot is not known', remedy: 'set it to status.restoreSize of the snapshot, or more' }];
  }
  if (snapshot.size === undefined || Quantity.parse(size.asString()).compare(Quantity.parse(snapshot.size.asString())) >= 0) return [];
  return [{ prop: 'size', problem: 'is less than the snapshot holds', got: size.asString(), remedy: `use ${snapshot.size.asString()} or more` }];
}

/** The handle of a copy means nothing to another driver. */
function driverFaults({ snapshot, storageClass }: RestoreRequest): Fault[] {
  const makes = storageClass.backend?.provisioner;
  if (makes === undefined || snapshot.driver === undefined || makes === snapshot.driver) return [];
  return [{
    prop: 'storageClass',
    problem: `makes volumes with ${makes}, which cannot read a snapshot of ${snapshot.driver}`,
    got: storageClass.storageClassName,
    remedy: `use a class of ${snapshot.driver}`,
  }];
}

/** https://kubernetes.io/docs/concepts/storage/persistent-volumes/#cross-namespace-data-sources */
function namespaceFaults({ snapshot, namespace }: RestoreRequest): Fault[] {
  const lies = snapshot.volumeSnapshotNamespace;
  if (lies === undefined || namespace === undefined || lies === namespace) return [];
  return [{
    prop: 'snapshot',
    problem: `lies in the namespace ${lies}, and a claim is filled only from its own, ${namespace}`,
    got: snapshot.volumeSnapshotName,
    remedy: `restore in ${lies}, or bring the copy to ${namespace} by a VolumeSnapshotContent with deletionPolicy Retain`,
  }];
}
