import { RestoreDrillAlert } from './restore-drill-alerts';
import type { RestoreDrillAlerts } from './restore-drill-alerts';
import type { RestoreDrillProps, RestoreDrillTargets } from './restore-drill-props';
import { DURATION, having, listOf, METADATA, oneOf, optional, struct, SWITCH, TEXT, TEXTS } from '../core/shape';
import type { Shapes } from '../core/shape';
import { STORAGE_CLASS } from '../storage/shapes';

/** What a drill is made from. */
export const DRILL_PROPS: Shapes<RestoreDrillProps> = {
  policy: having('SnapshotPolicy', 'use a SnapshotPolicy', 'protect', '_protection'),
  schedule: having('Cron', 'use Cron.weekly(), or Cron.schedule()', 'expressionString'),
  storageClass: STORAGE_CLASS,
  validate: optional(listOf(having('Validation', 'use Validation.sql()', 'query'))),
  targets: optional(struct<RestoreDrillTargets>({ rpo: optional(DURATION), rto: optional(DURATION) })),
  alerts: optional(struct<RestoreDrillAlerts>({
    off: optional(listOf(oneOf(RestoreDrillAlert))),
    maxAge: optional(DURATION),
    labels: optional(TEXTS),
    runbookUrl: optional(TEXT),
  })),
  metadata: optional(METADATA),
  timeZone: optional(TEXT),
  suspend: optional(SWITCH),
  drillNamespace: optional(TEXT),
  deadline: optional(DURATION),
  clusterScope: optional(having('construct', 'use a chart', 'node')),
};
