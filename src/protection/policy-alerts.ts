import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { alertLabelFaults, isMissing, isSuspended, LONG, notSucceededFor, SHORT } from './cron-job-alerts';
import type { ObjectMetadata } from './policy-metadata';
import { policyNames } from './policy-names';
import { SnapshotAlert } from './snapshot-alerts';
import type { SnapshotAlerts } from './snapshot-alerts';
import type { Fault } from '../core/faults';
import { dnsLabelFaults } from '../core/names';
import { humanSeconds, seconds } from '../core/time';
import { workloadText } from '../documents/policy-workload';
import { recoveryPointSeconds } from '../documents/recovery-point';
import type { SnapshotPolicyDocument } from '../documents/snapshot-policy';
import { alertingRules } from '../kube/alerting';
import type { AlertingRule } from '../kube/alerting';

const RUNBOOK = 'https://github.com/cdk8s-stateful/cdk8s-stateful/blob/main/docs/guide/protecting-a-database.md#when-an-alert-fires';

/** What is wrong with how a policy shall be watched. */
export function alertFaults({ labels, drillCronJob, drillMaxAge }: SnapshotAlerts = {}): Fault[] {
  const faults = alertLabelFaults(labels);
  if (drillCronJob !== undefined) faults.push(...dnsLabelFaults('alerts.drillCronJob', drillCronJob));
  if (drillMaxAge !== undefined && drillCronJob === undefined) {
    faults.push({ prop: 'alerts.drillMaxAge', problem: 'is said of no drill', got: humanSeconds(seconds(drillMaxAge)), remedy: 'name the drillCronJob' });
  }
  if (drillMaxAge !== undefined && seconds(drillMaxAge) === 0) {
    faults.push({ prop: 'alerts.drillMaxAge', problem: 'is no time', got: '0s', remedy: 'use the time between two drills, and some more' });
  }
  return faults;
}

/** The alerts of a policy, unless all of them are off. */
export function policyAlerts(
  scope: Construct, document: SnapshotPolicyDocument, metadataOf: (name: string) => ObjectMetadata, alerts: SnapshotAlerts = {},
): void {
  const { name, namespace } = document;
  const rules = rulesOf(document, alerts).filter(({ alert }) => !alerts.off?.some((off) => off === alert));
  if (rules.length > 0) alertingRules(scope, 'Alerts', metadataOf(policyNames(name).alerts), { group: `${namespace}.${name}`, rules });
}

function rulesOf(
  document: SnapshotPolicyDocument, { labels, drillCronJob, drillMaxAge = Duration.days(35), runbookUrl = RUNBOOK }: SnapshotAlerts,
): AlertingRule[] {
  const { name, namespace, workload } = document;
  const policy = `${namespace}/${name}`;
  const status = `cdk8s-stateful protection status -n ${namespace}`;
  const about = (severity: string) => ({ severity, policy: name, workload: workload.name, ...labels });
  const what = workloadText(workload);
  const promised = recoveryPointSeconds(document);
  const drillAge = seconds(drillMaxAge);
  return [
    {
      alert: SnapshotAlert.GROUP_TOO_OLD,
      expr: notSucceededFor(namespace, name, promised),
      for: SHORT,
      labels: about('critical'),
      annotations: {
        summary: `The newest good group of snapshots of ${policy} may be older than ${humanSeconds(promised)}`,
        description: `No run of the policy has got what it asks for in {{ $value | humanizeDuration }}, and at most ${humanSeconds(promised)} were promised: `
          + `what ${workload.kind === 'StatefulSet' ? `${what} wrote` : `was written to ${what}`} since then may be lost. \`${status}\` says what can be restored.`,
        runbook_url: runbookUrl,
      },
    },
    {
      alert: SnapshotAlert.POLICY_SUSPENDED,
      expr: isSuspended(namespace, name),
      for: LONG,
      labels: about('warning'),
      annotations: {
        summary: `Snapshot policy ${policy} is suspended`,
        description: `No snapshots of ${what} are taken while CronJob ${policy} is suspended.`,
        runbook_url: runbookUrl,
      },
    },
    {
      alert: SnapshotAlert.POLICY_MISSING,
      expr: isMissing(namespace, name),
      for: LONG,
      labels: about('critical'),
      annotations: {
        summary: `Snapshot policy ${policy} is not there`,
        description: `CronJob ${policy}, which takes the snapshots of ${what}, is not there, or kube-state-metrics is not scraped.`,
        runbook_url: runbookUrl,
      },
    },
    ...drillCronJob === undefined ? [] : [{
      alert: SnapshotAlert.DRILL_TOO_OLD,
      expr: `${notSucceededFor(namespace, drillCronJob, drillAge)}\nor\n${isMissing(namespace, drillCronJob)}`,
      for: LONG,
      labels: about('warning'),
      annotations: {
        summary: `No restore drill of ${policy} has passed for more than ${humanSeconds(drillAge)}`,
        description: `CronJob ${namespace}/${drillCronJob} has not succeeded for longer than that, or is not there: nobody knows whether the snapshots of `
          + `${what} can be restored. \`${status}\` says what the last drill came to.`,
        runbook_url: runbookUrl,
      },
    }],
  ];
}
