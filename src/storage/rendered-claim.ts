import type { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { attributesFaults } from './attributes-of-claim';
import { requestFaults } from './claim';
import type { ClaimProps } from './claim-props';
import type { Content } from './content';
import { keptObjectFaults, keptObjectMetadata } from './kept-object-metadata';
import type { IClaim } from './persistent-volume-claim';
import type { IStorageClass } from './storage-class';
import { Faults } from '../core/faults';
import type { Fault, Place } from '../core/faults';
import { VolumeMode } from '../facts/drivers/volume-modes';
import type { VolumeAccessMode } from '../facts/drivers/volume-modes';
import { persistentVolumeClaim } from '../kube/core';
import { objectNamespace } from '../kube/object-name';

/** What one kind of claim makes of its props. */
export interface WantedClaim {
  /** What all kinds can be told. */
  readonly props: ClaimProps & { readonly size?: Size };
  readonly accessMode: VolumeAccessMode;
  /** What the volume is filled with; it begins empty without one. */
  readonly content?: Content;
  /** The way out for somebody whose class does not offer the access mode. */
  readonly otherwise?: string;
  /** What its kind alone knows to be wrong. */
  readonly faults?: readonly Fault[];
}

/**
 * What all claims that are made here have in common: one PersistentVolumeClaim that delivery tools never prune, of which all
 * that is wrong is told in one message.
 *
 * @internal
 */
export abstract class RenderedClaim extends Construct implements IClaim {
  public readonly claimName: string;
  public readonly claimNamespace?: string;
  public readonly size?: Size;
  public readonly storageClass?: IStorageClass;
  public readonly accessMode?: VolumeAccessMode;
  public readonly volumeMode?: VolumeMode;

  /** @param want checks the props of its kind, for messages about a place, and makes of them what is wanted. */
  protected constructor(scope: Construct, id: string, want: (place: Place) => WantedClaim) {
    super(scope, id);
    const { props, accessMode, content, otherwise, faults: said } = want(this);
    const { metadata = {}, storageClass, volumeAttributesClass } = props;
    const size = props.size ?? content?.sizeIn(storageClass);
    const volumeMode = props.volumeMode ?? content?.volumeMode ?? VolumeMode.FILESYSTEM;
    this.claimNamespace = objectNamespace(this, metadata);
    const faults = new Faults(this);
    faults.add(...keptObjectFaults(metadata), ...said ?? [], ...attributesFaults(this, storageClass, volumeAttributesClass));
    faults.add(...content?.faults({ storageClass, size, volumeMode, name: metadata.name, namespace: this.claimNamespace }) ?? []);
    faults.add(...besides(requestFaults({ storageClass, size, accessMode, volumeMode, volumeAttributesClass, otherwise }), said));
    faults.throwIfAny();

    this.size = size!; // an unknown one is a fault of its content
    this.storageClass = storageClass;
    this.accessMode = accessMode;
    this.volumeMode = volumeMode;
    const spec = {
      accessMode,
      storage: this.size.asString(),
      storageClassName: storageClass.storageClassName,
      volumeMode,
      volumeAttributesClassName: volumeAttributesClass?.volumeAttributesClassName,
    };
    this.claimName = persistentVolumeClaim(this, 'Resource', keptObjectMetadata(this, metadata), spec, { dataSource: content?.dataSource }).name;
  }
}

/** What its kind says of a prop is what there is to say of it. */
function besides(found: readonly Fault[], said: readonly Fault[] = []): readonly Fault[] {
  return found.filter(({ prop }) => !said.some((fault) => fault.prop === prop));
}
