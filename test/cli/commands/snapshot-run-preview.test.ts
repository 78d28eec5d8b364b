import { describe, expect, test } from 'vitest';
import { commandLine } from './world';
import { CLAIM, LEASE, SECRET } from '../../../cli/cluster/cluster';
import type { KubeObject } from '../../../cli/cluster/cluster';
import { backupScene } from '../operations/snapshot-run/backup-fixture';
import { EXEC, podOf } from '../operations/snapshot-run/exec-fixture';
import { CHECKPOINT, GROUP, JOB_ENV, policyOf, snapshotNames, stateOf } from '../operations/snapshot-run/fixture';
import { CLAIMS, groupPolicy, groupScene } from '../operations/snapshot-run/group-fixture';

const MEMBER = `${GROUP}-data-db-0`;

/** Calls that change something; a dry run of a creation changes nothing. */
function writes(calls: readonly string[]): string[] {
  return calls.filter((call) => /^(create|replace|patch|delete) /.test(call) && !call.endsWith('(dry run)'));
}

function holdLease(lease: KubeObject, renewTime: string): KubeObject {
  return { ...lease, spec: { holderIdentity: 'orders-db-1234-xyz', renewTime } };
}

describe('run --dry-run', () => {
  test('says what a run would make, and writes nothing', async () => {
    const { cluster, snapshot, sessions } = commandLine({ env: JOB_ENV });
    const { status, out } = await snapshot('run', 'orders-db', '--dry-run');
    expect({ status, out }).toEqual({
      status: 0,
      out: 'CHECK      RESULT  FOUND\n'
        + 'lease      ok      nobody holds the lease orders-db\n'
        + 'preflight  ok      the claims are bound, and the cluster would take their VolumeSnapshots\n'
        + 'quiesce    ok      db is reached, and knows the login\n'
        + `ACTION  ${'VOLUMESNAPSHOT'.padEnd(MEMBER.length)}  CLAIM\n`
        + `create  ${MEMBER}  data-db-0\n`
        + 'a run would give what the policy asks for; nothing was written\n',
    });
    expect([writes(cluster.calls), snapshotNames(cluster), stateOf(cluster).begun, cluster.openConnections]).toEqual([[], [], [], 0]);
    expect(cluster.calls).toContain(`create volumesnapshots ${MEMBER} (dry run)`);
    expect(sessions).toMatchObject([{ username: 'from-env', database: 'postgres' }]);
  });

  test('says the same to programs', async () => {
    const { snapshot } = commandLine({ env: JOB_ENV, policy: policyOf(2) });
    const { out } = await snapshot('run', 'orders-db', '--dry-run', '-o', 'json');
    expect(JSON.parse(out)).toEqual({
      version: 1,
      dryRun: true,
      verdict: 'good',
      group: GROUP,
      scheduledAt: '2026-03-01T00:07:00.000Z',
      taken: false,
      checks: [expect.objectContaining({ name: 'lease' }), expect.objectContaining({ name: 'preflight' }), expect.objectContaining({ name: 'quiesce', passed: true })],
      volumeGroupSnapshot: null,
      members: [{ name: MEMBER, claim: 'data-db-0' }, { name: `${GROUP}-data-db-1`, claim: 'data-db-1' }],
      excluded: [],
    });
  });

  test('names the one VolumeGroupSnapshot, and no members, which get names that nobody knows yet', async () => {
    const policy = groupPolicy();
    const { cluster, snapshot } = commandLine({ env: JOB_ENV, policy, scene: await groupScene(policy) });
    const { status, out } = await snapshot('run', 'orders-db', '--dry-run');
    expect(status).toBe(0);
    expect(out).toContain('the claims are bound, and the cluster would take their VolumeGroupSnapshot\n');
    expect(out).toContain(`ACTION  ${'VOLUMEGROUPSNAPSHOT'.padEnd(GROUP.length)}  CLAIMS\ncreate  ${GROUP}  ${CLAIMS.join(', ')}\n`);
    expect(JSON.parse((await snapshot('run', 'orders-db', '--dry-run', '-o', 'json')).out)).toMatchObject({
      volumeGroupSnapshot: GROUP, members: CLAIMS.map((claim) => ({ name: null, claim })),
    });
    expect(writes(cluster.calls)).toEqual([]);
  });

  test('asks no server where nothing is done to the data', async () => {
    const { snapshot, sessions } = commandLine({ env: JOB_ENV, policy: policyOf(1, { quiesce: { strategy: 'none' } }) });
    const { status, out } = await snapshot('run', 'orders-db', '--dry-run');
    expect([status, sessions]).toEqual([0, []]);
    expect(out).not.toContain('quiesce');
  });

  test.each([
    ['postgres-checkpoint', 10, 'less than the policy asks for', CHECKPOINT],
    ['postgres-backup', 1, 'a run would fail', { ...CHECKPOINT, strategy: 'postgres-backup', logClaimTemplates: ['wal'], holdSeconds: 60 } as never],
  ] as const)('says of a server that refuses the login what becomes of a %s', async (_, expected, verdict, quiesce) => {
    const { policy } = quiesce === CHECKPOINT ? { policy: policyOf(1) } : backupScene();
    const { snapshot, database } = commandLine({ env: JOB_ENV, policy: { ...policy, quiesce } });
    database.answer = async () => Promise.reject(new Error('password authentication failed for user "from-env"'));
    const { status, out } = await snapshot('run', 'orders-db', '--dry-run');
    expect(status).toBe(expected);
    expect(out).toContain('quiesce    PROBLEM  password authentication failed for user "from-env"\n');
    expect(out).toContain(verdict);
  });

  test('says 10 where the Secret is gone', async () => {
    const { cluster, snapshot } = commandLine();
    await cluster.delete(SECRET, cluster.all(SECRET)[0]);
    const { status, out } = await snapshot('run', 'orders-db', '--dry-run', '--scheduled-at', '2026-03-01T00:07:00Z');
    expect(status).toBe(10);
    expect(out).toContain('PROBLEM  Secret orders/db-snapshots has no key username');
  });

  test('says 10 and names a claim that has no volume', async () => {
    const { cluster, snapshot } = commandLine({ env: JOB_ENV, policy: policyOf(2) });
    await cluster.delete(CLAIM, cluster.all(CLAIM).find(({ metadata }) => metadata.name === 'data-db-1')!);
    const { status, out } = await snapshot('run', 'orders-db', '--dry-run');
    expect(status).toBe(10);
    expect(out).toContain('left out: claim data-db-1 is not there\n');
  });

  test('says 1 and why where the cluster would refuse a VolumeSnapshot', async () => {
    const { cluster, snapshot } = commandLine({ env: JOB_ENV });
    cluster.snapshots.denied = [1];
    const { status, out } = await snapshot('run', 'orders-db', '--dry-run');
    expect(status).toBe(1);
    expect(out).toContain('preflight  PROBLEM  exceeded quota: snapshots');
    expect(out).not.toContain('ACTION');
    expect(writes(cluster.calls)).toEqual([]);
  });

  test.each([['2026-03-01T00:07:00.000000Z', 3, 'PROBLEM  orders-db-1234-xyz holds the lease'], ['2026-03-01T00:06:00.000000Z', 0, 'ok      nobody holds']])(
    'of a lease that was renewed at %s says %i', async (renewTime, expected, said) => {
      const { cluster, snapshot } = commandLine({ env: JOB_ENV });
      await cluster.replace(LEASE, holdLease(cluster.all(LEASE)[0], renewTime));
      const { status, out } = await snapshot('run', 'orders-db', '--dry-run');
      expect(status).toBe(expected);
      expect(out).toContain(said);
    },
  );

  test.each([['abort', 1], ['crash', 10]] as const)('looks into the containers that would be frozen, and freezes none (%s)', async (onFailure, expected) => {
    const { cluster, snapshot } = commandLine({ env: JOB_ENV, policy: policyOf(1, { quiesce: { ...EXEC, onFailure } }) });
    cluster.seed(podOf(0));
    expect(await snapshot('run', 'orders-db', '--dry-run')).toMatchObject({ status: 0, out: expect.stringContaining('container main of each pod has what') });
    cluster.containers.scripts['db-0'] = { lacks: 'touch is not there' };
    const { status, out } = await snapshot('run', 'orders-db', '--dry-run');
    expect(status).toBe(expected);
    expect(out).toContain('PROBLEM  container main of Pod db-0 cannot be frozen: touch is not there');
    expect([writes(cluster.calls), cluster.calls.filter((call) => call.startsWith('exec'))]).toEqual([[], ['exec pods db-0 check', 'exec pods db-0 check']]);
  });

  test('says that the group was taken already', async () => {
    const { snapshot } = commandLine({ env: JOB_ENV });
    await snapshot('run', 'orders-db');
    const { status, out } = await snapshot('run', 'orders-db', '--dry-run');
    expect(status).toBe(0);
    expect(out).toContain(`group ${GROUP} was taken by an earlier attempt of this run: nothing would be made\n`);
    expect(out).not.toContain('ACTION');
  });
});
