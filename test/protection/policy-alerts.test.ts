import { App, Chart, Cron, Duration, Testing } from 'cdk8s';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { makePolicy, protectedDatabase } from './fixtures';
import { AlertRuleKind } from '../../src/kube/alert-rule-kind';
import { StatefulSettings } from '../../src/kube/settings';
import type { StatefulSettingsOptions } from '../../src/kube/settings';
import { SnapshotAlert } from '../../src/protection/snapshot-alerts';
import type { SnapshotAlerts } from '../../src/protection/snapshot-alerts';
import type { SnapshotPolicyProps } from '../../src/protection/snapshot-policy-props';
import { objectsOf, ordersChart } from '../workloads/fixtures';

const DRILLED: SnapshotAlerts = { drillCronJob: 'orders-db-drill' };

function alertsObject(props: Partial<SnapshotPolicyProps> = {}, settings: StatefulSettingsOptions = {}): any {
  const app = new App();
  StatefulSettings.set(app, settings);
  const { chart } = protectedDatabase(props, new Chart(app, 'shop', { namespace: 'orders' }));
  return objectsOf(chart).find(({ metadata }) => metadata.name === 'orders-db-snapshots-alerts');
}

function groupOf(props: Partial<SnapshotPolicyProps> = {}): any {
  const [[file, text]] = Object.entries<string>(alertsObject(props).data);
  expect(file).toBe('orders.orders-db-snapshots.rules.yaml');
  const { groups } = load(text) as { groups: any[] };
  expect(groups).toHaveLength(1);
  return groups[0];
}

function ruleOf(alert: SnapshotAlert, props: Partial<SnapshotPolicyProps> = {}): any {
  return groupOf(props).rules.find((rule: any) => rule.alert === alert);
}

const succeeded = (cronJob: string): string => `max by (namespace, cronjob) (kube_cronjob_status_last_successful_time{namespace="orders",cronjob="${cronJob}"})`;
const created = (cronJob: string): string => `max by (namespace, cronjob) (kube_cronjob_created{namespace="orders",cronjob="${cronJob}"})`;
const notSucceeded = (cronJob: string, seconds: number): string => (
  `time() - ${succeeded(cronJob)} > ${seconds}\nor\ntime() - ${created(cronJob)} > ${seconds} unless ${succeeded(cronJob)}`
);

describe('a policy is watched', () => {
  test('by three alerts in one group, without a word', () => {
    const { name, rules } = groupOf();
    expect(name).toBe('orders.orders-db-snapshots');
    expect(rules.map((rule: any) => [rule.alert, rule.for, rule.labels.severity])).toEqual([
      ['SnapshotGroupTooOld', '5m', 'critical'], ['SnapshotPolicySuspended', '15m', 'warning'], ['SnapshotPolicyMissing', '15m', 'critical'],
    ]);
  });

  test.each<[string, Partial<SnapshotPolicyProps>, number]>([
    ['its schedule can keep', {}, 3600 + 900],
    ['was promised', { recoveryPointObjective: Duration.hours(4) }, 14_400],
    ['a daily schedule can keep where clocks are set back', { schedule: Cron.daily(), timeZone: 'Europe/Berlin' }, 86_400 + 3600 + 900],
  ])('for a group that is older than %s', (_, props, seconds) => {
    expect(ruleOf(SnapshotAlert.GROUP_TOO_OLD, props).expr).toBe(notSucceeded('orders-db-snapshots', seconds));
  });

  test('for being suspended, and for being gone', () => {
    expect(ruleOf(SnapshotAlert.POLICY_SUSPENDED).expr).toBe('max by (namespace, cronjob) (kube_cronjob_spec_suspend{namespace="orders",cronjob="orders-db-snapshots"}) == 1');
    expect(ruleOf(SnapshotAlert.POLICY_MISSING).expr).toBe('absent(kube_cronjob_info{namespace="orders",cronjob="orders-db-snapshots"})');
  });

  test('for its drill, when it has one: too long ago, never, or gone', () => {
    expect(ruleOf(SnapshotAlert.DRILL_TOO_OLD)).toBeUndefined();
    expect(ruleOf(SnapshotAlert.DRILL_TOO_OLD, { alerts: { ...DRILLED, drillMaxAge: Duration.days(8) } })).toMatchObject({
      expr: `${notSucceeded('orders-db-drill', 8 * 86_400)}\nor\nabsent(kube_cronjob_info{namespace="orders",cronjob="orders-db-drill"})`,
      labels: { severity: 'warning' },
    });
    expect(ruleOf(SnapshotAlert.DRILL_TOO_OLD, { alerts: DRILLED }).expr).toContain(` > ${35 * 86_400}\n`);
  });

  test('by alerts that say what they are about, and what to do', () => {
    for (const { labels, annotations } of groupOf({ alerts: DRILLED }).rules) {
      expect(labels).toMatchObject({ policy: 'orders-db-snapshots', workload: 'orders-db' });
      expect(annotations.summary).toContain('orders/orders-db-snapshots');
      expect(annotations.description).toContain('orders-db');
      expect(annotations.runbook_url).toBe('https://github.com/cdk8s-stateful/cdk8s-stateful/blob/main/docs/guide/protecting-a-database.md#when-an-alert-fires');
    }
    expect(ruleOf(SnapshotAlert.GROUP_TOO_OLD).annotations.description).toContain('at most 1h15m were promised');
  });

  test('with the labels and the page of the user', () => {
    const alerts = { labels: { team: 'orders', severity: 'page' }, runbookUrl: 'https://runbooks.example/snapshots' };
    expect(ruleOf(SnapshotAlert.POLICY_SUSPENDED, { alerts })).toMatchObject({ labels: { team: 'orders', severity: 'page' }, annotations: { runbook_url: alerts.runbookUrl } });
  });
});

describe('alerts are off', () => {
  test('by their names alone', () => {
    expect(groupOf({ alerts: { ...DRILLED, off: [SnapshotAlert.POLICY_SUSPENDED] } }).rules.map(({ alert }: any) => alert)).toEqual([
      'SnapshotGroupTooOld', 'SnapshotPolicyMissing', 'RestoreDrillTooOld',
    ]);
  });

  test('and leave no object when all of them are', () => {
    expect(alertsObject({ alerts: { off: Object.values(SnapshotAlert) } })).toBeUndefined();
  });
});

describe('alerts are rendered', () => {
  test('as what every cluster takes, unless told', () => {
    expect(alertsObject()).toMatchObject({
      apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'orders', labels: { 'cdk8s-stateful.dev/policy': 'orders-db-snapshots' } },
    });
  });

  test('as a PrometheusRule with the same groups, where that is said', () => {
    const rule = alertsObject({}, { alertRules: AlertRuleKind.PROMETHEUS_RULE, alertRuleLabels: { release: 'monitoring' } });
    expect(rule).toMatchObject({
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: { name: 'orders-db-snapshots-alerts', namespace: 'orders', labels: { 'release': 'monitoring', 'cdk8s-stateful.dev/policy': 'orders-db-snapshots' } },
    });
    expect(rule.spec.groups).toEqual([groupOf()]);
  });

  test('with the labels of the settings in a ConfigMap as well', () => {
    expect(alertsObject({}, { alertRuleLabels: { prometheus: 'main' } }).metadata.labels).toMatchObject({ prometheus: 'main' });
  });
});

test.each<[string, SnapshotAlerts, string]>([
  ['a label that Prometheus does not take', { labels: { 'my-team': 'orders' } }, 'alerts.labels has a name that Prometheus does not take, got "my-team"; use letters, digits and "_", beginning with a letter'],
  ['an age of no drill', { drillMaxAge: Duration.days(8) }, 'alerts.drillMaxAge is said of no drill, got "8d"; name the drillCronJob'],
  ['no age', { ...DRILLED, drillMaxAge: Duration.seconds(0) }, 'alerts.drillMaxAge is no time, got "0s"; use the time between two drills, and some more'],
  ['a drill that is none', { drillCronJob: 'Drill"' }, 'alerts.drillCronJob is not a DNS label (RFC 1123), got "Drill""'],
  ['an alert that there is not', { off: ['All' as SnapshotAlert] }, 'alerts.off'],
])('%s is refused', (_, alerts, message) => {
  expect(() => makePolicy(ordersChart(), { alerts })).toThrow(message);
});

test('a label of the settings that is none is refused', () => {
  expect(() => StatefulSettings.set(Testing.app(), { alertRuleLabels: { 'a b': 'c' } })).toThrow('[App] alertRuleLabels');
});
