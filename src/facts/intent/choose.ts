import { claimInputs } from './claim-inputs';
import { contradictions } from './contradictions';
import { OUTLIVED, settingsOf } from './settings';
import type { Setting } from './settings';
import { DataSharing, FailureDomain, StoragePerformance } from './storage-profile';
import type { StorageProfile } from './storage-profile';
import { warningsOf } from './warnings';
import { wayOut } from './way-out';
import { Faults } from '../../core/faults';
import { outlives, survivalOf } from '../drivers/survival';
import type { VolumeBackend } from '../drivers/volume-backend';
import { offeringOf, offeringsOf } from '../platforms/index';
import { inputFaults, inputsOrExamples, openInputs, optionalInputs } from '../platforms/inputs';
import { caveatsOf } from '../platforms/offering-facts';
import { ROLE_TITLES } from '../platforms/platform-facts';
import type { PlatformFacts, PlatformInput, PlatformInputs, StorageOffering, StorageRole } from '../platforms/platform-facts';

/** What a platform has for a profile. */
export interface StorageChoice {
  readonly offering: StorageOffering;
  /** Why this role. */
  readonly why: string;
  /** Inputs that were given, else their defaults, else examples. */
  readonly inputs: PlatformInputs;
  /** Inputs that stand at their examples: somebody still has to find them out. */
  readonly open: readonly PlatformInput[];
  /** Inputs that were left out, and may be. */
  readonly optional: readonly PlatformInput[];
  readonly backend: VolumeBackend;
  readonly settings: readonly Setting[];
  readonly warnings: readonly string[];
}

/** Why a platform has nothing for a profile. */
export interface StorageRefusal {
  readonly refused: string;
  readonly instead: string;
}

/** A role that would do, and why. */
interface Candidate {
  readonly role: StorageRole;
  readonly why: string;
}

/**
 * From what data means to the storage of a platform. A profile that asks for more than one volume can give is refused.
 *
 * @param given inputs that are known. Throws when one is unknown or malformed, or more than the backend can do.
 */
export function chooseStorage(profile: StorageProfile, platform: PlatformFacts, given: PlatformInputs = {}): StorageChoice | StorageRefusal {
  const isRefused = (lesser: StorageProfile) => 'refused' in chooseStorage(lesser, platform);
  const demand = tooMuch(profile);
  if (demand) return { ...demand, instead: wayOut(profile, demand.instead, isRefused) };
  const candidates = candidatesFor(profile);
  const found = candidates.find(({ role }) => offeringOf(platform, role));
  if (!found) {
    const gap = platform.gaps.find(({ role }) => role === candidates[0].role)!;
    return { refused: `${platform.title}: no ${ROLE_TITLES[gap.role]}, because ${gap.why}`, instead: wayOut(profile, gap.instead, isRefused) };
  }
  const ways = offeringsOf(platform, found.role);
  // what is given is known to the first of those that do
  const offering = ways.find((way) => contradictions(profile, way.backend(inputsOrExamples(way))).length === 0);
  if (!offering) {
    const [{ prop, problem, remedy }] = contradictions(profile, ways[0].backend(inputsOrExamples(ways[0])));
    return { refused: `${ways[0].title} does not do: ${prop} ${problem}`, instead: remedy };
  }
  const asking = { title: offering.title, inputs: [...offering.inputs, ...claimInputs(profile, offering.backend(inputsOrExamples(offering)))] };
  const faults = new Faults(`${platform.id} ${offering.role}`);
  faults.add(...inputFaults(asking, given));
  faults.throwIfAny();
  const inputs = inputsOrExamples(asking, given);
  const backend = offering.backend(inputs);
  return {
    offering,
    why: found.why,
    inputs,
    open: openInputs(asking, given),
    optional: optionalInputs(asking, given),
    backend,
    settings: settingsOf(profile, backend),
    warnings: [
      ...warningsOf(profile, backend),
      ...uncertainSurvival(profile, offering, backend),
      ...caveatsOf(offering, backend).map(({ text }) => text),
    ],
  };
}

function tooMuch({ sharing, failureDomain, performance }: StorageProfile): StorageRefusal | undefined {
  if (performance !== StoragePerformance.HIGH_IOPS) return undefined;
  if (sharing !== DataSharing.NONE) {
    return {
      refused: 'shared files are a network away: no class promises them many operations per second',
      instead: 'measure performance standard first, or give each pod a volume of its own (sharing none)',
    };
  }
  if (failureDomain !== FailureDomain.REGION) return undefined;
  return {
    refused: 'a disk that outlives its zone waits for another zone with every write: it is not the fast one',
    instead: 'let the database replicate itself over fast disks of several zones (failure domain zone), or accept performance standard',
  };
}

/** Roles that do, the best first: where a platform lacks one, the next outlives more than was asked. */
function candidatesFor({ sharing, failureDomain, performance }: StorageProfile): Candidate[] {
  if (sharing !== DataSharing.NONE) return [{ role: 'shared-file', why: `sharing ${sharing}: pods of many nodes need a file system that is shared` }];
  if (failureDomain === FailureDomain.REGION) return [{ role: 'regional-ssd', why: 'it must outlive its zone' }];
  const onDisk: Candidate = performance === StoragePerformance.HIGH_IOPS
    ? { role: 'high-iops', why: 'one writer that needs more operations than the usual disk has' }
    : { role: 'zonal-ssd', why: 'one writer: a block disk, which outlives its node' };
  if (failureDomain === FailureDomain.ZONE) return [onDisk];
  return [
    { role: 'local-ephemeral', why: 'it may be lost with its node, and nothing is as fast as the disk of the node' },
    { ...onDisk, why: 'it may be lost with its node; this outlives more than that, as the platform has no class of local disks' },
  ];
}

/** What was decided outside of the class, so that people have to look. */
function uncertainSurvival({ failureDomain }: StorageProfile, { zones }: StorageOffering, backend: VolumeBackend): string[] {
  const needed = OUTLIVED[failureDomain];
  if (needed === undefined || outlives(survivalOf(backend._driver, backend.parameters), needed) === 'surely') return [];
  return [`whether it outlives its ${needed}: ${zones.text}`];
}
