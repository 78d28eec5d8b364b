import type { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import type { IVolumeAttributesClass, VolumeAttributesClassReference } from './attributes-class';
import { classMetadataFaults } from './class-metadata';
import { ImportedVolumeAttributesClass } from './imported-attributes-class';
import { additionFaults } from './kubernetes-additions';
import { Faults } from '../core/faults';
import { checkProps, METADATA, TEXTS } from '../core/shape';
import type { Shapes } from '../core/shape';
import { attributeFaults } from '../facts/drivers/attribute-check';
import { BACKEND } from '../facts/drivers/backend-shape';
import type { VolumeBackend } from '../facts/drivers/volume-backend';
import { volumeAttributesClass } from '../kube/storage';

/** Options of a `VolumeAttributesClass`. */
export interface VolumeAttributesClassProps {
  /**
   * Metadata of the class. `name` is required: classes belong to the whole cluster, so a generated name could collide with
   * another app's, and the driver and parameters of a class cannot be changed in place.
   */
  readonly metadata: ApiObjectMetadata;

  /**
   * Where the volumes come from that are changed: sets `driverName`. Refused when that driver changes nothing of volumes that
   * exist. What the parameters do not say stays as the backend has it, and the two are checked together.
   */
  readonly backend: VolumeBackend;

  /**
   * What volumes become, by the driver's names: `{ iops: '6000', throughput: '250' }`. Sets `parameters`. All values are strings.
   *
   * @see https://kubernetes.io/docs/concepts/storage/volume-attributes-classes/#parameters
   */
  readonly parameters: { readonly [key: string]: string };
}

const SHAPES: Shapes<VolumeAttributesClassProps> = { metadata: METADATA, backend: BACKEND, parameters: TEXTS };

/**
 * What can be changed of a volume while pods use it: operations and throughput, most often, in place of copying the data to
 * another StorageClass. A claim names it (`volumeAttributesClass`), and its driver changes the volume.
 *
 * To change a volume again, make another class and name that one: the parameters of a class never change, and a claim that has
 * named a class cannot go back to none.
 *
 * Renders one VolumeAttributesClass (`storage.k8s.io/v1`), without a namespace, for Kubernetes 1.34 or newer: say so by
 * `kubernetesVersion` of `StatefulSettings`.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volume-attributes-classes/
 */
export class VolumeAttributesClass extends Construct implements IVolumeAttributesClass {
  /**
   * A class that exists, by name: it renders nothing. Say what it sets to have claims checked.
   * Throws when the name is not one that Kubernetes accepts, or the backend cannot be changed so.
   */
  public static fromVolumeAttributesClassName(
    scope: Construct, id: string, volumeAttributesClassName: string, reference: VolumeAttributesClassReference = {},
  ): IVolumeAttributesClass {
    return new ImportedVolumeAttributesClass(scope, id, volumeAttributesClassName, reference);
  }

  public readonly volumeAttributesClassName: string;
  public readonly driver?: string;
  public readonly parameters?: { readonly [key: string]: string };

  /**
   * @throws when the name is missing, when Kubernetes is older than 1.34, when the driver changes nothing of volumes that exist
   * or not these parameters, or when a value is out of its range: all faults in one message.
   */
  constructor(scope: Construct, id: string, props: VolumeAttributesClassProps) {
    super(scope, id);
    checkProps(this.node.path, SHAPES, props);
    const { metadata, backend, parameters } = props;
    const faults = new Faults(this.node.path);
    faults.add(...classMetadataFaults('VolumeAttributesClass', metadata), ...additionFaults(this, 'VolumeAttributesClass'));
    faults.add(...attributeFaults(backend._driver, backend.parameters, parameters));
    faults.throwIfAny();

    this.driver = backend.provisioner;
    this.parameters = { ...parameters };
    this.volumeAttributesClassName = volumeAttributesClass(this, 'Resource', { metadata, driverName: this.driver, parameters: this.parameters }).name;
  }
}
