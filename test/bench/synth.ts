/**
 * What the library costs, as ratios that were measured in one run:
 *
 *     npm run bench:synth [-- --rounds 15]
 *
 * Loading it, compiled, against loading cdk8s-plus-28 alone; and 1,000 claims, each with a class, against the same objects as
 * raw `ApiObject`s, from the first construct to the YAML. Every measurement is a process of its own, as a synth is, and counts
 * processor time, which others on the machine disturb least; the two sides take turns. Compile first: it measures `lib`.
 */
import { spawnSync } from 'child_process';
import { join } from 'path';
import { parseArgs } from 'util';

const TARGET = 1.3;
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } });
const rounds = Number(values.rounds);

/** A script that prints one line of JSON. */
function run<T>(script: string, ...args: string[]): T {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [join(__dirname, script), ...args], { encoding: 'utf8' });
  if (error || status !== 0) throw error ?? new Error(stderr);
  return JSON.parse(stdout) as T;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

interface Measured {
  readonly milliseconds: number;
  /** Of what was made, to see that both sides made the same. */
  readonly digest?: string;
}

/** One comparison, as cells of a row. The ratio is the median of those of each round, not the ratio of medians. */
function compare(what: string, script: string, [ours, yardstick]: readonly [string, string]): { readonly [column: string]: string } {
  const pairs = Array.from({ length: rounds }, (_, round) => {
    const measure = () => run<Measured>(script, ours);
    const measureOther = () => run<Measured>(script, yardstick);
    const [mine, other] = round % 2 === 0 ? [measure(), measureOther()] : [measureOther(), measure()].reverse();
    if (mine.digest !== other.digest) throw new Error(`${what}: the two sides do not make the same objects`);
    return [mine.milliseconds, other.milliseconds];
  });
  const ratio = median(pairs.map(([mine, other]) => mine / other));
  return {
    what,
    ours: `${median(pairs.map(([mine]) => mine)).toFixed(0)} ms`,
    yardstick: `${median(pairs.map(([, other]) => other)).toFixed(0)} ms`,
    ratio: ratio.toFixed(2),
    target: `at most ${TARGET}`,
    verdict: ratio <= TARGET ? 'met' : 'over',
  };
}

console.table([
  compare('loading the package / cdk8s-plus-28', 'load.cjs', ['../../lib/index.js', 'cdk8s-plus-28']),
  compare('1,000 claims with classes / raw ApiObjects', 'claims.cjs', ['ours', 'raw']),
]);
