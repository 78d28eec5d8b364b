import { ParameterValues } from '../../facts/drivers/parameter-values';
import { survivalOf } from '../../facts/drivers/survival';
import type { VolumeBackend } from '../../facts/drivers/volume-backend';
import { topologyOf } from '../../facts/drivers/volume-check';
import { inputsOrExamples } from '../../facts/platforms/inputs';
import type { DescribedStorage, StorageOffering } from '../../facts/platforms/platform-facts';

const REACH = { node: 'one node', zone: 'one zone', region: 'every node' };

/** The offering of a platform as it usually is. */
export function usualBackend(offering: StorageOffering): VolumeBackend {
  return offering.backend(inputsOrExamples(offering));
}

/** Whether what an offering says of its volumes is true of those of a backend. */
export function isDescribedBy(offering: StorageOffering, backend: VolumeBackend): boolean {
  const [usual, given] = [usualBackend(offering), backend].map((each) => JSON.stringify(factsBehind(offering, each)));
  return given === usual;
}

/** What the text of an offering stands on. */
function factsBehind({ dependsOn = [] }: StorageOffering, backend: VolumeBackend) {
  const { _driver: driver, parameters } = backend;
  const { scope, zones } = topologyOf(driver, parameters);
  const { surely, atBest } = survivalOf(driver, parameters);
  const values = ParameterValues.of(driver, parameters);
  return { kind: kindOf(backend), scope, zones, surely, atBest, others: dependsOn.map((name) => values.effective(name) ?? '') };
}

/** What is said of volumes that no platform makes: what their driver knows, and by somebody what is paid for. */
export function ownDescription(backend: VolumeBackend, costModel: string): DescribedStorage {
  const { _driver: driver, parameters } = backend;
  const { scope, zones, source } = topologyOf(driver, parameters);
  const survival = survivalOf(driver, parameters);
  const kind = ParameterValues.of(driver, parameters).kind();
  const title = [driver.title, kind?.kind].filter(Boolean).join(' ');
  return {
    title,
    zones: { text: `${survival.why}; reached from ${zones === undefined ? REACH[scope] : `${zones} zones`}`, source: `${survival.source}; ${source}` },
    performance: { text: kind?.note ?? `as ${title} gives`, source: kind?.source ?? driver.source },
    cost: { text: costModel, source: 'the options of the catalogue' },
    caveats: driver.notForProduction === undefined ? [] : [{ text: driver.notForProduction, source: driver.source }],
  };
}

/** A backend for messages. */
export function kindOf({ _driver: driver, parameters, provisioner }: VolumeBackend): string {
  return [provisioner, ParameterValues.of(driver, parameters).kind()?.kind].filter(Boolean).join(' ');
}
