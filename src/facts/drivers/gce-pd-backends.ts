import { GCE_PD } from './gce-pd';
import type {
  GceDiskOptions, GceHyperdiskBalancedOptions, GceHyperdiskHighAvailabilityOptions, GceHyperdiskMlOptions, GceHyperdiskThroughputOptions,
  GceIopsOptions, GceMachineChosenDiskOptions, GceRegionalDiskOptions,
} from './gce-pd-options';
import { GceHyperdiskType, GcePersistentDiskType } from './gce-pd-options';
import { googleLabels } from './google-cloud-labels';
import { COUNT, FLAG, LIST, PAIRS, SAID } from './option-shapes';
import type { OptionValue } from './parameter-text';
import { FS_TYPE } from './parameter-values';
import { VolumeBackend } from './volume-backend';
import { checkProps, oneOf } from '../../core/shape';
import type { Shapes } from '../../core/shape';

const OPTION_OF = {
  'disk-encryption-kms-key': 'kmsKey',
  [FS_TYPE]: 'fsType',
  'resource-tags': 'resourceTags',
  'availability-class': 'hardFailover',
  'provisioned-iops-on-create': 'iops',
  'provisioned-throughput-on-create': 'throughputMiBps',
  'storage-pools': 'storagePools',
  'enable-confidential-storage': 'confidentialStorage',
  'enable-multi-zone-provisioning': 'multiZone',
  'hyperdisk-type': 'hyperdiskType',
  'pd-type': 'persistentDiskType',
  'disk-type-preference': 'preferPersistentDisk',
};

interface Parameters {
  readonly [name: string]: OptionValue;
}

/** The driver does not check them. */
const BY_MACHINE: Shapes<Pick<GceMachineChosenDiskOptions, 'hyperdiskType' | 'persistentDiskType'>> = {
  hyperdiskType: oneOf(GceHyperdiskType), persistentDiskType: oneOf(GcePersistentDiskType),
};

const SHAPES: Shapes<Partial<GceHyperdiskBalancedOptions & GceRegionalDiskOptions & GceHyperdiskMlOptions & GceMachineChosenDiskOptions>> = {
  kmsKey: SAID,
  fsType: SAID,
  labels: PAIRS,
  resourceTags: PAIRS,
  extraParameters: PAIRS,
  hardFailover: FLAG,
  iops: COUNT,
  throughputMiBps: COUNT,
  storagePools: LIST,
  confidentialStorage: FLAG,
  multiZone: FLAG,
  hyperdiskType: SAID,
  persistentDiskType: SAID,
  preferPersistentDisk: FLAG,
};

function disk(place: string, type: string, options: GceDiskOptions, parameters: Parameters = {}): VolumeBackend {
  checkProps(place, SHAPES, options);
  const labelled = googleLabels(options);
  return VolumeBackend._of({
    place,
    driver: GCE_PD,
    parameters: {
      type,
      'disk-encryption-kms-key': options.kmsKey,
      ...labelled.parameters,
      [FS_TYPE]: options.fsType,
      ...parameters,
    },
    extraParameters: options.extraParameters,
    options: OPTION_OF,
    encrypted: true,
    faults: labelled.faults,
  });
}

function regional(place: string, type: string, options: GceRegionalDiskOptions): VolumeBackend {
  return disk(place, type, options, { 'replication-type': 'regional-pd', ...failover(options) });
}

function failover({ hardFailover }: GceRegionalDiskOptions): Parameters {
  return { 'availability-class': hardFailover ? 'regional-hard-failover' : undefined };
}

/** The driver reads a bare number as bytes. */
function throughput(throughputMiBps: number | undefined): Parameters {
  return { 'provisioned-throughput-on-create': throughputMiBps === undefined ? undefined : `${throughputMiBps}Mi` };
}

/**
 * Persistent Disk of Google Compute Engine: disks of one zone, or copied to a second one, for pods of one node at a time.
 *
 * Always encrypted. Newer machine series attach Hyperdisk only. Every factory throws when an option is out of range,
 * naming all that is wrong.
 *
 * @see https://docs.cloud.google.com/compute/docs/disks/persistent-disks
 * @see https://github.com/kubernetes-sigs/gcp-compute-persistent-disk-csi-driver
 */
export class GcePersistentDisk {
  /** SSD at a middling price. The right one for most databases on machines that do not attach Hyperdisk. */
  public static balanced(options: GceDiskOptions = {}): VolumeBackend {
    return disk('GcePersistentDisk.balanced', GcePersistentDiskType.BALANCED, options);
  }

  /** SSD with more operations per GiB than `balanced`. Raw block volumes can be written by several nodes. */
  public static ssd(options: GceDiskOptions = {}): VolumeBackend {
    return disk('GcePersistentDisk.ssd', GcePersistentDiskType.SSD, options);
  }

  /** SSD with 10,000 to 120,000 chosen operations per second, for few machine types. */
  public static extreme(options: GceIopsOptions = {}): VolumeBackend {
    return disk('GcePersistentDisk.extreme', GcePersistentDiskType.EXTREME, options, { 'provisioned-iops-on-create': options.iops });
  }

  /** Hard disk, for large sequential reads and writes. */
  public static standard(options: GceDiskOptions = {}): VolumeBackend {
    return disk('GcePersistentDisk.standard', GcePersistentDiskType.STANDARD, options);
  }

  /** Like `balanced`, with a copy in a second zone that every write waits for. A pod moves to it when its zone is lost. */
  public static regionalBalanced(options: GceRegionalDiskOptions = {}): VolumeBackend {
    return regional('GcePersistentDisk.regionalBalanced', GcePersistentDiskType.BALANCED, options);
  }

  /** Like `ssd`, with a copy in a second zone that every write waits for. A pod moves to it when its zone is lost. */
  public static regionalSsd(options: GceRegionalDiskOptions = {}): VolumeBackend {
    return regional('GcePersistentDisk.regionalSsd', GcePersistentDiskType.SSD, options);
  }

  /** Like `standard`, with a copy in a second zone that every write waits for; from 200 GiB. */
  public static regionalStandard(options: GceRegionalDiskOptions = {}): VolumeBackend {
    return regional('GcePersistentDisk.regionalStandard', GcePersistentDiskType.STANDARD, options);
  }

  private constructor() {}
}

/**
 * Hyperdisk of Google Compute Engine: disks whose performance is chosen apart from their size, for the machine series
 * that attach them.
 *
 * Always encrypted. Every factory throws when an option is out of range, naming all that is wrong.
 *
 * @see https://docs.cloud.google.com/compute/docs/disks/hyperdisks
 * @see https://docs.cloud.google.com/kubernetes-engine/docs/how-to/persistent-volumes/hyperdisk
 */
export class GceHyperdisk {
  /**
   * General purpose: up to 160,000 operations per second and 2,400 MiB/s. The right one for most databases.
   * Raw block volumes can be written by several nodes.
   */
  public static balanced(options: GceHyperdiskBalancedOptions = {}): VolumeBackend {
    return disk('GceHyperdisk.balanced', GceHyperdiskType.BALANCED, options, {
      'provisioned-iops-on-create': options.iops,
      ...throughput(options.throughputMiBps),
      'storage-pools': options.storagePools,
      'enable-confidential-storage': options.confidentialStorage,
    });
  }

  /**
   * Like `balanced`, in two zones of a region: every write waits for both, and a pod moves to the other when its zone is lost.
   * Needs GKE 1.33 or newer.
   */
  public static balancedHighAvailability(options: GceHyperdiskHighAvailabilityOptions = {}): VolumeBackend {
    return disk('GceHyperdisk.balancedHighAvailability', GceHyperdiskType.BALANCED_HIGH_AVAILABILITY, options, {
      'provisioned-iops-on-create': options.iops,
      ...throughput(options.throughputMiBps),
      ...failover(options),
    });
  }

  /** The most operations per second, for pods of one node at a time. */
  public static extreme(options: GceIopsOptions = {}): VolumeBackend {
    return disk('GceHyperdisk.extreme', GceHyperdiskType.EXTREME, options, { 'provisioned-iops-on-create': options.iops });
  }

  /** Large sequential reads and writes at a low price, from 2 TiB, for pods of one node at a time. */
  public static throughput(options: GceHyperdiskThroughputOptions = {}): VolumeBackend {
    return disk('GceHyperdisk.throughput', GceHyperdiskType.THROUGHPUT, options, {
      ...throughput(options.throughputMiBps),
      'storage-pools': options.storagePools,
    });
  }

  /**
   * Data that is written once and then read by many nodes, such as the weights of a model. A disk becomes read-only for ever
   * when a claim with `ReadOnlyMany` first uses it.
   *
   * @see https://docs.cloud.google.com/kubernetes-engine/docs/how-to/persistent-volumes/hyperdisk-ml
   */
  public static ml(options: GceHyperdiskMlOptions = {}): VolumeBackend {
    return disk('GceHyperdisk.ml', GceHyperdiskType.ML, options, {
      ...throughput(options.throughputMiBps),
      'enable-multi-zone-provisioning': options.multiZone,
    });
  }

  /**
   * Hyperdisk or Persistent Disk, whichever the machine can attach, for clusters with machines of both sorts. Needs a driver
   * that is started with this feature, which sets `type` to `dynamic`.
   */
  public static orPersistentDisk(options: GceMachineChosenDiskOptions): VolumeBackend {
    const { hyperdiskType, persistentDiskType } = options;
    checkProps('GceHyperdisk.orPersistentDisk', BY_MACHINE, { hyperdiskType, persistentDiskType });
    return disk('GceHyperdisk.orPersistentDisk', 'dynamic', options, {
      'hyperdisk-type': hyperdiskType,
      'pd-type': persistentDiskType,
      'disk-type-preference': options.preferPersistentDisk ? 'pd-type' : undefined,
    });
  }

  private constructor() {}
}
