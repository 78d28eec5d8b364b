import type { RuleDescription } from '../../src/audit/rule';
import { ACKNOWLEDGE_PREFIX } from '../../src/core/vocabulary';

/** What a rule is about, for people. */
export function renderExplanation(rule: RuleDescription, canBeAcknowledged: boolean): string {
  const conflicts = rule.conflictsWith ?? [];
  return [
    `${rule.id} ${rule.slug} (${rule.severity})`,
    rule.title,
    '',
    'Why:',
    `  ${rule.why}`,
    'Remedy:',
    `  ${rule.remedy}`,
    ...conflicts.length > 0 ? ['Asks for the opposite:', ...conflicts.map((conflict) => `  ${conflict}`)] : [],
    ...canBeAcknowledged ? ['To accept it in one place, annotate the object:', `  ${ACKNOWLEDGE_PREFIX}${rule.id}: "why it does not matter here"`] : [],
    'More:',
    ...rule.links.map((link) => `  ${link}`),
    '',
  ].join('\n');
}
