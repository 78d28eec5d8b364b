import { reachedBy } from './index';
import { PAIRS, SAID } from './option-shapes';
import { FS_TYPE } from './parameter-values';
import { TOPOLVM } from './topolvm';
import { VolumeBackend } from './volume-backend';
import { checkProps, checkValue, WORDS } from '../../core/shape';
import type { Shapes } from '../../core/shape';

/** File systems that TopoLVM makes. */
export enum TopoLvmFileSystem {
  /** The driver's default. */
  EXT4 = 'ext4',
  /** For workloads that recommend it, such as many small parallel writes. */
  XFS = 'xfs',
  /** With copy-on-write and checksums, which databases seldom want. */
  BTRFS = 'btrfs',
}

/** What every volume of TopoLVM can be told. */
export interface TopoLvmOptions {
  /**
   * File system that is made on a new volume. Sets `csi.storage.k8s.io/fstype`.
   *
   * @default - the driver's: ext4
   */
  readonly fsType?: TopoLvmFileSystem;

  /**
   * Parameters of the driver that have no option here. The driver ignores names that it does not know.
   *
   * @default - none
   */
  readonly extraParameters?: { readonly [key: string]: string };
}

/** Options of volumes of a device class. */
export interface TopoLvmDeviceClassOptions extends TopoLvmOptions {
  /**
   * Name of the device class in the configuration of lvmd. Sets `topolvm.io/device-class`.
   * Name one: the default may be another on each node.
   *
   * @default - the default class of the node
   */
  readonly name?: string;
}

/** Options of volumes that are made with certain options of lvcreate. */
export interface TopoLvmOptionClassOptions extends TopoLvmOptions {
  /**
   * Name of the option class in the configuration of lvmd. Sets `topolvm.io/lvcreate-option-class`.
   */
  readonly name: string;
}

const SHAPES: Shapes<TopoLvmDeviceClassOptions> = { name: SAID, fsType: SAID, extraParameters: PAIRS };

function volume(factory: string, parameter: string, options: TopoLvmDeviceClassOptions, driver = TOPOLVM): VolumeBackend {
  checkProps(`TopoLvm.${factory}`, SHAPES, options);
  return VolumeBackend._of({
    place: `TopoLvm.${factory}`,
    driver,
    parameters: { [parameter]: options.name, [FS_TYPE]: options.fsType },
    extraParameters: options.extraParameters,
    options: { [parameter]: 'name', [FS_TYPE]: 'fsType' },
  });
}

/**
 * Volumes of TopoLVM: logical volumes on the disks of one node, which are as fast as the disk and are lost with the node.
 * For databases that replicate themselves.
 *
 * They grow while pods run. Volumes of thin device classes have snapshots, on the same node.
 *
 * @see https://github.com/topolvm/topolvm
 */
export class TopoLvm {
  /** Volumes of a device class, which is a volume group or a thin pool on each node that has it. */
  public static deviceClass(options: TopoLvmDeviceClassOptions = {}): VolumeBackend {
    return volume('deviceClass', 'topolvm.io/device-class', options);
  }

  /** Volumes made with options of lvcreate that an administrator has named, such as stripes or RAID. */
  public static lvcreateOptionClass(options: TopoLvmOptionClassOptions): VolumeBackend {
    checkValue('TopoLvm.lvcreateOptionClass', 'name', WORDS, options.name);
    return volume('lvcreateOptionClass', 'topolvm.io/lvcreate-option-class', options);
  }

  /**
   * Like `deviceClass`, for installations that kept the name `topolvm.cybozu.com` (`useLegacy: true`). Sets
   * `topolvm.cybozu.com/device-class`.
   */
  public static legacyDeviceClass(options: TopoLvmDeviceClassOptions = {}): VolumeBackend {
    return volume('legacyDeviceClass', 'topolvm.cybozu.com/device-class', options, reachedBy(TOPOLVM, 'topolvm.cybozu.com'));
  }

  private constructor() {}
}
