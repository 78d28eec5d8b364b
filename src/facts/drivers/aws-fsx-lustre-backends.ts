import { AWS_FSX_LUSTRE } from './aws-fsx-lustre';
import { COUNT, FLAG, LIST, PAIRS, SAID } from './option-shapes';
import { VolumeBackend } from './volume-backend';
import { checkProps } from '../../core/shape';
import type { Shapes } from '../../core/shape';

/** What every FSx for Lustre file system can be told. */
export interface AwsFsxLustreOptions {
  /**
   * Subnet of the file system, which settles its zone. Sets `subnetId`.
   */
  readonly subnetId: string;

  /**
   * Security groups of the file system, which must let the nodes in. Sets `securityGroupIds`.
   *
   * @see https://docs.aws.amazon.com/fsx/latest/LustreGuide/limit-access-security-groups.html
   */
  readonly securityGroupIds: string[];

  /**
   * Whether files are compressed (LZ4). Sets `dataCompressionType`.
   *
   * @default false
   */
  readonly compression?: boolean;

  /**
   * Version of Lustre, such as `2.15`. Sets `fileSystemTypeVersion`. It cannot be lowered, and clients must match it.
   *
   * @default - the driver's: 2.10
   */
  readonly lustreVersion?: string;

  /**
   * Bucket and prefix in S3 whose objects the file system shows as files: `s3://bucket/prefix`. Sets `s3ImportPath`.
   *
   * @default - none
   */
  readonly s3ImportPath?: string;

  /**
   * Bucket and prefix in S3 to which files can be exported, in the bucket of `s3ImportPath`. Sets `s3ExportPath`.
   *
   * @default - chosen by FSx, when there is an import path
   */
  readonly s3ExportPath?: string;

  /**
   * Parameters of the driver that have no option here. The driver ignores names that it does not know.
   *
   * @default - none
   * @see https://github.com/kubernetes-sigs/aws-fsx-csi-driver/blob/master/examples/kubernetes/dynamic_provisioning/README.md
   */
  readonly extraParameters?: { readonly [key: string]: string };
}

/** Options of file systems that keep their data. */
export interface AwsFsxLustrePersistentOptions extends AwsFsxLustreOptions {
  /**
   * KMS key that encrypts the file system. Sets `kmsKeyId`.
   *
   * @default - the account's key for FSx
   */
  readonly kmsKeyId?: string;

  /**
   * Days for which daily backups are kept; 0 makes none. Sets `automaticBackupRetentionDays`.
   *
   * @default - the driver's: its page says 7, the API of FSx says none; name it
   */
  readonly automaticBackupRetentionDays?: number;
}

/** Options of persistent file systems on SSD. */
export interface AwsFsxLustreSsdOptions extends AwsFsxLustrePersistentOptions {
  /**
   * Throughput in MB/s for each TiB: 125, 250, 500 or 1000. Sets `perUnitStorageThroughput`.
   *
   * @default 125
   */
  readonly throughputMbpsPerTib?: number;
}

/** Options of persistent file systems on hard disks. */
export interface AwsFsxLustreHddOptions extends AwsFsxLustrePersistentOptions {
  /**
   * Throughput in MB/s for each TiB: 12 or 40. Sets `perUnitStorageThroughput`.
   *
   * @default 12
   */
  readonly throughputMbpsPerTib?: number;

  /**
   * Whether a fifth of the data is kept on SSD for reading. Sets `driveCacheType`.
   *
   * @default false
   */
  readonly readCache?: boolean;
}

/** Parameters that belong to one kind of file system. */
interface KindParameters {
  readonly [parameter: string]: string | number | undefined;
}

const OPTION_OF = {
  dataCompressionType: 'compression',
  fileSystemTypeVersion: 'lustreVersion',
  perUnitStorageThroughput: 'throughputMbpsPerTib',
  driveCacheType: 'readCache',
};

const SHAPES: Shapes<Partial<AwsFsxLustreSsdOptions & AwsFsxLustreHddOptions>> = {
  subnetId: SAID,
  securityGroupIds: LIST,
  compression: FLAG,
  lustreVersion: SAID,
  s3ImportPath: SAID,
  s3ExportPath: SAID,
  extraParameters: PAIRS,
  kmsKeyId: SAID,
  automaticBackupRetentionDays: COUNT,
  throughputMbpsPerTib: COUNT,
  readCache: FLAG,
};

function volume(factory: string, options: AwsFsxLustreOptions, ofKind: KindParameters): VolumeBackend {
  checkProps(`AwsFsxLustre.${factory}`, SHAPES, options);
  return VolumeBackend._of({
    place: `AwsFsxLustre.${factory}`,
    driver: AWS_FSX_LUSTRE,
    parameters: {
      ...ofKind,
      subnetId: options.subnetId,
      securityGroupIds: options.securityGroupIds,
      dataCompressionType: options.compression === undefined ? undefined : options.compression ? 'LZ4' : 'NONE',
      fileSystemTypeVersion: options.lustreVersion,
      s3ImportPath: options.s3ImportPath,
      s3ExportPath: options.s3ExportPath,
    },
    extraParameters: options.extraParameters,
    options: OPTION_OF,
    encrypted: true,
  });
}

function persistent(options: AwsFsxLustreSsdOptions, throughput: number): KindParameters {
  return {
    perUnitStorageThroughput: options.throughputMbpsPerTib ?? throughput,
    kmsKeyId: options.kmsKeyId,
    automaticBackupRetentionDays: options.automaticBackupRetentionDays,
  };
}

/**
 * Volumes of Amazon FSx for Lustre: a parallel file system for each claim, shared by pods of all zones, for training data
 * and other work that reads much at once.
 *
 * Always encrypted. Each has 1,200 GiB or more: smaller claims are rounded up, and paid for. It takes minutes to make one.
 * Every factory throws when an option is out of range, naming all that is wrong.
 *
 * @see https://github.com/kubernetes-sigs/aws-fsx-csi-driver
 * @see https://docs.aws.amazon.com/fsx/latest/LustreGuide/using-fsx-lustre.html
 */
export class AwsFsxLustre {
  /** For data that can be made again (SCRATCH_2): not replicated, without backups, the cheapest fast one. */
  public static scratch(options: AwsFsxLustreOptions): VolumeBackend {
    return volume('scratch', options, { deploymentType: 'SCRATCH_2' });
  }

  /** For data that stays, on SSD (PERSISTENT_2): replicated in its zone, with the lowest latency. Not in every region. */
  public static persistentSsd(options: AwsFsxLustreSsdOptions): VolumeBackend {
    return volume('persistentSsd', options, { deploymentType: 'PERSISTENT_2', ...persistent(options, 125) });
  }

  /** For much data that stays and is read in sequence, on hard disks (PERSISTENT_1): replicated in its zone. */
  public static persistentHdd(options: AwsFsxLustreHddOptions): VolumeBackend {
    return volume('persistentHdd', options, {
      deploymentType: 'PERSISTENT_1',
      storageType: 'HDD',
      driveCacheType: options.readCache ? 'READ' : 'NONE',
      ...persistent(options, 12),
    });
  }

  private constructor() {}
}
