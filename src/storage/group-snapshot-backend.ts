import { snapshotBackendFaults } from './snapshot-backend';
import type { Fault } from '../core/faults';
import type { VolumeBackend } from '../facts/drivers/volume-backend';

/** What is wrong with a backend of whose volumes several are to be copied at one moment, if anything. */
export function groupSnapshotBackendFaults(backend: VolumeBackend | undefined): Fault[] {
  const faults = snapshotBackendFaults(backend);
  if (backend === undefined || faults.length > 0 || backend._driver.groupSnapshots.supported) return faults;
  return [{
    prop: 'backend', problem: 'takes no snapshots of several volumes at one moment', got: backend.provisioner, remedy: 'take a snapshot of each volume',
  }];
}
