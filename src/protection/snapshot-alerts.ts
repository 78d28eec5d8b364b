import type { Duration } from 'cdk8s';

/** Alerts of a policy, by the names that they have in Prometheus. */
export enum SnapshotAlert {
  /** No run has got what the policy asks for, for longer than it promises: the newest good group may be too old. */
  GROUP_TOO_OLD = 'SnapshotGroupTooOld',
  /** The CronJob of the policy is suspended: no groups are made. */
  POLICY_SUSPENDED = 'SnapshotPolicySuspended',
  /** The CronJob of the policy is not there, or nothing is known of it. */
  POLICY_MISSING = 'SnapshotPolicyMissing',
  /** No restore drill has passed for too long. Only with a `drillCronJob`. */
  DRILL_TOO_OLD = 'RestoreDrillTooOld',
}

/** How a policy is watched. */
export interface SnapshotAlerts {
  /**
   * Alerts that are not wanted, each by its name. There is no switch for all of them: who is told by other means leaves them
   * out one by one.
   *
   * @default - none: all are rendered
   */
  readonly off?: SnapshotAlert[];
  /**
   * Labels of every alert besides `severity`, by which Alertmanager finds who is to be told: `team`. One of ours may be changed.
   *
   * @default - none
   */
  readonly labels?: { readonly [label: string]: string };
  /**
   * Name of the CronJob that restores the policy's groups and looks at what comes out, in the policy's namespace. It has to fail
   * when a drill does not pass.
   *
   * @default - no drill is watched
   */
  readonly drillCronJob?: string;
  /**
   * How long ago the last drill may have passed.
   *
   * @default Duration.days(35), a month and some days; only with a `drillCronJob`
   */
  readonly drillMaxAge?: Duration;
  /**
   * Page that says what to do. Sets the annotation `runbook_url` of every alert.
   *
   * @default - the section of this library's guide
   */
  readonly runbookUrl?: string;
}
