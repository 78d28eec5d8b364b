import type { Claim } from './claim';
import type { Manifest } from './finding';
import type { ManifestIndex } from './index-of-manifests';
import { isObject, stringAt, stringsAt } from './json';
import type { DriverFacts } from '../facts/drivers/driver-facts';
import { driverOf } from '../facts/drivers/index';
import { topologyOf } from '../facts/drivers/volume-check';

/** What keeps the volume of a claim. */
export interface Backing {
  /** For people: `Amazon EFS`. */
  readonly title: string;
  readonly storage: 'block' | 'network-file-system';
  /** From where the volume can be reached. */
  readonly scope: 'node' | 'zone' | 'region';
  /** The class or volume that says so. */
  readonly object: Manifest;
}

/**
 * Volume sources of pods and PersistentVolumes that are network file systems.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#volume-types
 */
const NETWORK_FILE_SYSTEMS: { readonly [source: string]: string } = { nfs: 'NFS', cephfs: 'CephFS', glusterfs: 'GlusterFS', azureFile: 'Azure Files' };

/** The network file system that a volume of a pod or a PersistentVolume is, by its own source. */
export function networkFileSystemOf(source: unknown): string | undefined {
  if (!isObject(source)) return undefined;
  const inTree = Object.keys(source).find((key) => Object.hasOwn(NETWORK_FILE_SYSTEMS, key));
  if (inTree !== undefined) return NETWORK_FILE_SYSTEMS[inTree];
  const driver = driverOf(stringAt(source, 'csi', 'driver') ?? '');
  return driver?.storage === 'network-file-system' ? driver.title : undefined;
}

/** What keeps the volume of a claim, as far as the input tells and we know it. */
export function backingOf(claim: Claim, index: ManifestIndex): Backing | undefined {
  const volume = index.volumes.of(claim);
  return volume ? backingOfVolume(volume) : backingOfClass(claim, index);
}

function backingOfVolume(volume: Manifest): Backing | undefined {
  const networkFileSystem = networkFileSystemOf(volume.spec);
  if (networkFileSystem !== undefined) return { title: networkFileSystem, storage: 'network-file-system', scope: 'region', object: volume };
  const driver = driverOf(stringAt(volume, 'spec', 'csi', 'driver') ?? '');
  return driver && backing(driver, {}, volume);
}

function backingOfClass(claim: Claim, index: ManifestIndex): Backing | undefined {
  const storageClass = index.classOf(claim);
  const driver = driverOf(stringAt(storageClass, 'provisioner') ?? '');
  // volumes that people prepare may be of any sort
  if (!storageClass || !driver || driver.provisioning === 'static') return undefined;
  return backing(driver, stringsAt(storageClass, 'parameters'), storageClass);
}

function backing(driver: DriverFacts, parameters: { readonly [key: string]: string }, object: Manifest): Backing {
  return { title: driver.title, storage: driver.storage, scope: topologyOf(driver, parameters).scope, object };
}
