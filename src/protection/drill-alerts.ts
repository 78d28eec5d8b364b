import type { Construct } from 'constructs';
import { alertLabelFaults, isMissing, isSuspended, LONG, notSucceededFor } from './cron-job-alerts';
import type { ObjectMetadata } from './policy-metadata';
import { policyNames } from './policy-names';
import { RestoreDrillAlert } from './restore-drill-alerts';
import type { RestoreDrillAlerts } from './restore-drill-alerts';
import { gapFaults } from './schedule-gap';
import { SnapshotAlert } from './snapshot-alerts';
import type { SnapshotAlerts } from './snapshot-alerts';
import type { Fault } from '../core/faults';
import { humanSeconds, seconds } from '../core/time';
import { longestWaitSeconds } from '../documents/recovery-point';
import type { RestoreDrillDocument } from '../documents/restore-drill';
import { alertingRules } from '../kube/alerting';
import type { AlertingRule } from '../kube/alerting';

const RUNBOOK = 'https://github.com/cdk8s-stateful/cdk8s-stateful/blob/main/docs/guide/restore-drills.md#when-an-alert-fires';

/** When the drill is, and how long it may take. */
export interface DrillTimes {
  readonly cron: string;
  readonly timeZone: string;
  readonly longestSeconds: number;
}

/** What is wrong with how a drill with this schedule shall be watched. */
export function drillAlertFaults({ labels, maxAge }: RestoreDrillAlerts = {}, cron: string): Fault[] {
  const gaps = gapFaults(cron, { prop: 'alerts.maxAge', within: maxAge, what: 'drills', remedy: 'drill more often, or allow more' });
  return [...alertLabelFaults(labels), ...gaps];
}

/** The alerts of a drill, but those that are off, and those that the alerts of the policy have in them. */
export function drillAlerts(
  scope: Construct, drill: RestoreDrillDocument, times: DrillTimes, metadataOf: (name: string) => ObjectMetadata,
  alerts: RestoreDrillAlerts = {}, ofPolicy: SnapshotAlerts = {},
): void {
  const { policy, name } = drill;
  const without = [...alerts.off ?? [], ...watchedBy(ofPolicy, name)];
  const settled = { ...alerts, labels: alerts.labels ?? ofPolicy.labels };
  const rules = rulesOf(drill, times, settled).filter(({ alert }) => !without.some((off) => off === alert));
  if (rules.length > 0) alertingRules(scope, 'Alerts', metadataOf(policyNames(policy.name).drillAlerts), { group: `${policy.namespace}.${name}`, rules });
}

/** One alert of a policy tells of a drill that is too old and of one that is gone. */
function watchedBy({ drillCronJob, off }: SnapshotAlerts, drill: string): RestoreDrillAlert[] {
  return drillCronJob === drill && !off?.includes(SnapshotAlert.DRILL_TOO_OLD) ? [RestoreDrillAlert.TOO_OLD, RestoreDrillAlert.MISSING] : [];
}

function rulesOf({ policy, name }: RestoreDrillDocument, times: DrillTimes, alerts: RestoreDrillAlerts): AlertingRule[] {
  const { maxAge, labels, runbookUrl = RUNBOOK } = alerts;
  const { namespace, workload } = policy;
  const whole = `${namespace}/${policy.name}`;
  const age = maxAge ? seconds(maxAge) : longestWaitSeconds(times) + times.longestSeconds;
  const rule = (alert: RestoreDrillAlert, expr: string, summary: string, description: string): AlertingRule => ({
    alert,
    expr,
    for: LONG,
    labels: { severity: 'warning', policy: policy.name, workload: workload.name, ...labels },
    annotations: { summary, description, runbook_url: runbookUrl },
  });
  return [
    rule(
      RestoreDrillAlert.TOO_OLD,
      notSucceededFor(namespace, name, age),
      `No restore drill of ${whole} has passed for more than ${humanSeconds(age)}`,
      `CronJob ${namespace}/${name} has not succeeded for {{ $value | humanizeDuration }}: nobody knows whether the snapshots of `
        + `StatefulSet ${workload.name} can be restored. \`cdk8s-stateful drill report ${policy.name} -n ${namespace}\` says what the last drills found.`,
    ),
    rule(
      RestoreDrillAlert.SUSPENDED,
      isSuspended(namespace, name),
      `Restore drills of ${whole} are suspended`,
      `Nobody proves that the snapshots of StatefulSet ${workload.name} can be restored while CronJob ${namespace}/${name} is suspended.`,
    ),
    rule(
      RestoreDrillAlert.MISSING,
      isMissing(namespace, name),
      `The restore drill of ${whole} is not there`,
      `CronJob ${namespace}/${name}, which proves that the snapshots of StatefulSet ${workload.name} can be restored, is not there, or kube-state-metrics is not scraped.`,
    ),
  ];
}
