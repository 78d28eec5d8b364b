/**
 * Puts any bytes, and real manifests with changes, through the whole audit, and shrinks what breaks it:
 *
 *     npm run fuzz:audit -- --runs 100000 --seed 7 [--path 12:0:3]
 */
import { parseArgs } from 'node:util';
import * as fc from 'fast-check';
import { anyBytes } from './arbitraries';
import { WholeAudit } from './whole-audit';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    path: { type: 'string' },
  },
});

async function main(): Promise<void> {
  const audit = new WholeAudit();
  const [numRuns, seed] = [Number(values.runs), Number(values.seed)];
  try {
    const property = fc.asyncProperty(anyBytes, async (bytes) => {
      const problem = await audit.problem(bytes);
      if (problem !== undefined) throw new Error(problem);
    });
    const details = await fc.check(property, { numRuns, seed, path: values.path });
    console.log(`seed ${seed}: ${details.numRuns} inputs; ${details.failed ? 'not all were taken' : 'all were taken'}`);
    if (!details.failed) return;
    process.exitCode = 1;
    console.log(`again with: --runs 1 --seed ${seed} --path ${details.counterexamplePath}`);
    console.log(String(details.errorInstance));
    console.log(JSON.stringify(details.counterexample?.[0].toString('latin1')));
  } finally {
    audit.end();
  }
}

void main();
