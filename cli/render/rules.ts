import { columns } from './columns';
import { conflictsOf } from '../../src/audit/public-rules';
import type { Rule, RuleDescription } from '../../src/audit/rule';

/** All rules for people: those about objects, and those about acknowledgements. */
export function renderRulesTable(rules: readonly Rule[], others: readonly RuleDescription[]): string {
  const rows = [...rules, ...others].map(({ id, severity, slug, title }) => [id, severity, slug, title]);
  return [...columns(['RULE', 'SEVERITY', 'SLUG', 'TITLE'], rows), '', `${rows.length} rules: ${kindsText(rules, others)}; more of each: cdk8s-stateful explain RULE`, ''].join('\n');
}

/** Why an audit counts fewer rules than there are: `46 of what is there, 8 of what has changed (--against), 6 of acknowledgements`. */
function kindsText(rules: readonly Rule[], others: readonly RuleDescription[]): string {
  const changes = rules.filter((rule) => rule.needs.includes('versions')).length;
  return `${rules.length - changes} of what is there, ${changes} of what has changed (--against), ${others.length} of acknowledgements`;
}

/** All rules for programs. The form is fixed: fields are added, never changed. */
export function renderRulesJson(rules: readonly Rule[], others: readonly RuleDescription[]): string {
  const all = [
    ...rules.map((rule) => ({ ...described(rule), needs: rule.needs, kinds: rule.kinds, acknowledgeable: rule.notAcknowledgeable === undefined })),
    ...others.map((rule) => ({ ...described(rule), needs: [], kinds: [], acknowledgeable: false })),
  ];
  return `${JSON.stringify({ version: 1, rules: all }, undefined, 2)}\n`;
}

function described(rule: RuleDescription) {
  const { id, slug, title, checklist, severity, why, remedy, links } = rule;
  const conflictsWith = conflictsOf(rule).map(({ tool, rule: name, asks, whyWrongHere, suppress, source }) => (
    { tool, rule: name, asks, whyWrongHere, suppress: suppress.text, source }
  ));
  return { id, slug, title, severity, checklist, why, remedy, conflictsWith, links };
}
