import { Cron, Duration } from 'cdk8s';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DRIVER_SNAPSHOTS } from './support/cluster-commands';
import { Kubectl } from './support/kubectl';
import { runProgram } from './support/program';
import { POLICY, TestApp, giveUpSnapshots, makeLogins, runJob } from './support/protected-database';
import { everyHours, takeGroups } from './support/take-groups';
import { describeOnFailure, testNamespace } from './support/test-namespace';
import type { Cluster } from '../../cli/cluster/cluster';
import { openCluster } from '../../cli/cluster/kubeconfig';
import { isDone, prune } from '../../cli/operations/snapshot-prune/apply';
import { SYSTEM_CLOCK } from '../../cli/operations/snapshots/clock';
import { loadPolicy } from '../../cli/operations/snapshots/policy';
import type { RetentionProps } from '../../src';
import { Retention, SnapshotPolicy } from '../../src';

const HOUR = 3600;
const MONTH = 31 * 24 * HOUR;

/** 24 groups, one every six hours, from Sunday 2026-03-01 00:00 to Friday 2026-03-06 18:00, UTC. */
const DUE = everyHours(6, 24, '2026-03-01T00:00:00Z');
const ALL = ['01', '02', '03', '04', '05', '06'].flatMap((day) => ['00', '06', '12', '18'].map((hour) => `202603${day}t${hour}0000`));

/** Keeps all of them: the hours that have a group are 24. */
const WHOLE: RetentionProps = { last: 2, hourly: 24, minReady: 2 };
/**
 * By hand: the last 3, and the 4 hours with the 00:00 of the 6th; days end with the 3rd, 4th, 5th and 6th at 18:00; week 9 ends with
 * Sunday the 1st, 18:00, and week 10 is the newest.
 */
const USUAL: RetentionProps = { last: 3, hourly: 4, daily: 4, weekly: 2, minReady: 2 };
const KEPT_BY_USUAL = ['20260301t180000', '20260303t180000', '20260304t180000', '20260305t180000', ...['00', '06', '12', '18'].map((hour) => `20260306t${hour}0000`)];
/** The last 2, and the newest of the 5th and the 6th. */
const LESS: RetentionProps = { last: 2, daily: 2, minReady: 2 };
const KEPT_BY_LESS = ['20260305t180000', '20260306t120000', '20260306t180000'];

describe('retention on a cluster', () => {
  const kubectl = testNamespace('retention');
  const cluster = new Kubectl();
  const groups = async () => (await kubectl.list('volumesnapshots')).map(({ metadata }) => metadata.labels!['cdk8s-stateful.dev/group'].slice(POLICY.length + 1)).sort();
  const contents = async () => (await cluster.list('volumesnapshotcontents')).filter(({ spec }) => spec.volumeSnapshotRef.namespace === kubectl.namespace);
  const inDriver = async () => (DRIVER_SNAPSHOTS ? Number(await DRIVER_SNAPSHOTS()) : undefined);

  /** The policy as it is from now on: rendered anew and applied, as whoever edits it does. */
  async function applyPolicy(retention: RetentionProps, suspend: boolean = false): Promise<void> {
    const app = await TestApp.in(kubectl);
    const policy = new SnapshotPolicy(app.tenant, 'backup', {
      schedule: new Cron({ minute: '7', hour: '3', day: '1', month: '1' }), retention: Retention.of(retention), readyDeadline: Duration.hours(1), suspend, clusterScope: app.platform,
    });
    policy.protect(app.database('db'));
    await kubectl.apply(app.yaml());
  }

  /** What is left, after which so many copies less are in the driver, and none is left behind. */
  async function expectFreed(before: number | undefined, left: readonly string[], freed: number): Promise<void> {
    expect(await groups()).toEqual(left);
    expect(await contents()).toHaveLength(left.length);
    if (before !== undefined) expect(before - (await inDriver())!).toBe(freed);
  }

  /** The pruner, of a cluster whose API server's clock is so much ahead: the only clock that it goes by. */
  async function pruneAt(aheadSeconds: number) {
    const opened = openCluster({}).cluster;
    const shifted: Cluster = new Proxy(opened, {
      get: (target, field: keyof Cluster) => (field === 'now' ? () => new Date(target.now().getTime() + aheadSeconds * 1000) : target[field].bind(target)),
    });
    const policy = await loadPolicy(opened, POLICY, kubectl.namespace!);
    const progress = { step: () => undefined, warn: () => undefined };
    return prune(policy, { cluster: shifted, clock: SYSTEM_CLOCK, progress, holder: `ahead-${aheadSeconds}`, signal: new AbortController().signal });
  }

  /** What the program says that it would keep, on a machine whose clock is so much ahead. */
  async function keptOnMachine(aheadSeconds: number): Promise<string[]> {
    const { code, out, err } = await runProgram(['snapshot', 'prune', POLICY, '-n', kubectl.namespace!, '--dry-run', '-o', 'json'], { aheadSeconds });
    expect(code, err).toBe(0);
    const plan: { readonly name: string; readonly keep: boolean }[] = JSON.parse(out).groups;
    return plan.filter(({ keep }) => keep).map(({ name }) => name.slice(POLICY.length + 1)).sort();
  }

  beforeAll(async () => {
    await applyPolicy(WHOLE);
    await makeLogins(kubectl);
    await kubectl.rollout('statefulset/db', 120);
    await takeGroups(kubectl.namespace!, DUE);
  }, 400_000);

  afterAll(async () => {
    if (!process.env.KEEP_NAMESPACES) await giveUpSnapshots(cluster, kubectl.namespace!);
  });

  test('while the policy is suspended nothing is deleted, neither now nor a month later', async () => {
    describeOnFailure(kubectl);
    expect(await groups()).toEqual(ALL);
    await applyPolicy(LESS, true);
    await expect(runJob(kubectl, `${POLICY}-prune`, 'suspended')).rejects.toThrow('is suspended: no new group would take the place of a deleted one');
    expect(await pruneAt(MONTH)).toMatchObject({ plan: { refusal: expect.stringContaining('is suspended'), doomed: [] }, outcomes: [] });
    expect(await groups()).toEqual(ALL);
  });

  test('resumed after that month it keeps what it kept before: age alone deletes nothing', async () => {
    describeOnFailure(kubectl);
    await applyPolicy(WHOLE);
    expect(await pruneAt(MONTH)).toMatchObject({ plan: { doomed: [] }, outcomes: [] });
    expect(await groups()).toEqual(ALL);
    expect(await runJob(kubectl, `${POLICY}-prune`, 'resumed')).toContain('24 kept');
    expect(await contents()).toHaveLength(ALL.length);
  });

  test('a clock of the cluster that is an hour behind deletes nothing, and says why', async () => {
    await applyPolicy(USUAL);
    const result = await pruneAt(-HOUR);
    expect(result.plan.refusal).toContain('one of the clocks is wrong');
    expect(isDone(result)).toBe(false);
    expect(await groups()).toEqual(ALL);
  });

  test.each([HOUR, -HOUR])('a machine whose clock is %i s ahead keeps what any other does', async (aheadSeconds) => {
    expect(await keptOnMachine(aheadSeconds)).toEqual(KEPT_BY_USUAL);
  });

  test('a clock of the cluster that is an hour ahead keeps exactly what the table says, and frees the rest', async () => {
    describeOnFailure(kubectl);
    const before = await inDriver();
    expect(isDone(await pruneAt(HOUR))).toBe(true);
    await expectFreed(before, KEPT_BY_USUAL, 16);
    expect(await runJob(kubectl, `${POLICY}-prune`, 'right-clock')).toContain('8 kept');
    expect(await groups()).toEqual(KEPT_BY_USUAL);
  });

  test('a policy that is edited to keep less deletes what it no longer keeps, and nothing before the next prune', async () => {
    describeOnFailure(kubectl);
    const before = await inDriver();
    await applyPolicy(LESS);
    expect(await groups()).toEqual(KEPT_BY_USUAL);
    expect(await runJob(kubectl, `${POLICY}-prune`, 'less')).toContain('3 kept, 5 of 5 deleted');
    await expectFreed(before, KEPT_BY_LESS, 5);
  });

  test('edited to keep more it deletes nothing, and gets there with new groups', async () => {
    describeOnFailure(kubectl);
    await applyPolicy(USUAL);
    expect(await runJob(kubectl, `${POLICY}-prune`, 'more')).toContain('3 kept');
    expect(await groups()).toEqual(KEPT_BY_LESS);
    await takeGroups(kubectl.namespace!, everyHours(6, 2, '2026-03-07T00:00:00Z'));
    expect(await runJob(kubectl, `${POLICY}-prune`, 'more-again')).toContain('5 kept');
    expect(await groups()).toEqual([...KEPT_BY_LESS, '20260307t000000', '20260307t060000']);
  });

  test('groups of machines whose clocks are an hour wrong count as two hours, and are told by their cut', async () => {
    describeOnFailure(kubectl);
    const due = Math.floor(Date.now() / 60_000) * 60_000;
    const runOn = async (aheadSeconds: number) => runProgram(['snapshot', 'run', POLICY, '-n', kubectl.namespace!, '-o', 'json'], {
      aheadSeconds,
      environment: {
        JOB_NAME: `${POLICY}-${due / 60_000}`, JOB_UID: `uid-of-${aheadSeconds}`, DATABASE_USERNAME: 'snapshot', DATABASE_PASSWORD: 'password of db-snapshot',
      },
    });
    for (const aheadSeconds of [HOUR, -HOUR]) {
      const { code, err } = await runOn(aheadSeconds);
      expect(code, err).toBe(0);
    }
    // the last 2 are these; the 4 newest hours are theirs, and the 06:00 and the 00:00 of the 7th
    await applyPolicy({ last: 2, hourly: 4, minReady: 2 });
    expect(await runJob(kubectl, `${POLICY}-prune`, 'wrong-clocks')).toContain('4 kept, 3 of 3 deleted');
    const [seventh, sixOClock, behind, ahead] = await groups();
    expect([seventh, sixOClock]).toEqual(['20260307t000000', '20260307t060000']);
    // the one ahead believes its Job, the one behind cannot
    expect(timeOf(ahead)).toBe(due);
    expect(timeOf(behind)).toBeGreaterThanOrEqual(due - HOUR * 1000);
    expect(timeOf(behind)).toBeLessThan(due - HOUR * 1000 + 120_000);
  });
});

/** `20260307t060000` as milliseconds. */
function timeOf(group: string): number {
  const [, year, month, day, hour, minute, second] = /^(....)(..)(..)t(..)(..)(..)$/.exec(group)!.map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
