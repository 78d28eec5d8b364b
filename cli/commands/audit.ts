import { parseArgs } from 'node:util';
import { countBySeverity, placeFindings } from './report';
import type { AuditReport } from './report';
import { EXIT } from './streams';
import type { Streams } from './streams';
import { audit } from '../../src/audit/auditor';
import { reaches } from '../../src/audit/severity';
import { readInputs } from '../manifests/files';
import { renderJson } from '../render/json';
import { HELP, notAnObject, nothingChecked, unreadable, usageError } from '../render/messages';
import { renderTable } from '../render/table';

const RENDERERS: { readonly [output: string]: (report: AuditReport) => string } = { table: renderTable, json: renderJson };
const FAIL_ON = ['error', 'warning', 'info', 'never'] as const;

/** Judges files, folders and standard input. */
export function auditCommand(args: string[], streams: Streams): number {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      'output': { type: 'string', short: 'o', default: 'table' },
      'fail-on': { type: 'string', default: 'warning' },
      'closed-world': { type: 'boolean', default: false },
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
  const report = run(positionals.length > 0 ? positionals : ['.'], values['closed-world'], streams);
  streams.out(render(report));
  if (report.unreadable > 0) return EXIT.badInput;
  if (report.result.objects === 0) return EXIT.nothingChecked;
  return report.result.findings.some((finding) => reaches(finding.severity, failOn)) ? EXIT.findings : EXIT.clean;
}

function run(inputs: readonly string[], closedWorld: boolean, streams: Streams): AuditReport {
  const started = performance.now();
  const { objects, errors, skipped } = readInputs(inputs);
  for (const error of errors) streams.err(unreadable(error));
  for (const place of skipped) streams.err(notAnObject(place));
  if (objects.length === 0) streams.err(nothingChecked(inputs));
  const result = audit(objects.map((object) => object.manifest), { closedWorld });
  return {
    result,
    findings: placeFindings(result.findings, objects),
    counts: countBySeverity(result.findings),
    unreadable: errors.length,
    milliseconds: Math.round(performance.now() - started),
  };
}
