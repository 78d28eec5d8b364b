/**
 * Sends random apps to the API server of KUBECONFIG, which says whether it would create their objects (server-side dry-run,
 * strict field validation, a warning is a refusal), and shrinks what it refuses:
 *
 *     npx tsx test/fuzz/run.ts --apps 10000 --seed 7 [--parallel 8] [--path 12:0:3] [--only DurableClaim]
 *
 * An app is refused by us, clearly, or accepted by the server. Nothing is stored but one empty namespace, deleted at the end.
 */
import { parseArgs } from 'util';
import { Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { DryRun } from './dry-run';
import { ARBITRARIES } from '../support/arbitraries';
import { outcomeOf, unclear } from '../support/arbitraries/outcome';
import type { Recipe } from '../support/arbitraries/recipe';

const { values } = parseArgs({
  options: {
    apps: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    parallel: { type: 'string', default: '8' },
    path: { type: 'string' },
    only: { type: 'string' },
  },
});
const [apps, seed] = [Number(values.apps), Number(values.seed)];
// a path belongs to one walk
const parallel = values.path === undefined ? Math.min(Number(values.parallel), apps) : 1;

const recipe = fc.oneof(...Object.entries(ARBITRARIES).filter(([name]) => values.only === undefined || name === values.only).map(([, each]) => each));
const app = fc.array(recipe, { minLength: 1, maxLength: 3 });
const counted = { apps: 0, objects: 0, constructs: 0, refusedByUs: 0 };

/** What is wrong with an app: objects that the server refuses, with its words, and refusals of ours that nobody understands. */
async function problems(dryRun: DryRun, constructs: readonly Recipe[]): Promise<string[]> {
  const outcomes = constructs.map((each) => outcomeOf(each));
  const objects = outcomes.flatMap((outcome) => (outcome.refusal === undefined ? outcome.objects : []));
  counted.apps += 1;
  counted.constructs += constructs.length;
  counted.refusedByUs += outcomes.filter(({ refusal }) => refusal !== undefined).length;
  counted.objects += objects.length;
  const accidents = outcomes.flatMap(({ refusal }) => (refusal !== undefined && unclear(refusal) ? [`# no clear refusal: ${refusal}`] : []));
  const answers = await Promise.all(objects.map(async (object) => ({ object, why: await dryRun.refusal(object) })));
  return [...accidents, ...answers.flatMap(({ object, why }) => (why === undefined ? [] : [`${Yaml.stringify(object)}# ${why}`]))];
}

/** One walk through random apps; says what the first that is wrong shrinks to. */
async function walk(dryRun: DryRun, walkSeed: number, numRuns: number): Promise<boolean> {
  const property = fc.asyncProperty(app, async (constructs) => (await problems(dryRun, constructs)).length === 0);
  const details = await fc.check(property, { seed: walkSeed, numRuns, path: values.path });
  if (!details.failed) return true;
  const { counterexample, counterexamplePath, errorInstance } = details;
  if (counterexample === null) throw errorInstance;
  console.log(`\nnot as promised; again with: --apps 1 --seed ${walkSeed} --path ${counterexamplePath}`);
  console.log(fc.stringify(counterexample[0]));
  for (const problem of await problems(dryRun, counterexample[0])) console.log(problem);
  return false;
}

async function main(): Promise<void> {
  const dryRun = await DryRun.start(`fuzz-${seed}-${process.pid}`, parallel * 4);
  const begun = performance.now();
  try {
    const share = (at: number) => Math.floor(apps / parallel) + (at < apps % parallel ? 1 : 0);
    const clean = await Promise.all(Array.from({ length: parallel }, (_, at) => walk(dryRun, seed + at, share(at))));
    if (clean.includes(false)) process.exitCode = 1;
  } finally {
    await dryRun.stop();
    const seconds = (performance.now() - begun) / 1000;
    console.log(`\nseed ${seed}: ${counted.apps} apps, ${counted.constructs} constructs (${counted.refusedByUs} refused by us), `
      + `${counted.objects} objects in ${seconds.toFixed(1)} s, ${(counted.apps / seconds).toFixed(1)} apps/s; ${process.exitCode ? 'not all' : 'all'} as promised`);
  }
}

void main();
