import { accessModeOf } from './settings';
import type { StorageProfile } from './storage-profile';
import type { VolumeBackend } from '../drivers/volume-backend';
import { VolumeAccessMode } from '../drivers/volume-modes';
import type { PlatformInput } from '../platforms/platform-facts';

const SNAPSHOT: PlatformInput = {
  name: 'snapshot',
  what: 'VolumeSnapshot of the complete data, in the namespace of the claim: nobody writes to a volume that is only read',
  example: 'dataset',
  pattern: /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/,
  form: 'a name of lower-case letters, digits, dashes and dots',
};

/** What has to be known for a claim, besides what its class takes. */
export function claimInputs(profile: StorageProfile, backend: VolumeBackend): PlatformInput[] {
  return accessModeOf(profile, backend) === VolumeAccessMode.READ_ONLY_MANY ? [SNAPSHOT] : [];
}
