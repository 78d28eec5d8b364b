import { resolve } from 'node:path';
import { auditArguments } from './audit-arguments';
import type { AuditArguments } from './audit-arguments';
import { writeReports } from './audit-reports';
import { readSources } from './audit-sources';
import { countBySeverity, placeFindings } from './report';
import type { AuditReport } from './report';
import { EXIT } from './streams';
import type { Streams } from './streams';
import type { World } from './world';
import { requireWritable } from './write-files';
import { audit } from '../../src/audit/auditor';
import type { Manifest } from '../../src/audit/finding';
import { reaches } from '../../src/audit/severity';
import { dayOf } from '../../src/core/time';
import { readConfig } from '../config/read-config';
import type { ReadResult } from '../manifests/document';
import { transientProgress } from '../render/audit-progress';
import { HELP } from '../render/messages';

/** Judges files, folders and standard input, and what has changed since another render of them; or what is in a cluster. */
export async function auditCommand(args: string[], streams: Streams, world: World): Promise<number> {
  const workingDirectory = process.cwd();
  const options = await auditArguments(args, workingDirectory, (file) => readConfig(file, '.'));
  if (!options) {
    streams.out(HELP);
    return EXIT.clean;
  }
  requireWritable(options.outputs.flatMap(({ file }) => (file === undefined ? [] : [resolve(workingDirectory, file)])));
  const report = await run(options, streams, world);
  writeReports(report, options, workingDirectory, streams);
  return exitOf(report, options);
}

async function run(options: AuditArguments, streams: Streams, world: World): Promise<AuditReport> {
  const started = performance.now();
  const progress = transientProgress(streams);
  progress.show('reading');
  const { now, before, outside, complete } = await readSources(options, { ...streams, err: (text) => progress.aside(text) }, world);
  progress.show(`judging ${now.objects.length} objects`);
  const { config } = options;
  const result = audit(manifestsOf(now), {
    closedWorld: options.closedWorld || (config.closedWorld ?? complete),
    against: before && manifestsOf(before),
    assumed: [...config.assumed, ...outside],
    acknowledgements: config.acknowledgements,
    today: dayOf(world.now()),
  });
  progress.show(`placing ${result.findings.length} findings`);
  const objects = [...now.objects, ...before?.objects ?? [], ...config.sources];
  const errors = [...now.errors, ...before?.errors ?? []];
  const report = {
    result,
    ...placeFindings(result, objects),
    counts: countBySeverity(result.findings),
    unreadable: errors.length,
    errors,
    against: before?.objects.length,
    milliseconds: Math.round(performance.now() - started),
  };
  progress.clear();
  return report;
}

function exitOf({ result, unreadable, against }: AuditReport, { failOn }: AuditArguments): number {
  if (unreadable > 0 || against === 0) return EXIT.badInput;
  // what is gone is found also where nothing is left
  if (result.findings.some((finding) => reaches(finding.severity, failOn))) return EXIT.findings;
  return result.objects === 0 ? EXIT.nothingChecked : EXIT.clean;
}

function manifestsOf({ objects }: ReadResult): Manifest[] {
  return objects.map((object) => object.manifest);
}
