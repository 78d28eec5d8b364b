import { driverOfClass, parametersOfClass } from './driver-of-class';
import type { AccessModeFacts, DriverFacts } from '../../../facts/drivers/driver-facts';
import { driverOf } from '../../../facts/drivers/index';
import { ParameterValues } from '../../../facts/drivers/parameter-values';
import { offeredAccessModes } from '../../../facts/drivers/volume-check';
import { Claim } from '../../claim';
import type { Finding, JsonPath, Manifest } from '../../finding';
import type { ManifestIndex } from '../../index-of-manifests';
import { listAt, objectAt, stringAt } from '../../json';
import { CLAIM, VOLUME, WORKLOAD_KINDS, describe, kindOf } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule, Verdict } from '../../rule';

export const accessModeOfDriver: Rule = {
  id: 'STO-018',
  slug: 'access-mode-of-driver',
  title: 'The driver offers the access modes that a claim asks for',
  checklist: [18],
  severity: 'error',
  why: 'A disk is attached to one node; only file systems, and few drivers\' raw block volumes, are written from many. Asked for more, most drivers refuse to make the volume and the claim stays Pending; '
    + 'where one makes it, the second pod waits. The API server knows no driver and accepts it all.',
  remedy: 'Ask for ReadWriteOncePod (one pod) or ReadWriteOnce (one node), or take a class of a file system that is made to be shared.',
  links: ['https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes', 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#volume-mode'],
  needs: ['set', 'drivers'],
  kinds: [CLAIM, VOLUME, ...WORKLOAD_KINDS],
  evaluate(object, index) {
    return kindOf(object) === VOLUME ? judgeVolume(object) : judgeClaims(object, index);
  },
};

function judgeClaims(object: Manifest, index: ManifestIndex): Verdict {
  const verdicts = [
    ...index.claimsOf(object).map((claim) => judgeClaim(claim, claim.describe(), index)),
    ...ephemeralClaims(object, index).map(({ claim, volume }) => judgeClaim(claim, `${describe(object)} (volume ${volume})`, index)),
  ];
  const reasons = verdicts.filter((verdict) => verdict instanceof NotApplicable);
  if (reasons.length === verdicts.length) return reasons[0] ?? new NotApplicable('it claims no volume of its own');
  return verdicts.flatMap((verdict) => (verdict instanceof NotApplicable ? [] : verdict));
}

/** What Kubernetes claims for each pod that has a generic ephemeral volume. */
function ephemeralClaims(object: Manifest, index: ManifestIndex): { readonly claim: Claim; readonly volume: string }[] {
  const workload = index.workload(object);
  if (!workload) return [];
  return listAt(workload.podSpec, 'volumes').flatMap((volume, position) => {
    if (!('ephemeral' in objectAt(volume))) return [];
    const path = [...workload.podSpecPath, 'volumes', position, 'ephemeral', 'volumeClaimTemplate'];
    return [{ claim: new Claim(object, path, []), volume: stringAt(volume, 'name') ?? '' }];
  });
}

function judgeClaim(claim: Claim, who: string, index: ManifestIndex): Verdict {
  // https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reserving-a-persistentvolume and #selector
  if (claim.spec.volumeName !== undefined || claim.spec.selector !== undefined || index.volumes.of(claim)) return new NotApplicable('its volume is not made for it');
  const storageClass = index.classOf(claim);
  if (!storageClass) return new NotApplicable('its class is not in the input');
  const driver = driverOfClass(storageClass);
  if (driver instanceof NotApplicable) return driver;
  if (driver.provisioning === 'static') return new NotApplicable('people prepare its volumes');
  const parameters = parametersOfClass(storageClass);
  const offered = offeredAccessModes(driver, parameters, claim.volumeMode);
  const kindIsKnown = ParameterValues.of(driver, parameters).kind() !== undefined;
  return claim.accessModes.flatMap((mode, position): Finding[] => {
    const facts = driver.accessModes[claim.volumeMode].find((entry) => entry.mode === mode);
    // a kind that we do not know may offer it
    if (offered.includes(mode) || (facts?.kinds && !kindIsKnown)) return [];
    return [{
      message: `${who} asks for ${mode}, which ${driver.title} (${describe(storageClass)}) does not offer with volumeMode ${claim.volumeMode}${onlyFor(facts, driver)}; it offers ${listed(offered)}`,
      remedy: remedyFor(mode),
      path: [...claim.path, 'spec', 'accessModes', position],
      related: [storageClass],
    }];
  });
}

// What kind of disk it is cannot be seen here, so all that the driver offers for some kind is taken for offered.
function judgeVolume(volume: Manifest): Verdict {
  const driver = driverOf(stringAt(volume, 'spec', 'csi', 'driver') ?? '');
  if (!driver) return new NotApplicable('it is of no CSI driver that is known');
  const volumeMode = stringAt(volume, 'spec', 'volumeMode') === 'Block' ? 'Block' : 'Filesystem';
  const offered = driver.accessModes[volumeMode].map((entry) => entry.mode);
  return listAt(volume, 'spec', 'accessModes').flatMap((mode, position): Finding[] => {
    if (offered.some((one) => one === mode)) return [];
    const path: JsonPath = ['spec', 'accessModes', position];
    return [{
      message: `${describe(volume)} says ${String(mode)}, which ${driver.title} does not offer with volumeMode ${volumeMode}; it offers ${listed(offered)}`, remedy: remedyFor(mode), path,
    }];
  });
}

function onlyFor(facts: AccessModeFacts | undefined, driver: DriverFacts): string {
  if (facts?.kinds) return `, but for ${driver.kindParameter ?? 'kind'} ${facts.kinds.join(', ')}`;
  if (!facts?.when) return '';
  const { parameter, values, min } = facts.when;
  return ` without parameter ${parameter}${values ? ` "${values.join('" or "')}"` : ''}${min === undefined ? '' : ` of at least ${min}`}`;
}

function remedyFor(mode: unknown): string {
  return mode === 'ReadWriteMany' || mode === 'ReadOnlyMany'
    ? 'ask for ReadWriteOncePod, or take a class of a shared file system'
    : 'ask for a mode that it offers';
}

function listed(modes: readonly string[]): string {
  return modes.length === 0 ? 'none' : modes.join(', ');
}
