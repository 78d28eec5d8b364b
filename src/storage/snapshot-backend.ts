import type { Fault } from '../core/faults';
import type { VolumeBackend } from '../facts/drivers/volume-backend';
import { exceptionFor } from '../facts/drivers/volume-check';

/** What is wrong with a backend whose volumes are to be copied, if anything: its driver takes no snapshots, or none of these volumes. */
export function snapshotBackendFaults(backend: VolumeBackend | undefined): Fault[] {
  if (backend === undefined || backend.snapshotDriver !== undefined) return [];
  const { alternative } = backend._driver.snapshots;
  const why = exceptionFor(backend._driver, 'snapshots', backend.parameters)?.why;
  return [{ prop: 'backend', problem: why ? `has volumes without CSI snapshots: ${why}` : 'takes no CSI snapshots', got: backend.provisioner, remedy: alternative ? `use ${alternative}` : 'copy the data another way' }];
}
