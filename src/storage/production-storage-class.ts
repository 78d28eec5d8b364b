import type { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { classMetadata, classMetadataFaults } from './class-metadata';
import { ImportedStorageClass } from './imported-storage-class';
import { intentAnnotations, intentFaults } from './intent-annotations';
import { ReclaimPolicy } from './reclaim-policy';
import { RECLAIM_POLICY, SELECTORS } from './shapes';
import type { IStorageClass, StorageClassReference } from './storage-class';
import { topologyFaults, topologySelectors } from './topology';
import type { TopologySelector } from './topology';
import { Faults } from '../core/faults';
import type { Fault } from '../core/faults';
import { checkProps, having, listOf, METADATA, oneOf, optional, SWITCH, WORDS } from '../core/shape';
import type { Shapes } from '../core/shape';
import { DEFAULT_STORAGE_CLASS_ANNOTATION } from '../core/vocabulary';
import { BACKEND } from '../facts/drivers/backend-shape';
import type { VolumeBackend } from '../facts/drivers/volume-backend';
import { exceptionFor, topologyOf } from '../facts/drivers/volume-check';
import { VolumeBindingMode, VolumeMode } from '../facts/drivers/volume-modes';
import { reclaimPolicyOf } from '../facts/intent/settings';
import type { StorageProfile } from '../facts/intent/storage-profile';
import { storageClass } from '../kube/storage';

/** Options of a `ProductionStorageClass`. */
export interface ProductionStorageClassProps {
  /**
   * Metadata of the class. `name` is required: classes belong to the whole cluster, so a generated name could collide with
   * another app's, and most fields of a class cannot be changed in place.
   */
  readonly metadata: ApiObjectMetadata;

  /**
   * Where volumes come from: sets `provisioner` and `parameters`.
   */
  readonly backend: VolumeBackend;

  /**
   * What becomes of a volume when its claim is deleted. Sets `reclaimPolicy`. `Delete` is refused for authoritative data.
   *
   * @default - what the intent wants; ReclaimPolicy.RETAIN without one
   * @see https://kubernetes.io/docs/concepts/storage/storage-classes/#reclaim-policy
   */
  readonly reclaimPolicy?: ReclaimPolicy;

  /**
   * When claims get their volumes. Sets `volumeBindingMode`. `Immediate` is refused where a volume lives in one zone or
   * on one node.
   *
   * @default - what suits the backend: WaitForFirstConsumer where volumes are zonal or local, Immediate where they are not
   * @see https://kubernetes.io/docs/concepts/storage/storage-classes/#volume-binding-mode
   */
  readonly volumeBindingMode?: VolumeBindingMode;

  /**
   * Whether claims can grow. Sets `allowVolumeExpansion`. `true` is refused where the driver cannot, or not these volumes.
   *
   * @default - true where the driver can
   * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#expanding-persistent-volumes-claims
   */
  readonly allowVolumeExpansion?: boolean;

  /**
   * Options with which volumes are mounted. Sets `mountOptions`. Nobody checks them before a pod waits for its volume.
   *
   * @default - none
   * @see https://kubernetes.io/docs/concepts/storage/storage-classes/#mount-options
   */
  readonly mountOptions?: string[];

  /**
   * Where volumes may lie; all selectors must match. Sets `allowedTopologies`.
   *
   * @default - anywhere; on EKS Auto Mode, nodes of Auto Mode
   * @see https://kubernetes.io/docs/concepts/storage/storage-classes/#allowed-topologies
   */
  readonly allowedTopologies?: TopologySelector[];

  /**
   * Whether claims that name no class get this one. Sets the annotation `storageclass.kubernetes.io/is-default-class`.
   * A cluster should have one default class.
   *
   * @default false
   * @see https://kubernetes.io/docs/concepts/storage/storage-classes/#default-storageclass
   */
  readonly isDefault?: boolean;

  /**
   * What data on these volumes means and needs. It chooses `reclaimPolicy`, refuses a backend that contradicts it, and is
   * written down in annotations with the reason of each setting: `cdk8s-stateful.dev/data`, which the audit reads, `/intent` and
   * `/why-<setting>`.
   *
   * @default - none: the settings above, without reasons
   */
  readonly intent?: StorageProfile;
}

const SHAPES: Shapes<ProductionStorageClassProps> = {
  metadata: METADATA,
  backend: BACKEND,
  reclaimPolicy: RECLAIM_POLICY,
  volumeBindingMode: optional(oneOf(VolumeBindingMode)),
  allowVolumeExpansion: optional(SWITCH),
  mountOptions: optional(listOf(WORDS)),
  allowedTopologies: SELECTORS,
  isDefault: optional(SWITCH),
  intent: optional(having('StorageProfile', 'use StorageProfile.of()', 'data', 'failureDomain')),
};

/**
 * A StorageClass whose defaults keep data: volumes stay when claims are deleted, lie where the pod can run, and grow
 * where the driver can. Encryption is on in backends that can decide it.
 *
 * Throws when the name is missing or the backend cannot do what is asked, naming all that is wrong.
 * Renders one StorageClass (`storage.k8s.io/v1`), without a namespace.
 *
 * @see https://kubernetes.io/docs/concepts/storage/storage-classes/
 */
export class ProductionStorageClass extends Construct implements IStorageClass {
  /**
   * A class that exists, by name: it renders nothing. Give its backend to have claims checked.
   * Throws when the name is not one that Kubernetes accepts.
   */
  public static fromStorageClassName(scope: Construct, id: string, storageClassName: string, reference: StorageClassReference = {}): IStorageClass {
    return new ImportedStorageClass(scope, id, storageClassName, reference);
  }

  public readonly storageClassName: string;
  public readonly backend?: VolumeBackend;
  public readonly reclaimPolicy?: ReclaimPolicy;

  constructor(scope: Construct, id: string, props: ProductionStorageClassProps) {
    super(scope, id);
    checkProps(this, SHAPES, props);
    const { backend, intent, metadata, mountOptions } = props;
    const faults = new Faults(this);
    faults.add(...classMetadataFaults('StorageClass', metadata), ...backendFaults(props), ...intentFaults(props));
    faults.throwIfAny();

    const selectors = topologySelectors(backend._driver, props.allowedTopologies ?? []);
    const { parameters } = backend;
    const reclaimPolicy = props.reclaimPolicy ?? (intent ? reclaimPolicyOf(intent) : ReclaimPolicy.RETAIN);
    const volumeBindingMode = props.volumeBindingMode ?? backend.volumeBindingMode;
    const allowVolumeExpansion = props.allowVolumeExpansion ?? backend.allowVolumeExpansion;
    const reasons = intent && intentAnnotations(intent, backend, { reclaimPolicy, volumeBindingMode, allowVolumeExpansion });
    const explained = reasons ? { ...metadata, annotations: { ...metadata.annotations, ...reasons } } : metadata;
    const object = storageClass(this, 'Resource', {
      metadata: classMetadata(explained, DEFAULT_STORAGE_CLASS_ANNOTATION, props.isDefault),
      provisioner: backend.provisioner,
      parameters: Object.keys(parameters).length > 0 ? parameters : undefined,
      reclaimPolicy,
      volumeBindingMode,
      allowVolumeExpansion,
      mountOptions,
      allowedTopologies: selectors.length > 0 ? [{ matchLabelExpressions: selectors }] : undefined,
    });
    this.storageClassName = object.name;
    this.backend = backend;
    this.reclaimPolicy = reclaimPolicy as ReclaimPolicy;
  }
}

/** What the backend cannot do of what is asked. */
function backendFaults({ backend, volumeBindingMode, allowVolumeExpansion, mountOptions, allowedTopologies }: ProductionStorageClassProps): Fault[] {
  const driver = backend._driver;
  const faults = topologyFaults(backend, allowedTopologies ?? []);
  if (volumeBindingMode === VolumeBindingMode.IMMEDIATE && backend.volumeBindingMode !== VolumeBindingMode.IMMEDIATE) {
    faults.push({ prop: 'volumeBindingMode', problem: `does not suit ${backend.provisioner}: ${topologyOf(driver, backend.parameters).why}`, got: volumeBindingMode, remedy: `use ${backend.volumeBindingMode}` });
  }
  if (allowVolumeExpansion && !backend.allowVolumeExpansion) {
    const why = exceptionFor(driver, 'expansion', backend.parameters)?.why;
    faults.push({ prop: 'allowVolumeExpansion', problem: `is nothing that ${backend.provisioner} can do${why ? ` here: ${why}` : ''}`, got: true, remedy: 'leave it out' });
  }
  if (mountOptions && backend.accessModes(VolumeMode.FILESYSTEM).length === 0) {
    faults.push({ prop: 'mountOptions', problem: `has no effect: ${backend.provisioner} makes raw block volumes only`, got: mountOptions, remedy: 'leave it out' });
  }
  return faults;
}
