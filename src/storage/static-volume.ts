import type { Size } from 'cdk8s';
import { Construct } from 'constructs';
import { keptObjectMetadata } from './kept-object-metadata';
import { ReclaimPolicy } from './reclaim-policy';
import { reach, SHAPES, staticVolumeFaults } from './static-volume-checks';
import type { StaticVolumeProps } from './static-volume-props';
import type { IStorageClass } from './storage-class';
import { topologySelectors } from './topology';
import { describeFault, Faults } from '../core/faults';
import type { Fault } from '../core/faults';
import { checkProps } from '../core/shape';
import { VolumeAccessMode, VolumeMode } from '../facts/drivers/volume-modes';
import { persistentVolume, PROVISIONED_BY_ANNOTATION } from '../kube/persistent-volume';

/**
 * A disk that exists, as a volume of the cluster, kept for one claim: one that outlived its claim, came from another cluster,
 * or was made by other tools. No data is touched; nobody looks whether the disk is there before a pod uses it.
 *
 * Its claim is a `StaticClaim`, or one that a StatefulSet makes: with the name and namespace that the volume is kept for, the
 * set's class in `storageClass`, and a size that is not below the set's.
 *
 * It is marked so that delivery tools never prune it. Renders one PersistentVolume, without a namespace.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#persistent-volumes
 */
export class StaticVolume extends Construct {
  /** Name of the PersistentVolume: what `volumeName` of its claim says. */
  public readonly persistentVolumeName: string;
  /** Name of the claim that it is kept for. */
  public readonly claimName: string;
  /** Namespace of that claim. */
  public readonly claimNamespace: string;
  /** Size of the disk. */
  public readonly size: Size;
  /** How pods may mount it. */
  public readonly accessMode: VolumeAccessMode;
  /** Whether pods see a directory or a raw block device. */
  public readonly volumeMode: VolumeMode;
  /** The class that its claim names; undefined for none. */
  public readonly storageClass?: IStorageClass;
  private readonly csi: { readonly driver: string; readonly volumeHandle: string };

  /**
   * @throws when a name is missing or not one that Kubernetes accepts, when nobody says where a disk of a zone or a node is,
   * when its driver has no volumes of this size or use, or the disk is none of its, or when the class is of another driver: all
   * faults in one message. At synth, when another volume of the app is the same disk, or kept for the same claim.
   */
  constructor(scope: Construct, id: string, props: StaticVolumeProps) {
    super(scope, id);
    checkProps(this.node.path, SHAPES, props);
    const { backend, metadata, volumeHandle, fsType, volumeAttributes, reclaimPolicy = ReclaimPolicy.RETAIN } = props;
    const faults = new Faults(this.node.path);
    faults.add(...staticVolumeFaults(props));
    faults.throwIfAny();

    this.csi = { driver: backend.provisioner, volumeHandle };
    this.node.addValidation({ validate: () => this.twinFaults().map(describeFault) });
    this.claimName = props.claimName;
    this.claimNamespace = props.claimNamespace;
    this.size = props.size;
    this.accessMode = props.accessMode ?? VolumeAccessMode.READ_WRITE_ONCE_POD;
    this.volumeMode = props.volumeMode ?? VolumeMode.FILESYSTEM;
    this.storageClass = props.storageClass;
    const deleted = reclaimPolicy === ReclaimPolicy.DELETE && { [PROVISIONED_BY_ANNOTATION]: backend.provisioner };
    const annotations = { ...deleted, ...metadata.annotations };
    this.persistentVolumeName = persistentVolume(this, 'Resource', keptObjectMetadata(this, { ...metadata, annotations }), {
      storage: this.size.asString(),
      accessMode: this.accessMode,
      volumeMode: this.volumeMode,
      persistentVolumeReclaimPolicy: reclaimPolicy,
      storageClassName: this.storageClass?.storageClassName ?? '',
      claimRef: { namespace: this.claimNamespace, name: this.claimName },
      csi: { ...this.csi, fsType, volumeAttributes },
      nodeLabels: topologySelectors(backend._driver, reach(props)),
    }).name;
  }

  /** Volumes that are the same disk, or that the same claim is to have. */
  private twinFaults(): Fault[] {
    const { driver, volumeHandle } = this.csi;
    const others = this.node.root.node.findAll().filter((each): each is StaticVolume => each instanceof StaticVolume && each !== this);
    return others.flatMap((other): Fault[] => [
      ...other.csi.driver === driver && other.csi.volumeHandle === volumeHandle ? [{
        prop: 'volumeHandle',
        problem: `is the disk of ${other.node.path} too, and two pods would write to it without knowing of each other`,
        got: volumeHandle,
        remedy: 'describe a disk once',
      }] : [],
      ...other.claimName === this.claimName && other.claimNamespace === this.claimNamespace ? [{
        prop: 'claimName',
        problem: `is that of ${other.node.path} too, and the claim is bound to one of the two`,
        got: this.claimName,
        remedy: 'keep each volume for a claim of its own',
      }] : [],
    ]);
  }
}
