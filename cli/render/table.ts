import { describe } from '../../src/audit/manifests';
import type { AuditReport, PlacedFinding } from '../commands/report';

const INDENT = ' '.repeat(8);

/** The report for people: by file and line, with the line itself. */
export function renderTable(report: AuditReport): string {
  const lines: string[] = [];
  let file: string | undefined;
  for (const placed of report.findings) {
    if (placed.place.file !== file) {
      file = placed.place.file;
      lines.push(file);
    }
    lines.push(...findingLines(placed), '');
  }
  const { acknowledged } = report.result;
  if (acknowledged.length > 0) {
    lines.push('acknowledged', ...acknowledged.map(({ rule, object, reason }) => `  ${rule}  ${describe(object)}: ${reason}`), '');
  }
  lines.push(summary(report), '');
  return lines.join('\n');
}

function findingLines({ finding, place, before }: PlacedFinding): string[] {
  const at = `${place.line}:${place.column}`.padEnd(7);
  const number = String(place.line).padStart(4);
  const gutter = ' '.repeat(number.length);
  return [
    `  ${at} ${finding.severity.padEnd(8)} ${finding.rule}  ${finding.slug}  ${finding.message}`,
    `${INDENT}${number} | ${place.source}`,
    `${INDENT}${gutter} | ${' '.repeat(place.column - 1)}${'^'.repeat(place.length)}`,
    ...before ? [`${INDENT}before: ${before.file}:${before.line}`] : [],
    `${INDENT}${finding.remedy}    explain: cdk8s-stateful explain ${finding.rule}`,
  ];
}

function summary({ counts, result, unreadable, against, milliseconds }: AuditReport): string {
  return [
    plural(counts.error, 'error'),
    plural(counts.warning, 'warning'),
    `${counts.info} info`,
    ...result.acknowledged.length > 0 ? [`${result.acknowledged.length} acknowledged`] : [],
    ...unreadable > 0 ? [`${unreadable} unreadable`] : [],
    `${plural(result.objects, 'object')}${against === undefined ? '' : ` against ${against}`}`,
    plural(result.rules, 'rule'),
    `${milliseconds} ms`,
  ].join(', ');
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
