import { AWS_EBS } from './aws-ebs';
import { reachedBy } from './index';
import { COUNT, FLAG, PAIRS, SAID } from './option-shapes';
import { FS_TYPE } from './parameter-values';
import { VolumeBackend } from './volume-backend';
import { checkProps } from '../../core/shape';
import type { Shapes } from '../../core/shape';

/** File systems that the EBS driver makes. */
export enum AwsEbsFileSystem {
  /** The driver's default. */
  EXT4 = 'ext4',
  /** For workloads that recommend it, such as many small parallel writes. */
  XFS = 'xfs',
  /** For old software only. */
  EXT3 = 'ext3',
  /** For Windows nodes. */
  NTFS = 'ntfs',
}

/** What every kind of EBS volume can be told. */
export interface AwsEbsOptions {
  /**
   * KMS key that encrypts the volumes: the ARN of a key or alias, an alias, or the id of a key. Sets `kmsKeyId`.
   * Name one: the default key cannot be shared with another account, nor its policy changed, when a snapshot must be restored there.
   * The driver's role needs `kms:CreateGrant`, `kms:Decrypt` and `kms:GenerateDataKeyWithoutPlaintext` on it.
   *
   * @default - the account's default key for EBS
   * @see https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md
   */
  readonly kmsKeyId?: string;

  /**
   * Whether volumes are encrypted at rest. Sets `encrypted`.
   *
   * @default true
   */
  readonly encrypted?: boolean;

  /**
   * File system that is made on a new volume. Sets `csi.storage.k8s.io/fstype`.
   *
   * @default - the driver's: ext4
   */
  readonly fsType?: AwsEbsFileSystem;

  /**
   * Parameters of the driver that have no option here. The driver refuses names that it does not know, and so does this.
   *
   * @default - none
   * @see https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md
   */
  readonly extraParameters?: { readonly [key: string]: string };
}

/** Operations per second of an EBS volume whose operations can be chosen: as a number or in proportion to its size. */
export interface AwsEbsIopsOptions extends AwsEbsOptions {
  /**
   * Operations per second. Sets `iops`. A volume too small for them gets fewer without an error, so claims are checked.
   *
   * @default - 3000 for gp3; io1 and io2 need this or `iopsPerGiB`
   */
  readonly iops?: number;

  /**
   * Operations per second for each GiB of the volume. Sets `iopsPerGB`. Not together with `iops`.
   *
   * @default - none
   */
  readonly iopsPerGiB?: number;
}

/** Options of a gp3 volume. */
export interface AwsEbsGp3Options extends AwsEbsIopsOptions {
  /**
   * Throughput in MiB/s, at most a quarter of the operations per second. Sets `throughput`.
   *
   * @default - 125
   */
  readonly throughputMiBps?: number;
}

const OPTION_OF = { throughput: 'throughputMiBps', iopsPerGB: 'iopsPerGiB', [FS_TYPE]: 'fsType' };

const SHAPES: Shapes<AwsEbsGp3Options> = {
  encrypted: FLAG, kmsKeyId: SAID, fsType: SAID, extraParameters: PAIRS, iops: COUNT, iopsPerGiB: COUNT, throughputMiBps: COUNT,
};

function volume(kind: string, factory: string, options: AwsEbsGp3Options, driver = AWS_EBS): VolumeBackend {
  checkProps(`AwsEbs.${factory}`, SHAPES, options);
  const encrypted = options.encrypted ?? true;
  return VolumeBackend._of({
    place: `AwsEbs.${factory}`,
    driver,
    parameters: {
      type: kind,
      encrypted,
      kmsKeyId: options.kmsKeyId,
      iops: options.iops,
      iopsPerGB: options.iopsPerGiB,
      throughput: options.throughputMiBps,
      [FS_TYPE]: options.fsType,
    },
    extraParameters: options.extraParameters,
    options: OPTION_OF,
    // the driver encrypts whenever it is given a key
    encrypted: encrypted || options.kmsKeyId !== undefined,
  });
}

/**
 * Volumes of Amazon EBS: disks of one availability zone, for pods of one node at a time.
 *
 * Encrypted unless said otherwise. Every factory throws when an option is out of range, naming all that is wrong.
 *
 * @see https://github.com/kubernetes-sigs/aws-ebs-csi-driver
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html
 */
export class AwsEbs {
  /**
   * General purpose SSD: 3,000 IOPS and 125 MiB/s at every size, more for a price, up to 500 IOPS for each GiB.
   * The right one for most databases.
   */
  public static gp3(options: AwsEbsGp3Options = {}): VolumeBackend {
    return volume('gp3', 'gp3', options);
  }

  /**
   * Like `gp3`, for clusters in EKS Auto Mode, whose provisioner is `ebs.csi.eks.amazonaws.com`. Its volumes cannot be
   * taken over by the other provisioner. Classes carry the topology that keeps pods on nodes of Auto Mode.
   *
   * @see https://docs.aws.amazon.com/eks/latest/userguide/create-storage-class.html
   */
  public static autoModeGp3(options: AwsEbsGp3Options = {}): VolumeBackend {
    return volume('gp3', 'autoModeGp3', options, reachedBy(AWS_EBS, 'ebs.csi.eks.amazonaws.com'));
  }

  /** Provisioned IOPS SSD with the lowest latency, up to 1,000 IOPS for each GiB. Needs `iops` or `iopsPerGiB`. */
  public static io2(options: AwsEbsIopsOptions): VolumeBackend {
    return volume('io2', 'io2', options);
  }

  /** Provisioned IOPS SSD of the generation before io2, up to 50 IOPS for each GiB. Needs `iops` or `iopsPerGiB`. */
  public static io1(options: AwsEbsIopsOptions): VolumeBackend {
    return volume('io1', 'io1', options);
  }

  /** General purpose SSD of the generation before gp3: 3 IOPS for each GiB, so small volumes are slow. */
  public static gp2(options: AwsEbsOptions = {}): VolumeBackend {
    return volume('gp2', 'gp2', options);
  }

  /** Throughput optimised hard disk from 125 GiB, for large sequential reads and writes. */
  public static st1(options: AwsEbsOptions = {}): VolumeBackend {
    return volume('st1', 'st1', options);
  }

  /** Cold hard disk from 125 GiB, for data that is rarely read. */
  public static sc1(options: AwsEbsOptions = {}): VolumeBackend {
    return volume('sc1', 'sc1', options);
  }

  private constructor() {}
}
