import type { BackendCode } from './backend-code';
import type { ParameterCondition } from '../drivers/driver-facts';
import type { VolumeBackend } from '../drivers/volume-backend';

/** What a class of a platform is for. Classes are named after it, so these words are for ever. */
export const STORAGE_ROLES = ['zonal-ssd', 'regional-ssd', 'high-iops', 'shared-file', 'local-ephemeral'] as const;
export type StorageRole = typeof STORAGE_ROLES[number];

/** Roles for people, after `no`. */
export const ROLE_TITLES: { readonly [role in StorageRole]: string } = {
  'zonal-ssd': 'disk that outlives its node',
  'regional-ssd': 'disk that outlives its zone',
  'high-iops': 'fast disk that outlives its node',
  'shared-file': 'file system that pods of many nodes share',
  'local-ephemeral': 'disk of the node',
};

/** Something that people ask about storage, answered, with where the answer comes from. */
export interface SourcedText {
  readonly text: string;
  readonly source: string;
}

/** What must be known of one installation before its volumes can be made. */
export interface PlatformInput {
  readonly name: string;
  /** What it is, and why nobody can guess it. */
  readonly what: string;
  /** Shown where it is not known yet. */
  readonly example: string;
  /** Taken where nothing is given. */
  readonly default?: string;
  /** It may be left out, and then is. */
  readonly optional?: boolean;
  readonly pattern?: RegExp;
  /** The pattern in words. */
  readonly form?: string;
  /** For numbers: no less. */
  readonly min?: number;
}

/** Values of inputs by their names; optional ones may be missing. */
export interface PlatformInputs {
  readonly [name: string]: string;
}

/** What to know before volumes are used, where their parameters make it true. */
export interface StorageCaveat extends SourcedText {
  readonly when?: ParameterCondition;
}

/** What is said of volumes beyond what their driver knows. */
export interface DescribedStorage {
  /** For people: `EBS gp3`. */
  readonly title: string;
  /** What is lost with a node and with a zone. */
  readonly zones: SourcedText;
  readonly performance: SourcedText;
  /** What is paid for; never how much. */
  readonly cost: SourcedText;
  /** What to know before it is used here. */
  readonly caveats: readonly StorageCaveat[];
}

/** A way in which a platform fills a role. What its driver knows is not repeated here: `offeringFacts` asks it. */
export interface StorageOffering extends DescribedStorage {
  readonly role: StorageRole;
  /** What tells it from the usual way, which has none and comes first: part of the names of its classes. */
  readonly variant?: string;
  readonly inputs: readonly PlatformInput[];
  /** The backend; inputs are complete, as `resolveInputs` returns them. */
  readonly backend: (inputs: PlatformInputs) => VolumeBackend;
  /** How an app makes the same backend. */
  readonly code: (inputs: PlatformInputs) => BackendCode;
  /** Parameters that what is said here depends on, besides the kind of volume, from where it is reached and what it outlives. */
  readonly dependsOn?: readonly string[];
}

/** A role that a platform does not fill. */
export interface StorageGap {
  readonly role: StorageRole;
  readonly why: string;
  readonly instead: string;
  readonly source: string;
}

/** A kind of cluster, and the storage that comes with it or is usually added to it. */
export interface PlatformFacts {
  /** What commands and props call it: `eks-auto`. */
  readonly id: string;
  readonly title: string;
  readonly offerings: readonly StorageOffering[];
  /** Every role is either offered or missing. */
  readonly gaps: readonly StorageGap[];
}
