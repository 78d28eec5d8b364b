import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a process cost, as the operating system accounts for it. */
export interface Cost {
  /** Of all processors, in user and system mode. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly peakMebibytes: number;
}

export interface Finished extends Cost {
  readonly code: number;
  readonly stdout: string;
}

const FOLDER = mkdtempSync(join(tmpdir(), 'bench-audit-'));
const LIMIT = 20 * 60 * 1000;

/** Runs a program to its end; throws when it cannot be started or takes too long. GNU time does the accounting. */
export function run(command: readonly string[], cwd?: string): Finished {
  const [stdout, accounts] = [join(FOLDER, 'stdout'), join(FOLDER, 'accounts')];
  const out = openSync(stdout, 'w');
  const started = performance.now();
  const { status, error, stderr, signal } = spawnSync('/usr/bin/time', ['-o', accounts, '-f', '%U %S %M', ...command], {
    cwd, stdio: ['ignore', out, 'pipe'], timeout: LIMIT, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024,
  });
  const wallSeconds = (performance.now() - started) / 1000;
  closeSync(out);
  if (status === 127) throw new Error('not installed');
  if (error || signal) throw error ?? new Error(`${command[0]}: ${signal ?? stderr}`);
  const [user, system, kibibytes] = readFileSync(accounts, 'utf8').trim().split('\n').at(-1)!.split(' ').map(Number);
  return { code: status ?? -1, stdout: readFileSync(stdout, 'utf8'), cpuSeconds: user + system, wallSeconds, peakMebibytes: kibibytes / 1024 };
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Of several runs, each figure's median. */
export function medianCost(costs: readonly Cost[]): Cost {
  return {
    cpuSeconds: median(costs.map(({ cpuSeconds }) => cpuSeconds)),
    wallSeconds: median(costs.map(({ wallSeconds }) => wallSeconds)),
    peakMebibytes: median(costs.map(({ peakMebibytes }) => peakMebibytes)),
  };
}
