import { kindOf } from './class-offering';
import type { Fault } from '../../core/faults';
import { onHardDisk, whyNotFast } from '../../facts/drivers/speed';
import { outlives, survivalOf } from '../../facts/drivers/survival';
import type { VolumeBackend } from '../../facts/drivers/volume-backend';
import { topologyOf } from '../../facts/drivers/volume-check';
import { StorageTopology, VolumeAccessMode, VolumeMode } from '../../facts/drivers/volume-modes';
import type { StorageRole } from '../../facts/platforms/platform-facts';

/** What volumes of a backend lack that a role promises. */
export function roleFaults(prop: string, role: StorageRole, backend: VolumeBackend): Fault[] {
  return BROKEN[role](backend).map((promise) => ({
    prop, problem: `does not keep the promise of ${role}: ${promise}`, got: kindOf(backend), remedy: 'use a backend that does, or make a ProductionStorageClass of another name',
  }));
}

/** Promises of a role that a backend does not keep. */
const BROKEN: { readonly [role in StorageRole]: (backend: VolumeBackend) => string[] } = {
  'zonal-ssd': (backend) => [...zonalDisk(backend), ...solidState(backend)],
  'high-iops': (backend) => [...zonalDisk(backend), ...fast(backend)],
  'regional-ssd': (backend) => [...regionalDisk(backend), ...solidState(backend)],
  'shared-file': (backend) => [...sharedFiles(backend), ...survives('files that outlive a', 'node', backend)],
  'local-ephemeral': (backend) => (backend.topology === StorageTopology.NODE ? [] : ['a disk of one node']),
};

function zonalDisk(backend: VolumeBackend): string[] {
  if (!isDisk(backend) || backend.topology === StorageTopology.NODE) return ['a disk that outlives its node'];
  return survives('a disk that outlives its', 'node', backend);
}

function regionalDisk(backend: VolumeBackend): string[] {
  const { scope, zones = 1 } = topologyOf(backend._driver, backend.parameters);
  if (!isDisk(backend) || (scope !== 'region' && zones < 2)) return ['a disk that is reached from several zones'];
  return survives('a disk that outlives its', 'zone', backend);
}

function sharedFiles(backend: VolumeBackend): string[] {
  const modes = backend.accessModes(VolumeMode.FILESYSTEM);
  return modes.includes(VolumeAccessMode.READ_WRITE_MANY) ? [] : ['files that pods of many nodes write (ReadWriteMany)'];
}

function survives(what: string, loss: 'node' | 'zone', backend: VolumeBackend): string[] {
  const survival = survivalOf(backend._driver, backend.parameters);
  return outlives(survival, loss) === 'never' ? [`${what} ${loss} (${survival.why})`] : [];
}

function solidState({ _driver: driver, parameters }: VolumeBackend): string[] {
  return onHardDisk(driver, parameters) ? ['an SSD (these are hard disks, or as slow)'] : [];
}

function fast(backend: VolumeBackend): string[] {
  const why = isDisk(backend) ? whyNotFast(backend._driver, backend.parameters) : undefined;
  return why === undefined ? [] : [`more operations than the usual SSD has (${why})`];
}

function isDisk(backend: VolumeBackend): boolean {
  return backend._driver.storage === 'block' && backend.accessModes(VolumeMode.FILESYSTEM).includes(VolumeAccessMode.READ_WRITE_ONCE);
}
