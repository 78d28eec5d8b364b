import type { ManifestReader, ReadManifests } from './manifest-reader';
import type { IValidationContext, ValidationViolation } from './validation-context';
import { violationsOf } from './violations';
import { writeAcknowledgement } from '../audit/acknowledgement-text';
import { audit } from '../audit/auditor';
import type { AuditResult } from '../audit/auditor';
import type { Severity } from '../audit/finding';
import { describe } from '../audit/manifests';
import { reaches } from '../audit/severity';

export interface ValidationSettings {
  readonly failOn?: Severity | 'never';
  readonly closedWorld?: boolean;
  /** Path of a configuration; otherwise that of the folder. */
  readonly config?: string;
  readonly folder: string;
  /** `2027-01-31` */
  readonly today: string;
}

/** Judges what cdk8s has synthesized and reports it. Input that cannot be read, or none at all, is a failure. */
export async function validateManifests(context: IValidationContext, settings: ValidationSettings, reader: ManifestReader): Promise<void> {
  const config = await reader.readConfig(settings.config, settings.folder);
  const input = reader.readInputs(context.manifests);
  const result = audit(input.objects.map(({ manifest }) => manifest), {
    closedWorld: settings.closedWorld ?? config.closedWorld,
    assumed: config.assumed,
    acknowledgements: config.acknowledgements,
    today: settings.today,
  });
  const unread = unreadViolations(input);
  const found = violationsOf(result.findings, [...input.objects, ...config.sources], context.metadata);
  for (const violation of [...unread, ...found]) context.report.addViolation(violation);
  const failOn = settings.failOn ?? config.failOn ?? 'warning';
  const fails = unread.length > 0 || result.findings.some(({ severity }) => reaches(severity, failOn));
  context.report.submit(fails ? 'failure' : 'success', summary(result, input, failOn));
}

/** A file that nobody has read must not pass for one that is clean. */
function unreadViolations({ objects, errors }: ReadManifests): ValidationViolation[] {
  const violations = errors.map(({ file, line, reason }) => ({
    ruleName: 'unreadable manifest (error)',
    recommendation: 'What cannot be read is not audited.',
    fix: 'Mend the YAML.',
    violatingResources: [{ resourceName: file, locations: [`${line ?? 1}: ${reason}`], manifestPath: file }],
  }));
  if (objects.length > 0 || errors.length > 0) return violations;
  return [{ ruleName: 'nothing was checked (error)', recommendation: 'The app has synthesized no Kubernetes object.', fix: 'See that it writes to its output folder.', violatingResources: [] }];
}

function summary({ findings, acknowledged, objects, rules }: AuditResult, { skipped }: ReadManifests, failOn: string): { [row: string]: string } {
  const count = (severity: Severity): string => String(findings.filter((finding) => finding.severity === severity).length);
  const rows: { [row: string]: string } = {
    'Objects': String(objects), 'Rules': String(rules), 'Errors': count('error'), 'Warnings': count('warning'), 'Infos': count('info'), 'Fails on': failOn,
  };
  if (skipped.length > 0) rows['No Kubernetes objects'] = skipped.join(', ');
  if (acknowledged.length > 0) rows.Acknowledged = acknowledged.map((each) => `${each.rule} ${describe(each.object)}: ${writeAcknowledgement(each)}`).join('\n');
  return rows;
}
