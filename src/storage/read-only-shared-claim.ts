import type { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ClaimProps } from './claim-props';
import { CLAIM_PROPS } from './claim-shape';
import type { ClaimSource } from './claim-source';
import { RenderedClaim } from './rendered-claim';
import { checkProps, having, optional, SIZE } from '../core/shape';
import type { Shapes } from '../core/shape';
import { VolumeAccessMode } from '../facts/drivers/volume-modes';

/** Options of a `ReadOnlySharedClaim`. */
export interface ReadOnlySharedClaimProps extends ClaimProps {
  /**
   * What the volume is filled with. Sets `dataSource`. Nobody can write to the volume, so that without a source it would be
   * empty for ever, and drivers of disks refuse to make it.
   */
  readonly source: ClaimSource;

  /**
   * Size of the volume: that of its source, or more. Sets `resources.requests.storage`.
   *
   * @default - the size of the source, when that is known
   */
  readonly size?: Size;
}

const SHAPES: Shapes<ReadOnlySharedClaimProps> = {
  ...CLAIM_PROPS, source: having('ClaimSource', 'use ClaimSource.snapshot() or ClaimSource.claim()', '_content'), size: optional(SIZE),
};

/**
 * A claim for data that is complete and that pods of many nodes read (`ReadOnlyMany`): reference data, a trained model, an
 * index that was built elsewhere. Pods mount it with `readOnly: true`.
 *
 * New data is a new claim, with a new name: pods that run keep what they began with. A disk that exists and is filled is a
 * `StaticVolume`. It is marked so that delivery tools never prune it. Renders one PersistentVolumeClaim.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
 */
export class ReadOnlySharedClaim extends RenderedClaim {
  /**
   * @throws when a name is not one that Kubernetes accepts, when the size is unknown or below that of the source, when source
   * and class have different drivers, when the source lies in another namespace, or when the class has no volumes that many
   * nodes can read: all faults in one message.
   */
  constructor(scope: Construct, id: string, props: ReadOnlySharedClaimProps) {
    super(scope, id, (place) => {
      checkProps(place, SHAPES, props);
      return {
        props,
        content: props.source._content,
        accessMode: VolumeAccessMode.READ_ONLY_MANY,
        otherwise: 'use a class that offers it, or a SharedClaim that pods mount read-only',
      };
    });
  }
}
