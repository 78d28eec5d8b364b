import type { SnapshotPolicyProps } from './snapshot-policy-props';
import { DURATION, having, listOf, METADATA, NUMBER, optional, SWITCH, TEXT } from '../core/shape';
import type { Shapes } from '../core/shape';
import { SNAPSHOT_CLASS } from '../storage/shapes';

/** What a policy is made from. */
export const POLICY_PROPS: Shapes<SnapshotPolicyProps> = {
  metadata: optional(METADATA),
  timeZone: optional(TEXT),
  jitter: optional(SWITCH),
  suspend: optional(SWITCH),
  snapshotClass: optional(SNAPSHOT_CLASS),
  ordinals: optional(listOf(NUMBER)),
  quiesce: optional(having('Quiesce', 'use Quiesce.none() or Quiesce.postgresCheckpoint()', 'strategy')),
  clusterScope: optional(having('construct', 'use a chart', 'node')),
  clusterScopedObjects: optional(SWITCH),
  readyDeadline: optional(DURATION),
  recoveryPointObjective: optional(DURATION),
  schedule: having('Cron', 'use Cron.daily(), or Cron.schedule()', 'expressionString'),
  retention: having('Retention', 'use Retention.of()', 'minReady', '_render'),
};
