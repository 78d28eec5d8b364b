#!/usr/bin/env node
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { runCommandLine } from './cli';
import type { Streams } from './commands/streams';
import type { World } from './commands/world';
import { SYSTEM_CLOCK } from './operations/snapshots/clock';
import { wantsColor } from './render/color';

/*
 * V8 lets the heap of a busy program grow to about three times what is alive before it cleans up. At half as much again the audit of
 * 50,000 documents keeps its promise of 350 MiB, also with many findings, for some percent more of time: docs/benchmarks.md.
 * https://github.com/v8/v8/blob/11.3.244/src/flags/flag-definitions.h heap_growing_percent, https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */
setFlagsFromString('--heap-growing-percent=50');

// whoever reads may stop reading: `| head`
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort(new Error(`told to stop by ${signal}`)));

const world: World = {
  env: process.env,
  clock: SYSTEM_CLOCK,
  signal: stop.signal,
  now: () => new Date(),
  host: process.env.POD_NAME ?? hostname(),
  process: randomUUID(),
  isTerminal: process.stderr.isTTY && process.stdin.isTTY,
  readFile: (path) => readFileSync(path, 'utf8'),
  // what only commands on a cluster need is loaded by them alone
  checkpoint: async (target) => (await import('./databases/postgres-checkpoint')).postgresCheckpoint(target),
  backup: async (target) => (await import('./databases/postgres-backup')).openPostgresBackup(target),
  reach: async (target) => (await import('./databases/postgres-reach')).reachPostgres(target),
  openCluster: async (choice) => (await import('./cluster/kubeconfig')).openCluster(choice),
  openInventory: async (choice) => (await import('./cluster/kubeconfig')).openInventory(choice),
  ask: async (question) => {
    const { createInterface } = await import('node:readline/promises');
    const prompt = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await prompt.question(question, { signal: stop.signal });
    } finally {
      prompt.close();
    }
  },
};

// set, not called: exit() would cut off what is still on its way into a pipe
const streams: Streams = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  color: wantsColor(process.env, process.stdout.isTTY),
  columns: process.stdout.columns,
  watched: process.stderr.isTTY,
};
void runCommandLine(process.argv.slice(2), streams, world).then((code) => {
  process.exitCode = code;
});
