import * as fc from 'fast-check';
import { afterAll, test } from 'vitest';
import { anyBytes } from './arbitraries';
import { WholeAudit } from './whole-audit';

const audit = new WholeAudit();
afterAll(() => audit.end());

test('whatever is called a manifest is audited or refused in words; `npm run fuzz:audit` tries more', async () => {
  await fc.assert(fc.asyncProperty(anyBytes, async (bytes) => {
    const problem = await audit.problem(bytes);
    if (problem !== undefined) throw new Error(problem);
  }), { numRuns: 300 });
}, 60_000);
