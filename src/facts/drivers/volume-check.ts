import type { DriverFacts, ExceptionFacts, ParameterCondition, TopologyVariant } from './driver-facts';
import { companionFaults, keyFaults, missingFaults, valueFaults } from './parameter-check';
import { ParameterValues } from './parameter-values';
import { ratioFaults } from './performance';
import { sizeFaults } from './volume-size';
import type { Fault } from '../../core/faults';
import { MemoByOwner } from '../../core/memo';
import type { Quantity } from '../../core/quantity';

/** What a claim asks of its class. */
export interface ClaimRequest {
  /** The prop that holds the size, for messages; `size` by default. */
  readonly prop?: string;
  readonly size?: Quantity;
  readonly accessModes: readonly string[];
  readonly volumeMode: 'Filesystem' | 'Block';
}

/**
 * What is wrong with the parameters of a class, whatever its claims ask for.
 * What upstream does not say for sure refuses nothing.
 */
export function parameterFaults(driver: DriverFacts, parameters: { readonly [key: string]: string }): Fault[] {
  const values = ParameterValues.of(driver, parameters);
  const kind = values.kind();
  const faults = keyFaults(driver, values);
  for (const given of values.given) {
    const { facts } = given;
    // that there is none of what is needed is said below
    if (!facts || facts.unverified || (facts.required && given.value === '')) continue;
    const companions = companionFaults(driver, given, facts, values);
    // a range of a parameter that has no business here is noise
    faults.push(...companions.length > 0 ? companions : valueFaults(given, facts, kind, values.isTrue(kind?.iops?.raiseParameter)));
  }
  faults.push(...missingFaults(driver, values));
  if (kind && faults.length === 0) faults.push(...ratioFaults(driver, kind, values));
  return faults;
}

/** Parameters that nothing is known of: typing errors, or those of a newer driver. */
export function unknownParameters(driver: DriverFacts, parameters: { readonly [key: string]: string }): string[] {
  const { given } = ParameterValues.of(driver, parameters);
  return given.filter(({ key, facts }) => facts === undefined && !key.startsWith('csi.storage.k8s.io/') && key.toLowerCase() !== 'fstype').map(({ key }) => key);
}

/** What is wrong with a claim on a class with these parameters. The parameters themselves are judged by `parameterFaults`. */
export function claimFaults(driver: DriverFacts, parameters: { readonly [key: string]: string }, claim: ClaimRequest): readonly Fault[] {
  const values = ParameterValues.of(driver, parameters);
  const { prop, size, accessModes, volumeMode } = claim;
  const request = JSON.stringify([prop, size?.toString(), accessModes, volumeMode]);
  const known = FOUND.of(values);
  return known.get(request) ?? known.set(request, faultsOf(driver, values, claim));
}

/** The claims of a class ask for few different things. */
const FOUND = new MemoByOwner<readonly Fault[]>();

function faultsOf(driver: DriverFacts, values: ParameterValues, claim: ClaimRequest): Fault[] {
  const { prop = 'size', size } = claim;
  return [...accessModeFaults(driver, offeredBy(driver, values, claim.volumeMode), claim), ...size ? sizeFaults(driver, values, prop, size) : []];
}

/** Access modes that volumes with these parameters offer. */
export function offeredAccessModes(driver: DriverFacts, parameters: { readonly [key: string]: string }, volumeMode: 'Filesystem' | 'Block'): readonly string[] {
  return offeredBy(driver, ParameterValues.of(driver, parameters), volumeMode);
}

function offeredBy(driver: DriverFacts, values: ParameterValues, volumeMode: 'Filesystem' | 'Block'): readonly string[] {
  const kind = values.kind()?.kind;
  return driver.accessModes[volumeMode]
    .filter(({ kinds }) => !kinds || (kind !== undefined && kinds.includes(kind)))
    .filter(({ when }) => !when || values.meets(when))
    .map(({ mode }) => mode);
}

/** From where volumes with these parameters can be reached, and when they should be made. */
export function topologyOf(driver: DriverFacts, parameters: { readonly [key: string]: string }): Omit<TopologyVariant, 'when'> {
  const { variants } = driver.topology;
  return (variants && firstMet(driver, parameters, variants)) ?? driver.topology;
}

/** What keeps volumes with these parameters from something that their driver can do, if anything. */
export function exceptionFor(
  driver: DriverFacts, ability: 'expansion' | 'snapshots', parameters: { readonly [key: string]: string },
): ExceptionFacts | undefined {
  const { except } = driver[ability];
  return except && firstMet(driver, parameters, except);
}

function firstMet<T extends { readonly when: ParameterCondition }>(
  driver: DriverFacts, parameters: { readonly [key: string]: string }, entries: readonly T[],
): T | undefined {
  const values = ParameterValues.of(driver, parameters);
  return entries.find(({ when }) => values.meets(when));
}

function accessModeFaults(driver: DriverFacts, offered: readonly string[], { accessModes, volumeMode }: ClaimRequest): Fault[] {
  return accessModes.filter((mode) => !offered.includes(mode)).map((mode) => ({
    prop: 'accessMode',
    problem: `"${mode}" is not offered by ${driver.provisioners[0].name} for volumeMode ${volumeMode} (offers ${offered.join(', ') || 'none'})`,
    remedy: 'choose a mode that it offers, or a backend that offers this one',
  }));
}
