import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { holdCommands } from '../../src/protection/hold-commands';

let folder: string;
let lock: string;
let runs = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'it\'s a hold-'));
  lock = join(folder, 'lock');
});

afterEach(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a command with another shell in place of `sh`, as a container runtime does: in a session of its own. */
async function run([, ...args]: readonly string[], shell: readonly string[]): Promise<Ended> {
  const child = spawn(shell[0], [...shell.slice(1), ...args], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (data) => { out += data; });
  child.stderr.on('data', (data) => { err += data; });
  return new Promise((resolve) => { child.on('close', (code) => resolve({ code, out, err })); });
}

async function eventually(is: () => boolean, seconds: number): Promise<number> {
  const since = performance.now();
  while (!is()) {
    if (performance.now() - since > seconds * 1000) throw new Error(`not so within ${seconds} s`);
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
  return (performance.now() - since) / 1000;
}

/** Those of Debian, of Red Hat and of Alpine, where they are installed. */
const SHELLS = existsSync('/proc/self/cmdline') ? [['dash'], ['bash', '--posix'], ['busybox', 'sh']].filter(([name]) => spawnSync('which', [name]).status === 0) : [];

describe.each(SHELLS)('in %s', (...shell) => {
  const commands = (changes: Partial<Parameters<typeof holdCommands>[0]> = {}) => holdCommands({
    policy: `orders-${process.pid}-${runs += 1}`, freeze: ['touch', lock], thaw: ['rm', '-f', lock], maxFreezeSeconds: 30, ...changes,
  });

  test('a hold lasts until it is thawed, which says that it held', async () => {
    const { check, freeze, thaw } = commands();
    expect(await run(check, shell)).toEqual({ code: 0, out: '', err: '' });
    expect(await run(freeze, shell)).toEqual({ code: 0, out: '', err: '' });
    expect(existsSync(lock)).toBe(true);
    expect(await run(thaw, shell)).toEqual({ code: 0, out: 'held\n', err: '' });
    expect(existsSync(lock)).toBe(false);
    // again, as a run that recovers does
    expect(await run(thaw, shell)).toEqual({ code: 0, out: 'released\n', err: '' });
  });

  test('nobody thaws: it does so by itself, and says so when it is asked too late', async () => {
    const { freeze, thaw } = commands({ maxFreezeSeconds: 1 });
    const since = performance.now();
    expect((await run(freeze, shell)).code).toBe(0);
    await eventually(() => !existsSync(lock), 3);
    expect((performance.now() - since) / 1000).toBeGreaterThan(0.9);
    expect(await run(thaw, shell)).toMatchObject({ code: 0, out: 'released\n' });
  });

  test('a freeze that hangs is ended with all that it started, and thawed', async () => {
    const late = join(folder, 'late');
    const { freeze } = commands({ maxFreezeSeconds: 1, freeze: ['sh', '-c', `touch '${lock.replaceAll('\'', '\'\\\'\'')}'; sleep 2; touch "$0"`, late] });
    const { code } = await run(freeze, shell);
    expect(code).toBe(124);
    await eventually(() => !existsSync(lock), 3);
    await new Promise((resolve) => { setTimeout(resolve, 1_500); });
    expect([existsSync(lock), existsSync(late)]).toEqual([false, false]);
  }, 15_000);

  test('a thaw ends a freeze that is under way before it thaws', async () => {
    const begun = join(folder, 'begun');
    const { freeze, thaw } = commands({ freeze: ['sh', '-c', 'touch "$1"; sleep 1.5; touch "$0"', lock, begun] });
    const freezing = run(freeze, shell);
    await eventually(() => existsSync(begun), 10);
    expect(await run(thaw, shell)).toMatchObject({ code: 0, out: 'held\n' });
    expect((await freezing).code).toBe(124);
    await new Promise((resolve) => { setTimeout(resolve, 1_500); });
    expect(existsSync(lock)).toBe(false);
  }, 15_000);

  test('a thaw that fails leaves the switch as it is, and can be asked again', async () => {
    const broken = join(folder, 'broken');
    const { freeze, thaw } = commands({ thaw: ['sh', '-c', '[ ! -e "$0" ] || { echo not yet; exit 3; }; rm -f "$1"', broken, lock] });
    await run(freeze, shell);
    writeFileSync(broken, '');
    expect(await run(thaw, shell)).toEqual({ code: 3, out: '', err: 'not yet\n' });
    rmSync(broken);
    expect(await run(thaw, shell)).toMatchObject({ code: 0, out: 'held\n' });
  });

  test('a second freeze is refused while a hold lasts', async () => {
    const { freeze, thaw } = commands();
    await run(freeze, shell);
    expect(await run(freeze, shell)).toEqual({ code: 75, out: '', err: 'an earlier hold is not over\n' });
    expect(await run(thaw, shell)).toMatchObject({ out: 'held\n' });
  });

  test('a freeze that comes when its thaw is at work already is refused, and leaves nothing frozen', async () => {
    const thawing = join(folder, 'thawing');
    const { freeze, thaw } = commands({ maxFreezeSeconds: 1, thaw: ['sh', '-c', 'rm -f "$0"; touch "$1"; sleep 1', lock, thawing] });
    const thawed = run(thaw, shell);
    await eventually(() => existsSync(thawing), 10);
    expect(await run(freeze, shell)).toEqual({ code: 75, out: '', err: 'an earlier hold is not over\n' });
    expect(await thawed).toMatchObject({ code: 0, out: 'released\n' });
    expect(existsSync(lock)).toBe(false);
  }, 15_000);

  test('a freeze that does not end when it is told to keeps its switch until it has', async () => {
    // a process that is stopped takes no signal, as one that waits for a disk
    const [begun, end, made] = ['begun', 'end', 'made'].map((file) => join(folder, file));
    const waits = 'kill -STOP $PPID; touch "$1"; until [ -e "$2" ]; do sleep 0.1; done; touch "$0" "$3"; kill -CONT $PPID';
    const { freeze, thaw } = commands({ maxFreezeSeconds: 9, freeze: ['sh', '-c', waits, lock, begun, end, made] });
    const freezing = run(freeze, shell);
    await eventually(() => existsSync(begun), 10);
    expect(await run(thaw, shell)).toEqual({ code: 75, out: '', err: 'its freeze is still under way\n' });
    writeFileSync(end, '');
    await freezing;
    expect(existsSync(made)).toBe(true);
    await eventually(() => !existsSync(lock), 30);
  }, 60_000);

  test('a freeze says what it fails with', async () => {
    const { freeze, thaw } = commands({ freeze: ['sh', '-c', 'echo out; echo no disk >&2; exit 4'] });
    expect(await run(freeze, shell)).toEqual({ code: 4, out: '', err: 'out\nno disk\n' });
    expect(await run(thaw, shell)).toMatchObject({ code: 0, out: 'held\n' });
  });

  test('the switch outlives a client that vanishes', async () => {
    const { freeze: [, ...args] } = commands({ maxFreezeSeconds: 2, freeze: ['sh', '-c', 'touch "$0"; sleep 30', lock] });
    const client = spawn(shell[0], [...shell.slice(1), ...args], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    await eventually(() => existsSync(lock), 5);
    client.stdout.destroy();
    client.stderr.destroy();
    await eventually(() => !existsSync(lock), 5);
  }, 15_000);

  test('a container without a program that a command begins with is found out', async () => {
    expect(await run(commands({ thaw: ['no-such-program', '-x'] }).check, shell)).toEqual({ code: 127, out: '', err: 'no-such-program is not there\n' });
  });
});

test('commands are the same every time, and short enough for the line of a request', () => {
  const hold = { policy: 'orders-db-snapshots', freeze: ['touch', '/run/lock'], thaw: ['rm', '-f', '/run/lock'], maxFreezeSeconds: 30 };
  expect(holdCommands(hold)).toEqual(holdCommands(hold));
  for (const command of Object.values(holdCommands(hold))) expect(encodeURIComponent(command.join(' ')).length).toBeLessThan(4096);
});
