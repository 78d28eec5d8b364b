import type { Fault } from '../core/faults';
import type { VolumeBackend } from '../facts/drivers/volume-backend';

/** What is wrong with a backend whose volumes are to be copied, if anything. */
export function snapshotBackendFaults(backend: VolumeBackend | undefined): Fault[] {
  if (backend === undefined || backend.snapshotDriver !== undefined) return [];
  const { alternative } = backend._driver.snapshots;
  return [{ prop: 'backend', problem: 'takes no CSI snapshots', got: backend.provisioner, remedy: alternative ? `use ${alternative}` : 'copy the data another way' }];
}
