import { Size } from 'cdk8s';
import { differ, isSmaller } from './content';
import type { Content, FilledClaim } from './content';
import type { IVolumeSnapshot } from './snapshot';
import type { Fault } from '../core/faults';
import { Quantity } from '../core/quantity';
import type { DriverFacts } from '../facts/drivers/driver-facts';
import { driverOf } from '../facts/drivers/index';
import { allocatedSize } from '../facts/drivers/volume-size';
import { SNAPSHOT_API_GROUP } from '../kube/snapshot';

const MEBI = 2n ** 20n;

/** The content of a snapshot. */
export function contentOfSnapshot(snapshot: IVolumeSnapshot): Content {
  return {
    dataSource: { apiGroup: SNAPSHOT_API_GROUP, kind: 'VolumeSnapshot', name: snapshot.volumeSnapshotName },
    sizeIn: ({ backend }) => restoredSize(snapshot, backend?._driver),
    volumeMode: snapshot.volumeMode,
    faults: (claim) => [sizeFaults, driverFaults, modeFaults, namespaceFaults].flatMap((check) => check(snapshot, claim)),
  };
}

/**
 * What a claim must ask for to be filled: drivers make volumes of whole steps, and `restoreSize` of a snapshot is the size of the
 * volume, not what its claim asked for.
 */
function restoredSize(snapshot: IVolumeSnapshot, driver: DriverFacts | undefined): Size | undefined {
  const asked = snapshot.size && Quantity.tryParse(snapshot.size.asString());
  if (!asked?.isVolumeSize()) return snapshot.size;
  const made = allocatedSize(driver ?? (snapshot.driver === undefined ? undefined : driverOf(snapshot.driver)), asked);
  if (made === undefined) return undefined;
  return made.compare(asked) === 0 ? snapshot.size : sizeOf(made);
}

function sizeOf(size: Quantity): Size {
  const mebibytes = Number(size.units() / MEBI);
  return mebibytes % 1024 === 0 ? Size.gibibytes(mebibytes / 1024) : Size.mebibytes(mebibytes);
}

/** https://github.com/kubernetes-csi/external-provisioner/blob/v6.2.1/pkg/controller/controller.go getSnapshotSource */
function sizeFaults(snapshot: IVolumeSnapshot, { size, storageClass }: FilledClaim): Fault[] {
  if (size === undefined) {
    const unknown = snapshot.size === undefined
      ? 'the size of the snapshot is not known' : `nobody knows how the driver rounded up the ${snapshot.size.asString()} that the snapshot was taken of`;
    return [{ prop: 'size', problem: `is missing, and ${unknown}`, remedy: 'set it to status.restoreSize of the snapshot, or more' }];
  }
  const least = restoredSize(snapshot, storageClass.backend?._driver) ?? snapshot.size;
  if (!isSmaller(size, least)) return [];
  return [{ prop: 'size', problem: 'is less than the snapshot holds', got: size.asString(), remedy: `use ${least!.asString()} or more` }];
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
