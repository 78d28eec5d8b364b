import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { AuditArguments } from './audit-arguments';
import type { Format, Output } from './audit-outputs';
import type { AuditReport } from './report';
import type { Streams } from './streams';
import { writeFiles } from './write-files';
import { summaryLine } from '../render/audit-summary';
import { renderJson } from '../render/json';
import { renderJunit } from '../render/junit';
import { renderMarkdown } from '../render/markdown';
import { resultsOmitted } from '../render/messages';
import { renderSarif } from '../render/sarif';
import { renderTable } from '../render/table';

type ReportArguments = Pick<AuditArguments, 'failOn' | 'outputs' | 'sarifSuppressed'>;

/**
 * Writes a report in every format that was asked for. Where none goes to standard output, its summary does.
 *
 * @throws when a file cannot be written; standard output has been written then.
 */
export function writeReports(report: AuditReport, args: ReportArguments, workingDirectory: string, streams: Streams): void {
  const rendered = args.outputs.map((output) => ({ output, text: render(report, output, args, workingDirectory, streams) }));
  const onStdout = rendered.find(({ output }) => output.file === undefined);
  streams.out(onStdout ? onStdout.text : `${summaryLine(report)}\n`);
  writeFiles(rendered.flatMap(({ output: { file }, text }) => (file === undefined ? [] : [{ path: resolve(workingDirectory, file), text }])));
}

function render(report: AuditReport, { format, file }: Output, args: ReportArguments, workingDirectory: string, streams: Streams): string {
  const renderers: { readonly [each in Format]: () => string } = {
    table: () => renderTable(report, file === undefined ? streams : {}),
    json: () => renderJson(report),
    sarif: () => {
      const roots = { workingDirectory, repository: repositoryAround(workingDirectory) };
      const { text, omitted } = renderSarif(report, { roots, suppressed: args.sarifSuppressed });
      if (omitted > 0) streams.err(resultsOmitted(omitted));
      return text;
    },
    junit: () => renderJunit(report, args.failOn),
    markdown: () => renderMarkdown(report),
  };
  return renderers[format]();
}

/** The nearest folder above with `.git`, which is a file in worktrees and submodules; the folder itself where there is none. */
function repositoryAround(folder: string): string {
  for (let here = folder; ; here = dirname(here)) {
    if (existsSync(join(here, '.git'))) return here;
    if (here === dirname(here)) return folder;
  }
}
