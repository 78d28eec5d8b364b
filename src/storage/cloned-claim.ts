import type { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ClaimProps } from './claim-props';
import { CLAIM_PROPS } from './claim-shape';
import { contentOfClaim } from './content-of-claim';
import type { IClaim } from './persistent-volume-claim';
import { RenderedClaim } from './rendered-claim';
import { ACCESS_MODE, CLAIM } from './shapes';
import { checkProps, optional, SIZE } from '../core/shape';
import type { Shapes } from '../core/shape';
import { VolumeAccessMode } from '../facts/drivers/volume-modes';

/** Options of a `ClonedClaim`. */
export interface ClonedClaimProps extends ClaimProps {
  /**
   * The claim whose volume is copied, in the same namespace. Sets `dataSource`.
   *
   * @see https://kubernetes.io/docs/concepts/storage/volume-pvc-datasource/
   */
  readonly source: IClaim;

  /**
   * Size of the volume: that of the source, or more. Sets `resources.requests.storage`.
   *
   * @default - the size of the source, when that is known
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

const SHAPES: Shapes<ClonedClaimProps> = { ...CLAIM_PROPS, source: CLAIM, size: optional(SIZE), accessMode: ACCESS_MODE };

/**
 * A claim whose new volume is a copy of another claim's, made by the driver: to try a migration on, or to move to another
 * class of the same driver. The source stays as it is and may be in use; what its pod has not written to the volume when the
 * copy is made is not in it, as after a power cut.
 *
 * It is marked so that delivery tools never prune it. Renders one PersistentVolumeClaim, which waits (`Pending`) until the
 * source is bound and, with most classes, until a pod uses it. A clone of a zonal disk lies in the zone of its source, which
 * the scheduler does not know: keep the pod in that zone by its node affinity, or the claim may stay `Pending`.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volume-pvc-datasource/
 */
export class ClonedClaim extends RenderedClaim {
  /**
   * @throws when a name is not one that Kubernetes accepts, when the size is unknown or below that of the source, when the
   * driver makes no clones or is not that of the source, when the volume modes differ, when the source lies in another
   * namespace, or when the class cannot give what is asked: all faults in one message.
   */
  constructor(scope: Construct, id: string, props: ClonedClaimProps) {
    super(scope, id, (place) => {
      checkProps(place, SHAPES, props);
      return { props, content: contentOfClaim(props.source), accessMode: props.accessMode ?? VolumeAccessMode.READ_WRITE_ONCE_POD };
    });
  }
}
