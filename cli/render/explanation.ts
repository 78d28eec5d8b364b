import { conflictsByReason } from '../../src/audit/public-rules';
import type { PublicRule } from '../../src/audit/public-rules';
import { exampleText } from '../../src/audit/reports/rule-examples';
import type { ExampleFile, RuleExamples } from '../../src/audit/reports/rule-examples';
import type { RuleDescription } from '../../src/audit/rule';
import { ACKNOWLEDGE_PREFIX } from '../../src/core/vocabulary';

const REASON = 'why it does not matter here';

/** How a finding of a rule can be accepted: in manifests, in code too, or not at all. */
export type Acknowledgement = 'annotation and construct' | 'annotation' | 'none';

/** What a rule is about, for people. */
export function renderExplanation(rule: RuleDescription, acknowledgement: Acknowledgement, examples: RuleExamples | undefined): string {
  const conflicts = [...conflictsByReason(rule)];
  return [
    `${rule.id} ${rule.slug} (${rule.severity})`,
    rule.title,
    '',
    'Why:',
    `  ${rule.why}`,
    'Remedy:',
    `  ${rule.remedy}`,
    ...example('Wrong:', examples?.bad ?? []),
    ...example('Right:', examples?.good ?? []),
    ...conflicts.length > 0 ? ['Asks for the opposite:', ...conflicts.flatMap(([why, others]) => [`  ${why}`, ...others.flatMap(conflict)])] : [],
    ...acknowledge(rule.id, acknowledgement),
    ...rule.notAcknowledgeable === undefined ? [] : ['It cannot be acknowledged:', `  ${rule.notAcknowledgeable}`],
    'More:',
    ...rule.links.map((link) => `  ${link}`),
    '',
  ].join('\n');
}

function example(title: string, files: readonly ExampleFile[]): string[] {
  if (files.length === 0) return [];
  const lines = files.flatMap((file) => [
    ...file.render === undefined ? [] : [`  the ${file.render} render:`],
    ...file.lines.map((line) => `  ${line.found ? '>' : '|'} ${exampleText(line)}`.trimEnd()),
  ]);
  return [title, ...lines];
}

function conflict({ tool, rule, asks, suppress, source }: PublicRule): string[] {
  return [
    `  ${tool} ${rule} asks ${asks}. To silence it there, ${suppress.where}:`,
    ...suppress.text.split('\n').map((line) => `    ${line}`),
    `    (${source})`,
  ];
}

function acknowledge(id: string, how: Acknowledgement): string[] {
  if (how === 'none') return [];
  return [
    'To accept it in one place, annotate the object:',
    '  metadata:',
    '    annotations:',
    `      ${ACKNOWLEDGE_PREFIX}${id}: "${REASON}; expires=2027-01-31; owner=who accepts it"`,
    ...how === 'annotation' ? [] : ['or say it in code:', `  StorageAudit.of(scope).acknowledge({ id: '${id}', reason: '${REASON}' });`],
  ];
}
