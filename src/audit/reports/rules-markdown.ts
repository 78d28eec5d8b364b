import { ACKNOWLEDGEMENT_RULES } from '../acknowledgement';
import type { Rule, RuleDescription } from '../rule';

/** The reference page of rules. */
export function rulesMarkdown(rules: readonly Rule[]): string {
  return [
    '# Audit rules',
    '',
    'Generated from the rules themselves; do not edit.',
    '',
    'Accept a finding that does not matter in its place with an annotation on the object, '
      + '`audit.cdk8s-stateful.dev/<rule>: "<reason>"`, or in code with `StorageAudit.of(scope).acknowledge({ id, reason })`.',
    '',
    'Rules that look at versions are judged by `cdk8s-stateful audit --against OLD_RENDER`. Their findings are acknowledged by the annotation.',
    '',
    '| Rule | Severity | Title |',
    '|---|---|---|',
    ...[...rules, ...Object.values(ACKNOWLEDGEMENT_RULES)].map((rule) => `| [${rule.id}](#${anchor(rule)}) | ${rule.severity} | ${rule.title} |`),
    ...rules.flatMap((rule) => section(rule, [`Judges: ${rule.kinds.map((kind) => kind.split('.')[0]).filter(unique).join(', ')}. Looks at: ${rule.needs.join(', ')}.`])),
    ...Object.values(ACKNOWLEDGEMENT_RULES).flatMap((rule) => section(rule, ['It cannot be acknowledged itself.'])),
    '',
  ].join('\n');
}

function section(rule: RuleDescription, more: readonly string[]): string[] {
  const conflicts = rule.conflictsWith ?? [];
  return [
    '',
    `## ${rule.id} ${rule.slug}`,
    '',
    `**${rule.title}.** Severity: ${rule.severity}.${rule.checklist.length > 0 ? ` Checklist: ${rule.checklist.join(', ')}.` : ''} ${more.join(' ')}`,
    '',
    rule.why,
    '',
    `*Remedy:* ${rule.remedy}`,
    ...(conflicts.length > 0 ? ['', `*Asks for the opposite:* ${conflicts.join('; ')}.`] : []),
    '',
    ...rule.links.map((link) => `- <${link}>`),
  ];
}

function anchor(rule: RuleDescription): string {
  return `${rule.id} ${rule.slug}`.toLowerCase().replaceAll(' ', '-');
}

function unique(value: string, position: number, all: readonly string[]): boolean {
  return all.indexOf(value) === position;
}
