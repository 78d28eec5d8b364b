import { describe, expect, test } from 'vitest';
import { commandLine } from './world';
import { CLAIM, LEASE } from '../../../cli/cluster/cluster';
import { packageVersion } from '../../../src/core/version';
import { GROUP, JOB_ENV, creations, leaseHolder, membersOf, policyOf, snapshotNames, stateOf } from '../operations/snapshot-run/fixture';

const MEMBER = `${GROUP}-data-db-0`;

describe('run', () => {
  test('says 0 of a complete group and what it consists of', async () => {
    const { snapshot } = commandLine({ env: JOB_ENV });
    const { status, out } = await snapshot('run', 'orders-db');
    expect({ status, out }).toEqual({
      status: 0, out: `group ${GROUP} is complete and can be restored\n  ${MEMBER}\nconsistency: crash (what a power cut would have left)\n`,
    });
  });

  test('says the same to programs, with the evidence', async () => {
    const { cluster, snapshot } = commandLine({ env: JOB_ENV });
    const { status, out } = await snapshot('run', 'orders-db', '-o', 'json');
    const [evidence] = stateOf(cluster).runs;
    expect(evidence).toMatchObject({ run: JOB_ENV.JOB_NAME, program: `cdk8s-stateful ${packageVersion()}`, quiesce: { lsn: '0/16B3748' } });
    expect({ status, report: JSON.parse(out) }).toEqual({
      status: 0, report: { version: 1, group: GROUP, state: 'Complete', consistency: 'crash', degraded: false, erring: false, overdue: false, reason: null, members: [MEMBER], evidence },
    });
  });

  test('says 10 of a group that is less than was asked', async () => {
    const { snapshot, database } = commandLine({ env: JOB_ENV });
    database.answer = async () => Promise.reject(new Error('connection refused'));
    const { status, out } = await snapshot('run', 'orders-db');
    expect(status).toBe(10);
    expect(out).toContain(`group ${GROUP} is complete and can be restored: without postgres-checkpoint: connection refused\n`);
    expect(out).toContain('less than the policy asked for');
  });

  test.each([['without the Secret', {}], ['with one key of it', { DATABASE_USERNAME: 'snapshotter' }]])(
    'in a pod that was started %s says 10, names it and asks the cluster for none', async (_, given) => {
      const { cluster, sessions, snapshot } = commandLine({ env: { JOB_NAME: JOB_ENV.JOB_NAME, JOB_UID: JOB_ENV.JOB_UID, ...given } });
      const { status, out } = await snapshot('run', 'orders-db');
      expect(status).toBe(10);
      expect(out).toContain('without postgres-checkpoint: Secret orders/db-snapshots is not there, or has no key username or password\n');
      expect([snapshotNames(cluster), sessions, cluster.calls.filter((call) => call.includes('secrets'))]).toEqual([membersOf(1), [], []]);
    },
  );

  test('says 10 of a group without a claim that has no volume', async () => {
    const { cluster, snapshot } = commandLine({ env: JOB_ENV, policy: policyOf(2) });
    await cluster.delete(CLAIM, cluster.all(CLAIM).find(({ metadata }) => metadata.name === 'data-db-1')!);
    const { status, out, err } = await snapshot('run', 'orders-db');
    expect({ status, out }).toEqual({ status: 10, out: expect.stringContaining(`group ${GROUP} is complete and can be restored: claim data-db-1 is not there\n`) });
    expect(err).toContain('claim data-db-1 is not there: there is nothing of it to snapshot');
  });

  test('says 1 when no claim has a volume', async () => {
    const { cluster, snapshot } = commandLine({ env: JOB_ENV });
    for (const claim of cluster.all(CLAIM)) await cluster.delete(CLAIM, claim);
    const { status, err } = await snapshot('run', 'orders-db');
    expect([status, creations(cluster)]).toEqual([1, []]);
    expect(err).toContain('StatefulSet orders/db has no volume to snapshot: claim data-db-0 is not there');
  });

  test('of a Job that was made by hand is due now, whatever its name looks like', async () => {
    const { cluster, snapshot } = commandLine({ env: { ...JOB_ENV, JOB_NAME: 'orders-db-20261121' } });
    expect(await snapshot('run', 'orders-db')).toMatchObject({ status: 0 });
    expect(stateOf(cluster).runs).toMatchObject([{ group: 'orders-db-20260301t000705', run: `orders-db-20261121/${JOB_ENV.JOB_UID}` }]);
  });

  test('says 1 of a group that failed', async () => {
    const { cluster, snapshot } = commandLine({ env: JOB_ENV, policy: policyOf(3) });
    cluster.snapshots.denied = [2];
    const { status, out } = await snapshot('run', 'orders-db');
    expect(status).toBe(1);
    expect(out).toContain(`group ${GROUP} failed, counts for nothing and is never restored from: exceeded quota`);
  });

  test.each([
    [0, {}, 'is not ready'],
    [1, { error: { after: 1, message: 'no space' } }, 'has an error: no space'],
  ])('says %i of a group that is pending after the wait', async (expected, script, reason) => {
    const { cluster, snapshot } = commandLine({ env: JOB_ENV });
    cluster.snapshots.all = { readyAfter: 9999, cutAfter: 9999, ...script };
    const { status, out } = await snapshot('run', 'orders-db');
    expect(status).toBe(expected);
    expect(out).toContain(`group ${GROUP} is not ready yet, and the next run records what becomes of it: ${MEMBER} ${reason}\n`);
  });

  test('says 3 when another is at it', async () => {
    const { cluster, snapshot } = commandLine({ env: JOB_ENV });
    const [lease] = cluster.all(LEASE);
    await cluster.replace(LEASE, { ...lease, spec: { holderIdentity: 'other-pod' } });
    const renewal = cluster.clock.every(10_000, async () => {
      await cluster.replace(LEASE, { ...lease, metadata: { name: 'orders-db', namespace: 'orders' }, spec: { holderIdentity: 'other-pod', renewTime: cluster.clock.monotonic() } });
    });
    const { status, out, err } = await snapshot('run', 'orders-db');
    await renewal.stop();
    expect({ status, out }).toEqual({ status: 3, out: '' });
    expect(err).toContain('other-pod is at work under the lease orders-db for longer than that should take; nothing was done');
    expect(creations(cluster)).toEqual([]);
  });

  test('says 1 and why when told to stop', async () => {
    const controller = new AbortController();
    controller.abort(new Error('told to stop by SIGTERM'));
    const { snapshot } = commandLine({ signal: controller.signal });
    const { status, err } = await snapshot('run', 'orders-db');
    expect([status, JSON.parse(err)]).toEqual([1, { time: '2026-03-01T00:07:05.000Z', level: 'warning', step: 'failed', message: 'told to stop by SIGTERM' }]);
  });

  test.each([
    ['2026-03-01T00:07:00Z', GROUP],
    ['2026-03-01T01:07:00+01:00', GROUP],
    ['2026-03-01T00:07Z', GROUP],
    [undefined, 'orders-db-20260301t000705'],
  ])('due at %s is group %s', async (scheduledAt, group) => {
    const { cluster, snapshot } = commandLine();
    expect(await snapshot('run', 'orders-db', ...scheduledAt === undefined ? [] : ['--scheduled-at', scheduledAt])).toMatchObject({ status: 0 });
    expect(snapshotNames(cluster)).toEqual(membersOf(1, group));
  });

  test('logs in as its surroundings say, if they say all of it', async () => {
    const both = commandLine({ env: { DATABASE_USERNAME: 'a', DATABASE_PASSWORD: 'b' } });
    await both.snapshot('run', 'orders-db');
    expect(both.sessions).toMatchObject([{ username: 'a', password: 'b' }]);
    const half = commandLine({ env: { DATABASE_USERNAME: 'a' } });
    await half.snapshot('run', 'orders-db');
    expect(half.sessions).toMatchObject([{ username: 'snapshotter', password: 'geheim' }]);
  });

  test('holds the lease by its host and its process', async () => {
    const { cluster, database, snapshot } = commandLine();
    const holders: (string | undefined)[] = [];
    database.answer = async () => {
      holders.push(leaseHolder(cluster));
      return { lsn: '0/1' };
    };
    await snapshot('run', 'orders-db');
    await snapshot('run', 'orders-db', '--scheduled-at', '2026-03-01T00:00:00Z');
    expect(holders).toEqual([expect.stringMatching(/^laptop-[0-9a-f]{8}$/), expect.stringMatching(/^laptop-[0-9a-f]{8}$/)]);
    expect(new Set(holders).size).toBe(2);
  });
});

describe('what is said meanwhile', () => {
  test('is one JSON object a line where nobody watches', async () => {
    const { snapshot } = commandLine({ env: JOB_ENV });
    const { err } = await snapshot('run', 'orders-db');
    const lines = err.trimEnd().split('\n').map((line) => JSON.parse(line));
    expect(lines.map(({ level, step }) => `${level} ${step}`)).toEqual(['info preflight', 'info quiesced', 'info intent', 'info created', 'info cut']);
    expect(lines[1]).toEqual({
      time: '2026-03-01T00:07:05.000Z', level: 'info', step: 'quiesced', message: 'db wrote a checkpoint; its log stood at 0/16B3748', lsn: '0/16B3748',
    });
  });

  test('is a line with the seconds so far on a terminal', async () => {
    const { snapshot } = commandLine({ env: JOB_ENV, isTerminal: true });
    const { err } = await snapshot('run', 'orders-db');
    expect(err.split('\n').slice(-3)).toEqual(['   0.0 s - 1 of 1 VolumeSnapshots are created', `   2.0 s - group ${GROUP} was cut at 2026-03-01T00:07:06Z: what was written later is not in it`, '']);
  });
});
