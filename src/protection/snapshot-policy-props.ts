import type { ApiObjectMetadata, Cron, Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Quiesce } from './quiesce';
import type { Retention } from './retention';
import type { SnapshotAlerts } from './snapshot-alerts';
import type { IVolumeGroupSnapshotClass } from '../storage/group-snapshot-class';
import type { IVolumeSnapshotClass } from '../storage/snapshot-class';

/** Options of a `SnapshotPolicy` whose schedule and retention are a preset's. */
export interface SnapshotPolicyOptions {
  /**
   * Metadata of its objects. `name` is the policy's name, at most 46 characters: the CronJob has it, and groups of snapshots
   * begin with it. For ever: another name is another policy, which knows nothing of the groups of the first.
   *
   * @default - named `<workload>-snapshots`, or `<claim>-snapshots`; a policy of several claims needs a name
   */
  readonly metadata?: ApiObjectMetadata;
  /**
   * Time zone of the schedule, and of the days, weeks and months that the retention counts: an IANA name. Sets `timeZone`.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#time-zones
   * @default "Etc/UTC"
   */
  readonly timeZone?: string;
  /**
   * Whether a schedule at minute 0 is moved to a minute that is made from namespace and name, always the same, so that not all
   * policies of a cluster start together. Another minute stays as it was given.
   *
   * @default true
   */
  readonly jitter?: boolean;
  /**
   * Whether snapshots and pruning pause. Sets `suspend` of both CronJobs: a policy that takes no snapshots deletes none.
   *
   * @default false
   */
  readonly suspend?: boolean;
  /**
   * The class of the snapshots. With a class of deletion policy Delete the account of the pruner needs no cluster-wide
   * rights, and the snapshots are lost with their namespace. A class by name must say which deletion policy it has.
   *
   * @default - one of the policy's own: Retain, for the driver of the workload's volumes
   */
  readonly snapshotClass?: IVolumeSnapshotClass;
  /**
   * Takes each group as one VolumeGroupSnapshot of this class: all volumes of all pods are cut at one moment. So pods may have several
   * volumes, and PostgreSQL with its log on a volume of its own needs no backup: what a restored server finds is what a power cut would
   * have left. For drivers that can; the cluster needs the CRDs for groups and external-snapshotter 8.2 or newer. Instead of a
   * `snapshotClass`, for all pods, and for as long as the policy has its name: what was taken in the other way it does not prune. A class by
   * name must say which deletion policy it has.
   *
   * @see https://kubernetes.io/blog/2026/05/08/kubernetes-v1-36-volume-group-snapshot-ga/
   * @default - a VolumeSnapshot of each volume
   */
  readonly groupSnapshotClass?: IVolumeGroupSnapshotClass;
  /**
   * Pods whose volumes are protected, by their ordinals, and no others: one replica of several that all hold the same. Replicas
   * that share the data among them need all of theirs.
   *
   * @default - all pods
   */
  readonly ordinals?: number[];
  /**
   * Labels that, of the pods of the set, only the one has that takes writes: its volumes are protected, and no others. Something in the pods or an
   * operator sets them when it elects a primary, as Patroni sets `role: primary`, or `role: master` before its version 4. A run that finds no ready pod
   * with them, or two, fails before it makes anything. Not beside `ordinals`.
   *
   * @see https://patroni.readthedocs.io/en/latest/kubernetes.html
   * @default - all pods
   */
  readonly primaryLabels?: { [label: string]: string };
  /**
   * What is done to the data before a snapshot.
   *
   * @default - what suits the workload: a checkpoint of PostgreSQL; a backup where its log has a volume of its own, unless a
   * `groupSnapshotClass` cuts both at one moment; nothing for others
   */
  readonly quiesce?: Quiesce;
  /**
   * Where its cluster-scoped objects are made: the chart of a platform team, which may apply them.
   *
   * @default - the policy itself
   */
  readonly clusterScope?: Construct;
  /**
   * Whether it makes its cluster-scoped objects at all. Without them somebody else does: with `SnapshotPruningRights` in
   * another app, and a `snapshotClass` by name.
   *
   * @default true
   */
  readonly clusterScopedObjects?: boolean;
  /**
   * When a group that is not ready counts as failed. A driver that uploads snapshots may need hours for the first one.
   *
   * @default Duration.hours(6)
   */
  readonly readyDeadline?: Duration;
  /**
   * How old the newest complete group may become: what is written later than that would be lost. `cdk8s-stateful protection status`
   * fails when it is older. At least the longest time between two runs of the schedule.
   *
   * @default - the longest time between two runs, an hour more where that may fall on the night in which clocks are set back, and
   * what a run may take
   */
  readonly recoveryPointObjective?: Duration;
  /**
   * How it is watched: alerts on the age of the newest good group, on a policy that is suspended or gone, and on the age of the
   * last restore drill. They are rendered as `alertRules` of `StatefulSettings` says, and need kube-state-metrics.
   *
   * @default - all alerts but those of drills
   */
  readonly alerts?: SnapshotAlerts;
}

/** A policy of snapshots. */
export interface SnapshotPolicyProps extends SnapshotPolicyOptions {
  /** When snapshots are taken, in `timeZone`. Sets `schedule` of the CronJob. */
  readonly schedule: Cron;
  /** Which groups are kept. */
  readonly retention: Retention;
}
