import XMLBuilder from 'fast-xml-builder';
import { summaryText } from './audit-summary';
import { printable } from './printable';
import { whereUnread } from './where';
import type { AcknowledgedFinding, Severity } from '../../src/audit/finding';
import { pathText } from '../../src/audit/json';
import { describe } from '../../src/audit/manifests';
import { reaches } from '../../src/audit/severity';
import type { AuditReport, PlacedFinding } from '../commands/report';

const BUILDER = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', format: true, suppressEmptyNode: true });

interface Outcome {
  readonly '@type': string;
  readonly '@message': string;
  readonly '#text'?: string;
}

interface TestCase {
  readonly '@name': string;
  readonly '@classname': string;
  readonly 'failure'?: Outcome;
  readonly 'error'?: Outcome;
  readonly 'skipped'?: Outcome;
  readonly 'system-out'?: string;
}

/**
 * The report as JUnit XML, as Jenkins and GitLab read it: a suite for what was read, and one for each file with findings. What
 * fails the command is a failure, what is milder passes with its text, and what was acknowledged is skipped with its reason.
 *
 * @param failOn from which severity on a finding fails the command; where none does, errors are failures.
 * @see https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
 */
export function renderJunit(report: AuditReport, failOn: Severity | 'never'): string {
  const threshold = failOn === 'never' ? 'error' : failOn;
  const files = new Map<string, TestCase[]>();
  const add = ({ place: { file } }: PlacedFinding, test: TestCase) => {
    const cases = files.get(file);
    if (cases) cases.push(test);
    else files.set(file, [test]);
  };
  for (const placed of report.findings) add(placed, caseOf(placed, threshold));
  for (const placed of report.acknowledged) add(placed, skippedCase(placed));
  const suites = [suiteOf('cdk8s-stateful audit', inputCases(report)), ...[...files].map(([file, cases]) => suiteOf(file, cases))];
  const total = (count: '@tests' | '@failures' | '@errors') => suites.reduce((sum, suite) => sum + suite[count], 0);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${BUILDER.build({
    testsuites: { '@name': 'cdk8s-stateful', '@tests': total('@tests'), '@failures': total('@failures'), '@errors': total('@errors'), 'testsuite': suites },
  })}`;
}

function suiteOf(name: string, cases: readonly TestCase[]) {
  const count = (outcome: 'failure' | 'error' | 'skipped') => cases.filter((test) => test[outcome] !== undefined).length;
  return {
    '@name': printable(name), '@tests': cases.length, '@failures': count('failure'), '@errors': count('error'), '@skipped': count('skipped'), 'testcase': cases,
  };
}

/** There is always one case: readers of JUnit take a report without any for a run that broke. */
function inputCases(report: AuditReport): TestCase[] {
  const isEmpty = report.result.objects === 0;
  return [
    {
      '@name': 'objects are judged',
      '@classname': 'input',
      ...isEmpty ? { error: { '@type': 'nothing-checked', '@message': 'nothing was checked: no Kubernetes object in the input' } } : { 'system-out': summaryText(report) },
    },
    ...report.errors.map((error) => ({
      '@name': printable(whereUnread(error)),
      '@classname': 'input',
      'error': { '@type': 'unreadable', '@message': printable(error.reason) },
    })),
  ];
}

function caseOf(placed: PlacedFinding, threshold: Severity): TestCase {
  const { finding } = placed;
  const text = detailOf(placed);
  return reaches(finding.severity, threshold)
    ? { ...nameOf(placed), failure: { '@type': finding.severity, '@message': printable(finding.message), '#text': text } }
    : { ...nameOf(placed), 'system-out': `${finding.severity}: ${printable(finding.message)}\n${text}` };
}

function skippedCase(placed: PlacedFinding<AcknowledgedFinding>): TestCase {
  const { finding } = placed;
  const message = printable(`acknowledged: ${finding.reason}`);
  return { ...nameOf(placed), skipped: { '@type': 'acknowledged', '@message': message, '#text': `${printable(finding.message)}\n${detailOf(placed)}` } };
}

function nameOf({ finding }: PlacedFinding): Pick<TestCase, '@name' | '@classname'> {
  return { '@name': printable(`${finding.rule} ${finding.slug} ${pathText(finding.path)}`.trim()), '@classname': printable(describe(finding.object)) };
}

function detailOf({ finding, place, before }: PlacedFinding): string {
  return [
    `${printable(place.file)}:${place.line}:${place.column}`,
    ...place.template === undefined ? [] : [`template: ${printable(place.template)}`],
    ...before ? [`before: ${printable(before.file)}:${before.line}`] : [],
    `remedy: ${printable(finding.remedy)}`,
    `explain: cdk8s-stateful explain ${finding.rule}`,
  ].join('\n');
}
