import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dump, load } from 'js-yaml';
import { placeFindings } from '../../cli/commands/report';
import { readInputs } from '../../cli/manifests/files';
import { audit } from '../../src/audit/auditor';
import { describe } from '../../src/audit/manifests';

export const CHARTS = join(import.meta.dirname, 'charts');

/** A finding in rendered manifests. */
export interface ChartFinding {
  readonly rule: string;
  readonly severity: string;
  readonly object: string;
  /** Where in the object, which stays when lines move: `spec/replicas`. */
  readonly path: string;
  readonly line: number;
}

/** A finding, and why an experienced operator of the chart would agree with it. */
interface JustifiedFinding extends ChartFinding {
  readonly why: string;
}

/** A rule that one might expect to speak about an object, and why it does not. */
export interface Silence {
  readonly rule: string;
  readonly object: string;
  readonly why: string;
}

export interface Verdicts {
  readonly findings: readonly JustifiedFinding[];
  readonly silent: readonly Silence[];
}

/** Folders below a chart that hold a rendered.yaml, as `postgresql/variants/replicated`. */
export function renderedFolders(): string[] {
  return readdirSync(CHARTS, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('rendered.yaml'))
    .map((file) => dirname(file))
    .sort();
}

/** All that the audit finds in a rendered.yaml, in the order of its lines. */
export function findIn(folder: string): { readonly findings: ChartFinding[]; readonly objects: ReadonlySet<string>; readonly unread: number } {
  const { objects, errors, skipped } = readInputs([join(CHARTS, folder, 'rendered.yaml')]);
  const result = audit(objects.map((object) => object.manifest));
  return {
    findings: placeFindings(result, objects).findings.map(({ finding, place }) => ({
      rule: finding.rule, severity: finding.severity, object: describe(finding.object), path: finding.path.join('/'), line: place.line,
    })),
    objects: new Set(objects.map((object) => describe(object.manifest))),
    unread: errors.length + skipped.length,
  };
}

export function readVerdicts(folder: string): Verdicts {
  const file = join(CHARTS, folder, 'verdicts.yaml');
  const read = existsSync(file) ? load(readFileSync(file, 'utf8')) as Partial<Verdicts> : {};
  return { findings: read.findings ?? [], silent: read.silent ?? [] };
}

/** Writes what is found now. Who reviewed a finding before said why; what is new waits for somebody to say it. */
export function writeVerdicts(folder: string, found: readonly ChartFinding[]): void {
  const { findings, silent } = readVerdicts(folder);
  const whys = new Map(findings.map((finding) => [identityOf(finding), finding.why]));
  const justified = found.map((finding) => ({ ...finding, why: whys.get(identityOf(finding)) ?? '' }));
  writeFileSync(join(CHARTS, folder, 'verdicts.yaml'), dump({ findings: justified, silent }, { lineWidth: 140 }));
}

function identityOf({ rule, severity, object, path }: ChartFinding): string {
  return [rule, severity, object, path].join(' ');
}
