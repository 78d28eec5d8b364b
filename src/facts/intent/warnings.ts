import { DataCriticality, DataSharing, FailureDomain, StorageEnvironment } from './storage-profile';
import type { StorageProfile } from './storage-profile';
import type { VolumeBackend } from '../drivers/volume-backend';
import { StorageTopology } from '../drivers/volume-modes';
import { backupFacts, encryptionFacts } from '../platforms/offering-facts';

/** What a class cannot do for the data, so that people have to. */
export function warningsOf(profile: StorageProfile, backend: VolumeBackend): string[] {
  return [...availability(profile, backend), ...sharing(profile), ...recovery(profile, backend), ...secrecy(profile, backend)];
}

function availability({ data, sharing: shared, failureDomain }: StorageProfile, backend: VolumeBackend): string[] {
  if (backend.topology === StorageTopology.NODE) {
    return data === DataCriticality.AUTHORITATIVE
      ? ['the volume is lost with its node: only for a database that keeps copies on other nodes, in other zones']
      : ['the volume is lost with its node: whatever uses it must work while the data is made again'];
  }
  if (data !== DataCriticality.AUTHORITATIVE || shared !== DataSharing.NONE) return [];
  return failureDomain === FailureDomain.REGION
    ? ['high availability is replication by the database: this disk outlives a zone, but its one pod moves only when its node is known to be gone']
    : ['high availability over zones is replication by the database: a disk is out of reach while its zone is down'];
}

function sharing({ data, sharing: shared }: StorageProfile): string[] {
  if (shared !== DataSharing.READ_WRITE) return [];
  const coordination = 'pods that write the same files must coordinate: nothing here keeps them apart';
  return data === DataCriticality.AUTHORITATIVE ? [`${coordination}; not for databases, which want a volume each`] : [coordination];
}

function recovery({ data, environment }: StorageProfile, backend: VolumeBackend): string[] {
  if (data !== DataCriticality.AUTHORITATIVE) return [];
  if (environment === StorageEnvironment.TEST) return ['volumes stay behind when claims are deleted; test data that can be made again is rebuildable'];
  if (!backend.snapshotDriver) return [backupFacts(backend).text];
  return ['a snapshot is a backup once the application was consistent in it and a restore was tried'];
}

function secrecy({ environment }: StorageProfile, backend: VolumeBackend): string[] {
  return environment === StorageEnvironment.PRODUCTION && backend.encrypted !== true ? [`encryption ${encryptionFacts(backend).text}`] : [];
}
