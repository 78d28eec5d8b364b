import { EXIT } from './streams';
import type { Streams } from './streams';
import { ACKNOWLEDGEMENT_RULES } from '../../src/audit/acknowledgement';
import { RULES } from '../../src/audit/rules/index';
import { renderExplanation } from '../render/explanation';
import { unknownRule, usageError } from '../render/messages';

/** Says why a rule is there and what to do about its findings. */
export function explainCommand(args: string[], streams: Streams): number {
  const [id, ...rest] = args;
  if (id === undefined || rest.length > 0) {
    streams.err(usageError('explain takes the id of one rule'));
    return EXIT.badInput;
  }
  const rules = [...RULES, ...Object.values(ACKNOWLEDGEMENT_RULES)];
  const rule = rules.find((candidate) => candidate.id === id.toUpperCase() || candidate.slug === id);
  if (!rule) {
    streams.err(unknownRule(id, rules.map((candidate) => candidate.id)));
    return EXIT.badInput;
  }
  streams.out(renderExplanation(rule, RULES.some((candidate) => candidate.id === rule.id)));
  return EXIT.clean;
}
