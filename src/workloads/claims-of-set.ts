import type { StatefulVolume } from './stateful-set-props';
import { fail } from '../core/faults';
import type { Fault } from '../core/faults';
import { Quantity } from '../core/quantity';
import { claimInSet } from '../facts/claims-of-sets';
import { VolumeAccessMode, VolumeMode } from '../facts/drivers/volume-modes';
import type { IClaim } from '../storage/persistent-volume-claim';

/** A set, as far as its claims go. */
export interface ClaimsOfSet {
  /** Of the construct, for messages. */
  readonly place: string;
  readonly name: string;
  readonly namespace?: string;
  readonly replicas: number;
  readonly volumes: readonly StatefulVolume[];
}

/**
 * The claim that a pod of the set looks for.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage
 */
export function claimNameOf(set: ClaimsOfSet, ordinal: number, role = set.volumes[0].role): string {
  const volume = set.volumes.find((each) => each.role === role);
  const roles = set.volumes.map((each) => each.role).join(', ');
  if (volume === undefined) fail(set.place, { prop: 'role', problem: 'is none of this set', got: role, remedy: `use ${roles}` });
  if (!Number.isInteger(ordinal) || ordinal < 0) fail(set.place, { prop: 'ordinal', problem: 'is not the number of a pod', got: ordinal, remedy: 'use 0 or more' });
  return nameOf(set, volume, ordinal);
}

/** Why a set would not start from a claim, but from an empty volume or not at all. */
export function startFaults(set: ClaimsOfSet, claim: IClaim): Fault[] {
  const volume = set.volumes.find((each) => namesOf(set, each).includes(claim.claimName));
  return [
    ...volume ? volumeFaults(volume, claim) : [{
      prop: 'claim',
      problem: 'is none that the set looks for, so it would start from an empty volume',
      got: claim.claimName,
      remedy: `set metadata.name of the claim to ${set.volumes.flatMap((each) => namesOf(set, each)).join(' or ')}`,
    }],
    ...claim.claimNamespace === set.namespace ? [] : [{
      prop: 'claim', problem: 'is not in the namespace of the set', got: claim.claimNamespace ?? 'none', remedy: `make it in ${set.namespace ?? 'none'}`,
    }],
  ];
}

/** The set and its claim must agree, or the next volume that it makes differs from this one. What is not known of a claim is taken on trust. */
function volumeFaults(volume: StatefulVolume, claim: IClaim): Fault[] {
  const { storageClass: { storageClassName }, accessMode = VolumeAccessMode.READ_WRITE_ONCE_POD, size } = volume;
  const found = claim.storageClass?.storageClassName ?? storageClassName;
  const faults: Fault[] = [];
  if (found !== storageClassName) {
    faults.push({ prop: 'claim.storageClass', problem: 'is not the one that the set names', got: found, remedy: `use ${storageClassName}` });
  }
  if (claim.accessMode !== undefined && claim.accessMode !== accessMode) {
    faults.push({ prop: 'claim.accessMode', problem: 'is not the one that the set asks for', got: claim.accessMode, remedy: `use ${accessMode}` });
  }
  if (claim.volumeMode === VolumeMode.BLOCK) {
    faults.push({ prop: 'claim.volumeMode', problem: 'is none that the set can mount', got: claim.volumeMode, remedy: `use ${VolumeMode.FILESYSTEM}` });
  }
  if (claim.size && Quantity.parse(claim.size.asString()).compare(Quantity.parse(size.asString())) < 0) {
    faults.push({ prop: 'claim.size', problem: 'is less than the set asks for and its settings count on', got: claim.size.asString(), remedy: `use ${size.asString()} or more` });
  }
  return faults;
}

/** Names that its pods look for; those of pod 0 also for a set that is stopped. */
function namesOf(set: ClaimsOfSet, volume: StatefulVolume): string[] {
  return Array.from({ length: Math.max(set.replicas, 1) }, (_, ordinal) => nameOf(set, volume, ordinal));
}

function nameOf({ name }: ClaimsOfSet, { role, claimTemplateName = role }: StatefulVolume, ordinal: number): string {
  return claimInSet(claimTemplateName, name, ordinal);
}
