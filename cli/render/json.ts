import { pathText } from '../../src/audit/json';
import type { AuditReport } from '../commands/report';

/** The report for programs. Its form is fixed: fields are added, never changed. */
export function renderJson(report: AuditReport): string {
  const { counts, result, unreadable, against } = report;
  return `${JSON.stringify({
    version: 1,
    summary: {
      objects: result.objects,
      rules: result.rules,
      errors: counts.error,
      warnings: counts.warning,
      infos: counts.info,
      unreadable,
      against,
      acknowledged: result.acknowledged.map(({ rule, reason, object }) => ({ rule, reason, object: identity(object) })),
    },
    findings: report.findings.map(({ finding, place, before }) => ({
      rule: finding.rule,
      slug: finding.slug,
      checklist: finding.checklist,
      severity: finding.severity,
      message: finding.message,
      remedy: finding.remedy,
      object: identity(finding.object),
      path: pathText(finding.path),
      file: place.file,
      line: place.line,
      column: place.column,
      before: before && { file: before.file, line: before.line, column: before.column },
    })),
  }, undefined, 2)}\n`;
}

function identity({ apiVersion, kind, metadata }: AuditReport['findings'][number]['finding']['object']) {
  return { apiVersion, kind, namespace: metadata.namespace ?? null, name: metadata.name ?? null };
}
