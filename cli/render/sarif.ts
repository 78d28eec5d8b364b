import { gzipSync } from 'node:zlib';
import { identityOf } from './identity';
import { printable, printableJson } from './printable';
import { occurrences, sarifResult } from './sarif-result';
import { sarifRules } from './sarif-rules';
import { sarifUri } from './sarif-uri';
import type { Roots } from './sarif-uri';
import { packageVersion } from '../../src/core/version';
import { byPlace } from '../commands/report';
import type { AuditReport, PlacedFinding } from '../commands/report';

/*
 * What GitHub refuses to take:
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning#file-limits
 */
const MAX_RESULTS = 25_000;
const MAX_GZIPPED_BYTES = 10 * 1024 * 1024;

const RANK = { error: 0, warning: 1, info: 2 } as const;

export interface SarifOptions {
  readonly roots: Roots;
  /** Results for what was acknowledged, too. GitHub does not know suppressions and would open an alert for each. */
  readonly suppressed: 'omit' | 'include';
  readonly limits?: { readonly results: number; readonly gzippedBytes: number };
}

/** A SARIF log, and what was left out of it. */
export interface Sarif {
  readonly text: string;
  readonly omitted: number;
}

/** The report as SARIF 2.1.0, within GitHub's limits: the mildest findings are left out first. */
export function renderSarif(report: AuditReport, options: SarifOptions): Sarif {
  const { results: maxResults, gzippedBytes } = options.limits ?? { results: MAX_RESULTS, gzippedBytes: MAX_GZIPPED_BYTES };
  const all = bySeverity(options.suppressed === 'include' ? [...report.findings, ...report.acknowledged] : report.findings);
  for (let count = Math.min(all.length, maxResults); ; count = Math.floor(count * 0.8)) {
    const text = printableJson(log(report, all.slice(0, count), all.length - count, options));
    if (count === 0 || fits(text, gzippedBytes)) return { text, omitted: all.length - count };
  }
}

/** What is not larger before it is compressed need not be compressed to know. */
function fits(text: string, gzippedBytes: number): boolean {
  return Buffer.byteLength(text) <= gzippedBytes || gzipSync(text).length <= gzippedBytes;
}

function bySeverity(findings: readonly PlacedFinding[]): PlacedFinding[] {
  return [...findings].sort((a, b) => RANK[a.finding.severity] - RANK[b.finding.severity] || byPlace(a, b));
}

function log(report: AuditReport, findings: readonly PlacedFinding[], omitted: number, { roots, suppressed }: SarifOptions) {
  const rules = sarifRules();
  const ruleIndexes = new Map(rules.map(({ id }, position) => [id, position]));
  const occurrence = occurrences();
  const results = findings.map((placed) => sarifResult(placed, ruleIndexes, roots, occurrence));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'cdk8s-stateful', version: packageVersion(), informationUri: 'https://github.com/cdk8s-stateful/cdk8s-stateful', rules } },
      columnKind: 'utf16CodeUnits',
      invocations: [{ executionSuccessful: report.unreadable === 0, toolExecutionNotifications: notifications(report, omitted, roots) }],
      results: suppressed === 'omit' ? results : results.map((result, position) => ({ ...result, suppressions: suppressionsOf(findings[position]) })),
      properties: {
        ...omitted > 0 ? { omittedResults: omitted } : {},
        acknowledged: report.acknowledged.map(({ finding: { rule, reason, object } }) => ({ rule, reason, object: identityOf(object) })),
      },
    }],
  };
}

/** All results have the property, or none: https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html#_Toc141790911 */
function suppressionsOf({ finding }: PlacedFinding) {
  if (!('reason' in finding) || typeof finding.reason !== 'string') return [];
  return [{ kind: 'inSource', status: 'accepted', justification: printable(finding.reason) }];
}

function notifications({ errors }: AuditReport, omitted: number, roots: Roots) {
  return [
    ...errors.map(({ file, line, column, reason }) => {
      const region = line === undefined ? {} : { region: { startLine: line, startColumn: column } };
      return {
        level: 'error',
        message: { text: `cannot be read: ${printable(reason)}` },
        locations: [{ physicalLocation: { artifactLocation: { uri: sarifUri(file, roots) }, ...region } }],
      };
    }),
    ...omitted > 0 ? [{ level: 'warning', message: { text: `${omitted} results are left out, the mildest first: GitHub takes no larger file` } }] : [],
  ];
}
