import { parseArgs } from 'node:util';
import { countBySeverity, placeFindings } from './report';
import type { AuditReport } from './report';
import { EXIT } from './streams';
import type { Streams } from './streams';
import { audit } from '../../src/audit/auditor';
import type { Manifest } from '../../src/audit/finding';
import { reaches } from '../../src/audit/severity';
import type { ReadResult } from '../manifests/document';
import { STDIN, readInputs } from '../manifests/files';
import { renderJson } from '../render/json';
import { HELP, notAnObject, nothingChecked, nothingToCompare, unreadable, usageError } from '../render/messages';
import { renderTable } from '../render/table';

const RENDERERS: { readonly [output: string]: (report: AuditReport) => string } = { table: renderTable, json: renderJson };
const FAIL_ON = ['error', 'warning', 'info', 'never'] as const;

/** Judges files, folders and standard input, and what has changed since another render of them. */
export function auditCommand(args: string[], streams: Streams): number {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      'output': { type: 'string', short: 'o', default: 'table' },
      'fail-on': { type: 'string', default: 'warning' },
      'closed-world': { type: 'boolean', default: false },
      'against': { type: 'string', multiple: true },
      'help': { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    streams.out(HELP);
    return EXIT.clean;
  }
  const failOn = FAIL_ON.find((severity) => severity === values['fail-on']);
  const render = Object.hasOwn(RENDERERS, values.output) ? RENDERERS[values.output] : undefined;
  if (!failOn || !render) {
    streams.err(usageError(failOn ? `--output "${values.output}" is not table or json` : `--fail-on "${values['fail-on']}" is not one of ${FAIL_ON.join(', ')}`));
    return EXIT.badInput;
  }
  const inputs = positionals.length > 0 ? positionals : ['.'];
  if (inputs.includes(STDIN) && values.against?.includes(STDIN)) {
    streams.err(usageError('standard input can be the new render or the old one (--against), not both'));
    return EXIT.badInput;
  }
  const report = run(inputs, values.against, values['closed-world'], streams);
  streams.out(render(report));
  if (report.unreadable > 0 || report.against === 0) return EXIT.badInput;
  if (report.result.objects === 0) return EXIT.nothingChecked;
  return report.result.findings.some((finding) => reaches(finding.severity, failOn)) ? EXIT.findings : EXIT.clean;
}

function run(inputs: readonly string[], against: readonly string[] | undefined, closedWorld: boolean, streams: Streams): AuditReport {
  const started = performance.now();
  const now = read(inputs, streams);
  const before = against && read(against, streams);
  if (now.objects.length === 0) streams.err(nothingChecked(inputs));
  if (against && before?.objects.length === 0) streams.err(nothingToCompare(against));
  const result = audit(manifestsOf(now), { closedWorld, against: before && manifestsOf(before) });
  return {
    result,
    findings: placeFindings(result.findings, [...now.objects, ...before?.objects ?? []]),
    counts: countBySeverity(result.findings),
    unreadable: now.errors.length + (before?.errors.length ?? 0),
    against: before?.objects.length,
    milliseconds: Math.round(performance.now() - started),
  };
}

function read(inputs: readonly string[], streams: Streams): ReadResult {
  const result = readInputs(inputs);
  for (const error of result.errors) streams.err(unreadable(error));
  for (const place of result.skipped) streams.err(notAnObject(place));
  return result;
}

function manifestsOf({ objects }: ReadResult): Manifest[] {
  return objects.map((object) => object.manifest);
}
