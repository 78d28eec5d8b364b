import { Cron } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { documentOf, makePolicy, protectedDatabase } from './fixtures';
import { DURATION_SECONDS, PATIENCE_SECONDS } from '../../cli/operations/snapshots/acquire-lease';
import type { SnapshotPolicyProps } from '../../src/protection/snapshot-policy-props';
import { makeDatabase, objectOf, objectsOf, ordersChart } from '../workloads/fixtures';

const RUN = 'orders-db-snapshots';
const PRUNE = 'orders-db-snapshots-prune';

function specs(props: Partial<SnapshotPolicyProps> = {}): { run: any; prune: any } {
  const { chart } = protectedDatabase(props);
  return { run: objectOf(chart, 'CronJob', RUN).spec, prune: objectOf(chart, 'CronJob', PRUNE).spec };
}

describe.each([RUN, PRUNE])('CronJob %s', (name) => {
  const { chart } = protectedDatabase();
  const { metadata, spec } = objectOf(chart, 'CronJob', name);

  test('never overlaps, makes up for a run it missed, and is not repeated by Kubernetes', () => {
    expect(spec).toMatchObject({
      concurrencyPolicy: 'Forbid', startingDeadlineSeconds: 3600, timeZone: 'Etc/UTC', suspend: false, jobTemplate: { spec: { backoffLimit: 0 } },
    });
  });

  test('keeps three Jobs of each outcome, for a week', () => {
    expect(spec).toMatchObject({ successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 3 });
    expect(spec.jobTemplate.spec.ttlSecondsAfterFinished).toBe(7 * 24 * 3600);
  });

  test('holds its node while it runs', () => {
    expect(spec.jobTemplate.spec.template.metadata.annotations).toEqual({
      'karpenter.sh/do-not-disrupt': 'true', 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
    });
  });

  test('has pods that no Service and no policy of the database selects', () => {
    const labels = {
      'app.kubernetes.io/name': 'cdk8s-stateful',
      'app.kubernetes.io/component': name === RUN ? 'snapshot-runner' : 'snapshot-pruner',
      'cdk8s-stateful.dev/policy': 'orders-db-snapshots',
    };
    expect(spec.jobTemplate.metadata.labels).toEqual(labels);
    expect(spec.jobTemplate.spec.template.metadata.labels).toEqual(labels);
    expect(metadata.labels).toEqual({ ...labels, 'cdk8s-stateful.dev/workload': 'orders-db' });
  });
});

test('pods keep their labels whatever labels the objects are given', () => {
  const { chart } = protectedDatabase({ metadata: { labels: { 'cdk8s-stateful.dev/policy': 'x', 'app.kubernetes.io/component': 'x', 'cdk8s-stateful.dev/workload': 'orders-db' } } });
  expect(objectOf(chart, 'CronJob', RUN).spec.jobTemplate.spec.template.metadata.labels).toEqual({
    'app.kubernetes.io/name': 'cdk8s-stateful', 'app.kubernetes.io/component': 'snapshot-runner', 'cdk8s-stateful.dev/policy': 'orders-db-snapshots',
  });
});

describe('deadlines', () => {
  /** Until a run gives up on whoever is at work; and a minute to make the snapshots. */
  const LEASE_WAIT_SECONDS = PATIENCE_SECONDS + DURATION_SECONDS;
  const CREATION_SECONDS = 60;

  test('a run has longer than the lease, the checkpoint and the wait together', () => {
    const { chart } = protectedDatabase();
    const { deadlines } = documentOf(chart);
    const { activeDeadlineSeconds } = objectOf(chart, 'CronJob', RUN).spec.jobTemplate.spec;
    expect(activeDeadlineSeconds).toBe(1500);
    expect(activeDeadlineSeconds).toBeGreaterThan(deadlines.quiesceSeconds + deadlines.waitSeconds + LEASE_WAIT_SECONDS + CREATION_SECONDS);
  });

  test('a prune is over before the next one', () => {
    expect(specs().prune.jobTemplate.spec.activeDeadlineSeconds).toBe(1800);
  });
});

describe('the schedule', () => {
  test('of minute 0 moves to a minute of namespace and name, always the same', () => {
    expect(specs().run.schedule).toBe('43 * * * *');
    expect(specs().run.schedule).toBe(specs().run.schedule);
  });

  test('moves by name and by namespace', () => {
    const minuteOf = (name: string, namespace: string): string => {
      const chart = ordersChart();
      const { db } = makeDatabase({ metadata: { name: 'orders-db', namespace } }, chart);
      makePolicy(chart, { metadata: { name, namespace } }).protect(db);
      return objectOf(chart, 'CronJob', name).spec.schedule;
    };
    expect(new Set([minuteOf('a', 'one'), minuteOf('b', 'one'), minuteOf('a', 'two')]).size).toBe(3);
  });

  test.each<[string, Partial<SnapshotPolicyProps>, string, string]>([
    ['of another minute stays', { schedule: Cron.schedule({ minute: '7' }) }, '7 * * * *', '37 * * * *'],
    ['without jitter stays', { jitter: false }, '0 * * * *', '30 * * * *'],
    ['of minute 0 without jitter is followed in the same hour', { schedule: Cron.daily(), jitter: false }, '0 0 * * *', '30 0 * * *'],
    ['of minute 0 with jitter is followed within half an hour', { schedule: Cron.daily() }, '43 0 * * *', '13 1 * * *'],
  ])('%s', (_, props, run, prune) => {
    const found = specs(props);
    expect([found.run.schedule, found.prune.schedule]).toEqual([run, prune]);
  });

  test('is in the time zone that was given, for both and in the document', () => {
    const { chart } = protectedDatabase({ timeZone: 'Europe/Berlin' });
    expect(objectsOf(chart).filter(({ kind }) => kind === 'CronJob').map(({ spec }) => spec.timeZone)).toEqual(['Europe/Berlin', 'Europe/Berlin']);
    expect(documentOf(chart).schedule).toEqual({ cron: '43 * * * *', timeZone: 'Europe/Berlin', suspend: false });
  });

  test('pauses both: what takes no snapshots deletes none', () => {
    const { chart } = protectedDatabase({ suspend: true });
    expect(objectsOf(chart).filter(({ kind }) => kind === 'CronJob').map(({ spec }) => spec.suspend)).toEqual([true, true]);
    expect(documentOf(chart).schedule.suspend).toBe(true);
  });
});
