import type { ApiObjectMetadata, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { keptObjectFaults, keptObjectMetadata } from './kept-object-metadata';
import { restoreFaults } from './restored-claim-checks';
import type { IVolumeSnapshot } from './snapshot';
import type { IStorageClass } from './storage-class';
import { Faults } from '../core/faults';
import { VolumeAccessMode } from '../facts/drivers/volume-modes';
import { persistentVolumeClaim } from '../kube/core';
import { objectNamespace } from '../kube/object-name';
import { SNAPSHOT_API_GROUP } from '../kube/snapshot';

/** Options of a `RestoredClaim`. */
export interface RestoredClaimProps {
  /**
   * Name, namespace, labels and annotations. A set finds its volumes by the names of their claims: for one that is to
   * start from this claim, take the name from `claimName(ordinal)` of the set.
   *
   * @default - the chart makes a name from the construct's path
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * The copy that the volume is filled with, in the same namespace. Sets `dataSource`.
   *
   * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#volume-snapshot-and-restore-volume-from-snapshot-support
   */
  readonly snapshot: IVolumeSnapshot;

  /**
   * The class that the volume is made from, of the driver that took the copy. Sets `storageClassName`.
   */
  readonly storageClass: IStorageClass;

  /**
   * Size of the volume: that of the copy, or more. Sets `resources.requests.storage`.
   *
   * @default - the size of the snapshot, when that is known
   */
  readonly size?: Size;

  /**
   * How pods may mount the volume. Sets `accessModes`.
   *
   * @default VolumeAccessMode.READ_WRITE_ONCE_POD
   * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
   */
  readonly accessMode?: VolumeAccessMode;
}

/**
 * A claim whose new volume is filled from a snapshot. The snapshot and the volume it was taken of stay as they are, so that
 * a restore can be looked at before anybody relies on it: `db.startFrom(claim)` starts a set from it.
 *
 * It is marked so that delivery tools never prune it. Renders one PersistentVolumeClaim with a file system, which waits
 * (`Pending`) until the snapshot is ready to use and, with most classes, until a pod uses it.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volume-snapshots/#provisioning-volumes-from-snapshots
 */
export class RestoredClaim extends Construct {
  /** Name of the claim. */
  public readonly claimName: string;
  /** Its namespace; undefined when the one who applies the YAML decides. */
  public readonly claimNamespace?: string;
  /** Size that it asks for. */
  public readonly size: Size;
  /** How pods may mount its volume. */
  public readonly accessMode: VolumeAccessMode;
  /** The class that its volume is made from. */
  public readonly storageClass: IStorageClass;

  /**
   * @throws when a name is not one that Kubernetes accepts, when the size is unknown or below that of the snapshot, when
   * snapshot and class have different drivers, when the snapshot lies in another namespace, or when the class cannot
   * give what is asked: all faults in one message.
   */
  constructor(scope: Construct, id: string, props: RestoredClaimProps) {
    super(scope, id);
    const { metadata = {}, snapshot, storageClass, size = snapshot.size, accessMode = VolumeAccessMode.READ_WRITE_ONCE_POD } = props;
    this.claimNamespace = objectNamespace(this, metadata);
    const faults = new Faults(this.node.path);
    faults.add(...keptObjectFaults(metadata), ...restoreFaults({ snapshot, storageClass, size, accessMode, namespace: this.claimNamespace }));
    faults.throwIfAny();

    this.size = size!; // an unknown one is a fault
    this.accessMode = accessMode;
    this.storageClass = storageClass;
    const spec = { accessMode, storage: this.size.asString(), storageClassName: storageClass.storageClassName };
    this.claimName = persistentVolumeClaim(this, 'Resource', keptObjectMetadata(this, metadata), spec, {
      apiGroup: SNAPSHOT_API_GROUP, kind: 'VolumeSnapshot', name: snapshot.volumeSnapshotName,
    }).name;
  }
}
