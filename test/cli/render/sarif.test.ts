import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { placeFindings } from '../../../cli/commands/report';
import type { AuditReport } from '../../../cli/commands/report';
import { readText } from '../../../cli/manifests/document';
import type { SarifOptions } from '../../../cli/render/sarif';
import { renderSarif } from '../../../cli/render/sarif';
import { ACKNOWLEDGEMENT_RULES } from '../../../src/audit/acknowledgement';
import { RULES } from '../../../src/audit/rules/index';
import sarifSchema from '../../schema/sarif/sarif-schema-2.1.0.json';
import { CLAIMS, claimsNamed, reportOf, ruleFinding } from '../../support/audit-report';

// one pattern of the standard's schema is no regular expression by Unicode's rules
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(sarifSchema);

const ROOTS = { workingDirectory: '/repo/deploy', repository: '/repo' };

function runOf(report: AuditReport, options: Partial<SarifOptions> = {}) {
  const { text } = renderSarif(report, { roots: ROOTS, suppressed: 'omit', ...options });
  const sarif = JSON.parse(text);
  validate(sarif);
  expect(validate.errors).toBeNull();
  return sarif.runs[0];
}

describe('SARIF', () => {
  test('of nothing has results, which are none, and every rule', () => {
    const run = runOf(reportOf({}));
    expect(run.results).toEqual([]);
    const ids = [...RULES, ...Object.values(ACKNOWLEDGEMENT_RULES)].map(({ id }) => id);
    expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(ids);
  });

  test('has what GitHub asks of a result', () => {
    const run = runOf(reportOf({ 'a.yaml': CLAIMS }));
    expect(run.results).toEqual([{
      ruleId: 'STO-001',
      ruleIndex: run.tool.driver.rules.findIndex(({ id }: { id: string }) => id === 'STO-001'),
      level: 'warning',
      message: { text: 'is wrong. Remedy: mend it' },
      locations: [{
        physicalLocation: { artifactLocation: { uri: 'deploy/a.yaml' }, region: { startLine: 7, startColumn: 3, endLine: 7, endColumn: 19 } },
        logicalLocations: [{ fullyQualifiedName: 'PersistentVolumeClaim orders/ledger spec.storageClassName', kind: 'resource' }],
      }],
      partialFingerprints: { 'primaryLocationLineHash': expect.stringMatching(/^[0-9a-f]{32}:1$/), 'cdk8sStatefulFinding/v1': expect.stringMatching(/^[0-9a-f]{32}$/) },
    }]);
  });

  test('has what GitHub asks of every rule', () => {
    for (const rule of runOf(reportOf({})).tool.driver.rules) {
      expect(rule).toMatchObject({ helpUri: expect.stringMatching(/#[a-z]{3}-\d{3}-[a-z-]+$/), defaultConfiguration: { level: expect.stringMatching(/^(error|warning|note)$/) } });
      expect(rule.shortDescription.text.length).toBeLessThanOrEqual(1024);
      expect(rule.fullDescription.text.length).toBeLessThanOrEqual(1024);
      expect(rule.help.markdown).toContain('**Remedy:**');
      expect(rule.properties.precision).toMatch(/^(very-)?high$/);
      expect(rule.properties['problem.severity']).toMatch(/^(error|warning|recommendation)$/);
      expect(rule.properties.tags).toEqual(['kubernetes', expect.stringMatching(/^[a-z-]+$/)]);
      expect(rule.properties).not.toHaveProperty('security-severity');
    }
  });

  test.each([
    ['a file below', 'sub/a.yaml', 'deploy/sub/a.yaml'],
    ['an absolute file', '/repo/charts/a.yaml', 'charts/a.yaml'],
    ['a file in a folder above', '../a.yaml', 'a.yaml'],
    ['a file outside the repository', '/elsewhere/a.yaml', '../elsewhere/a.yaml'],
    ['blanks and other signs', 'a b#1?.yaml', 'deploy/a%20b%231%3F.yaml'],
    ['standard input', '<stdin>', 'stdin'],
  ])('names %s relative to the repository', (_, file, uri) => {
    const [result] = runOf(reportOf({ [file]: CLAIMS })).results;
    expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
  });

  test('links related objects and the earlier place from its message, with only one location', () => {
    const { objects } = readText('a.yaml', CLAIMS);
    const [ledger, cache] = objects.map(({ manifest }) => manifest);
    const report = reportOf({});
    const finding = { ...reportOf({ 'a.yaml': CLAIMS }).findings[0].finding, object: ledger, before: ledger, related: [cache], message: 'containers[0] is wrong' };
    const [result] = runOf({ ...report, findings: placeFindings({ findings: [finding], acknowledged: [] }, objects).findings }).results;
    expect(result.locations).toHaveLength(1);
    expect(result.message.text).toBe('containers\\[0\\] is wrong. Remedy: mend it. See [PersistentVolumeClaim orders/ledger before](1), [PersistentVolumeClaim cache](2)');
    expect(result.relatedLocations).toEqual([
      { id: 1, message: { text: 'PersistentVolumeClaim orders/ledger before' }, physicalLocation: expect.objectContaining({ region: expect.objectContaining({ startLine: 7 }) }) },
      { id: 2, message: { text: 'PersistentVolumeClaim cache' }, physicalLocation: expect.objectContaining({ region: expect.objectContaining({ startLine: 10 }) }) },
    ]);
  });

  test('keeps fingerprints when lines move, and tells the same finding twice apart', () => {
    const printsOf = (text: string): string[] => runOf(reportOf({ 'a.yaml': text })).results.map((result: { partialFingerprints: { primaryLocationLineHash: string } }) => result.partialFingerprints.primaryLocationLineHash);
    const claims = claimsNamed('a', 'b');
    expect(printsOf(`# moved\n${claims}`)).toEqual(printsOf(claims));
    const [first, second] = printsOf(claimsNamed('a', 'a'));
    expect(second).toBe(first.replace(/:1$/, ':2'));
  });

  test('has results by severity, file and line, whatever the order of the findings', () => {
    const report = reportOf({ 'a.yaml': claimsNamed('a'), 'b.yaml': claimsNamed('b') }, [ruleFinding({ severity: 'info' }), ruleFinding({ severity: 'error' }, 'STO-002')]);
    const text = renderSarif(report, { roots: ROOTS, suppressed: 'omit' }).text;
    expect(renderSarif({ ...report, findings: [...report.findings].reverse() }, { roots: ROOTS, suppressed: 'omit' }).text).toBe(text);
    expect(JSON.parse(text).runs[0].results.map(({ level, ruleId }: { level: string; ruleId: string }) => `${level} ${ruleId}`)).toEqual(['error STO-002', 'error STO-002', 'note STO-001', 'note STO-001']);
  });

  describe('above a limit', () => {
    const report = reportOf({ 'a.yaml': claimsNamed('a', 'b', 'c') }, [ruleFinding({ severity: 'info' }), ruleFinding({ severity: 'error' }, 'STO-002')]);

    test('of results leaves out the mildest and says so', () => {
      const options = { roots: ROOTS, suppressed: 'omit', limits: { results: 4, gzippedBytes: 1e9 } } as const;
      expect(renderSarif(report, options).omitted).toBe(2);
      const run = runOf(report, options);
      expect(run.results.map(({ level }: { level: string }) => level)).toEqual(['error', 'error', 'error', 'note']);
      expect(run.properties.omittedResults).toBe(2);
      expect(run.invocations[0].toolExecutionNotifications).toEqual([{ level: 'warning', message: { text: expect.stringContaining('2 results are left out') } }]);
    });

    test('of bytes leaves out as many as it must', () => {
      const { text, omitted } = renderSarif(report, { roots: ROOTS, suppressed: 'omit', limits: { results: 25_000, gzippedBytes: 1 } });
      expect([omitted, JSON.parse(text).runs[0].results]).toEqual([6, []]);
    });

    test('of 25,000 results, GitHub\'s own, takes no more', () => {
      const [placed] = report.findings;
      const { omitted } = renderSarif({ ...report, findings: Array.from({ length: 25_003 }, () => placed) }, { roots: ROOTS, suppressed: 'omit' });
      expect(omitted).toBe(3);
    });
  });

  test('omits what was acknowledged from the results, and has its reason in any case', () => {
    const report = reportOf({ 'a.yaml': CLAIMS });
    const acknowledged = [{ rule: 'STO-001', reason: 'rebuilt from the ledger', object: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: null, name: 'cache' } }];
    expect(runOf(report).properties.acknowledged).toEqual(acknowledged);
    expect(runOf(report, { suppressed: 'include' }).properties.acknowledged).toEqual(acknowledged);
    expect(runOf(report).results.map((result: object) => 'suppressions' in result)).toEqual([false]);
    expect(runOf(report, { suppressed: 'include' }).results.map(({ suppressions }: { suppressions: object[] }) => suppressions))
      .toEqual([[], [{ kind: 'inSource', status: 'accepted', justification: 'rebuilt from the ledger' }]]);
  });

  test('says that it could not read something', () => {
    const [invocation] = runOf(reportOf({ 'a.yaml': 'kind: [\n' })).invocations;
    expect(invocation.executionSuccessful).toBe(false);
    expect(invocation.toolExecutionNotifications).toEqual([expect.objectContaining({ level: 'error', message: { text: expect.stringMatching(/^cannot be read: /) } })]);
  });

  test('is the same in every run', () => {
    const once = () => renderSarif({ ...reportOf({ 'a.yaml': CLAIMS }), milliseconds: Math.random() }, { roots: ROOTS, suppressed: 'include' }).text;
    expect(once()).toBe(once());
  });
});
