import type { Cluster } from '../../cluster/cluster';
import type { OpenBackup } from '../../databases/postgres-backup';
import type { Checkpoint } from '../../databases/postgres-checkpoint';
import type { Progress } from '../progress';
import type { Clock } from '../snapshots/clock';

export interface Login {
  readonly username: string;
  readonly password: string;
}

/** What a run works with. */
export interface RunEnvironment {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly checkpoint: Checkpoint;
  readonly backup: OpenBackup;
  /** Login of the quiesce strategy, when it is known without asking the cluster. */
  readonly login?: Login;
  /** Whether the login may be looked up in its Secret: the account of a policy's pods has no right to. */
  readonly readsSecrets: boolean;
  /** Who runs: for the lease. */
  readonly holder: string;
  /** Name and version of the program, for the evidence. */
  readonly program: string;
  /** Tells the run to stop. */
  readonly signal: AbortSignal;
}
