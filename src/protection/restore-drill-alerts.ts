import type { Duration } from 'cdk8s';

/** Alerts of a restore drill, by the names that they have in Prometheus. */
export enum RestoreDrillAlert {
  /** No drill has passed for longer than `maxAge`: nobody knows whether the copies can be restored. */
  TOO_OLD = 'RestoreDrillTooOld',
  /** The CronJob of the drill is suspended: no copy is proven. */
  SUSPENDED = 'RestoreDrillSuspended',
  /** The CronJob of the drill is not there, or nothing is known of it. */
  MISSING = 'RestoreDrillMissing',
}

/** How a restore drill is watched. */
export interface RestoreDrillAlerts {
  /**
   * Alerts that are not wanted, each by its name. There is no switch for all of them: who is told by other means leaves them
   * out one by one.
   *
   * @default - none: all are rendered, but those of a drill that the policy's own alerts watch by `drillCronJob`
   */
  readonly off?: RestoreDrillAlert[];
  /**
   * How long ago the last drill may have passed.
   *
   * @default - the longest time between two drills of the schedule, an hour more where clocks are set back, and the time that a drill may take
   */
  readonly maxAge?: Duration;
  /**
   * Labels of every alert besides `severity`, by which Alertmanager finds who is to be told: `team`. One of ours may be changed.
   *
   * @default - those of the policy's alerts
   */
  readonly labels?: { readonly [label: string]: string };
  /**
   * Page that says what to do. Sets the annotation `runbook_url` of every alert.
   *
   * @default - the section of this library's guide
   */
  readonly runbookUrl?: string;
}
