import { EXIT } from './streams';
import type { Streams } from './streams';
import { ACKNOWLEDGEMENT_RULES } from '../../src/audit/acknowledgement';
import { RULES } from '../../src/audit/rules/index';
import { renderExplanation } from '../render/explanation';
import type { Acknowledgement } from '../render/explanation';
import { HELP, unknownRule, usageError } from '../render/messages';
import { ruleExamples } from '../rules/examples';
import { nearestRule } from '../rules/nearest-rule';

/** Says why a rule is there, shows it, and says what to do about its findings. */
export function explainCommand(args: string[], streams: Streams): number {
  if (args.includes('-h') || args.includes('--help')) {
    streams.out(HELP);
    return EXIT.clean;
  }
  const [name, ...rest] = args;
  if (name === undefined || rest.length > 0) {
    streams.err(usageError('explain takes the id of one rule'));
    return EXIT.badInput;
  }
  const rules = [...RULES, ...Object.values(ACKNOWLEDGEMENT_RULES)];
  const rule = rules.find(({ id, slug }) => id === name.toUpperCase() || slug === name.toLowerCase());
  if (!rule) {
    streams.err(unknownRule(name, nearestRule(name, rules)));
    return EXIT.badInput;
  }
  streams.out(renderExplanation(rule, acknowledgementOf(rule.id), ruleExamples()[rule.slug]));
  return EXIT.clean;
}

/** Changes between two renders are no matter of one app: only annotations accept them. */
function acknowledgementOf(id: string): Acknowledgement {
  const rule = RULES.find((candidate) => candidate.id === id);
  if (!rule || rule.notAcknowledgeable !== undefined) return 'none';
  return rule.needs.includes('versions') ? 'annotation' : 'annotation and construct';
}
