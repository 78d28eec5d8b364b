import type { Size } from 'cdk8s';
import { GCP_FILESTORE } from './gcp-filestore';
import { googleLabels } from './google-cloud-labels';
import { PAIRS, SAID } from './option-shapes';
import { VolumeBackend } from './volume-backend';
import { checkProps, checkValue, optional, SIZE } from '../../core/shape';
import type { Shapes } from '../../core/shape';

/** How a Filestore instance is connected to the network of the cluster. */
export enum GcpFilestoreConnectMode {
  /** By a peering of its own. */
  DIRECT_PEERING = 'DIRECT_PEERING',
  /** Through the ranges allocated for private services: a shared VPC needs it. */
  PRIVATE_SERVICE_ACCESS = 'PRIVATE_SERVICE_ACCESS',
}

/** Versions of NFS that Filestore speaks. */
export enum GcpFilestoreProtocol {
  /** NFS 3. */
  NFS_V3 = 'NFS_V3',
  /** NFS 4.1, with locks that end with their client; not on basic tiers. */
  NFS_V4_1 = 'NFS_V4_1',
}

/** What every tier of Filestore can be told. */
export interface GcpFilestoreOptions {
  /**
   * VPC network of the instances; it must be the cluster's. Sets `network`.
   *
   * @default - the driver's: default
   */
  readonly network?: string;

  /**
   * How instances are connected to the network. Sets `connect-mode`.
   *
   * @default - the driver's: DIRECT_PEERING
   * @see https://docs.cloud.google.com/filestore/docs/networking
   */
  readonly connectMode?: GcpFilestoreConnectMode;

  /**
   * CIDR that the addresses of instances are taken from. Sets `reserved-ipv4-cidr`. For `DIRECT_PEERING`.
   *
   * @default - chosen by Filestore
   */
  readonly reservedIpv4Cidr?: string;

  /**
   * Name of the allocated range that the addresses of instances are taken from. Sets `reserved-ip-range`.
   * For `PRIVATE_SERVICE_ACCESS`.
   *
   * @default - chosen by Filestore
   */
  readonly reservedIpRange?: string;

  /**
   * Labels of the instances, for bills and inventories. Sets `labels`.
   *
   * @default - those of the driver alone
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Tags of the instances, for policies: values by `<organization or project>/<key>`. Sets `resource-tags`.
   *
   * @default - none
   */
  readonly resourceTags?: { readonly [parentAndKey: string]: string };

  /**
   * Parameters of the driver that have no option here. The driver refuses names that it does not know, and so does this.
   *
   * @default - none
   * @see https://github.com/kubernetes-sigs/gcp-filestore-csi-driver
   */
  readonly extraParameters?: { readonly [key: string]: string };
}

/** Options of the tiers above the basic ones. */
export interface GcpFilestoreServiceOptions extends GcpFilestoreOptions {
  /**
   * Key of Cloud KMS that encrypts the instances: `projects/<project>/locations/<location>/keyRings/<ring>/cryptoKeys/<key>`.
   * Sets `instance-encryption-kms-key`.
   *
   * @default - Google's keys
   * @see https://docs.cloud.google.com/filestore/docs/cmek
   */
  readonly kmsKey?: string;

  /**
   * Version of NFS. Sets `protocol`. NFS 4.1 is a feature that the driver is started with.
   *
   * @default - the driver's: NFS_V3
   */
  readonly protocol?: GcpFilestoreProtocol;
}

/** Options of volumes that share instances. */
export interface GcpFilestoreMultishareOptions extends GcpFilestoreServiceOptions {
  /**
   * The largest volume. Sets `max-volume-size`. The smaller, the more volumes share an instance.
   *
   * @default - the driver's: 1 TiB, ten volumes an instance
   * @see https://docs.cloud.google.com/filestore/docs/optimize-multishares
   */
  readonly maxVolumeSize?: Size;

  /**
   * Volumes share an instance only with volumes of the same label. Sets `instance-storageclass-label`.
   *
   * @default - none: with those of all classes without a label
   */
  readonly instanceStorageClassLabel?: string;
}

const OPTION_OF = {
  'connect-mode': 'connectMode',
  'reserved-ipv4-cidr': 'reservedIpv4Cidr',
  'reserved-ip-range': 'reservedIpRange',
  'resource-tags': 'resourceTags',
  'instance-encryption-kms-key': 'kmsKey',
  'max-volume-size': 'maxVolumeSize',
  'instance-storageclass-label': 'instanceStorageClassLabel',
};

interface Parameters {
  readonly [name: string]: string | boolean | undefined;
}

const SHAPES: Shapes<GcpFilestoreMultishareOptions> = {
  network: SAID,
  connectMode: SAID,
  reservedIpv4Cidr: SAID,
  reservedIpRange: SAID,
  labels: PAIRS,
  resourceTags: PAIRS,
  extraParameters: PAIRS,
  kmsKey: SAID,
  protocol: SAID,
  maxVolumeSize: optional(SIZE),
  instanceStorageClassLabel: SAID,
};

function volume(place: string, tier: string, options: GcpFilestoreServiceOptions, parameters: Parameters = {}): VolumeBackend {
  checkProps(`GcpFilestore.${place}`, SHAPES, options);
  const labelled = googleLabels(options);
  return VolumeBackend._of({
    place: `GcpFilestore.${place}`,
    driver: GCP_FILESTORE,
    parameters: {
      tier,
      'network': options.network,
      'connect-mode': options.connectMode,
      'reserved-ipv4-cidr': options.reservedIpv4Cidr,
      'reserved-ip-range': options.reservedIpRange,
      'instance-encryption-kms-key': options.kmsKey,
      'protocol': options.protocol,
      ...labelled.parameters,
      ...parameters,
    },
    extraParameters: options.extraParameters,
    options: OPTION_OF,
    encrypted: true,
    faults: labelled.faults,
  });
}

/**
 * Volumes of Google Cloud Filestore: NFS, shared by pods of every zone.
 *
 * Always encrypted. A snapshot is a backup of the whole volume and counts as taken only when it is complete.
 * Every factory throws when an option is not legal, naming all that is wrong.
 *
 * @see https://docs.cloud.google.com/filestore/docs/service-tiers
 * @see https://github.com/kubernetes-sigs/gcp-filestore-csi-driver
 */
export class GcpFilestore {
  /** Hard disk of one zone, from 100 GiB. Lost from sight with its zone. */
  public static basicHdd(options: GcpFilestoreOptions = {}): VolumeBackend {
    return volume('basicHdd', 'basic_hdd', options);
  }

  /** SSD of one zone, from 2.5 TiB. Lost from sight with its zone. */
  public static basicSsd(options: GcpFilestoreOptions = {}): VolumeBackend {
    return volume('basicSsd', 'basic_ssd', options);
  }

  /** SSD of one zone, from 1 TiB, whose performance grows with its size. Lost from sight with its zone. */
  public static zonal(options: GcpFilestoreServiceOptions = {}): VolumeBackend {
    return volume('zonal', 'zonal', options);
  }

  /** SSD copied to other zones of the region, from 100 GiB: for data that must stay in reach when a zone is lost. */
  public static regional(options: GcpFilestoreServiceOptions = {}): VolumeBackend {
    return volume('regional', 'regional', options);
  }

  /** SSD copied to other zones of the region, 1 to 10 TiB: the predecessor of `regional`. */
  public static enterprise(options: GcpFilestoreServiceOptions = {}): VolumeBackend {
    return volume('enterprise', 'enterprise', options);
  }

  /**
   * Shares of enterprise instances, for many volumes smaller than 1 TiB. Sets `multishare`; the driver makes and grows the
   * instances.
   */
  public static enterpriseMultishare(options: GcpFilestoreMultishareOptions = {}): VolumeBackend {
    checkValue('GcpFilestore.enterpriseMultishare', 'maxVolumeSize', optional(SIZE), options.maxVolumeSize);
    return volume('enterpriseMultishare', 'enterprise', options, {
      'multishare': true,
      'max-volume-size': options.maxVolumeSize && `${options.maxVolumeSize.toGibibytes()}Gi`,
      'instance-storageclass-label': options.instanceStorageClassLabel,
    });
  }

  private constructor() {}
}
