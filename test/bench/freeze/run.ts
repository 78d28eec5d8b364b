/**
 * For how long an application stands still, and a backup is open, beyond what the driver takes to cut:
 *
 *     npm run bench:freeze -- [--rounds 30] [--pods 3] [--json FILE]
 *
 * Whole runs of the program against a scripted cluster that answers as slowly as a busy one, in real time until the thaw.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { overheadOfRound } from './round';
import type { Held } from './round';

/** What the project promises. */
const AT_MOST_MILLISECONDS = 250;
/** At the same time: a round sleeps for the most part. */
const TOGETHER = 5;
const CUTS = [200, 1000, 3000];
const READIES = [10, 600_000];

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '30' }, pods: { type: 'string', default: '3' }, json: { type: 'string' } } });
const [rounds, pods] = [Number(values.rounds), Number(values.pods)];

async function overheads(held: Held, cut: number, ready: number): Promise<number[]> {
  const found: number[] = [];
  while (found.length < rounds) {
    const driver = { cut, ready: Math.max(cut, ready) + 10 };
    const length = Math.min(TOGETHER, rounds - found.length);
    found.push(...await Promise.all(Array.from({ length }, async () => overheadOfRound(held, driver, pods))));
  }
  return found.sort((a, b) => a - b);
}

function quantile(sorted: readonly number[], share: number): number {
  return Math.round(sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]);
}

async function measure(): Promise<boolean> {
  const rows = [];
  for (const held of ['application', 'backup'] as const) {
    for (const cut of CUTS) {
      for (const ready of READIES) {
        const sorted = await overheads(held, cut, ready);
        rows.push({ held, 'cut after (s)': cut / 1000, 'ready after (s)': Math.max(cut, ready) / 1000, 'median': quantile(sorted, 0.5), 'p99': quantile(sorted, 0.99), 'max': quantile(sorted, 1) });
      }
    }
  }
  console.table(rows);
  const kept = rows.every(({ max }) => max <= AT_MOST_MILLISECONDS);
  console.log(`milliseconds beyond the cut, ${rounds} rounds each; promised: at most ${AT_MOST_MILLISECONDS}, ${kept ? 'kept' : 'BROKEN'}`);
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ rounds, pods, rows }, undefined, 2)}\n`);
  return kept;
}

void measure().then((kept) => { process.exitCode = kept ? 0 : 1; });
