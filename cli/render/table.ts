import { summaryLine } from './audit-summary';
import { painter } from './color';
import type { Paint } from './color';
import { printable } from './printable';
import { sourceLine } from './source-line';
import { writeAcknowledgement } from '../../src/audit/acknowledgement-text';
import { pathText } from '../../src/audit/json';
import { describe } from '../../src/audit/manifests';
import type { AuditReport, PlacedFinding } from '../commands/report';
import type { Place } from '../manifests/document';

const INDENT = ' '.repeat(8);
/** Columns for a line of source where no terminal says how many there are, and the fewest that are of use. */
const DEFAULT_COLUMNS = 160;
const MIN_SOURCE_WIDTH = 40;
const HIDDEN_LINE = { text: '(not shown: it holds a secret)', caret: '' };

export interface TableOptions {
  readonly color?: boolean;
  /** Columns of the terminal. */
  readonly columns?: number;
}

/** The report for people: by file and line, with the line itself. */
export function renderTable(report: AuditReport, { color = false, columns = DEFAULT_COLUMNS }: TableOptions = {}): string {
  const paint = painter(color);
  const lines: string[] = [];
  let heading: string | undefined;
  for (const placed of report.findings) {
    const next = headingOf(placed.place);
    if (next !== heading) lines.push(paint('place', printable(next)));
    heading = next;
    lines.push(...findingLines(placed, paint, columns), '');
  }
  const { acknowledged } = report;
  if (acknowledged.length > 0) {
    lines.push('acknowledged', ...acknowledged.map(({ finding }) => `  ${finding.rule}  ${printable(`${describe(finding.object)}: ${writeAcknowledgement(finding)}`)}`), '');
  }
  lines.push(summaryLine(report, paint), '');
  return lines.join('\n');
}

/** The file; of a chart that Helm rendered, also the template, for that is what a person edits. */
function headingOf({ file, template }: Place): string {
  return template === undefined ? file : `${file} (${template})`;
}

function findingLines({ finding, place, before }: PlacedFinding, paint: Paint, columns: number): string[] {
  const severity = paint(finding.severity, finding.severity.padEnd(8));
  const remedy = `${INDENT}${printable(finding.remedy)}    ${paint('faint', `explain: cdk8s-stateful explain ${finding.rule}`)}`;
  if (place.path !== undefined) {
    // of a cluster there is no line: the path stands for it
    return [
      `  ${severity} ${finding.rule}  ${finding.slug}  ${printable(finding.message)}`,
      ...place.source === '' ? [] : [`${INDENT}${printable(place.source)}`],
      remedy,
    ];
  }
  const at = `${place.line}:${place.column}`.padEnd(7);
  const number = String(place.line).padStart(4);
  const gutter = ' '.repeat(number.length);
  const room = Math.max(MIN_SOURCE_WIDTH, columns - INDENT.length - number.length - ' | '.length);
  const { text, caret } = place.isHidden ? HIDDEN_LINE : sourceLine(place.source, place.column, place.length, room);
  return [
    `  ${at} ${severity} ${finding.rule}  ${finding.slug}  ${printable(finding.message)}`,
    `${INDENT}${paint('faint', `${number} |`)} ${text}`,
    `${INDENT}${paint('faint', `${gutter} |`)} ${paint(finding.severity, caret)} ${paint('faint', printable(pathText(finding.path)))}`.trimEnd(),
    ...before ? [`${INDENT}before: ${printable(before.file)}:${before.line}`] : [],
    remedy,
  ];
}
