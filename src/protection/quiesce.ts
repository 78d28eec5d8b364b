import type { Duration } from 'cdk8s';
import { execQuiesce } from './exec-quiesce';
import type { ExecQuiesce } from './exec-quiesce';
import type { ExecQuiesceOptions } from './exec-quiesce-options';
import { checkProps, DURATION, optional } from '../core/shape';
import type { Shapes } from '../core/shape';

/** Options for `Quiesce.postgresBackup`. */
export interface PostgresBackupOptions {
  /**
   * How long the backup may be open while the volumes of the data are cut, and again how long the cut of the log may take. When it is over the
   * server ends the backup by itself, and the group has failed. Nothing waits for it: the server takes writes all the time,
   * and keeps the log of that time.
   *
   * @default Duration.minutes(5)
   */
  readonly maxHold?: Duration;
}

const BACKUP: Shapes<PostgresBackupOptions> = { maxHold: optional(DURATION) };

/** What is done to the data before its snapshots are taken. */
export class Quiesce {
  /**
   * Nothing. A snapshot of one volume holds what a power cut would have left, which every database recovers from.
   */
  public static none(): Quiesce {
    return new Quiesce('none');
  }

  /**
   * A CHECKPOINT of PostgreSQL, by a login that can do nothing else. A restored server then replays only what was written
   * after it. Where it fails, the snapshots are taken all the same and the run ends with exit code 10.
   *
   * @see https://www.postgresql.org/docs/17/sql-checkpoint.html
   */
  public static postgresCheckpoint(): Quiesce {
    return new Quiesce('postgres-checkpoint');
  }

  /**
   * A backup of PostgreSQL, for a server with its log on a volume of its own (`walSize`): the data is cut while the backup is open, the
   * log after it has ended, and the group counts only when all of that was seen to be in time. What is needed besides the volumes,
   * the backup label, is kept on the VolumeSnapshots. Writes go on all the while. Where it fails, the group has failed: volumes that were
   * cut at different moments in another order are of no use.
   *
   * @see https://www.postgresql.org/docs/17/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP
   */
  public static postgresBackup(options: PostgresBackupOptions = {}): Quiesce {
    checkProps('Quiesce.postgresBackup', BACKUP, options);
    return new Quiesce('postgres-backup', options.maxHold);
  }

  /**
   * Commands in a container of each pod: one that stops the application from writing, and one that lets it write again as soon as all
   * volumes are cut. For any StatefulSet, also for pods with several volumes: whoever writes nothing leaves them in states that fit each other.
   *
   * The application must really stop writing: files that are open, caches and background tasks count. What the commands cannot stop is
   * not seen by anybody, and the group is called consistent all the same.
   *
   * What keeps the application frozen should lie in memory or in an `emptyDir`: a lock on the volume outlives the pod and the switch that
   * would have thawed it, and is in every copy.
   *
   * Gives the runner the right to run these commands in these pods, and no others: an admission policy, `SnapshotExecFence`, stands around it.
   *
   * @throws when a command or the container is missing, and when `maxFreeze` is no time that an application can stand still: all faults in one message.
   * @see https://kubernetes.io/docs/reference/kubectl/generated/kubectl_exec/
   */
  public static exec(options: ExecQuiesceOptions): Quiesce {
    return new Quiesce('exec', undefined, execQuiesce(options));
  }

  private constructor(
    /** Name of the strategy in the policy's document. */
    public readonly strategy: string,
    /** @internal */
    public readonly _maxHold?: Duration,
    /** @internal */
    public readonly _exec?: ExecQuiesce,
  ) {}
}
