import type { AuditResult } from '../../src/audit/auditor';
import type { RuleFinding, Severity } from '../../src/audit/finding';
import type { Place, ReadObject } from '../manifests/document';

export interface PlacedFinding {
  readonly finding: RuleFinding;
  readonly place: Place;
  /** Where the same lay before, when it is about a change. */
  readonly before?: Place;
}

/** What an audit of files came to, ready to be rendered. */
export interface AuditReport {
  readonly result: AuditResult;
  /** By file, line and column. */
  readonly findings: readonly PlacedFinding[];
  readonly counts: { readonly [severity in Severity]: number };
  readonly unreadable: number;
  /** Objects of the render that was compared with, if one was. */
  readonly against?: number;
  readonly milliseconds: number;
}

export function placeFindings(findings: readonly RuleFinding[], objects: readonly ReadObject[]): PlacedFinding[] {
  const byManifest = new Map(objects.map((object) => [object.manifest, object]));
  return findings
    .map((finding) => ({
      finding,
      place: byManifest.get(finding.object)!.place(finding.path),
      before: finding.before && byManifest.get(finding.before)?.place(finding.path),
    }))
    .sort(({ place: a }, { place: b }) => (a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1));
}

export function countBySeverity(findings: readonly RuleFinding[]): AuditReport['counts'] {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}
