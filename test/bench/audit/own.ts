import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { writeCorpus } from './corpus';
import type { CorpusOptions } from './corpus';
import { median, run } from './processes';
import { BUNDLE } from './tools';

/** One promise of the audit, and what came of it. */
export interface Promised {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly atMost: number;
}

const SEED = 1;
const NAMESPACES = 50;

/** What the audit costs by itself, mostly as ratios that were measured in one go. */
export function measureOwn(folder: string, rounds: number): Promised[] {
  const corpus = (name: string, options: Partial<CorpusOptions> & { documents: number }) => {
    writeCorpus(join(folder, name), { seed: SEED, namespaces: NAMESPACES, ...options });
    return join(folder, name);
  };
  const [fifty, faulty, twoHundred] = [corpus('50k', { documents: 50_000 }), corpus('50k-faulty', { documents: 50_000, isFaulty: true }), corpus('200k', { documents: 200_000 })];
  const [spread, together] = [corpus('10k', { documents: 10_003 }), corpus('10k-in-one', { documents: 10_003, namespaces: 1 })];
  const audit = (corpusFolder: string) => run([process.execPath, BUNDLE, 'audit', corpusFolder]);
  const cpu = (corpusFolder: string) => audit(corpusFolder).cpuSeconds;
  const wall = (...args: string[]) => run([process.execPath, ...args]).wallSeconds;
  return [
    { what: 'audit / parsing alone, same process, 50,000 documents', value: median(ratiosToParsing(folder, fifty, rounds)), unit: '', atMost: 1.6 },
    { what: 'peak memory, 50,000 documents', value: median(times(3, () => audit(fifty).peakMebibytes)), unit: 'MiB', atMost: 350 },
    { what: 'peak memory, 50,000 documents with 19,000 findings', value: median(times(3, () => audit(faulty).peakMebibytes)), unit: 'MiB', atMost: 350 },
    { what: 'time for each of 200,000 documents / each of 50,000', value: median(times(3, () => cpu(twoHundred) / cpu(fifty) / 4)), unit: '', atMost: 1.15 },
    { what: '10,000 documents in one namespace / in 50', value: median(times(rounds, () => cpu(together) / cpu(spread))), unit: '', atMost: 1.15 },
    { what: '--help / node -e 0', value: median(times(rounds * 5, () => wall(BUNDLE, '--help') / wall('-e', '0'))), unit: '', atMost: 1.5 },
  ];
}

function ratiosToParsing(folder: string, corpus: string, rounds: number): number[] {
  const outfile = join(folder, 'measure.js');
  buildSync({ entryPoints: [join(__dirname, 'measure.ts')], bundle: true, platform: 'node', target: 'node20', outfile, logLevel: 'warning' });
  const { stdout } = run([process.execPath, outfile, corpus, String(rounds)]);
  return stdout.trim().split('\n').map((line) => JSON.parse(line) as { parse: number; audit: number }).map(({ parse, audit }) => audit / parse);
}

function times<T>(count: number, measure: () => T): T[] {
  return Array.from({ length: count }, measure);
}
