import type { Streams } from './streams';
import type { World } from './world';
import type { SnapshotPolicyDocument } from '../../src/documents/snapshot-policy';
import type { Cluster } from '../cluster/cluster';
import type { Progress } from '../operations/progress';

/** What the command line said, read. */
export interface SnapshotArguments {
  readonly 'scheduled-at'?: string;
  readonly 'max-age'?: string;
  readonly 'dry-run': boolean;
  readonly 'yes': boolean;
  readonly 'json': boolean;
}

/** What a verb is given to work with. */
export interface SnapshotContext {
  readonly policy: SnapshotPolicyDocument;
  readonly cluster: Cluster;
  readonly progress: Progress;
  readonly world: World;
  readonly streams: Streams;
  readonly args: SnapshotArguments;
}
