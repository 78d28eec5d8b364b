import { exampleText } from './rule-examples';
import type { ExampleFile, RuleExamples } from './rule-examples';
import { ACKNOWLEDGEMENT_RULES } from '../acknowledgement';
import { conflictsByReason } from '../public-rules';
import type { PublicRule } from '../public-rules';
import type { Rule, RuleDescription } from '../rule';

/** The reference page of rules, with what tests them as examples, by slug. */
export function rulesMarkdown(rules: readonly Rule[], examples: { readonly [slug: string]: RuleExamples }): string {
  return [
    '# Audit rules',
    '',
    'Generated from the rules and from the manifests that test them; do not edit. `cdk8s-stateful rules` and `cdk8s-stateful explain STO-003` say the same.',
    '',
    'Accept a finding that does not matter in its place with an annotation on the object, '
      + '`audit.cdk8s-stateful.dev/<rule>: "<reason>"`, in code with `StorageAudit.of(scope).acknowledge({ id, reason })`, or in '
      + '`cdk8s-stateful.yaml`: see [Acknowledging findings](../guide/acknowledging-findings.md).',
    '',
    'Rules that look at versions are judged by `cdk8s-stateful audit --against OLD_RENDER`. Their findings are acknowledged by the annotation.',
    '',
    '| Rule | Severity | Title |',
    '|---|---|---|',
    ...[...rules, ...Object.values(ACKNOWLEDGEMENT_RULES)].map((rule) => `| [${rule.id}](#${anchor(rule)}) | ${rule.severity} | ${rule.title} |`),
    ...rules.flatMap((rule) => section(rule, [
      `Judges: ${rule.kinds.map((kind) => kind.split('.')[0]).filter(unique).join(', ')}. Looks at: ${rule.needs.join(', ')}.`,
      ...rule.notAcknowledgeable === undefined ? [] : [`It cannot be acknowledged: ${rule.notAcknowledgeable}`],
    ], examples[rule.slug])),
    ...Object.values(ACKNOWLEDGEMENT_RULES).flatMap((rule) => section(rule, ['It cannot be acknowledged itself.'])),
    '',
  ].join('\n');
}

function section(rule: RuleDescription, more: readonly string[], examples?: RuleExamples): string[] {
  return [
    '',
    `## ${rule.id} ${rule.slug}`,
    '',
    `**${rule.title}.** Severity: ${rule.severity}.${rule.checklist.length > 0 ? ` Checklist: ${rule.checklist.join(', ')}.` : ''} ${more.join(' ')}`,
    '',
    rule.why,
    '',
    `*Remedy:* ${rule.remedy}`,
    ...[...conflictsByReason(rule)].flatMap(([why, conflicts]) => ['', `*Asks for the opposite:* ${why}`, ...conflicts.flatMap(conflict)]),
    ...example('Wrong', examples?.bad ?? []),
    ...example('Right', examples?.good ?? []),
    '',
    ...rule.links.map((link) => `- <${link}>`),
  ];
}

function conflict({ tool, rule, asks, suppress, source }: PublicRule): string[] {
  return ['', `[${tool} \`${rule}\`](${source}) asks ${asks}. To silence it there, ${suppress.where}:`, '', ...fence(suppress.language, suppress.text.split('\n'))];
}

/** Folded, since the page is read for its prose first. */
function example(title: string, files: readonly ExampleFile[]): string[] {
  return files.flatMap(({ render, lines }) => [
    '',
    `<details><summary>${title}${render === undefined ? '' : `: the ${render} render`}</summary>`,
    '',
    ...fence('yaml', lines.map(exampleText)),
    '',
    '</details>',
  ]);
}

function fence(language: string, lines: readonly string[]): string[] {
  return [`\`\`\`${language}`, ...lines, '```'];
}

function anchor(rule: RuleDescription): string {
  return `${rule.id} ${rule.slug}`.toLowerCase().replaceAll(' ', '-');
}

function unique(value: string, position: number, all: readonly string[]): boolean {
  return all.indexOf(value) === position;
}
