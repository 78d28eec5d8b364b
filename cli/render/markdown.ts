import { summaryText } from './audit-summary';
import { printable } from './printable';
import { ruleLink } from './rule-links';
import { whereUnread } from './where';
import type { RuleFinding } from '../../src/audit/finding';
import { describe } from '../../src/audit/manifests';
import type { AuditReport, PlacedFinding } from '../commands/report';

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits */
const MAX_BYTES = 1024 * 1024;
/** Kept for the lines that say what was left out, and for whoever writes into the same summary. */
const RESERVE = 4096;
/** A cell says enough; the file has the rest. */
const MAX_CELL = 500;

/** The report as GitHub-flavoured Markdown, for the summary of a job or a comment; cut with a notice where GitHub would refuse it. */
export function renderMarkdown(report: AuditReport, maxBytes = MAX_BYTES): string {
  const budget = { bytes: maxBytes - RESERVE };
  const unreadable = fitting(report.errors.map((error) => `- ${cell(whereUnread(error))}: ${cell(error.reason)}`), budget);
  const findings = fitting(report.findings.map(row), budget);
  const acknowledged = fitting(report.acknowledged.map((placed) => `| ${ruleCell(placed.finding)} | ${objectCell(placed)} | ${cell(placed.finding.reason)} |`), budget);
  return [
    '## Storage audit',
    '',
    `${summaryText(report)}.`,
    '',
    ...section('**Not read:**', [], unreadable, report.errors.length),
    ...section('', ['| Severity | Rule | Object | Where | What is wrong, and the remedy |', '| --- | --- | --- | --- | --- |'], findings, report.findings.length),
    ...section('**Acknowledged:**', ['| Rule | Object | Reason |', '| --- | --- | --- |'], acknowledged, report.acknowledged.length),
  ].join('\n');
}

/** As many lines as the budget has room for, taken from it. */
function fitting(lines: readonly string[], budget: { bytes: number }): string[] {
  const taken: string[] = [];
  for (const line of lines) {
    const bytes = Buffer.byteLength(line) + 1;
    if (bytes > budget.bytes) break;
    budget.bytes -= bytes;
    taken.push(line);
  }
  return taken;
}

function section(title: string, head: readonly string[], lines: readonly string[], total: number): string[] {
  if (total === 0) return [];
  const omitted = total - lines.length;
  const notice = omitted > 0 ? ['', `**${omitted} of ${total} are left out**: a summary may hold 1 MiB. Another output has all of them, as \`-o json=audit.json\`.`] : [];
  return [...title === '' ? [] : [title, ''], ...head, ...lines, ...notice, ''];
}

function row(placed: PlacedFinding): string {
  const { finding, place, before } = placed;
  const template = place.template === undefined ? '' : ` (${place.template})`;
  const where = `${place.file}:${place.line}${template}${before ? `, before ${before.file}:${before.line}` : ''}`;
  return `| ${finding.severity} | ${ruleCell(finding)} | ${objectCell(placed)} | ${cell(where)} | ${cell(finding.message)}; ${cell(finding.remedy)} |`;
}

function ruleCell({ rule, slug }: RuleFinding): string {
  return `[${rule}](${ruleLink({ id: rule, slug })})`;
}

function objectCell({ finding }: PlacedFinding): string {
  return cell(describe(finding.object));
}

/**
 * Text of somebody else's as nothing but text: no cell ends, no tag, link, picture or emphasis begins, nobody is mentioned.
 *
 * @see https://github.github.com/gfm/#backslash-escapes
 */
function cell(text: string): string {
  const short = text.length <= MAX_CELL ? text : `${text.slice(0, MAX_CELL)}...`;
  return printable(short).replace(/[\\`*_{}[\]()#+!|~$]/g, '\\$&').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/@/g, '&#64;')
    .replace(/:\/\//g, '&#58;//').replace(/(www)\./gi, '$1&#46;');
}
