import { accessModeOf, reclaimPolicyOf } from './settings';
import { DataCriticality, FailureDomain, StorageEnvironment } from './storage-profile';
import type { StorageProfile } from './storage-profile';
import type { Fault } from '../../core/faults';
import type { VolumeBackend } from '../drivers/volume-backend';
import { topologyOf } from '../drivers/volume-check';
import { StorageTopology } from '../drivers/volume-modes';

/** What of a class contradicts what it is said to be for. */
export function contradictions(profile: StorageProfile, backend: VolumeBackend, reclaimPolicy: 'Retain' | 'Delete' = reclaimPolicyOf(profile)): Fault[] {
  return [
    ...sharingFaults(profile, backend),
    ...failureDomainFaults(profile, backend),
    ...environmentFaults(profile, backend),
    ...reclaimFaults(profile, reclaimPolicy),
  ];
}

function sharingFaults(profile: StorageProfile, backend: VolumeBackend): Fault[] {
  if (accessModeOf(profile, backend)) return [];
  return [{
    prop: 'intent.sharing',
    problem: `is nothing that volumes of ${backend.provisioner} with a file system can do`,
    got: profile.sharing,
    remedy: 'choose a backend of shared files, or give each pod a volume of its own',
  }];
}

function failureDomainFaults({ failureDomain }: StorageProfile, backend: VolumeBackend): Fault[] {
  const lost = lostWith(backend);
  if (lost === undefined || SIZE.indexOf(failureDomain) <= SIZE.indexOf(lost)) return [];
  const remedy = lost === FailureDomain.NODE
    ? 'say FailureDomain.NODE when losing the volume with its node is fine, as for a database that keeps copies on other nodes; else choose another backend'
    : 'say FailureDomain.ZONE and let the database replicate itself over zones, or choose a backend that keeps copies in several zones';
  return [{ prop: 'intent.failureDomain', problem: `is more than ${backend.provisioner} outlives here: a volume shares the fate of its ${lost}`, got: failureDomain, remedy }];
}

const SIZE = [FailureDomain.NODE, FailureDomain.ZONE, FailureDomain.REGION];

/** The domain that a volume shares its fate with, as far as a backend tells: where every node reaches it, copies may lie anywhere. */
function lostWith(backend: VolumeBackend): FailureDomain | undefined {
  if (backend.topology === StorageTopology.NODE) return FailureDomain.NODE;
  const { zones = 1 } = topologyOf(backend._driver, backend.parameters);
  return backend.topology === StorageTopology.ZONE && zones < 2 ? FailureDomain.ZONE : undefined;
}

function environmentFaults({ environment }: StorageProfile, backend: VolumeBackend): Fault[] {
  const { notForProduction } = backend._driver;
  if (!notForProduction || environment === StorageEnvironment.TEST) return [];
  return [{
    prop: 'intent.environment', problem: `is not what ${backend.provisioner} is for: ${notForProduction}`, got: environment, remedy: 'choose another backend, or say StorageEnvironment.TEST',
  }];
}

function reclaimFaults({ data }: StorageProfile, reclaimPolicy: string): Fault[] {
  if (data !== DataCriticality.AUTHORITATIVE || reclaimPolicy === 'Retain') return [];
  return [{
    prop: 'reclaimPolicy', problem: 'contradicts intent: authoritative data would be deleted with its claim', got: reclaimPolicy, remedy: 'leave it out, or say DataCriticality.REBUILDABLE',
  }];
}
