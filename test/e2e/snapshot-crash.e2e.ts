import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Kubectl } from './support/kubectl';
import { POLICY, TestApp, giveUpSnapshots, makeLogins } from './support/protected-database';
import { describeOnFailure, testNamespace } from './support/test-namespace';

const PROGRAM = join(__dirname, '../../assets/cli/main/index.js');

/** The bundled program, by hand from outside of the cluster: the same verbs, the policy by its name. */
describe('a run that is killed', () => {
  const kubectl = testNamespace('crash');
  let group: string;
  let scheduledAt: string;
  let minute = 0;

  beforeAll(async () => {
    const app = await TestApp.in(kubectl);
    app.policy().protect(app.database('db'));
    await makeLogins(kubectl);
    await kubectl.apply(app.yaml());
    await kubectl.rollout('statefulset/db', 120);
  });

  afterAll(async () => {
    if (!process.env.KEEP_NAMESPACES) await giveUpSnapshots(new Kubectl(), kubectl.namespace!);
  });

  /** Runs it until it says that a step is done, or to its end; returns its exit code, undefined after SIGKILL. */
  async function run(killAfter?: string): Promise<{ readonly code: number | null; readonly out: string }> {
    const child = spawn(process.execPath, [PROGRAM, 'snapshot', 'run', POLICY, '-n', kubectl.namespace!, '-o', 'json', '--scheduled-at', scheduledAt]);
    let out = '';
    child.stdout.on('data', (text) => { out += text; });
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (killAfter !== undefined && line.includes(`"step":"${killAfter}"`)) child.kill('SIGKILL');
    });
    return new Promise((resolve) => { child.on('close', (code) => resolve({ code, out })); });
  }

  test.each(['preflight', 'quiesced', 'intent', 'created', 'cut'])('after "%s" leaves one complete group once it is run again', async (step) => {
    describeOnFailure(kubectl);
    scheduledAt = `2026-03-01T00:${String(minute).padStart(2, '0')}:00Z`;
    group = `${POLICY}-20260301t00${String(minute).padStart(2, '0')}00`;
    minute += 1;
    const killed = await run(step);
    expect(killed).toEqual({ code: null, out: '' });
    const { code, out } = await run();
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ group, state: 'Complete', degraded: false, members: [`${group}-data-db-0`] });
    const snapshots = await kubectl.list('volumesnapshots', `cdk8s-stateful.dev/policy=${POLICY}`);
    expect(snapshots.filter(({ metadata }) => metadata.labels?.['cdk8s-stateful.dev/group'] === group)).toHaveLength(1);
    expect(snapshots).toHaveLength(minute);
    const state = JSON.parse((await kubectl.get('configmap', `${POLICY}-state`)).data['state.json']);
    expect(state.begun).toEqual([]);
    expect(state.runs.map((each: { group: string; outcome: string }) => each.outcome)).toEqual(Array.from({ length: minute }, () => 'Complete'));
  });
});
