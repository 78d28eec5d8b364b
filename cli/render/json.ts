import { fingerprint, identityOf } from './identity';
import { printableJson } from './printable';
import type { AcknowledgedFinding } from '../../src/audit/finding';
import { pathText } from '../../src/audit/json';
import type { AuditReport, PlacedFinding } from '../commands/report';
import type { Place } from '../manifests/document';

/** Where the form is described. It describes version 1 for ever: fields are added, never changed. */
export const REPORT_SCHEMA = 'https://raw.githubusercontent.com/cdk8s-stateful/cdk8s-stateful/main/cli/render/audit-report-1.schema.json';

/** The report for programs, as `audit-report-1.schema.json` describes it. */
export function renderJson(report: AuditReport): string {
  const { counts, result, unreadable, against } = report;
  return printableJson({
    $schema: REPORT_SCHEMA,
    version: 1,
    summary: {
      objects: result.objects,
      rules: result.rules,
      errors: counts.error,
      warnings: counts.warning,
      infos: counts.info,
      unreadable,
      against,
      acknowledged: report.acknowledged.map(({ finding }) => ({ rule: finding.rule, ...acceptanceOf(finding), object: identityOf(finding.object) })),
    },
    findings: report.findings.map(findingJson),
    acknowledged: report.acknowledged.map((placed) => ({ ...findingJson(placed), ...acceptanceOf(placed.finding) })),
    unreadable: report.errors.map(({ file, line, column, reason }) => ({ file, line, column, reason })),
  });
}

function findingJson({ finding, place, before, related }: PlacedFinding) {
  return {
    rule: finding.rule,
    slug: finding.slug,
    checklist: finding.checklist,
    severity: finding.severity,
    message: finding.message,
    remedy: finding.remedy,
    object: identityOf(finding.object),
    path: pathText(finding.path),
    ...positionOf(place),
    before: before && positionOf(before),
    related: related.map((each) => ({ object: identityOf(each.object), ...positionOf(each.place) })),
    fingerprint: fingerprint(finding),
  };
}

function acceptanceOf({ reason, expires, owner, acknowledgedIn }: AcknowledgedFinding) {
  return { reason, expires, owner, acknowledgedIn };
}

function positionOf(place: Place) {
  return { file: place.file, ...lineOf(place), template: place.template };
}

/** A cluster has no lines: there the path says where. */
function lineOf({ line, column, path }: Place) {
  return path === undefined ? { line, column } : {};
}
