import type { PolicyContext } from './policy-context';

/** What the command line said, read. */
export interface SnapshotArguments {
  readonly 'scheduled-at'?: string;
  readonly 'max-age'?: string;
  readonly 'dry-run': boolean;
  readonly 'yes': boolean;
  readonly 'json': boolean;
}

/** What a verb is given to work with. */
export interface SnapshotContext extends PolicyContext {
  readonly args: SnapshotArguments;
}
