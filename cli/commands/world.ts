import type { ClusterChoice, OpenedCluster, OpenedInventory } from '../cluster/kubeconfig';
import type { OpenBackup } from '../databases/postgres-backup';
import type { Checkpoint } from '../databases/postgres-checkpoint';
import type { ReachServer } from '../databases/postgres-reach';
import type { Clock } from '../operations/snapshots/clock';

/** What commands that work on a cluster need of the world around them. */
export interface World {
  readonly env: { readonly [name: string]: string | undefined };
  readonly clock: Clock;
  readonly checkpoint: Checkpoint;
  readonly backup: OpenBackup;
  readonly reach: ReachServer;
  /** Aborted when somebody asks the program to stop. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** Where this runs and as what, unique to this process. */
  readonly host: string;
  readonly process: string;
  /** Is there somebody who reads standard error, and can answer? */
  readonly isTerminal: boolean;
  ask(question: string): Promise<string>;
  openCluster(choice: ClusterChoice): Promise<OpenedCluster>;
  openInventory(choice: ClusterChoice): Promise<OpenedInventory>;
  readFile(path: string): string;
}
