import { ruleLink } from './rule-links';
import { ACKNOWLEDGEMENT_RULES } from '../../src/audit/acknowledgement';
import type { Severity } from '../../src/audit/finding';
import { conflictsOf } from '../../src/audit/public-rules';
import type { Need, Rule, RuleDescription } from '../../src/audit/rule';
import { RULES } from '../../src/audit/rules/index';
import { ACKNOWLEDGE_PREFIX } from '../../src/core/vocabulary';

/** https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html#_Toc141790898 */
export const LEVELS: { readonly [severity in Severity]: string } = { error: 'error', warning: 'warning', info: 'note' };

/*
 * Longest description, and values of properties:
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning#reportingdescriptor-object
 */
const MAX_DESCRIPTION = 1024;
const PROBLEM_SEVERITIES: { readonly [severity in Severity]: string } = { error: 'error', warning: 'warning', info: 'recommendation' };

const AREAS: { readonly [prefix: string]: string } = {
  STO: 'storage', STS: 'stateful-sets', SEC: 'security', BKP: 'backup', OPS: 'operations', ACK: 'acknowledgements',
};

/** Needs whose answer stands in the manifests; the others rest on what is known of drivers, images or intentions. */
const SEEN_IN_MANIFESTS: readonly Need[] = ['document', 'set', 'versions'];

/** Every rule that can have a result, so that a run without results still says what was looked for. */
export function sarifRules() {
  return [...RULES.map((rule) => descriptor(rule, precisionOf(rule), true)), ...Object.values(ACKNOWLEDGEMENT_RULES).map((rule) => descriptor(rule, 'very-high', false))];
}

function descriptor(rule: RuleDescription, precision: string, canBeAcknowledged: boolean) {
  const { id, slug, title, why, severity } = rule;
  return {
    id,
    name: slug,
    shortDescription: { text: cut(title) },
    fullDescription: { text: cut(why) },
    help: { text: helpText(rule), markdown: helpMarkdown(rule, canBeAcknowledged) },
    helpUri: ruleLink(rule),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      precision,
      'problem.severity': PROBLEM_SEVERITIES[severity],
      'tags': ['kubernetes', AREAS[id.slice(0, 3)] ?? id.slice(0, 3).toLowerCase()],
    },
  };
}

function precisionOf({ needs }: Rule): string {
  return needs.every((need) => SEEN_IN_MANIFESTS.includes(need)) ? 'very-high' : 'high';
}

function helpText({ why, remedy, links }: RuleDescription): string {
  return [why, `Remedy: ${remedy}`, ...links].join('\n');
}

function helpMarkdown(rule: RuleDescription, canBeAcknowledged: boolean): string {
  const { id, why, remedy, links } = rule;
  const conflicts = conflictsOf(rule).map((conflict) => `- ${conflict.tool} ${conflict.rule} asks ${conflict.asks}`);
  return [
    why,
    `**Remedy:** ${remedy}`,
    ...conflicts.length > 0 ? [['**Asks for the opposite:**', ...conflicts].join('\n')] : [],
    ...canBeAcknowledged ? [`**To accept it in one place**, annotate the object:\n\n\`\`\`yaml\n${ACKNOWLEDGE_PREFIX}${id}: "why it does not matter here"\n\`\`\``] : [],
    links.map((link) => `- <${link}>`).join('\n'),
  ].join('\n\n');
}

function cut(text: string): string {
  return text.length <= MAX_DESCRIPTION ? text : `${text.slice(0, MAX_DESCRIPTION - 3)}...`;
}
