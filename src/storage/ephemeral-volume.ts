import type { Size } from 'cdk8s';
import { requestFaults } from './claim';
import type { PodVolume } from './pod-volume';
import { ReclaimPolicy } from './reclaim-policy';
import { ACCESS_MODE, STORAGE_CLASS, VOLUME_MODE } from './shapes';
import type { IStorageClass } from './storage-class';
import { Faults } from '../core/faults';
import { dnsLabelFaults, labelFaults } from '../core/names';
import { checkProps, optional, SIZE, TEXTS } from '../core/shape';
import type { Shapes } from '../core/shape';
import { VolumeAccessMode, VolumeMode } from '../facts/drivers/volume-modes';

/** Options of an `EphemeralVolume`. */
export interface EphemeralVolumeOptions {
  /**
   * The class that the volumes are made from. Sets `storageClassName`. Its reclaim policy is `Delete`: with `Retain`, which is refused
   * where it is known, each pod that ends leaves a disk behind that nobody uses and somebody pays for.
   */
  readonly storageClass: IStorageClass;

  /**
   * Size of each pod's volume. Sets `resources.requests.storage`.
   */
  readonly size: Size;

  /**
   * How the pod mounts the volume. Sets `accessModes`.
   *
   * @default VolumeAccessMode.READ_WRITE_ONCE_POD
   */
  readonly accessMode?: VolumeAccessMode;

  /**
   * Whether the pod sees a directory or a raw block device. Sets `volumeMode`.
   *
   * @default VolumeMode.FILESYSTEM
   */
  readonly volumeMode?: VolumeMode;

  /**
   * Labels of each pod's claim. Sets `metadata.labels` of the template.
   *
   * @default - none
   */
  readonly labels?: { readonly [key: string]: string };
}

const SHAPES: Shapes<EphemeralVolumeOptions> = {
  storageClass: STORAGE_CLASS, size: SIZE, accessMode: ACCESS_MODE, volumeMode: VOLUME_MODE, labels: optional(TEXTS),
};

/**
 * Scratch space that each pod of a workload gets for itself, and that is deleted with the pod: larger or faster than what the node's
 * own disk (`emptyDir`) offers. For data that can be made again.
 *
 * It is a value and renders nothing by itself: a pod holds it as one of its `volumes`. In an `ApiObject` it stands where the
 * volumes are, `volumes: [scratch.toVolume('scratch')]`. The pods of cdk8s-plus have no volume of this type and take it by a
 * patch, in which a quantity has to be an object, or it is lost:
 *
 * ```ts
 * ApiObject.of(deployment).addJsonPatch(
 *   JsonPatch.add('/spec/template/spec/volumes', [scratch.toVolume('scratch')]), // '.../volumes/-' and no list, when the pod has others
 *   JsonPatch.add('/spec/template/spec/volumes/0/ephemeral/volumeClaimTemplate/spec/resources/requests/storage', { value: '50Gi' }),
 *   JsonPatch.add('/spec/template/spec/containers/0/volumeMounts', [{ name: 'scratch', mountPath: '/scratch' }]),
 * );
 * ```
 *
 * @see https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#generic-ephemeral-volumes
 */
export class EphemeralVolume {
  /**
   * Volumes of a class and size.
   *
   * Throws when the class cannot give what is asked or retains volumes, or a label is not one that Kubernetes accepts, naming all that is wrong.
   */
  public static of(options: EphemeralVolumeOptions): EphemeralVolume {
    return new EphemeralVolume(options);
  }

  private readonly accessMode: VolumeAccessMode;
  private readonly volumeMode: VolumeMode;

  private constructor(private readonly options: EphemeralVolumeOptions) {
    checkProps('EphemeralVolume.of', SHAPES, options);
    const { accessMode = VolumeAccessMode.READ_WRITE_ONCE_POD, volumeMode = VolumeMode.FILESYSTEM } = options;
    const faults = new Faults('EphemeralVolume.of');
    faults.add(...labelFaults('labels', options.labels ?? {}), ...requestFaults({ ...options, accessMode, volumeMode }));
    faults.require(options.storageClass.reclaimPolicy !== ReclaimPolicy.RETAIN, {
      prop: 'storageClass',
      problem: 'retains volumes, so that each pod that ends leaves a disk behind that nobody uses and somebody pays for',
      got: options.storageClass.storageClassName,
      remedy: 'use a class with ReclaimPolicy.DELETE',
    });
    faults.throwIfAny();
    this.accessMode = accessMode;
    this.volumeMode = volumeMode;
  }

  /**
   * The volume, as an entry of `volumes` of a pod.
   *
   * @param name what `volumeMounts` (or `volumeDevices`, for a raw block device) of the containers say.
   * @throws when the name is not one that Kubernetes accepts.
   */
  public toVolume(name: string): PodVolume {
    const faults = new Faults('EphemeralVolume.toVolume');
    faults.add(...dnsLabelFaults('name', name));
    faults.throwIfAny();
    const { labels, size, storageClass: { storageClassName } } = this.options;
    const resources = { requests: { storage: size.asString() } };
    const spec = { accessModes: [this.accessMode], storageClassName, volumeMode: this.volumeMode, resources };
    return { name, ephemeral: { volumeClaimTemplate: { ...labels ? { metadata: { labels: { ...labels } } } : {}, spec } } };
  }
}
