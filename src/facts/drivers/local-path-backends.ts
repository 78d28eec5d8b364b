import { LOCAL_PATH, LOCAL_PATH_SHARED } from './local-path';
import { PAIRS, SAID } from './option-shapes';
import { VolumeBackend } from './volume-backend';
import { checkProps } from '../../core/shape';
import type { Shapes } from '../../core/shape';

/** Options of volumes of the Local Path Provisioner. */
export interface LocalPathOptions {
  /**
   * Folder of the node under which folders of volumes are made: one of the paths that the provisioner is configured with.
   * Sets `nodePath`.
   *
   * @default - one of the configured paths, at random
   */
  readonly nodePath?: string;

  /**
   * Go template of the folder of a volume, which begins with `{{ .PVC.Namespace }}/{{ .PVC.Name }}/`. Sets `pathPattern`.
   * A name without `{{ .PVName }}` is found again by the next claim of that name, with the data.
   *
   * @default - the provisioner's: `{{ .PVName }}_{{ .PVC.Namespace }}_{{ .PVC.Name }}`
   */
  readonly pathPattern?: string;

  /**
   * Parameters of the provisioner that have no option here. It ignores names that it does not know.
   *
   * @default - none
   * @see https://github.com/rancher/local-path-provisioner#storage-classes
   */
  readonly extraParameters?: { readonly [key: string]: string };
}

const SHAPES: Shapes<LocalPathOptions> = { nodePath: SAID, pathPattern: SAID, extraParameters: PAIRS };

function volume(factory: string, options: LocalPathOptions, driver = LOCAL_PATH): VolumeBackend {
  checkProps(`LocalPath.${factory}`, SHAPES, options);
  const { nodePath, pathPattern, extraParameters } = options;
  return VolumeBackend._of({ place: `LocalPath.${factory}`, driver, parameters: { nodePath, pathPattern }, extraParameters, encrypted: false });
}

/**
 * Volumes of the Local Path Provisioner, which k3s and kind bring along: folders, made when a claim needs them.
 *
 * Their size limits nothing: one that fills up fills the disk of the node for all. They neither grow nor have snapshots.
 *
 * @see https://github.com/rancher/local-path-provisioner
 */
export class LocalPath {
  /**
   * Folders on the disk of one node, for pods of that node. They are lost with the node.
   *
   * They are `hostPath` volumes, whose files keep their group whatever `fsGroup` says. The annotation
   * `defaultVolumeType: local` of the class makes volumes of type `local` instead.
   */
  public static nodeFolders(options: LocalPathOptions = {}): VolumeBackend {
    return volume('nodeFolders', options);
  }

  /**
   * Folders on a file system that every node has mounted, for pods of all nodes. The provisioner must be configured with
   * `sharedFileSystemPath`; nothing in a class says so.
   */
  public static sharedFolders(options: LocalPathOptions = {}): VolumeBackend {
    return volume('sharedFolders', options, LOCAL_PATH_SHARED);
  }

  private constructor() {}
}
