import type { ConfiguredAcknowledgement } from '../../src/audit/configured-acknowledgement';
import type { Manifest, Severity } from '../../src/audit/finding';
import type { GivenAcknowledgement } from '../../src/audit/given-acknowledgement';
import type { ReadObject } from '../manifests/document';

/** A configuration file as people write it: what `CONFIG_SCHEMA` lets pass. */
export interface ConfigDocument {
  readonly version: 1;
  readonly audit?: {
    readonly failOn?: Severity | 'never';
    readonly closedWorld?: boolean;
    readonly assume?: AssumedDocument;
    readonly acknowledgements?: readonly ConfiguredAcknowledgement[];
  };
}

export interface AssumedDocument {
  readonly storageClasses?: readonly AssumedClass[];
  readonly volumeSnapshotClasses?: readonly AssumedClass[];
  readonly services?: readonly AssumedService[];
  readonly objects?: readonly Manifest[];
}

/** Its other fields are those of the kind. */
export interface AssumedClass {
  readonly name: string;
  readonly isDefault?: boolean;
  readonly [field: string]: unknown;
}

export interface AssumedService {
  readonly name: string;
  readonly namespace?: string;
  readonly headless?: boolean;
  readonly selector?: { readonly [label: string]: string };
}

/** What a configuration file says of audits. */
export interface AuditConfig {
  readonly failOn?: Severity | 'never';
  readonly closedWorld?: boolean;
  readonly acknowledgements: readonly GivenAcknowledgement[];
  /** Objects outside the input. */
  readonly assumed: readonly Manifest[];
  /** The file itself: findings about its acknowledgements are placed in it. */
  readonly sources: readonly ReadObject[];
}

/** What holds where there is no file. */
export const NO_CONFIG: AuditConfig = { acknowledgements: [], assumed: [], sources: [] };
