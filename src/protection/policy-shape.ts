import { SnapshotAlert } from './snapshot-alerts';
import type { SnapshotAlerts } from './snapshot-alerts';
import type { SnapshotPolicyProps } from './snapshot-policy-props';
import { DURATION, having, listOf, METADATA, NUMBER, oneOf, optional, struct, SWITCH, TEXT, TEXTS } from '../core/shape';
import type { Shapes } from '../core/shape';
import { GROUP_SNAPSHOT_CLASS, SNAPSHOT_CLASS } from '../storage/shapes';

/** What a policy is made from. */
export const POLICY_PROPS: Shapes<SnapshotPolicyProps> = {
  metadata: optional(METADATA),
  timeZone: optional(TEXT),
  jitter: optional(SWITCH),
  suspend: optional(SWITCH),
  snapshotClass: optional(SNAPSHOT_CLASS),
  groupSnapshotClass: optional(GROUP_SNAPSHOT_CLASS),
  ordinals: optional(listOf(NUMBER)),
  quiesce: optional(having('Quiesce', 'use Quiesce.none(), Quiesce.postgresCheckpoint(), Quiesce.postgresBackup() or Quiesce.exec()', 'strategy')),
  primaryLabels: optional(TEXTS),
  clusterScope: optional(having('construct', 'use a chart', 'node')),
  clusterScopedObjects: optional(SWITCH),
  readyDeadline: optional(DURATION),
  recoveryPointObjective: optional(DURATION),
  alerts: optional(struct<SnapshotAlerts>({
    off: optional(listOf(oneOf(SnapshotAlert))),
    labels: optional(TEXTS),
    drillCronJob: optional(TEXT),
    drillMaxAge: optional(DURATION),
    runbookUrl: optional(TEXT),
  })),
  schedule: having('Cron', 'use Cron.daily(), or Cron.schedule()', 'expressionString'),
  retention: having('Retention', 'use Retention.of()', 'minReady', '_render'),
};
