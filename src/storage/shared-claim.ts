import type { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ClaimProps } from './claim-props';
import { CLAIM_PROPS } from './claim-shape';
import { RenderedClaim } from './rendered-claim';
import { checkProps, SIZE } from '../core/shape';
import type { Shapes } from '../core/shape';
import { VolumeAccessMode } from '../facts/drivers/volume-modes';

/** Options of a `SharedClaim`. */
export interface SharedClaimProps extends ClaimProps {
  /**
   * Size of the volume. Sets `resources.requests.storage`. Many network file systems do not hold anybody to it.
   */
  readonly size: Size;
}

const SHAPES: Shapes<SharedClaimProps> = { ...CLAIM_PROPS, size: SIZE };

/**
 * A claim for files that pods of many nodes read and write at once (`ReadWriteMany`): uploads, models, shared folders. Not for
 * databases: they lock and flush their files in ways that network file systems do not all keep.
 *
 * As a raw block device it is for programs that coordinate their writes, such as a cluster file system or the live migration
 * of a virtual machine; two ordinary file systems on it destroy each other.
 *
 * It is marked so that delivery tools never prune it. Renders one PersistentVolumeClaim.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
 */
export class SharedClaim extends RenderedClaim {
  /**
   * @throws when a name is not one that Kubernetes accepts, or when the class has no volumes that many nodes can write to, or
   * none of this size: all faults in one message.
   */
  constructor(scope: Construct, id: string, props: SharedClaimProps) {
    super(scope, id, (place) => {
      checkProps(place, SHAPES, props);
      return { props, accessMode: VolumeAccessMode.READ_WRITE_MANY, otherwise: 'use a class of a shared file system, or a DurableClaim for each pod' };
    });
  }
}
