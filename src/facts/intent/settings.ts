import { DataCriticality, DataSharing, FailureDomain, StorageEnvironment } from './storage-profile';
import type { StorageProfile } from './storage-profile';
import type { Survival } from '../drivers/driver-facts';
import type { VolumeBackend } from '../drivers/volume-backend';
import { topologyOf } from '../drivers/volume-check';
import { VolumeAccessMode, VolumeMode } from '../drivers/volume-modes';
import { backupFacts, encryptionReason, expansionFacts } from '../platforms/offering-facts';

/** A choice that follows from a profile and a backend, with its reason. */
export interface Setting {
  readonly name: 'reclaimPolicy' | 'volumeBindingMode' | 'allowVolumeExpansion' | 'encryption' | 'accessMode' | 'snapshots';
  readonly value: string;
  readonly why: string;
}

const RECLAIM: { readonly [data in DataCriticality]: { readonly value: 'Retain' | 'Delete'; readonly why: string } } = {
  [DataCriticality.AUTHORITATIVE]: { value: 'Retain', why: 'the data exists nowhere else: a deleted claim must not delete it' },
  [DataCriticality.REBUILDABLE]: { value: 'Delete', why: 'the data can be made again: a volume that stays behind only costs' },
  [DataCriticality.SCRATCH]: { value: 'Delete', why: 'the data means nothing without its pod: a volume that stays behind only costs' },
};

/** What should become of volumes whose claims are deleted. */
export function reclaimPolicyOf({ data }: StorageProfile): 'Retain' | 'Delete' {
  return RECLAIM[data].value;
}

/** How data of a profile is kept on volumes of a backend, and why. */
export function settingsOf(profile: StorageProfile, backend: VolumeBackend): Setting[] {
  return [
    { name: 'reclaimPolicy', ...RECLAIM[profile.data] },
    { name: 'volumeBindingMode', value: backend.volumeBindingMode, why: topologyOf(backend._driver, backend.parameters).why },
    { name: 'allowVolumeExpansion', value: String(backend.allowVolumeExpansion), why: expansionFacts(backend).text },
    { name: 'encryption', value: encryptionState(backend), why: encryptionReason(backend).text },
    { name: 'accessMode', ...accessModeFor(profile, backend) },
    { name: 'snapshots', ...snapshotsFor(profile, backend) },
  ];
}

/** The access mode of claims; undefined when the backend has none that suits. */
export function accessModeOf({ sharing }: StorageProfile, backend: VolumeBackend): VolumeAccessMode | undefined {
  const offered = backend.accessModes(VolumeMode.FILESYSTEM);
  return WANTED[sharing].find((mode) => offered.includes(mode));
}

/** The loss that a volume must outlive; none where it may go with its node. */
export const OUTLIVED: { readonly [domain in FailureDomain]?: Survival } = { [FailureDomain.ZONE]: 'node', [FailureDomain.REGION]: 'zone' };

/** Access modes that suit, the best first. */
const WANTED: { readonly [sharing in DataSharing]: readonly VolumeAccessMode[] } = {
  [DataSharing.NONE]: [VolumeAccessMode.READ_WRITE_ONCE_POD, VolumeAccessMode.READ_WRITE_ONCE],
  [DataSharing.READ_ONLY]: [VolumeAccessMode.READ_ONLY_MANY, VolumeAccessMode.READ_WRITE_MANY],
  [DataSharing.READ_WRITE]: [VolumeAccessMode.READ_WRITE_MANY],
};

const ACCESS_WHY: { readonly [mode in VolumeAccessMode]: string } = {
  [VolumeAccessMode.READ_WRITE_ONCE_POD]: 'one pod: a second writer that is started by mistake waits',
  [VolumeAccessMode.READ_WRITE_ONCE]: 'one node: the driver cannot keep a second pod of the node out',
  [VolumeAccessMode.READ_ONLY_MANY]: 'pods of many nodes read, and nobody writes',
  [VolumeAccessMode.READ_WRITE_MANY]: 'pods of many nodes write, and have to agree on who writes what',
};

function accessModeFor(profile: StorageProfile, backend: VolumeBackend): Omit<Setting, 'name'> {
  const value = accessModeOf(profile, backend);
  if (value === undefined) return { value: 'none', why: `${backend.provisioner} has no volumes with a file system for sharing ${profile.sharing}` };
  const mountedReadOnly = profile.sharing === DataSharing.READ_ONLY && value === VolumeAccessMode.READ_WRITE_MANY;
  return { value, why: mountedReadOnly ? 'the driver has no read-only volumes: pods mount it with readOnly: true' : ACCESS_WHY[value] };
}

function snapshotsFor({ data, environment }: StorageProfile, backend: VolumeBackend): Omit<Setting, 'name'> {
  if (data !== DataCriticality.AUTHORITATIVE) return { value: 'none', why: 'what can be lost is not copied' };
  if (!backend.snapshotDriver) return { value: 'none', why: backupFacts(backend).text };
  if (environment === StorageEnvironment.TEST) return { value: 'none', why: 'nobody depends on it: copies are made when a test needs them' };
  return { value: 'Retain', why: 'deletionPolicy of the snapshot class: a deleted namespace must not delete the copies with the data' };
}

function encryptionState({ encrypted }: VolumeBackend): string {
  if (encrypted === undefined) return 'not decided by the class';
  return encrypted ? 'on' : 'off';
}
