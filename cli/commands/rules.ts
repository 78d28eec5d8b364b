import { parseArgs } from 'node:util';
import { EXIT } from './streams';
import type { Streams } from './streams';
import { ACKNOWLEDGEMENT_RULES } from '../../src/audit/acknowledgement';
import { RULES } from '../../src/audit/rules/index';
import { HELP, usageError } from '../render/messages';
import { renderRulesJson, renderRulesTable } from '../render/rules';

const RENDERERS = { table: renderRulesTable, json: renderRulesJson };

/** Lists every rule of the audit. */
export function rulesCommand(args: string[], streams: Streams): number {
  const { values } = parseArgs({
    args,
    options: { output: { type: 'string', short: 'o', default: 'table' }, help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help) {
    streams.out(HELP);
    return EXIT.clean;
  }
  const render = Object.entries(RENDERERS).find(([output]) => output === values.output)?.[1];
  if (!render) {
    streams.err(usageError(`--output "${values.output}" is not table or json`));
    return EXIT.badInput;
  }
  streams.out(render(RULES, Object.values(ACKNOWLEDGEMENT_RULES)));
  return EXIT.clean;
}
