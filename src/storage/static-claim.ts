import type { ApiObjectMetadata, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { keptObjectFaults, keptObjectMetadata } from './kept-object-metadata';
import type { IClaim } from './persistent-volume-claim';
import type { StaticVolume } from './static-volume';
import type { IStorageClass } from './storage-class';
import { Faults } from '../core/faults';
import type { Fault } from '../core/faults';
import { checkProps, having, METADATA, optional } from '../core/shape';
import type { Shapes } from '../core/shape';
import type { VolumeAccessMode, VolumeMode } from '../facts/drivers/volume-modes';
import { persistentVolumeClaim } from '../kube/core';
import { objectNamespace } from '../kube/object-name';

/** Options of a `StaticClaim`. */
export interface StaticClaimProps {
  /**
   * The volume, which says what its claim is called and where. Sets `volumeName`, and all of `spec` besides.
   */
  readonly volume: StaticVolume;

  /**
   * Labels and annotations. Name and namespace, if given, are those that the volume is kept for.
   *
   * @default - the name and namespace that the volume is kept for
   */
  readonly metadata?: ApiObjectMetadata;
}

const SHAPES: Shapes<StaticClaimProps> = { volume: having('StaticVolume', 'use a StaticVolume', 'persistentVolumeName', 'claimName'), metadata: optional(METADATA) };

/**
 * The claim that a `StaticVolume` is kept for: nothing is made for it, and it is bound to that volume or to none.
 *
 * It is marked so that delivery tools never prune it. Renders one PersistentVolumeClaim.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reserving-a-persistentvolume
 */
export class StaticClaim extends Construct implements IClaim {
  public readonly claimName: string;
  public readonly claimNamespace?: string;
  public readonly size?: Size;
  public readonly storageClass?: IStorageClass;
  public readonly accessMode?: VolumeAccessMode;
  public readonly volumeMode?: VolumeMode;

  /** @throws when name or namespace are not those that the volume is kept for: all faults in one message. */
  constructor(scope: Construct, id: string, props: StaticClaimProps) {
    super(scope, id);
    checkProps(this.node.path, SHAPES, props);
    const { volume, metadata = {} } = props;
    const said = { ...metadata, name: metadata.name ?? volume.claimName, namespace: objectNamespace(this, metadata) ?? volume.claimNamespace };
    const faults = new Faults(this.node.path);
    faults.add(...keptObjectFaults(said), ...keptForFaults('name', said.name, volume.claimName), ...keptForFaults('namespace', said.namespace, volume.claimNamespace));
    faults.throwIfAny();

    this.claimNamespace = said.namespace;
    this.size = volume.size;
    this.storageClass = volume.storageClass;
    this.accessMode = volume.accessMode;
    this.volumeMode = volume.volumeMode;
    this.claimName = persistentVolumeClaim(this, 'Resource', keptObjectMetadata(this, said), {
      accessMode: volume.accessMode,
      storage: volume.size.asString(),
      storageClassName: volume.storageClass?.storageClassName ?? '',
      volumeMode: volume.volumeMode,
    }, { volumeName: volume.persistentVolumeName }).name;
  }
}

/** A claim of another name would wait for the volume for ever. */
function keptForFaults(field: string, got: string, kept: string): Fault[] {
  return got === kept ? [] : [{ prop: `metadata.${field}`, problem: 'is not the one that the volume is kept for', got, remedy: `use ${kept}` }];
}
