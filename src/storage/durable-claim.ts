import type { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ClaimProps } from './claim-props';
import { CLAIM_PROPS } from './claim-shape';
import { ImportedClaim } from './imported-claim';
import type { ClaimReference, IClaim } from './persistent-volume-claim';
import { RenderedClaim } from './rendered-claim';
import { ACCESS_MODE } from './shapes';
import type { Fault } from '../core/faults';
import { checkProps, SIZE } from '../core/shape';
import type { Shapes } from '../core/shape';
import { VolumeAccessMode } from '../facts/drivers/volume-modes';

/** Options of a `DurableClaim`. */
export interface DurableClaimProps extends ClaimProps {
  /**
   * Size of the volume. Sets `resources.requests.storage`. A volume can be made larger where its class allows it, and never smaller.
   */
  readonly size: Size;

  /**
   * How pods may mount the volume: ReadWriteOncePod, or ReadWriteOnce for several pods of one node. Sets `accessModes`.
   *
   * @default VolumeAccessMode.READ_WRITE_ONCE_POD
   * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
   */
  readonly accessMode?: VolumeAccessMode;
}

const SHAPES: Shapes<DurableClaimProps> = { ...CLAIM_PROPS, size: SIZE, accessMode: ACCESS_MODE };

/**
 * A claim for data that one writer keeps: a new volume for one pod at a time, so that a second copy of a program that is started by
 * mistake waits instead of writing to the same files.
 *
 * It is marked so that delivery tools never prune it; what happens to the data when it is deleted by hand is decided by its
 * class. Renders one PersistentVolumeClaim.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#persistentvolumeclaims
 */
export class DurableClaim extends RenderedClaim {
  /**
   * A claim that exists in the chart's namespace, by name and whatever it is for: it renders nothing.
   * Throws when the name is not one that Kubernetes accepts.
   */
  public static fromPersistentVolumeClaimName(
    scope: Construct, id: string, persistentVolumeClaimName: string, reference: ClaimReference = {},
  ): IClaim {
    return new ImportedClaim(scope, id, persistentVolumeClaimName, reference);
  }

  /**
   * @throws when a name is not one that Kubernetes accepts, when the access mode is for many nodes, or when the class cannot
   * give what is asked (access mode, volume mode, size, operations and throughput for this size): all faults in one message.
   */
  constructor(scope: Construct, id: string, props: DurableClaimProps) {
    super(scope, id, (place) => {
      checkProps(place, SHAPES, props);
      const { accessMode = VolumeAccessMode.READ_WRITE_ONCE_POD } = props;
      return { props, accessMode, faults: sharingFaults(accessMode) };
    });
  }
}

function sharingFaults(accessMode: VolumeAccessMode): Fault[] {
  if (accessMode !== VolumeAccessMode.READ_WRITE_MANY && accessMode !== VolumeAccessMode.READ_ONLY_MANY) return [];
  const instead = accessMode === VolumeAccessMode.READ_WRITE_MANY ? 'SharedClaim' : 'ReadOnlySharedClaim';
  return [{ prop: 'accessMode', problem: 'is for pods of many nodes', got: accessMode, remedy: `use a ${instead}` }];
}
