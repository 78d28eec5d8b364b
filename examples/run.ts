/**
 * Synthesizes examples as a user would, then audits what they wrote. `examples/run.ts [name]`; all of them without a name.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';

const HERE = __dirname;
const TSX = createRequire(__filename).resolve('tsx/cli');
const COMMAND_LINE = join(HERE, '..', 'cli', 'main.ts');

function examples(): string[] {
  return readdirSync(HERE).filter((name) => existsSync(join(HERE, name, 'main.ts'))).sort();
}

function run(script: string, args: readonly string[], cwd: string): number {
  const { status, error } = spawnSync(process.execPath, [TSX, script, ...args], { cwd, stdio: 'inherit' });
  if (error) throw error;
  return status ?? 1;
}

/** Exit code: of the synth when it fails, otherwise of the audit. */
function runExample(name: string): number {
  const folder = join(HERE, name);
  const dist = join(folder, 'dist');
  rmSync(dist, { recursive: true, force: true });
  const synth = run('main.ts', [], folder);
  if (synth !== 0) return synth;
  for (const file of readdirSync(dist).sort()) console.log(`wrote ${relative(process.cwd(), join(dist, file))}`);
  return run(COMMAND_LINE, ['audit', '--fail-on', 'warning', 'dist'], folder);
}

const [asked] = process.argv.slice(2);
const names = asked === undefined ? examples() : [asked];
const unknown = names.find((name) => !examples().includes(name));
if (unknown !== undefined) {
  console.error(`no example is called "${unknown}"; there are: ${examples().join(', ')}`);
  process.exit(2);
}
process.exitCode = Math.max(...names.map(runExample));
