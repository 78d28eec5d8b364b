import { describe, expect, test } from 'vitest';
import { outcomeOf } from './outcome';
import { CONFIG_MAP } from '../../../cli/cluster/cluster';
import { POLICY_FILE } from '../../../src/core/vocabulary';
import { AFTER, BEFORE, POLICY, bindings, sceneWith, setReplicas } from '../operations/restore-swap/fixture';

const GROUP = 'orders-db-20260301t120000';
const PLAN = [
  'VOLUME         SIZE  CLASS     FROM CLAIM       TO CLAIM',
  'db-data        1Gi   db        data-db-0        data-restored-0',
  'restored-data  2Gi   restored  data-restored-0  data-db-0',
  'db-wal         1Gi   db        wal-db-0         wal-restored-0',
  'restored-wal   2Gi   restored  wal-restored-0   wal-db-0',
  '',
  'StatefulSet orders/db gets the volumes of restored, and restored those of db',
  'first a group of snapshots of db is taken, waited for and held; no volume is deleted',
  '',
].join('\n');
const DONE = [
  'StatefulSet orders/db has the volumes of restored, and restored those of db',
  `group ${GROUP} holds what db had before, until you release it: cdk8s-stateful restore release orders-db --namespace orders --group ${GROUP}`,
  'next: kubectl --namespace orders scale statefulset/db --replicas=1',
  '',
].join('\n');

function commandLine(answer?: string) {
  const { cluster } = sceneWith();
  const data = { [POLICY_FILE]: JSON.stringify(POLICY) };
  cluster.seed({ apiVersion: 'v1', kind: CONFIG_MAP.kind, metadata: { name: 'orders-db-policy', namespace: 'orders' }, data });
  const command = async (...words: string[]) => outcomeOf(words, {
    clock: cluster.clock,
    now: () => cluster.now(),
    host: 'laptop',
    process: '1',
    signal: new AbortController().signal,
    isTerminal: answer !== undefined,
    ask: async () => answer!,
    openCluster: async () => ({ cluster, namespace: 'orders' }),
  });
  const swap = async (...args: string[]) => command('restore', 'swap', 'orders-db', '--workload', 'restored', ...args);
  return { cluster, command, swap };
}

describe('restore swap', () => {
  test('shows what it would do, and does nothing', async () => {
    const { cluster, swap } = commandLine();
    expect(await swap('--dry-run')).toMatchObject({ status: 0, out: PLAN });
    expect(bindings(cluster)).toEqual(BEFORE);
  });

  test('shows it to programs', async () => {
    const { swap } = commandLine();
    expect(JSON.parse((await swap('--dry-run', '-o', 'json')).out)).toEqual({
      version: 1,
      dryRun: true,
      policy: 'orders-db',
      namespace: 'orders',
      workload: 'db',
      with: 'restored',
      earlier: null,
      refusals: [],
      moves: [
        { volume: 'db-data', from: 'data-db-0', to: 'data-restored-0' },
        { volume: 'restored-data', from: 'data-restored-0', to: 'data-db-0' },
        { volume: 'db-wal', from: 'wal-db-0', to: 'wal-restored-0' },
        { volume: 'restored-wal', from: 'wal-restored-0', to: 'wal-db-0' },
      ],
    });
  });

  test.each([
    ['with nobody to ask', undefined, 2, 'nothing was exchanged: there is nobody to ask; say --yes, or --dry-run to see the plan alone\n'],
    ['after another answer', 'restored', 3, 'nothing was exchanged: the answer was "restored", not "db"\n'],
  ])('%s exchanges nothing', async (_, answer, status, message) => {
    const { cluster, swap } = commandLine(answer);
    expect(await swap()).toMatchObject({ status, out: '', err: expect.stringContaining(message) });
    expect(bindings(cluster)).toEqual(BEFORE);
  });

  test('shows the plan, asks for the name of the set, exchanges, and says what is next', async () => {
    const { cluster, swap } = commandLine('db\n');
    const { status, out, err } = await swap();
    expect({ status, out }).toEqual({ status: 0, out: DONE });
    expect(err.startsWith(PLAN)).toBe(true);
    expect(bindings(cluster)).toEqual(AFTER);
  });

  test('told not to ask, does the same; once more, it has nothing left to do', async () => {
    const { swap } = commandLine();
    expect(await swap('--yes')).toMatchObject({ status: 0, out: DONE });
    expect((await swap('--yes')).out).toBe(DONE.replace(/^.*\n/, 'this exchange is made, and neither set has been started since: nothing is left to do\n'));
    expect((await swap('--dry-run')).out).toContain('nothing is left to do');
  });

  test('leaves a copy that is called what it is, and that no restore takes by itself', async () => {
    const { command, swap } = commandLine();
    await swap('--yes');
    const named = `group ${GROUP} is from before the swap: it holds what was swapped out, and is restored only when it is named (--group ${GROUP})\n`;
    expect((await command('restore', 'list', 'orders-db')).out).toContain(named);
    expect(JSON.parse((await command('restore', 'list', 'orders-db', '-o', 'json')).out)).toMatchObject({ points: [{ group: GROUP, beforeSwap: true }] });
    const { status, out } = await command('snapshot', 'status', 'orders-db');
    expect({ status, out }).toMatchObject({ status: 0, out: expect.stringMatching(/before the swap with orders\/restored +from before the swap\n/) });
    expect(out).toContain(`group ${GROUP} can be restored; it is from before the swap and holds what was swapped out: a restore has to name it (--group)\n`);
    expect(JSON.parse((await command('snapshot', 'status', 'orders-db', '-o', 'json')).out)).toMatchObject({ groups: [{ name: GROUP, beforeSwap: true }] });
    const plan = await command('restore', 'plan', 'orders-db', '--workload', 'third');
    expect(plan).toMatchObject({ status: 1, err: expect.stringContaining(`--namespace orders --group ${GROUP}`) });
    expect((await command('restore', 'plan', 'orders-db', '--workload', 'third', '--group', GROUP)).out).toContain(`group ${GROUP}, cut `);
  });

  test('has its own exit codes for a refusal and for a copy that is not ready', async () => {
    const { cluster, swap } = commandLine();
    cluster.snapshots.all = { readyAfter: 3600 };
    const waiting = await swap('--yes', '--wait', '4s');
    expect(waiting).toMatchObject({ status: 10, out: expect.stringContaining('no volume is touched before it is; next: the same command again, later\n') });
    await setReplicas(cluster, 'restored', 1);
    const refused = await swap('--yes', '-o', 'json');
    expect(refused.status).toBe(3);
    expect(JSON.parse(refused.out)).toMatchObject({ state: 'refused', refusals: [expect.stringContaining('has replicas: 1; stop it')], moves: [] });
    expect(await swap('--yes')).toMatchObject({ status: 3, out: expect.stringMatching(/^REFUSED: .*\nnothing was exchanged\n$/) });
  });
});
