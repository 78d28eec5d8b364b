import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Duration, Size } from 'cdk8s';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { kubeconfigOf } from './support/account';
import { permissionsOf, requestsOf } from './support/api-audit-log';
import { API_AUDIT_LOG } from './support/cluster-commands';
import { FREEZE, THAW, journal, reader } from './support/journal';
import { Kubectl } from './support/kubectl';
import { POLICY, TestApp, giveUpSnapshots, runJob } from './support/protected-database';
import { describeOnFailure, testNamespace } from './support/test-namespace';
import { openCluster } from '../../cli/cluster/kubeconfig';
import { ProductionStatefulSet, Quiesce, Retention } from '../../src';

const PROGRAM = join(__dirname, '../../assets/cli/main/index.js');
const MAX_FREEZE_SECONDS = 20;
const PODS = ['db-0', 'db-1'];

describe('an application that is frozen by commands while its volumes are cut', () => {
  const kubectl = testNamespace('exec-quiesce');
  const cluster = new Kubectl();
  const state = async () => JSON.parse((await kubectl.get('configmap', `${POLICY}-state`)).data['state.json']);
  const shell = async (pod: string, line: string) => (await kubectl.exec(pod, ['sh', '-c', line])).trim();
  const isFrozen = async (pod: string) => (await shell(pod, 'ls /run/journal')).includes('lock');
  const written = async (pod: string) => Number(await shell(pod, 'tail -n1 /data/numbers'));
  let minute = 0;
  let group: string;
  let stopped = Promise.resolve();

  beforeAll(async () => {
    const app = await TestApp.in(kubectl);
    const volumes = ['data', 'index'].map((role) => ({ role, claimTemplateName: role, size: Size.mebibytes(512), storageClass: app.disk }));
    const set = ProductionStatefulSet.fromStatefulSetName(app.tenant, 'set', 'db', { volumes, matchLabels: { app: 'journal' }, replicas: 2 });
    const quiesce = Quiesce.exec({ container: 'journal', freeze: FREEZE, thaw: THAW, maxFreeze: Duration.seconds(MAX_FREEZE_SECONDS) });
    app.policy(Retention.of({ last: 100 }), quiesce).protect(set);
    await kubectl.apply(app.yaml());
    await kubectl.create(journal(kubectl.namespace!));
    await kubectl.rollout('statefulset/db', 120);
    for (const pod of PODS) await vi.waitFor(async () => expect(await written(pod)).toBeGreaterThan(100), { timeout: 30_000, interval: 500 });
  });

  afterAll(async () => {
    if (!process.env.KEEP_NAMESPACES) await giveUpSnapshots(cluster, kubectl.namespace!);
  });

  /** The bundled program, by hand, for a time of its own; `onStep` sees each step of it. */
  async function run(
    onStep?: (step: string, child: ChildProcess) => void, ...options: string[]
  ): Promise<{ code: number | null; out: string; steps: string[] }> {
    minute += 1;
    const scheduledAt = `2026-03-01T00:${String(minute).padStart(2, '0')}:00Z`;
    const child = spawn(process.execPath, [PROGRAM, 'snapshot', 'run', POLICY, '-n', kubectl.namespace!, '-o', 'json', '--scheduled-at', scheduledAt, ...options]);
    let out = '';
    const steps: string[] = [];
    child.stdout.on('data', (text) => { out += text; });
    createInterface({ input: child.stderr }).on('line', (line) => {
      const { step } = JSON.parse(line);
      steps.push(step);
      onStep?.(step, child);
    });
    return new Promise((resolve) => { child.on('close', (code) => resolve({ code, out, steps })); });
  }

  test('a dry run looks into the containers, and freezes nothing', async () => {
    const { out } = await run(undefined, '--dry-run');
    expect(out).toContain('container journal of each pod has what freezing and thawing take');
    expect(JSON.parse(out)).toMatchObject({ verdict: 'good', dryRun: true });
    expect((await kubectl.list('volumesnapshots')).length).toBe(0);
  });

  test('its Job takes a group of all volumes, which fit each other; the application writes on', async () => {
    describeOnFailure(kubectl);
    const log = await runJob(kubectl, POLICY, 'first');
    expect(log).toContain('consistency: application (nothing was written until all of it was cut)');
    const { runs: [evidence] } = await state();
    ({ group } = evidence);
    expect(evidence).toMatchObject({ outcome: 'Complete', consistency: 'application', quiesce: { strategy: 'exec', result: 'done', hold: { pods: PODS } } });
    for (const pod of PODS) {
      expect(await isFrozen(pod)).toBe(false);
      const before = await written(pod);
      await expect.poll(async () => written(pod), { timeout: 5_000 }).toBeGreaterThan(before);
    }
    await kubectl.create(reader(kubectl.namespace!, (volume) => `${group}-${volume}-db-0`));
    await kubectl.wait('pod', 'reader', 'condition=Ready', 120);
    const [data, index] = (await shell('reader', 'tail -n1 /data/numbers /index/numbers | grep -v "^=" | grep .')).split('\n');
    expect(Number(data)).toBeGreaterThan(100);
    expect(index).toBe(data);
  });

  test('a run that is killed while everything stands still is made up for by the containers, in time, and by the next run', async () => {
    describeOnFailure(kubectl);
    let since = 0;
    const { code } = await run((step, child) => {
      if (step !== 'frozen') return;
      since = Date.now();
      child.kill('SIGKILL');
    });
    expect([code, await isFrozen('db-0'), await isFrozen('db-1')]).toEqual([null, true, true]);
    const standing = await written('db-0');
    for (const pod of PODS) await expect.poll(async () => isFrozen(pod), { timeout: MAX_FREEZE_SECONDS * 1000 + 5_000, interval: 100 }).toBe(false);
    expect(Date.now() - since).toBeLessThan(MAX_FREEZE_SECONDS * 1000 + 2_000);
    await expect.poll(async () => written('db-0'), { timeout: 5_000 }).toBeGreaterThan(standing);
    const next = await run();
    expect(next.code).toBe(0);
    expect(next.steps).toContain('recovered');
    expect((await state()).runs.at(-1)).toMatchObject({ outcome: 'Complete', consistency: 'application' });
  });

  test('the next run does not wait for the containers', async () => {
    await run((step, child) => { if (step === 'frozen') child.kill('SIGKILL'); });
    expect(await isFrozen('db-0')).toBe(true);
    const next = await run((step) => { if (step === 'recovered') stopped = isFrozen('db-0').then((frozen) => expect(frozen).toBe(false)); });
    await stopped;
    expect([next.code, next.steps.includes('recovered')]).toEqual([0, true]);
  });

  test('a run that hangs for longer than the application may stand still is not called consistent', async () => {
    describeOnFailure(kubectl);
    const { code } = await run((step, child) => {
      if (step !== 'frozen') return;
      child.kill('SIGSTOP');
      setTimeout(() => child.kill('SIGCONT'), (MAX_FREEZE_SECONDS + 2) * 1000);
    });
    expect(code).toBe(1);
    for (const pod of PODS) expect(await isFrozen(pod)).toBe(false);
    // it lost the lease as well, and left it to the next to say what its group is
    await run();
    const later = (await state()).runs.slice(-2).map(({ outcome, consistency }: { outcome: string; consistency: string }) => `${outcome} ${consistency}`);
    expect(later).toEqual(['Failed unproven', 'Complete application']);
  });

  test('its account runs the commands of the policy, and no other', async () => {
    const runner = openCluster({ kubeconfig: await kubeconfigOf(kubectl, `${POLICY}-runner`) }).cluster;
    const policy = JSON.parse((await kubectl.get('configmap', `${POLICY}-policy`)).data['policy.json']);
    const target = { namespace: kubectl.namespace!, pod: 'db-0', container: 'journal' };
    const { signal } = new AbortController();
    expect(await runner.exec(target, policy.quiesce.commands.check, signal)).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    await expect(runner.exec(target, ['cat', '/data/numbers'], signal)).rejects.toThrow(`may run the commands of policy ${kubectl.namespace}/${POLICY} alone`);
    await expect(runner.exec(target, [...policy.quiesce.commands.thaw, 'x'], signal)).rejects.toThrow('may run the commands of policy');
    await expect(runner.exec({ ...target, container: 'other' }, policy.quiesce.commands.check, signal)).rejects.toThrow('may run commands in container journal');
    await expect(runner.exec({ ...target, pod: 'reader' }, policy.quiesce.commands.check, signal)).rejects.toThrow('missing permission: get pods/exec');
  });

  test.runIf(API_AUDIT_LOG)('the runner uses every permission that it has, and was denied nothing but that', async () => {
    await kubectl.delete('lease', POLICY);
    await runJob(kubectl, POLICY, 'by-hand');
    const requests = requestsOf(API_AUDIT_LOG!, `system:serviceaccount:${kubectl.namespace}:${POLICY}-runner`);
    const asked = new Set(requests.map(({ request }) => request));
    // a WebSocket is logged as get, and from Kubernetes 1.35 on is asked for both: https://github.com/kubernetes/kubernetes/pull/134577
    const expected = permissionsOf(await kubectl.get('role', `${POLICY}-runner`) as never).filter((each) => each !== 'create /pods/exec');
    expect([...asked].sort()).toEqual(expected.sort());
    const denied = requests.filter((each) => each.denied).map(({ request }) => request);
    expect(new Set(denied)).toEqual(new Set(['get /pods/exec']));
    expect(requests.filter(({ request, denied: no, name }) => request === 'get /pods/exec' && no && !['db-0', 'reader'].includes(name))).toEqual([]);
  });
});
