import type { ApiObjectMetadata, Cron, Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import type { RestoreDrillAlerts } from './restore-drill-alerts';
import type { SnapshotPolicy } from './snapshot-policy';
import type { Validation } from './validation';
import type { IStorageClass } from '../storage/storage-class';

/** What a drill has to reach. */
export interface RestoreDrillTargets {
  /**
   * How old the newest group may be when the drill begins: what would be lost. A drill that finds it older has failed.
   *
   * @default - any age
   */
  readonly rpo?: Duration;
  /**
   * How long it may take from the beginning until the restored data is found to be good, without the time that people need. A drill
   * that takes longer has failed.
   *
   * @default - any time within the deadline
   */
  readonly rto?: Duration;
}

/** Options of a `RestoreDrill`. */
export interface RestoreDrillProps {
  /** The policy whose groups are restored; it protects its workload already. */
  readonly policy: SnapshotPolicy;
  /** When the drill is, in `timeZone`. Sets `schedule` of the CronJob. */
  readonly schedule: Cron;
  /**
   * The class of the restored volumes, of the driver of the copies. Its reclaim policy is Delete: each drill makes volumes, and
   * nobody needs them afterwards.
   */
  readonly storageClass: IStorageClass;
  /**
   * What must be true of the data, besides that it is fresh and whole.
   *
   * @default - nothing else
   */
  readonly validate?: Validation[];
  /**
   * What the drill has to reach.
   *
   * @default - to restore the data at all
   */
  readonly targets?: RestoreDrillTargets;
  /**
   * How it is watched: which alerts are left out, how long ago the last drill may have passed.
   *
   * @default - all alerts, by what the schedule can keep
   */
  readonly alerts?: RestoreDrillAlerts;
  /**
   * Labels and annotations of its objects. The name is `<policy>-drill`.
   *
   * @default - none besides its own
   */
  readonly metadata?: ApiObjectMetadata;
  /**
   * Time zone of the schedule: an IANA name. Sets `timeZone`.
   *
   * @default "Etc/UTC"
   */
  readonly timeZone?: string;
  /**
   * Whether drills pause. Sets `suspend` of the CronJob.
   *
   * @default false
   */
  readonly suspend?: boolean;
  /**
   * Name of the namespace in which it restores. The drill makes it, and deletes claims in it: nothing else belongs there.
   *
   * @default - `<namespace>-<policy>-drill`, shortened to 63 characters
   */
  readonly drillNamespace?: string;
  /**
   * How long the restored server may take to start and be looked at. Sets `activeDeadlineSeconds` of its pod.
   *
   * @default Duration.hours(2)
   */
  readonly deadline?: Duration;
  /**
   * Where its cluster-scoped objects are made, and what is in the drill's namespace: the chart of a platform team, which may apply them.
   *
   * @default - the drill itself
   */
  readonly clusterScope?: Construct;
}
