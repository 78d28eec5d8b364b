import { OPENEBS_LVM } from './openebs-lvm';
import { FLAG, PAIRS, SAID } from './option-shapes';
import { FS_TYPE } from './parameter-values';
import { VolumeBackend } from './volume-backend';
import { checkProps } from '../../core/shape';
import type { Shapes } from '../../core/shape';

/** File systems that OpenEBS LVM makes. */
export enum OpenEbsLvmFileSystem {
  /** The driver's default. */
  EXT4 = 'ext4',
  /** For workloads that recommend it, such as many small parallel writes. */
  XFS = 'xfs',
  /** With copy-on-write and checksums; its volumes do not grow. */
  BTRFS = 'btrfs',
  /** For old software only. */
  EXT3 = 'ext3',
  /** Without a journal; for old software only. */
  EXT2 = 'ext2',
}

/** How OpenEBS LVM chooses a node for a volume that no pod has asked for yet. */
export enum OpenEbsLvmScheduler {
  /** The node with the most free space. */
  SPACE_WEIGHTED = 'SpaceWeighted',
  /** The node with the least capacity given away. */
  CAPACITY_WEIGHTED = 'CapacityWeighted',
  /** The node with the fewest volumes. */
  VOLUME_WEIGHTED = 'VolumeWeighted',
}

/** What every volume of OpenEBS LVM can be told. */
export interface OpenEbsLvmOptions {
  /**
   * Whether a volume takes space only for what is written. Sets `thinProvision`. Only the snapshots of such volumes can be
   * restored; a pool that runs full stops all of its volumes. Nodes need the kernel module `dm_thin_pool`.
   *
   * @default false
   */
  readonly thinProvision?: boolean;

  /**
   * Whether several pods of the node may mount a volume. Sets `shared`.
   *
   * @default false
   */
  readonly shared?: boolean;

  /**
   * How the driver chooses a node when volumes are made before their pods. Sets `scheduler`.
   *
   * @default - the driver's: OpenEbsLvmScheduler.SPACE_WEIGHTED
   */
  readonly scheduler?: OpenEbsLvmScheduler;

  /**
   * File system that is made on a new volume. Sets `csi.storage.k8s.io/fstype`.
   *
   * @default - the driver's: ext4
   */
  readonly fsType?: OpenEbsLvmFileSystem;

  /**
   * Parameters of the driver that have no option here. The driver ignores names that it does not know.
   *
   * @default - none
   * @see https://github.com/openebs/lvm-localpv/blob/develop/docs/storageclasses.md
   */
  readonly extraParameters?: { readonly [key: string]: string };
}

/** Options of volumes in one volume group. */
export interface OpenEbsLvmVolumeGroupOptions extends OpenEbsLvmOptions {
  /**
   * Name of the volume group on the nodes. Sets `volgroup`.
   */
  readonly name: string;
}

/** Options of volumes in any volume group whose name matches. */
export interface OpenEbsLvmVolumeGroupPatternOptions extends OpenEbsLvmOptions {
  /**
   * Regular expression for names of volume groups, such as `^fast-`. Sets `vgpattern`. The driver takes the group that has
   * the most room.
   */
  readonly pattern: string;
}

function yesNo(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : value ? 'yes' : 'no';
}

const SHAPES: Shapes<Partial<OpenEbsLvmVolumeGroupOptions & OpenEbsLvmVolumeGroupPatternOptions>> = {
  fsType: SAID, scheduler: SAID, shared: FLAG, thinProvision: FLAG, extraParameters: PAIRS, name: SAID, pattern: SAID,
};

function volume(factory: string, group: { readonly volgroup?: string; readonly vgpattern?: string }, options: OpenEbsLvmOptions): VolumeBackend {
  checkProps(`OpenEbsLvm.${factory}`, SHAPES, options);
  return VolumeBackend._of({
    place: `OpenEbsLvm.${factory}`,
    driver: OPENEBS_LVM,
    parameters: {
      ...group,
      thinProvision: yesNo(options.thinProvision),
      shared: yesNo(options.shared),
      scheduler: options.scheduler,
      [FS_TYPE]: options.fsType,
    },
    extraParameters: options.extraParameters,
    options: { volgroup: 'name', vgpattern: 'pattern', [FS_TYPE]: 'fsType' },
  });
}

/**
 * Volumes of OpenEBS Local PV LVM: logical volumes on the disks of one node, which are as fast as the disk and are lost with
 * the node. For databases that replicate themselves.
 *
 * They grow while pods run, but not while they have snapshots. Encryption is up to whoever prepared the volume group.
 *
 * @see https://github.com/openebs/lvm-localpv
 */
export class OpenEbsLvm {
  /** Volumes in the volume group of this name, on the nodes that have it. */
  public static volumeGroup(options: OpenEbsLvmVolumeGroupOptions): VolumeBackend {
    return volume('volumeGroup', { volgroup: options.name }, options);
  }

  /** Volumes in volume groups whose names match, where nodes name theirs differently. */
  public static volumeGroupPattern(options: OpenEbsLvmVolumeGroupPatternOptions): VolumeBackend {
    return volume('volumeGroupPattern', { vgpattern: options.pattern }, options);
  }

  private constructor() {}
}
