import type { Paint } from './color';
import type { AuditReport } from '../commands/report';

const PLAIN: Paint = (_, text) => text;

/** What an audit came to, in one line, with how long it took. */
export function summaryLine(report: AuditReport, paint: Paint = PLAIN): string {
  return `${summaryText(report, paint)}, ${report.milliseconds} ms`;
}

/** The same without the time, so that the same input gives the same text. */
export function summaryText({ counts, result, acknowledged, unreadable, against }: AuditReport, paint: Paint = PLAIN): string {
  return [
    counts.error > 0 ? paint('error', plural(counts.error, 'error')) : plural(counts.error, 'error'),
    counts.warning > 0 ? paint('warning', plural(counts.warning, 'warning')) : plural(counts.warning, 'warning'),
    `${counts.info} info`,
    ...acknowledged.length > 0 ? [`${acknowledged.length} acknowledged`] : [],
    ...unreadable > 0 ? [paint('error', `${unreadable} unreadable`)] : [],
    `${plural(result.objects, 'object')}${against === undefined ? '' : ` against ${against}`}`,
    plural(result.rules, 'rule'),
  ].join(', ');
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
