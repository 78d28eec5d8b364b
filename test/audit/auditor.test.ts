import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/auditor';
import type { Finding, Manifest } from '../../src/audit/finding';
import { NotApplicable } from '../../src/audit/rule';
import type { Rule, Verdict } from '../../src/audit/rule';
import { RULES } from '../../src/audit/rules/index';

const FINDING: Finding = { message: 'is wrong', remedy: 'mend it', path: ['data'] };

function rule(id: string, evaluate: () => Verdict): Rule {
  return {
    id, evaluate, slug: 'a-rule', title: 'A rule', checklist: [7], severity: 'error', why: 'because', remedy: 'mend it', links: [], needs: ['document'], kinds: ['ConfigMap'],
  };
}

function configMap(annotations: { [key: string]: string } = {}): Manifest {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', annotations } };
}

const acknowledged = (id: string, reason: string) => configMap({ [`audit.cdk8s-stateful.dev/${id}`]: reason });
const rules = [rule('TST-001', () => [FINDING])];

describe('audit', () => {
  test('adds rule and object to findings', () => {
    const object = configMap();
    expect(audit([object], { rules }).findings).toEqual([{ ...FINDING, rule: 'TST-001', slug: 'a-rule', checklist: [7], severity: 'error', object }]);
  });

  test('asks a rule only about its kinds', () => {
    expect(audit([{ ...configMap(), kind: 'Secret' }, { ...configMap(), apiVersion: 'example.com/v1' }], { rules }).findings).toEqual([]);
  });

  test('makes a finding of a rule that throws, and goes on', () => {
    const broken = rule('TST-002', () => { throw new Error('no such field'); });
    expect(audit([configMap()], { rules: [broken, ...rules] }).findings.map(({ rule: id, severity, message }) => [id, severity, message])).toEqual([
      ['TST-002', 'error', 'could not be judged by TST-002: no such field'],
      ['TST-001', 'error', 'is wrong'],
    ]);
  });

  test('counts why rules do not apply', () => {
    const silent = rule('TST-003', () => new NotApplicable('there is nothing'));
    const { notApplicable, findings } = audit([configMap(), configMap()], { rules: [silent] });
    expect(findings).toEqual([]);
    expect(notApplicable).toEqual(new Map([['TST-003', new Map([['there is nothing', 2]])]]));
  });

  test('reports what hangs on other objects as info, unless there are no others', () => {
    const unresolved = [rule('TST-004', () => [{ ...FINDING, unresolved: true }])];
    const severity = (closedWorld: boolean) => audit([configMap()], { rules: unresolved, closedWorld }).findings[0].severity;
    expect([severity(false), severity(true)]).toEqual(['info', 'error']);
  });

  test('survives objects of any shape', () => {
    const kinds = [...new Set(RULES.flatMap((each) => each.kinds))].map((kind) => {
      const [name, ...group] = kind.split('.');
      return { apiVersion: group.length > 0 ? `${group.join('.')}/v1` : 'v1', kind: name };
    });
    const podSpec = { containers: [null, 'x', { image: 'postgres', env: {}, volumeMounts: [3] }], volumes: 'none' };
    const shapes = [null, 7, 'text', [], [null], {}, { template: null }, { template: { spec: podSpec }, volumeClaimTemplates: [null, 5] }];
    const objects = kinds.flatMap((kind) => shapes.map((spec) => ({ ...kind, metadata: {}, spec, parameters: spec, allowedTopologies: spec })));
    const broken = audit(objects as Manifest[]).findings.filter(({ message }) => message.startsWith('could not be judged'));
    expect(broken).toEqual([]);
  });

  test('asks each rule once about each object', () => {
    let asked = 0;
    const counting = rule('TST-005', () => { asked += 1; return []; });
    audit(Array.from({ length: 500 }, () => configMap()), { rules: [counting] });
    expect(asked).toBe(500);
  });
});

describe('acknowledgements', () => {
  test('set a finding aside with its reason', () => {
    const result = audit([acknowledged('TST-001', 'known and planned for')], { rules });
    expect(result.findings).toEqual([]);
    expect(result.acknowledged.map(({ rule: id, reason }) => [id, reason])).toEqual([['TST-001', 'known and planned for']]);
  });

  test('do not reach other objects', () => {
    expect(audit([acknowledged('TST-001', 'known and planned for'), configMap()], { rules }).findings.map(({ rule: id }) => id)).toEqual(['TST-001']);
  });

  test.each([
    ['a reason that is too short', 'TST-001', 'because', ['TST-001', 'ACK-001']],
    ['a reason of spaces', 'TST-001', '             ', ['TST-001', 'ACK-001']],
    ['no such rule', 'TST-999', 'known and planned for', ['TST-001', 'ACK-003']],
  ])('with %s leave the finding and are one', (_, id, reason, expected) => {
    expect(audit([acknowledged(id, reason)], { rules }).findings.map((finding) => finding.rule)).toEqual(expected);
  });

  test('that cover nothing are a finding', () => {
    const content = [rule('TST-001', () => [])];
    expect(audit([acknowledged('TST-001', 'known and planned for')], { rules: content }).findings.map(({ rule: id, path }) => [id, path])).toEqual([
      ['ACK-002', ['metadata', 'annotations', 'audit.cdk8s-stateful.dev/TST-001']],
    ]);
  });
});
