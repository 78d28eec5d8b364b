import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cron, Duration } from 'cdk8s';
import { dump } from 'js-yaml';
import { afterAll, describe, expect, test } from 'vitest';
import { protectedDatabase } from './fixtures';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { RestoreDrill } from '../../src/protection/restore-drill';
import { RestoreDrillAlert } from '../../src/protection/restore-drill-alerts';
import { SnapshotAlert } from '../../src/protection/snapshot-alerts';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { ReclaimPolicy } from '../../src/storage/reclaim-policy';
import { objectOf } from '../workloads/fixtures';

/** Prometheus' own judgement of the alerts: `PROMTOOL` names the program, unless it is on the path. */
const PROMTOOL = process.env.PROMTOOL ?? 'promtool';
const IS_THERE = spawnSync(PROMTOOL, ['--version']).status === 0;

const folder = mkdtempSync(join(tmpdir(), 'alerts-'));
afterAll(() => rmSync(folder, { recursive: true }));

// a drill that somebody else made is watched by the policy, one of ours by itself
const { chart, policy: watched } = protectedDatabase({ alerts: { drillCronJob: 'orders-db-drill', drillMaxAge: Duration.hours(3) } });
new RestoreDrill(chart, 'drill', {
  policy: watched,
  schedule: Cron.hourly(),
  storageClass: ProductionStorageClass.fromStorageClassName(chart, 'disposable', 'disposable', { backend: AwsEbs.gp3(), reclaimPolicy: ReclaimPolicy.DELETE }),
  alerts: { maxAge: Duration.hours(3) },
});
for (const [file, name] of [['policy.yaml', 'orders-db-snapshots-alerts'], ['drill.yaml', 'orders-db-snapshots-drill-alerts']]) {
  const [rules] = Object.values<string>(objectOf(chart, 'ConfigMap', name).data);
  writeFileSync(join(folder, file), rules);
}

function promtool(...args: readonly string[]): { status: number | null; out: string } {
  const { status, stdout, stderr } = spawnSync(PROMTOOL, args, { cwd: folder, encoding: 'utf8' });
  return { status, out: `${stdout}${stderr}` };
}

const series = (metric: string, cronjob: string, values: string, instance: string = 'a'): object => ({
  series: `${metric}{namespace="orders",cronjob="${cronjob}",instance="${instance}"}`, values,
});
const of = (cronjob: string) => ({
  info: series('kube_cronjob_info', cronjob, '1x300'),
  created: series('kube_cronjob_created', cronjob, '0x300'),
  suspended: (values: string) => series('kube_cronjob_spec_suspend', cronjob, values),
  succeeded: (values: string, instance?: string) => series('kube_cronjob_status_last_successful_time', cronjob, values, instance),
});
const policy = of('orders-db-snapshots');
const drill = of('orders-db-drill');
const own = of('orders-db-snapshots-drill');

/** Values are those of every minute. Promises: an hour and a quarter for groups, three hours for drills. */
const CASES: [string, SnapshotAlert | RestoreDrillAlert, object[], { readonly [minute: string]: boolean }][] = [
  ['a run that succeeded long ago', SnapshotAlert.GROUP_TOO_OLD, [policy.created, policy.succeeded('0x300')], { '80m': false, '81m': true }],
  ['runs that succeed every hour', SnapshotAlert.GROUP_TOO_OLD, [policy.created, policy.succeeded('0x59 3600x59 7200x59')], { '59m': false, '90m': false, '150m': false }],
  ['a run that succeeds at last', SnapshotAlert.GROUP_TOO_OLD, [policy.created, policy.succeeded('0x99 6000x99')], { '99m': true, '101m': false }],
  ['no run that ever succeeded', SnapshotAlert.GROUP_TOO_OLD, [policy.created], { '80m': false, '81m': true }],
  ['one of two that are scraped being behind', SnapshotAlert.GROUP_TOO_OLD, [policy.created, policy.succeeded('0x200'), policy.succeeded('3600x200', 'b')], { '100m': false }],
  ['runs of another policy', SnapshotAlert.GROUP_TOO_OLD, [of('other').created, of('other').succeeded('0x200')], { '150m': false }],
  ['a policy that is suspended', SnapshotAlert.POLICY_SUSPENDED, [policy.suspended('0x9 1x100')], { '24m': false, '25m': true }],
  ['a policy that runs', SnapshotAlert.POLICY_SUSPENDED, [policy.suspended('0x200')], { '150m': false }],
  ['a policy that is gone', SnapshotAlert.POLICY_MISSING, [series('kube_cronjob_info', 'orders-db-snapshots', '1x9 stale')], { '24m': false, '25m': true }],
  ['a policy that is there', SnapshotAlert.POLICY_MISSING, [policy.info], { '150m': false }],
  ['a drill that passed long ago', SnapshotAlert.DRILL_TOO_OLD, [drill.info, drill.created, drill.succeeded('0x300')], { '195m': false, '196m': true }],
  ['a drill that never passed', SnapshotAlert.DRILL_TOO_OLD, [drill.info, drill.created], { '195m': false, '196m': true }],
  ['a drill that is gone', SnapshotAlert.DRILL_TOO_OLD, [], { '14m': false, '15m': true }],
];
const DRILL_CASES: typeof CASES = [
  ['one of ours that passed long ago', RestoreDrillAlert.TOO_OLD, [own.created, own.succeeded('0x300')], { '195m': false, '196m': true }],
  ['one of ours that never passed', RestoreDrillAlert.TOO_OLD, [own.created], { '195m': false, '196m': true }],
  ['one of ours that passes at last', RestoreDrillAlert.TOO_OLD, [own.created, own.succeeded('0x199 12000x99')], { '199m': true, '201m': false }],
  ['drills that pass every two hours', RestoreDrillAlert.TOO_OLD, [own.created, own.succeeded('0x119 7200x119 14400x59')], { '119m': false, '200m': false, '290m': false }],
  ['a drill of another policy', RestoreDrillAlert.TOO_OLD, [drill.created, drill.succeeded('0x300')], { '250m': false }],
  ['one of ours that is suspended', RestoreDrillAlert.SUSPENDED, [own.suspended('0x9 1x100')], { '24m': false, '25m': true }],
  ['one of ours that is not', RestoreDrillAlert.SUSPENDED, [own.suspended('0x200')], { '150m': false }],
  ['one of ours that is gone', RestoreDrillAlert.MISSING, [series('kube_cronjob_info', 'orders-db-snapshots-drill', '1x9 stale')], { '24m': false, '25m': true }],
  ['one of ours that is there', RestoreDrillAlert.MISSING, [own.info], { '150m': false }],
];

describe.skipIf(!IS_THERE)('promtool', () => {
  test.each([['policy.yaml', 4], ['drill.yaml', 3]])('finds nothing wrong with the rules of %s', (file, rules) => {
    const { status, out } = promtool('check', 'rules', file);
    expect(out).toContain(`SUCCESS: ${rules} rules found`);
    expect(status).toBe(0);
  });

  const inFile = (file: string, cases: typeof CASES) => cases.map(([what, ...rest]): [string, string, ...typeof rest] => [what, file, ...rest]);

  test.each([...inFile('policy.yaml', CASES), ...inFile('drill.yaml', DRILL_CASES)])('%s, by %s: %s', (_, file, alertname, input_series, fires) => {
    const expected = (minute: string): number => (fires[minute] ? 1 : 0);
    const test_file = {
      rule_files: [file],
      evaluation_interval: '1m',
      tests: [{
        interval: '1m',
        input_series,
        promql_expr_test: Object.keys(fires).map((minute) => ({
          expr: `count(ALERTS{alertname="${alertname}",alertstate="firing"}) or vector(0)`, eval_time: minute, exp_samples: [{ labels: '{}', value: expected(minute) }],
        })),
      }],
    };
    writeFileSync(join(folder, 'test.yaml'), dump(test_file));
    expect(promtool('test', 'rules', 'test.yaml')).toMatchObject({ status: 0, out: expect.stringContaining('SUCCESS') });
  });

  test('reads the text as it is meant', () => {
    const exp_alerts = [{
      exp_labels: { namespace: 'orders', cronjob: 'orders-db-snapshots', severity: 'critical', policy: 'orders-db-snapshots', workload: 'orders-db' },
      exp_annotations: {
        summary: 'The newest good group of snapshots of orders/orders-db-snapshots may be older than 1h15m',
        description: 'No run of the policy has got what it asks for in 1h 40m 0s, and at most 1h15m were promised: what StatefulSet orders-db wrote since then may be lost. '
          + '`cdk8s-stateful protection status -n orders` says what can be restored.',
        runbook_url: 'https://github.com/cdk8s-stateful/cdk8s-stateful/blob/main/docs/guide/protecting-a-database.md#when-an-alert-fires',
      },
    }];
    const tests = [{ interval: '1m', input_series: [policy.created, policy.succeeded('0x200')], alert_rule_test: [{ eval_time: '100m', alertname: 'SnapshotGroupTooOld', exp_alerts }] }];
    writeFileSync(join(folder, 'test.yaml'), dump({ rule_files: ['policy.yaml'], evaluation_interval: '1m', tests }));
    expect(promtool('test', 'rules', 'test.yaml')).toMatchObject({ status: 0, out: expect.stringContaining('SUCCESS') });
  });
});
