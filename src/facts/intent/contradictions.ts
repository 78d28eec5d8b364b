import { accessModeOf, OUTLIVED, reclaimPolicyOf } from './settings';
import { DataCriticality, FailureDomain, StorageEnvironment, StoragePerformance } from './storage-profile';
import type { StorageProfile } from './storage-profile';
import type { Fault } from '../../core/faults';
import { whyNotFast } from '../drivers/speed';
import { outlives, survivalOf } from '../drivers/survival';
import type { VolumeBackend } from '../drivers/volume-backend';

/** What of a class contradicts what it is said to be for. */
export function contradictions(profile: StorageProfile, backend: VolumeBackend, reclaimPolicy: 'Retain' | 'Delete' = reclaimPolicyOf(profile)): Fault[] {
  return [
    ...sharingFaults(profile, backend),
    ...lossFaults(profile, backend),
    ...failureDomainFaults(profile, backend),
    ...performanceFaults(profile, backend),
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
  const needed = OUTLIVED[failureDomain];
  const survival = survivalOf(backend._driver, backend.parameters);
  if (needed === undefined || outlives(survival, needed) !== 'never') return [];
  const remedy = failureDomain === FailureDomain.REGION && outlives(survival, 'node') !== 'never'
    ? 'say FailureDomain.ZONE and let the database replicate itself over zones, or choose a backend that keeps copies in several zones'
    : 'say FailureDomain.NODE when losing the volume with its node is fine, as for a database that keeps copies on other nodes; else choose another backend';
  return [{ prop: 'intent.failureDomain', problem: `is more than ${backend.provisioner} outlives here: ${survival.why}`, got: failureDomain, remedy }];
}

/** What is authoritative is not kept where one machine that fails takes it along, not even by a database that replicates itself. */
function lossFaults({ data }: StorageProfile, backend: VolumeBackend): Fault[] {
  const survival = survivalOf(backend._driver, backend.parameters);
  if (data !== DataCriticality.AUTHORITATIVE || outlives(survival, 'pod') !== 'never') return [];
  return [{
    prop: 'intent.data', problem: `is nothing to keep on volumes of ${backend.provisioner} like these: ${survival.why}`, got: data, remedy: 'choose a backend that keeps copies, or say DataCriticality.REBUILDABLE',
  }];
}

function performanceFaults({ performance }: StorageProfile, backend: VolumeBackend): Fault[] {
  const why = performance === StoragePerformance.HIGH_IOPS ? whyNotFast(backend._driver, backend.parameters) : undefined;
  if (why === undefined) return [];
  return [{ prop: 'intent.performance', problem: `is more than ${backend.provisioner} gives here: ${why}`, got: performance, remedy: 'choose a faster backend, or say StoragePerformance.STANDARD' }];
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
