import { spawnSync } from 'child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { createRequire } from 'module';
import { tmpdir } from 'os';
import { join } from 'path';
import { defaultOperationsImage } from '../../src/kube/operations-image';
import { ROOT } from '../support/repository';

const TSX = createRequire(__filename).resolve('tsx/cli');

/** Folders below `examples` that hold an app. */
export function exampleNames(): string[] {
  return readdirSync(join(ROOT, 'examples')).filter((name) => existsSync(join(ROOT, 'examples', name, 'main.ts'))).sort();
}

/** A synthesized example: its files by name, without the version of the library, and the folder that holds them. */
export interface Synthesized {
  readonly folder: string;
  readonly files: { readonly [name: string]: string };
  readonly remove: () => void;
}

/** Runs an example as a user would, but writes to a folder of its own: tracked files stay as they are. */
export function synthesize(name: string): Synthesized {
  const folder = mkdtempSync(join(tmpdir(), `example-${name}-`));
  run('main.ts', [], join(ROOT, 'examples', name), { CDK8S_OUTDIR: folder });
  const files = Object.fromEntries(readdirSync(folder).sort().map((file) => [file, withoutVersion(readFileSync(join(folder, file), 'utf8'))]));
  return { folder, files, remove: () => rmSync(folder, { recursive: true }) };
}

/** CronJobs name the image of the library's own version. What is reviewed does not, or every release would change it. */
export function withoutVersion(yaml: string): string {
  return yaml.replaceAll(defaultOperationsImage(), defaultOperationsImage().replace(/[^:]*$/, '<version>'));
}

/** What `cdk8s-stateful audit -o json` says of a folder. */
export function audit(folder: string): any {
  return JSON.parse(run(join(ROOT, 'cli/main.ts'), ['audit', '-o', 'json', '--fail-on', 'never', folder], ROOT));
}

function run(script: string, args: readonly string[], cwd: string, env: { readonly [name: string]: string } = {}): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [TSX, script, ...args], { cwd, encoding: 'utf8', env: { ...process.env, ...env } });
  if (status !== 0) throw new Error(`${script} ${args.join(' ')} in ${cwd} ended with ${status}:\n${stderr}${stdout}`);
  return stdout;
}
