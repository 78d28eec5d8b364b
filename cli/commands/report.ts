import { SecretLines } from './secret-lines';
import type { AuditResult } from '../../src/audit/auditor';
import type { AcknowledgedFinding, Manifest, RuleFinding, Severity } from '../../src/audit/finding';
import type { Place, ReadError, ReadObject } from '../manifests/document';

/** An object that has a part in a finding, and where it is. */
export interface PlacedObject {
  readonly object: Manifest;
  readonly place: Place;
}

export interface PlacedFinding<F extends RuleFinding = RuleFinding> {
  readonly finding: F;
  readonly place: Place;
  /** Where the same lay before, when it is about a change. */
  readonly before?: Place;
  readonly related: readonly PlacedObject[];
}

/** What an audit of files came to, ready to be rendered. */
export interface AuditReport {
  readonly result: AuditResult;
  /** By file, line and column. */
  readonly findings: readonly PlacedFinding[];
  /** Found, and accepted by somebody with a reason; by file, line and column. */
  readonly acknowledged: readonly PlacedFinding<AcknowledgedFinding>[];
  readonly counts: { readonly [severity in Severity]: number };
  readonly unreadable: number;
  /** What could not be read, and why. */
  readonly errors: readonly ReadError[];
  /** Objects of the render that was compared with, if one was. */
  readonly against?: number;
  readonly milliseconds: number;
}

/** Where findings lie, by file, line and column. Lines with a secret are hidden in all of them. */
export function placeFindings(
  result: Pick<AuditResult, 'findings' | 'acknowledged'>, objects: readonly ReadObject[],
): Pick<AuditReport, 'findings' | 'acknowledged'> {
  const byManifest = new Map(objects.map((object) => [object.manifest, object]));
  const [findings, acknowledged] = [placedAll(result.findings, byManifest), placedAll(result.acknowledged, byManifest)];
  const placed = [...findings, ...acknowledged];
  const [found, shown] = [placed.filter(({ finding }) => finding.isSecret), placed].map((some) => some.map(({ place }) => place));
  const secrets = new SecretLines(found, shown, objects);
  const hidden = <F extends RuleFinding>(each: PlacedFinding<F>): PlacedFinding<F> => ({ ...each, place: secrets.hide(each.place) });
  return { findings: findings.map(hidden), acknowledged: acknowledged.map(hidden) };
}

function placedAll<F extends RuleFinding>(findings: readonly F[], byManifest: ReadonlyMap<Manifest, ReadObject>): PlacedFinding<F>[] {
  // many findings may have one object in common
  const places = new Map<Manifest, Place | undefined>();
  const placeOf = (object: Manifest): Place | undefined => {
    if (!places.has(object)) places.set(object, byManifest.get(object)?.place([]));
    return places.get(object);
  };
  return findings
    .map((finding) => ({
      finding,
      place: byManifest.get(finding.object)!.place(finding.path),
      before: finding.before && byManifest.get(finding.before)?.place(finding.path),
      related: (finding.related ?? []).flatMap((object) => {
        const place = placeOf(object);
        return place ? [{ object, place }] : [];
      }),
    }))
    .sort(byPlace);
}

/** By file, line, column and rule: the same order in every run. */
export function byPlace({ place: a, finding: f }: PlacedFinding, { place: b, finding: g }: PlacedFinding): number {
  return compareText(a.file, b.file) || a.line - b.line || a.column - b.column || compareText(f.rule, g.rule) || compareText(f.message, g.message);
}

/** By code units: collation depends on the machine. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export function countBySeverity(findings: readonly RuleFinding[]): AuditReport['counts'] {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}
