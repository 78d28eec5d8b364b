import { differ, isSmaller } from './content';
import type { Content, FilledClaim } from './content';
import type { IVolumeSnapshot } from './snapshot';
import type { Fault } from '../core/faults';
import { SNAPSHOT_API_GROUP } from '../kube/snapshot';

/** The content of a snapshot. */
export function contentOfSnapshot(snapshot: IVolumeSnapshot): Content {
  return {
    dataSource: { apiGroup: SNAPSHOT_API_GROUP, kind: 'VolumeSnapshot', name: snapshot.volumeSnapshotName },
    size: snapshot.size,
    volumeMode: snapshot.volumeMode,
    faults: (claim) => [sizeFaults, driverFaults, modeFaults, namespaceFaults].flatMap((check) => check(snapshot, claim)),
  };
}

/** https://github.com/kubernetes-csi/external-provisioner/blob/v6.2.1/pkg/controller/controller.go getSnapshotSource */
function sizeFaults(snapshot: IVolumeSnapshot, { size }: FilledClaim): Fault[] {
  if (size === undefined) {
    return [{ prop: 'size', problem: 'is missing, and the size of the snapshot is not known', remedy: 'set it to status.restoreSize of the snapshot, or more' }];
  }
  if (!isSmaller(size, snapshot.size)) return [];
  return [{ prop: 'size', problem: 'is less than the snapshot holds', got: size.asString(), remedy: `use ${snapshot.size!.asString()} or more` }];
}

/** The handle of a copy means nothing to another driver. */
function driverFaults(snapshot: IVolumeSnapshot, { storageClass }: FilledClaim): Fault[] {
  const makes = storageClass.backend?.provisioner;
  if (!differ(makes, snapshot.driver)) return [];
  return [{
    prop: 'storageClass',
    problem: `makes volumes with ${makes}, which cannot read a snapshot of ${snapshot.driver}`,
    got: storageClass.storageClassName,
    remedy: `use a class of ${snapshot.driver}`,
  }];
}

/** https://kubernetes.io/docs/concepts/storage/volume-snapshots/#convert-volume-mode */
function modeFaults(snapshot: IVolumeSnapshot, { volumeMode }: FilledClaim): Fault[] {
  if (!differ(snapshot.volumeMode, volumeMode)) return [];
  return [{ prop: 'volumeMode', problem: 'is not that of the volume that the snapshot was taken of', got: volumeMode, remedy: `use ${snapshot.volumeMode}` }];
}

/** https://kubernetes.io/docs/concepts/storage/persistent-volumes/#cross-namespace-data-sources */
function namespaceFaults(snapshot: IVolumeSnapshot, { namespace }: FilledClaim): Fault[] {
  const lies = snapshot.volumeSnapshotNamespace;
  if (!differ(lies, namespace)) return [];
  return [{
    prop: 'snapshot',
    problem: `lies in the namespace ${lies}, and a claim is filled only from its own, ${namespace}`,
    got: snapshot.volumeSnapshotName,
    remedy: `restore in ${lies}, or bring the copy to ${namespace} by a VolumeSnapshotContent with deletionPolicy Retain`,
  }];
}
