import type { Fault } from '../../core/faults';
import { ParameterValues } from '../../facts/drivers/parameter-values';
import type { VolumeBackend } from '../../facts/drivers/volume-backend';
import { topologyOf } from '../../facts/drivers/volume-check';
import { VolumeAccessMode, VolumeMode } from '../../facts/drivers/volume-modes';
import { inputsOrExamples } from '../../facts/platforms/inputs';
import type { StorageOffering, StorageRole } from '../../facts/platforms/platform-facts';

const REACH = { node: 'one node', zone: 'one zone', region: 'every node' };

/** The offering of a platform as it usually is. */
export function usualBackend(offering: StorageOffering): VolumeBackend {
  return offering.backend(inputsOrExamples(offering));
}

/** Whether what an offering says of its volumes is true of those of a backend. */
export function isDescribedBy(offering: StorageOffering, backend: VolumeBackend): boolean {
  const [usual, given] = [usualBackend(offering), backend].map((each) => ({ kind: kindOf(each), ...topologyOf(each._driver, each.parameters) }));
  return given.kind === usual.kind && given.scope === usual.scope && given.zones === usual.zones;
}

/** An offering that no platform makes: its driver says what is known of it, and somebody what is paid for. */
export function ownOffering(role: StorageRole, backend: VolumeBackend, costModel: string): StorageOffering {
  const { _driver: driver, parameters } = backend;
  const { scope, zones, source } = topologyOf(driver, parameters);
  const kind = new ParameterValues(driver, parameters).kind();
  const title = [driver.title, kind?.kind].filter(Boolean).join(' ');
  return {
    role,
    title,
    inputs: [],
    backend: () => backend,
    code: () => title,
    zones: { text: `reached from ${zones === undefined ? REACH[scope] : `${zones} zones`}`, source },
    performance: { text: kind?.note ?? `as ${title} gives`, source: kind?.source ?? driver.source },
    cost: { text: costModel, source: 'the options of the catalogue' },
    caveats: driver.notForProduction === undefined ? [] : [{ text: driver.notForProduction, source: driver.source }],
  };
}

/** What volumes of a backend lack that a role promises. */
export function roleFaults(prop: string, role: StorageRole, backend: VolumeBackend): Fault[] {
  const { scope, zones = 1 } = topologyOf(backend._driver, backend.parameters);
  const modes = backend.accessModes(VolumeMode.FILESYSTEM);
  const onDisk = backend._driver.storage === 'block' && modes.includes(VolumeAccessMode.READ_WRITE_ONCE);
  const needs: { readonly [each in StorageRole]: readonly [fits: boolean, promise: string] } = {
    'zonal-ssd': [onDisk && scope !== 'node', 'a disk that outlives its node'],
    'high-iops': [onDisk && scope !== 'node', 'a disk that outlives its node'],
    'regional-ssd': [onDisk && (scope === 'region' || zones > 1), 'a disk that is reached from several zones'],
    'shared-file': [modes.includes(VolumeAccessMode.READ_WRITE_MANY), 'files that pods of many nodes write (ReadWriteMany)'],
    'local-ephemeral': [scope === 'node', 'a disk of one node'],
  };
  const [fits, promise] = needs[role];
  return fits ? [] : [{ prop, problem: `does not keep the promise of ${role}: ${promise}`, got: kindOf(backend), remedy: 'use a backend that does, or make a ProductionStorageClass of another name' }];
}

function kindOf({ _driver: driver, parameters, provisioner }: VolumeBackend): string {
  return [provisioner, new ParameterValues(driver, parameters).kind()?.kind].filter(Boolean).join(' ');
}
