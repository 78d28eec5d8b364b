import type { DescribedStorage, SourcedText } from './platform-facts';
import { ParameterValues } from '../drivers/parameter-values';
import type { VolumeBackend } from '../drivers/volume-backend';
import { exceptionFor, topologyOf } from '../drivers/volume-check';
import { VolumeMode } from '../drivers/volume-modes';

/** What people ask of a class before they put data on it. */
export interface OfferingFacts {
  readonly backend: SourcedText;
  readonly accessModes: SourcedText;
  readonly zones: SourcedText;
  readonly performance: SourcedText;
  readonly encryption: SourcedText;
  readonly backup: SourcedText;
  readonly expansion: SourcedText;
  readonly cost: SourcedText;
}

/** Answers of an offering: those of the platform, and for all else those of the driver behind its backend. */
export function offeringFacts(offering: DescribedStorage, backend: VolumeBackend): OfferingFacts {
  const driver = backend._driver;
  const topology = topologyOf(driver, backend.parameters);
  return {
    backend: { text: `${offering.title} (${backend.provisioner})`, source: driver.source },
    accessModes: { text: accessModes(backend), source: driver.accessModes.source },
    zones: { text: `${offering.zones.text}; ${topology.why}`, source: `${offering.zones.source}; ${topology.source}` },
    performance: offering.performance,
    encryption: encryptionFacts(backend),
    backup: backupFacts(backend),
    expansion: expansionFacts(backend),
    cost: offering.cost,
  };
}

/** How volumes are encrypted at rest. */
export function encryptionFacts(backend: VolumeBackend): SourcedText {
  const state = backend.encrypted === undefined ? 'not decided by the class' : backend.encrypted ? 'on at rest' : 'off';
  const { text, source } = encryptionReason(backend);
  return { text: `${state}: ${text}`, source };
}

/** Why they are encrypted, or not. What a driver says of keys is of those that are. */
export function encryptionReason(backend: VolumeBackend): SourcedText {
  const { decidedBy, note, source } = backend._driver.encryption;
  if (backend.encrypted === false && decidedBy === 'class') return { text: 'this class asks for volumes that are not encrypted', source };
  return { text: [note, ...whoseKey(backend)].join('; '), source };
}

/** Where a class can name a key: which it is. The key itself says more than a page should. */
function whoseKey({ _driver: driver, parameters }: VolumeBackend): string[] {
  const { keyParameter, withoutKey } = driver.encryption;
  if (keyParameter === undefined) return [];
  return [new ParameterValues(driver, parameters).text(keyParameter) ? `with the key that ${keyParameter} names` : `with ${withoutKey}`];
}

/** What to know before volumes of a backend are used. */
export function caveatsOf({ caveats }: DescribedStorage, { _driver: driver, parameters, encrypted }: VolumeBackend): SourcedText[] {
  const values = new ParameterValues(driver, parameters);
  const bare = encrypted === false ? [{ text: 'volumes are not encrypted at rest', source: driver.encryption.source }] : [];
  return [...bare, ...caveats.filter(({ when }) => when === undefined || values.meets(when))];
}

/** How copies of volumes are made. */
export function backupFacts({ _driver: driver, parameters, snapshotDriver }: VolumeBackend): SourcedText {
  const { note, alternative = 'a backup that the database makes itself', source } = driver.snapshots;
  if (snapshotDriver) return { text: note ? `CSI snapshots: ${note}` : 'CSI snapshots', source };
  const exception = exceptionFor(driver, 'snapshots', parameters);
  return { text: `no CSI snapshots${exception ? ` (${exception.why})` : ''}: use ${alternative}`, source: exception?.source ?? source };
}

/** How volumes grow. */
export function expansionFacts({ _driver: driver, parameters, allowVolumeExpansion }: VolumeBackend): SourcedText {
  const { online, limit, source } = driver.expansion;
  const exception = allowVolumeExpansion ? undefined : exceptionFor(driver, 'expansion', parameters);
  if (exception) return { text: `cannot grow: ${exception.why}`, source: exception.source };
  const how = !allowVolumeExpansion ? 'cannot grow' : online ? 'grows while pods run' : 'grows while no pod runs';
  return { text: limit ? `${how}: ${limit}` : how, source };
}

function accessModes(backend: VolumeBackend): string {
  const [files, blocks] = [VolumeMode.FILESYSTEM, VolumeMode.BLOCK].map((mode) => backend.accessModes(mode).join(', '));
  return blocks === '' ? files : `${files}; raw block: ${blocks}`;
}
