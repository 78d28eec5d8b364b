import type { ApiObjectMetadata } from 'cdk8s';
import type { Fault } from '../core/faults';
import { DATA_INTENT_ANNOTATION, INTENT_ANNOTATION, WHY_PREFIX } from '../core/vocabulary';
import type { VolumeBackend } from '../facts/drivers/volume-backend';
import { contradictions } from '../facts/intent/contradictions';
import { settingsOf } from '../facts/intent/settings';
import type { StorageProfile } from '../facts/intent/storage-profile';

interface Intended {
  readonly intent?: StorageProfile;
  readonly backend: VolumeBackend;
  readonly metadata: ApiObjectMetadata;
  readonly reclaimPolicy?: 'Retain' | 'Delete';
}

/** What of a class contradicts what it is said to be for; nothing where it is said to be for nothing. */
export function intentFaults({ intent, backend, metadata, reclaimPolicy }: Intended): Fault[] {
  if (!intent) return [];
  const faults = contradictions(intent, backend, reclaimPolicy);
  const said = metadata.annotations?.[DATA_INTENT_ANNOTATION];
  if (said !== undefined && said !== intent.data) {
    faults.push({ prop: `metadata.annotations.${DATA_INTENT_ANNOTATION}`, problem: `contradicts intent, which says ${intent.data}`, got: said, remedy: 'leave it out' });
  }
  return faults;
}

/** The profile and the reasons of its settings. What was set otherwise by hand has its reason elsewhere. */
export function intentAnnotations(
  intent: StorageProfile, backend: VolumeBackend, set: { readonly [setting: string]: string | boolean },
): { [key: string]: string } {
  const { data, sharing, failureDomain, performance, environment } = intent;
  const reasons = settingsOf(intent, backend).filter(({ name, value }) => set[name] === undefined || String(set[name]) === value);
  return {
    [DATA_INTENT_ANNOTATION]: data,
    [INTENT_ANNOTATION]: `data ${data}, sharing ${sharing}, failure domain ${failureDomain}, performance ${performance}, environment ${environment}`,
    ...Object.fromEntries(reasons.map(({ name, value, why }) => [`${WHY_PREFIX}${kebab(name)}`, `${value}: ${why}`])),
  };
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
