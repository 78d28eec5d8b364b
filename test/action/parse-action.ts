import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as parser from '@actions/workflow-parser';
import type * as actions from '@actions/workflow-parser/actions/index';
import { build } from 'esbuild';
import { ROOT } from '../support/repository';

type Parser = Pick<typeof parser, 'NoOperationTraceWriter'> & Pick<typeof actions, 'parseAction'>;

/** GitHub's own parser of actions. It imports JSON in a way that only bundlers take. */
async function loadParser(): Promise<Parser> {
  const outfile = join(mkdtempSync(join(tmpdir(), 'actions-')), 'parser.mjs');
  const contents = "export { NoOperationTraceWriter } from '@actions/workflow-parser'; export { parseAction } from '@actions/workflow-parser/actions/index';";
  await build({ stdin: { contents, resolveDir: ROOT }, outfile, bundle: true, platform: 'node', format: 'esm', mainFields: ['module', 'main'], logLevel: 'error' });
  return import(outfile);
}

/** Says what GitHub finds wrong with an action. */
export async function actionChecker(): Promise<(content: string) => string[]> {
  const { NoOperationTraceWriter, parseAction } = await loadParser();
  return (content) => parseAction({ name: 'action.yml', content }, new NoOperationTraceWriter()).context.errors.getErrors().map(({ message }) => message);
}
