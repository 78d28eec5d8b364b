import { mkdirSync, writeFileSync } from 'fs';
import { dirname } from 'path';
import { FIXTURES } from '../cli/rules/examples';
import { readExamples } from '../cli/rules/read-examples';

/** The module that esbuild injects: it stands for what `cli/rules/examples.ts` declares. */
export function examplesModule(fixtures: string): string {
  return `export const RULE_EXAMPLES = ${JSON.stringify(JSON.stringify(readExamples(fixtures)))};\n`;
}

if (require.main === module) {
  const [target] = process.argv.slice(2);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, examplesModule(FIXTURES));
}
