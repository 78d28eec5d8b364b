import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Size } from 'cdk8s';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { kubeconfigOf } from './support/account';
import { permissionsOf, requestsOf } from './support/api-audit-log';
import { API_AUDIT_LOG } from './support/cluster-commands';
import { Kubectl } from './support/kubectl';
import type { KubeObject } from './support/kubectl';
import { POLICY, TestApp, clientCommand, giveUpSnapshots, makeLogins, query, runJob } from './support/protected-database';
import { describeOnFailure, testNamespace } from './support/test-namespace';
import { WRITER } from './support/writer';
import { VOLUME_SNAPSHOT } from '../../cli/cluster/cluster';
import type { JsonPatchOperation } from '../../cli/cluster/cluster';
import { openCluster } from '../../cli/cluster/kubeconfig';
import type { PostgresStatefulSet } from '../../src';
import { RestoredClaim, VolumeSnapshot } from '../../src';
import { backupLabelOf, restoreConfigMapName } from '../../src/documents/backup-label';

const PROGRAM = join(__dirname, '../../assets/cli/main/index.js');
const ROLES = ['data', 'wal'];

describe('backups of a database with its log on a volume of its own', () => {
  const kubectl = testNamespace('backups');
  const cluster = new Kubectl();
  const database = (app: TestApp, name: string): PostgresStatefulSet => app.database(name, { walSize: Size.gibibytes(1) });
  const state = async () => JSON.parse((await kubectl.get('configmap', `${POLICY}-state`)).data['state.json']);
  const membersOf = async (group: string): Promise<KubeObject[]> => kubectl.list('volumesnapshots', `cdk8s-stateful.dev/group=${group}`);
  const sessions = () => query(kubectl, 'db', "select count(*) from pg_stat_activity where usename = 'snapshot'", 'db-superuser');
  const sumBefore = (server: string, time: string) => query(kubectl, server, `select count(*), md5(string_agg(at::text, ',' order by at)) from ticks where at < '${time}'`);
  let minute = 0;
  let group: string;
  let beforeTheRun: string;

  beforeAll(async () => {
    const app = await TestApp.in(kubectl);
    app.policy().protect(database(app, 'db'));
    await makeLogins(kubectl);
    await kubectl.apply(app.yaml());
    await kubectl.rollout('statefulset/db', 120);
    await kubectl.create(WRITER);
    await vi.waitFor(async () => expect(await query(kubectl, 'db', 'select count(*) > 100 from ticks')).toBe('t'), { timeout: 60_000, interval: 1_000 });
  });

  afterAll(async () => {
    if (!process.env.KEEP_NAMESPACES) await giveUpSnapshots(cluster, kubectl.namespace!);
  });

  /** The bundled program, by hand, for a time of its own; `onStep` sees each step of it. */
  async function run(scheduledAt: string, onStep?: (step: string, child: ChildProcess) => void): Promise<{ code: number | null; out: string }> {
    const child = spawn(process.execPath, [PROGRAM, 'snapshot', 'run', POLICY, '-n', kubectl.namespace!, '-o', 'json', '--scheduled-at', scheduledAt]);
    let out = '';
    child.stdout.on('data', (text) => { out += text; });
    createInterface({ input: child.stderr }).on('line', (line) => onStep?.(JSON.parse(line).step, child));
    return new Promise((resolve) => { child.on('close', (code) => resolve({ code, out })); });
  }

  const nextTime = (): string => {
    minute += 1;
    return `2026-03-01T00:${String(minute).padStart(2, '0')}:00Z`;
  };

  test('the log lies on its own volume', async () => {
    expect((await kubectl.exec('db-0', ['readlink', '/var/lib/postgresql/data/pgdata/pg_wal'])).trim()).toBe('/var/lib/postgresql-wal/pg_wal');
    expect((await kubectl.list('persistentvolumeclaims')).map(({ metadata }) => metadata.name).sort()).toEqual(['data-db-0', 'wal-db-0']);
  });

  test('its Job takes a group of both volumes while the database is written to, and the server goes on', async () => {
    describeOnFailure(kubectl);
    beforeTheRun = await query(kubectl, 'db', 'select clock_timestamp()');
    const log = await runJob(kubectl, POLICY, 'first');
    expect(log).toContain('consistency: application (a backup of the server, seen to be whole)');
    const { runs: [evidence] } = await state();
    ({ group } = evidence);
    expect(evidence).toMatchObject({ outcome: 'Complete', consistency: 'application', quiesce: { strategy: 'postgres-backup', result: 'done' } });
    const members = await membersOf(group);
    expect(members.map(({ metadata }) => metadata.name).sort()).toEqual([`${group}-data-db-0`, `${group}-wal-db-0`]);
    for (const { metadata } of members) {
      expect(metadata.annotations?.['cdk8s-stateful.dev/consistency']).toBe('application');
      expect(backupLabelOf(metadata.annotations)).toEqual(evidence.quiesce.backup);
    }
    expect(evidence.quiesce.backup.backup_label).toMatch(new RegExp(`^START WAL LOCATION: ${evidence.quiesce.lsn} [^]*\nLABEL: ${group}\n`));
    expect(await sessions()).toBe('0');
  });

  test('a database starts from the group and nothing else: it is whole, and has every row that was committed before', async () => {
    describeOnFailure(kubectl);
    const members = await membersOf(group);
    const restored = await TestApp.in(kubectl);
    const db = database(restored, 'restored');
    for (const role of ROLES) {
      const snapshot = VolumeSnapshot.fromVolumeSnapshotName(restored.tenant, `snapshot-${role}`, `${group}-${role}-db-0`, { backend: restored.backend });
      const size = db.volumes.find((volume) => volume.role === role)!.size;
      const metadata = { name: db.claimName(0, role) };
      db.startFrom(new RestoredClaim(restored.tenant, role, { metadata, snapshot, storageClass: restored.disk, size }));
    }
    const label = backupLabelOf(members[0].metadata.annotations);
    await kubectl.create(JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: restoreConfigMapName('restored') }, data: label }));
    await kubectl.apply(restored.yaml());
    await kubectl.rollout('statefulset/restored', 180);
    expect(await kubectl.logs('restored-0', '--container=prepare')).toBe(`backup label put in place: ${group}\n`);
    const log = await kubectl.logs('restored-0', '--container=postgres');
    expect(log).toContain('starting backup recovery with redo LSN');
    expect(log).toContain('completed backup recovery with redo LSN');
    const expected = await sumBefore('db', beforeTheRun);
    expect(Number(expected.split('|')[0])).toBeGreaterThan(100);
    expect(await sumBefore('restored', beforeTheRun)).toBe(expected);
    const problems = await clientCommand(kubectl, 'restored', 'db-superuser', ['pg_amcheck', '--all', '--install-missing', '--heapallindexed', '--parent-check']);
    expect(problems).toBe('');
    expect(Number(await query(kubectl, 'restored', 'select sum(abalance) from pgbench_accounts'))).toBe(Number(await query(kubectl, 'restored', 'select sum(delta) from pgbench_history')));
  });

  test('restarted, even after a crash, it goes on from where it was, and not from the label again', async () => {
    describeOnFailure(kubectl);
    await query(kubectl, 'restored', "insert into ticks values ('2030-01-01')");
    for (const options of [[], ['--grace-period=0', '--force']]) {
      const { metadata: { uid } } = await kubectl.get('pod', 'restored-0');
      await kubectl.delete('pod', 'restored-0', ...options);
      await vi.waitFor(async () => expect((await kubectl.get('pod', 'restored-0')).metadata.uid).not.toBe(uid), { timeout: 60_000, interval: 1_000 });
      await kubectl.rollout('statefulset/restored', 180);
      expect(await kubectl.logs('restored-0', '--container=prepare')).toBe('');
      expect(await kubectl.logs('restored-0', '--container=postgres')).not.toContain('starting backup recovery');
      expect(await query(kubectl, 'restored', "select count(*) from ticks where at = '2030-01-01'")).toBe('1');
    }
  });

  test('the restore command makes all that a new set needs: both claims, and the label', async () => {
    describeOnFailure(kubectl);
    const args = ['restore', 'run', POLICY, '-n', kubectl.namespace!, '--workload', 'again', '--group', group, '--yes'];
    const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: 'ignore' });
    const code = await new Promise((resolve) => { child.on('close', resolve); });
    // 10: its class makes the volumes when the first pod starts
    expect([0, 10]).toContain(code);
    const app = await TestApp.in(kubectl);
    database(app, 'again');
    await kubectl.apply(app.yaml());
    await kubectl.rollout('statefulset/again', 180);
    expect(await kubectl.logs('again-0', '--container=prepare')).toBe(`backup label put in place: ${group}\n`);
    expect(await sumBefore('again', beforeTheRun)).toBe(await sumBefore('db', beforeTheRun));
    await kubectl.delete('statefulset', 'again');
  });

  test('a set whose log is empty is not started, and says why', async () => {
    describeOnFailure(kubectl);
    const half = await TestApp.in(kubectl);
    const snapshot = VolumeSnapshot.fromVolumeSnapshotName(half.tenant, 'snapshot', `${group}-data-db-0`, { backend: half.backend });
    // without startFrom, which refuses it; before the set, which would make the claim itself
    new RestoredClaim(half.tenant, 'data', { metadata: { name: 'data-half-0' }, snapshot, storageClass: half.disk, size: Size.gibibytes(2) });
    database(half, 'half');
    await kubectl.apply(half.yaml());
    await vi.waitFor(async () => expect(await kubectl.logs('half-0', '--container=prepare')).toContain(
      'refused to start: the volume of the log, /var/lib/postgresql-wal, is empty, and that of the data is not; restore both from one group of snapshots',
    ), { timeout: 120_000, interval: 1_000 });
    await kubectl.delete('statefulset', 'half');
    await kubectl.delete('statefulset', 'restored');
  });

  test.each(['intent', 'backup', 'cut', 'stopped', 'proven'])('a run that is killed after "%s" leaves no session, and nothing half that counts', async (step) => {
    describeOnFailure(kubectl);
    const time = nextTime();
    expect(await run(time, (said, child) => { if (said === step) child.kill('SIGKILL'); })).toEqual({ code: null, out: '' });
    await expect.poll(sessions, { timeout: 10_000, interval: 200 }).toBe('0');
    const { code, out } = await run(time);
    expect(code).toBe(0);
    const result = JSON.parse(out);
    expect(result).toMatchObject({ state: 'Complete', consistency: 'application' });
    const { begun, runs } = await state();
    expect(begun).toEqual([]);
    const outcomes = runs.filter(({ scheduledAt }: { scheduledAt: string }) => Date.parse(scheduledAt) === Date.parse(time))
      .map((each: { outcome: string }) => each.outcome);
    // a group without a snapshot is made under its own name after all
    expect(step === 'proven' ? [['Complete']] : [['Complete'], ['Failed', 'Complete']]).toContainEqual(outcomes);
  });

  test('a run that is frozen is given up by the server, and comes to nothing', async () => {
    describeOnFailure(kubectl);
    const document = await kubectl.get('configmap', `${POLICY}-policy`);
    const policy = JSON.parse(document.data['policy.json']);
    const shorter = { ...policy, quiesce: { ...policy.quiesce, holdSeconds: 5 } };
    const setPolicy = (content: object) => kubectl.run(['patch', 'configmap', `${POLICY}-policy`, '--type=merge', '--patch', JSON.stringify({ data: { 'policy.json': JSON.stringify(content) } })]);
    await setPolicy(shorter);
    const frozen = run(nextTime(), (said, child) => {
      if (said !== 'backup') return;
      child.kill('SIGSTOP');
      setTimeout(() => child.kill('SIGCONT'), 12_000);
    });
    await expect.poll(sessions, { timeout: 30_000, interval: 200 }).toBe('1');
    const since = Date.now();
    await expect.poll(sessions, { timeout: 30_000, interval: 200 }).toBe('0');
    expect(Date.now() - since).toBeLessThan(9_000);
    expect((await frozen).code).toBe(1);
    expect((await state()).runs.at(-1)).toMatchObject({ outcome: 'Failed', consistency: 'unproven', reason: expect.stringContaining('session') });
    await setPolicy(policy);
  });

  test('a run whose database is replaced meanwhile comes to nothing', async () => {
    describeOnFailure(kubectl);
    let replaced = Promise.resolve();
    const { code } = await run(nextTime(), (said, child) => {
      if (said !== 'backup') return;
      child.kill('SIGSTOP');
      replaced = kubectl.delete('pod', 'db-0').then(() => { child.kill('SIGCONT'); });
    });
    await replaced;
    expect(code).toBe(1);
    expect((await state()).runs.at(-1)).toMatchObject({ outcome: 'Failed', consistency: 'unproven' });
    await kubectl.rollout('statefulset/db', 180);
  });

  test('its account can mark what a run took, and change nothing else of any VolumeSnapshot', async () => {
    const runner = openCluster({ kubeconfig: await kubeconfigOf(kubectl, `${POLICY}-runner`) }).cluster;
    const [{ metadata: { name } }] = await membersOf(group);
    const patch = async (operation: JsonPatchOperation, snapshot: string = name) => (
      runner.patch(VOLUME_SNAPSHOT, snapshot, kubectl.namespace, [operation])
    );
    const annotate = async (annotation: string, value: string, snapshot?: string) => patch({ op: 'add', path: `/metadata/annotations/cdk8s-stateful.dev~1${annotation}`, value }, snapshot);
    await expect(patch({ op: 'replace', path: '/metadata/labels/cdk8s-stateful.dev~1policy', value: 'another' })).rejects.toThrow('may change no metadata of a VolumeSnapshot but annotations');
    await expect(patch({ op: 'add', path: '/metadata/finalizers', value: ['a.example/b'] })).rejects.toThrow('may change no metadata of a VolumeSnapshot but annotations');
    await expect(patch({ op: 'replace', path: '/spec/volumeSnapshotClassName', value: 'another' })).rejects.toThrow('may not change what a VolumeSnapshot is of');
    await expect(annotate('release', 'yes')).rejects.toThrow('may change no other annotations');
    await expect(annotate('consistency', 'crash')).rejects.toThrow('may say of a VolumeSnapshot that is unproven');
    await cluster.create(JSON.stringify({
      apiVersion: 'snapshot.storage.k8s.io/v1',
      kind: 'VolumeSnapshot',
      metadata: { name: 'foreign', namespace: kubectl.namespace, annotations: { 'cdk8s-stateful.dev/consistency': 'crash' } },
      spec: { source: { persistentVolumeClaimName: 'data-db-0' }, volumeSnapshotClassName: `cdk8s-stateful.${kubectl.namespace}.${POLICY}` },
    }));
    await expect(annotate('consistency', 'unproven', 'foreign')).rejects.toThrow(`may change VolumeSnapshots of the groups of policy ${kubectl.namespace}/${POLICY} alone`);
    await kubectl.delete('volumesnapshot', 'foreign');
  });

  test.runIf(API_AUDIT_LOG)('the runner uses every permission that it has, and was denied nothing but that', async () => {
    await kubectl.delete('lease', POLICY);
    await runJob(kubectl, POLICY, 'by-hand');
    const requests = requestsOf(API_AUDIT_LOG!, `system:serviceaccount:${kubectl.namespace}:${POLICY}-runner`);
    const asked = new Set(requests.map(({ request }) => request));
    expect([...asked].sort()).toEqual(permissionsOf(await kubectl.get('role', `${POLICY}-runner`) as never).sort());
    const denied = requests.filter((each) => each.denied).map(({ request }) => request);
    expect(denied).toEqual(Array.from({ length: 6 }, () => 'patch snapshot.storage.k8s.io/volumesnapshots'));
  });
});
