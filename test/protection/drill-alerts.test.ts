import { App, Chart, Cron, Duration } from 'cdk8s';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { protectedDatabase } from './fixtures';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { AlertRuleKind } from '../../src/kube/alert-rule-kind';
import { StatefulSettings } from '../../src/kube/settings';
import type { StatefulSettingsOptions } from '../../src/kube/settings';
import { RestoreDrill } from '../../src/protection/restore-drill';
import { RestoreDrillAlert } from '../../src/protection/restore-drill-alerts';
import type { RestoreDrillProps } from '../../src/protection/restore-drill-props';
import { SnapshotAlert } from '../../src/protection/snapshot-alerts';
import type { SnapshotAlerts } from '../../src/protection/snapshot-alerts';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { ReclaimPolicy } from '../../src/storage/reclaim-policy';
import { objectsOf } from '../workloads/fixtures';

const NAME = 'orders-db-snapshots-drill';
const WEEK = 7 * 86_400;

interface Given {
  readonly drill?: Partial<RestoreDrillProps>;
  readonly policy?: SnapshotAlerts;
  readonly settings?: StatefulSettingsOptions;
}

function alertsObject({ drill, policy, settings = {} }: Given = {}): any {
  const app = new App();
  StatefulSettings.set(app, settings);
  const protectedOne = protectedDatabase({ alerts: policy }, new Chart(app, 'shop', { namespace: 'orders' }));
  const storageClass = ProductionStorageClass.fromStorageClassName(protectedOne.chart, 'disposable', 'disposable', { backend: AwsEbs.gp3(), reclaimPolicy: ReclaimPolicy.DELETE });
  new RestoreDrill(protectedOne.chart, 'drill', { policy: protectedOne.policy, schedule: Cron.weekly(), storageClass, ...drill });
  return objectsOf(protectedOne.chart).find(({ metadata }) => metadata.name === `${NAME}-alerts`);
}

function rulesOf(given: Given = {}): any[] {
  const [[file, text]] = Object.entries<string>(alertsObject(given).data);
  expect(file).toBe(`orders.${NAME}.rules.yaml`);
  const { groups: [group, ...others] } = load(text) as { groups: any[] };
  expect([group.name, others]).toEqual([`orders.${NAME}`, []]);
  return group.rules;
}

const namesOf = (given: Given): string[] => rulesOf(given).map(({ alert }) => alert);
const ruleOf = (alert: RestoreDrillAlert, given: Given = {}): any => rulesOf(given).find((rule) => rule.alert === alert);
const succeeded = `max by (namespace, cronjob) (kube_cronjob_status_last_successful_time{namespace="orders",cronjob="${NAME}"})`;
const created = `max by (namespace, cronjob) (kube_cronjob_created{namespace="orders",cronjob="${NAME}"})`;
const notSucceeded = (seconds: number): string => `time() - ${succeeded} > ${seconds}\nor\ntime() - ${created} > ${seconds} unless ${succeeded}`;

describe('a drill is watched', () => {
  test('by three alerts in one group, without a word', () => {
    expect(rulesOf().map((rule) => [rule.alert, rule.for, rule.labels.severity])).toEqual([
      ['RestoreDrillTooOld', '15m', 'warning'], ['RestoreDrillSuspended', '15m', 'warning'], ['RestoreDrillMissing', '15m', 'warning'],
    ]);
  });

  test.each<[string, Partial<RestoreDrillProps>, number]>([
    ['its schedule can keep, and it may take', {}, WEEK + 2 * 3600 + 1800],
    ['with its own deadline', { deadline: Duration.hours(5) }, WEEK + 5 * 3600 + 1800],
    ['and where clocks are set back', { timeZone: 'Europe/Berlin' }, WEEK + 3600 + 2 * 3600 + 1800],
    ['was said', { alerts: { maxAge: Duration.days(20) } }, 20 * 86_400],
  ])('for none that passed within the time %s', (_, drill, seconds) => {
    expect(ruleOf(RestoreDrillAlert.TOO_OLD, { drill }).expr).toBe(notSucceeded(seconds));
  });

  test('for being suspended, and for being gone', () => {
    expect(ruleOf(RestoreDrillAlert.SUSPENDED).expr).toBe(`max by (namespace, cronjob) (kube_cronjob_spec_suspend{namespace="orders",cronjob="${NAME}"}) == 1`);
    expect(ruleOf(RestoreDrillAlert.MISSING).expr).toBe(`absent(kube_cronjob_info{namespace="orders",cronjob="${NAME}"})`);
  });

  test('by alerts that say what they are about, and what to do', () => {
    for (const { labels, annotations } of rulesOf()) {
      expect(labels).toMatchObject({ policy: 'orders-db-snapshots', workload: 'orders-db' });
      expect(annotations.summary).toContain('orders/orders-db-snapshots');
      expect(annotations.description).toContain('StatefulSet orders-db');
      expect(annotations.runbook_url).toBe('https://github.com/cdk8s-stateful/cdk8s-stateful/blob/main/docs/guide/restore-drills.md#when-an-alert-fires');
    }
  });

  test('with the labels of the policy\'s alerts, unless it has its own', () => {
    const policy: SnapshotAlerts = { labels: { team: 'orders' } };
    expect(ruleOf(RestoreDrillAlert.SUSPENDED, { policy }).labels).toEqual({ severity: 'warning', policy: 'orders-db-snapshots', workload: 'orders-db', team: 'orders' });
    const alerts = { labels: { severity: 'page' }, runbookUrl: 'https://runbooks.example/drills' };
    const { labels, annotations } = ruleOf(RestoreDrillAlert.SUSPENDED, { policy, drill: { alerts } });
    expect(labels).toEqual({ severity: 'page', policy: 'orders-db-snapshots', workload: 'orders-db' });
    expect(annotations.runbook_url).toBe(alerts.runbookUrl);
  });
});

describe('nothing is told twice', () => {
  const watched: SnapshotAlerts = { drillCronJob: NAME };

  test('where the policy\'s own alert watches the drill', () => {
    expect(namesOf({ policy: watched })).toEqual(['RestoreDrillSuspended']);
  });

  test.each<[string, SnapshotAlerts]>([
    ['watches another', { drillCronJob: 'another' }],
    ['is off', { ...watched, off: [SnapshotAlert.DRILL_TOO_OLD] }],
  ])('and nothing is left out where that %s', (_, policy) => {
    expect(namesOf({ policy })).toEqual(['RestoreDrillTooOld', 'RestoreDrillSuspended', 'RestoreDrillMissing']);
  });
});

describe('alerts of a drill are off', () => {
  test('by their names alone', () => {
    expect(namesOf({ drill: { alerts: { off: [RestoreDrillAlert.SUSPENDED] } } })).toEqual(['RestoreDrillTooOld', 'RestoreDrillMissing']);
  });

  test('and leave no object when all of them are', () => {
    expect(alertsObject({ drill: { alerts: { off: Object.values(RestoreDrillAlert) } } })).toBeUndefined();
  });
});

test('alerts of a drill are rendered as a PrometheusRule with the same group, where that is said', () => {
  const rule = alertsObject({ settings: { alertRules: AlertRuleKind.PROMETHEUS_RULE, alertRuleLabels: { release: 'monitoring' } } });
  expect(rule).toMatchObject({
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: `${NAME}-alerts`, namespace: 'orders', labels: { 'release': 'monitoring', 'cdk8s-stateful.dev/policy': 'orders-db-snapshots' } },
  });
  expect(rule.spec.groups).toEqual([{ name: `orders.${NAME}`, rules: rulesOf() }]);
});

test.each<[string, Partial<RestoreDrillProps>, string]>([
  ['a label that Prometheus does not take', { alerts: { labels: { 'my-team': 'a' } } }, 'alerts.labels has a name that Prometheus does not take, got "my-team"'],
  ['an age that the schedule does not keep', { alerts: { maxAge: Duration.days(6) } }, 'alerts.maxAge is shorter than the longest time between two drills of the schedule, 7d, got "6d"; drill more often, or allow more'],
  ['an alert that there is not', { alerts: { off: ['All' as RestoreDrillAlert] } }, 'alerts.off'],
  ['a schedule that is never due', { schedule: new Cron({ minute: '0', hour: '0', day: '30', month: '2' }) }, 'schedule is never due, got "0 0 30 2 *"; use a day that there is in one of its months'],
])('%s is refused', (_, drill, message) => {
  expect(() => alertsObject({ drill })).toThrow(message);
});
