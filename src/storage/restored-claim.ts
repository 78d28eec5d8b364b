import type { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ClaimProps } from './claim-props';
import { CLAIM_PROPS } from './claim-shape';
import { contentOfSnapshot } from './content-of-snapshot';
import { RenderedClaim } from './rendered-claim';
import { ACCESS_MODE, SNAPSHOT } from './shapes';
import type { IVolumeSnapshot } from './snapshot';
import { checkProps, optional, SIZE } from '../core/shape';
import type { Shapes } from '../core/shape';
import { VolumeAccessMode } from '../facts/drivers/volume-modes';

/** Options of a `RestoredClaim`. */
export interface RestoredClaimProps extends ClaimProps {
  /**
   * The copy that the volume is filled with, in the same namespace. Sets `dataSource`.
   *
   * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#volume-snapshot-and-restore-volume-from-snapshot-support
   */
  readonly snapshot: IVolumeSnapshot;

  /**
   * Size of the volume: `status.restoreSize` of the snapshot, or more. Sets `resources.requests.storage`. Drivers make volumes of whole
   * gibibytes, for instance, so that `restoreSize` may be more than the claim asked for that the snapshot was taken of.
   *
   * @default - the size of the snapshot, rounded up as its driver does it, when both are known
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

const SHAPES: Shapes<RestoredClaimProps> = { ...CLAIM_PROPS, snapshot: SNAPSHOT, size: optional(SIZE), accessMode: ACCESS_MODE };

/**
 * A claim whose new volume is filled from a snapshot. The snapshot and the volume it was taken of stay as they are, so that
 * a restore can be looked at before anybody relies on it: `db.startFrom(claim)` starts a set from it.
 *
 * It is marked so that delivery tools never prune it. Renders one PersistentVolumeClaim, which waits (`Pending`)
 * until the snapshot is ready to use and, with most classes, until a pod uses it.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volume-snapshots/#provisioning-volumes-from-snapshots
 */
export class RestoredClaim extends RenderedClaim {
  /**
   * @throws when a name is not one that Kubernetes accepts, when the size is unknown or below that of the snapshot, when
   * snapshot and class have different drivers, when the volume modes differ, when the snapshot lies in another namespace, or
   * when the class cannot give what is asked: all faults in one message.
   */
  constructor(scope: Construct, id: string, props: RestoredClaimProps) {
    super(scope, id, (place) => {
      checkProps(place, SHAPES, props);
      return { props, content: contentOfSnapshot(props.snapshot), accessMode: props.accessMode ?? VolumeAccessMode.READ_WRITE_ONCE_POD };
    });
  }
}
