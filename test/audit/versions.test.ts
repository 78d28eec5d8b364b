import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/auditor';
import type { Manifest } from '../../src/audit/finding';
import type { Rule } from '../../src/audit/rule';
import { RULES } from '../../src/audit/rules/index';

const ruleOf = (id: string): Rule => RULES.find((rule) => rule.id === id)!;
const idsOf = (found: readonly { readonly rule: string }[]) => found.map(({ rule }) => rule);

function set(name: string, size: string, extra: { annotations?: { [key: string]: string }; spec?: object } = {}): Manifest {
  const template = { metadata: { name: 'data' }, spec: { resources: { requests: { storage: size } } } };
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name, annotations: extra.annotations }, spec: { volumeClaimTemplates: [template], ...extra.spec } };
}

describe('rules that compare versions', () => {
  const rules = [ruleOf('STS-023'), ruleOf('STS-043'), ruleOf('OPS-048')];

  test('are silent without an earlier version, and not counted', () => {
    const result = audit([set('db', '2Gi')], { rules });
    expect([idsOf(result.findings), result.rules]).toEqual([['STS-023'], 1]);
  });

  test('replace the standing warning with one', () => {
    const against = [set('db', '1Gi')];
    expect(idsOf(audit([set('db', '1Gi')], { rules, against }).findings)).toEqual([]);
    const { findings, rules: judged } = audit([set('db', '2Gi')], { rules, against });
    expect([idsOf(findings), judged]).toEqual([['STS-043'], 2]);
    expect(findings[0]).toMatchObject({ checklist: [23], severity: 'error', before: against[0], path: ['spec', 'volumeClaimTemplates', 0, 'spec', 'resources', 'requests', 'storage'] });
  });

  const judgesNow = RULES.filter((rule) => rule.needs.includes('versions') && !rule.judgesGone);
  test.each(judgesNow.flatMap((rule) => rule.kinds.map((kind) => [rule.id, kind, rule] as const)))('%s has nothing to say about a new %s', (id, kind, rule) => {
    const [name, ...group] = kind.split('.');
    const object: Manifest = { apiVersion: group.length > 0 ? `${group.join('.')}/v1` : 'v1', kind: name, metadata: { name: 'new' }, spec: {} };
    const { findings, notApplicable } = audit([object], { rules: [rule], against: [] });
    expect([findings, notApplicable.get(id)]).toEqual([[], new Map([['it is new', 1]])]);
  });

  test('are known of old objects by the object that is gone', () => {
    const gone = set('db', '1Gi');
    expect(audit([], { rules, against: [gone] }).findings).toMatchObject([{ rule: 'OPS-048', object: gone, path: ['metadata', 'name'] }]);
  });

  test('survive objects of any shape', () => {
    const versions = RULES.filter((rule) => rule.needs.includes('versions'));
    const shapes = [null, 7, 'text', [], [null], {}, { resources: 1, template: [], volumeClaimTemplates: 'x' }, { volumeClaimTemplates: [null, 5], source: 3, csi: [] }];
    const render = (shift: number) => versions.flatMap((rule) => rule.kinds).flatMap((kind) => shapes.map((_, position) => {
      const [name, ...group] = kind.split('.');
      const spec = shapes[(position + shift) % shapes.length];
      return { apiVersion: group.length > 0 ? `${group.join('.')}/v1` : 'v1', kind: name, metadata: { name: `${position}` }, spec, parameters: spec, data: spec } as unknown as Manifest;
    }));
    for (const now of [render(0), render(1), []]) {
      for (let shift = 0; shift < shapes.length; shift += 1) {
        const { findings } = audit(now, { rules: versions, against: render(shift) });
        expect(findings.filter(({ message }) => message.startsWith('could not be judged'))).toEqual([]);
      }
    }
  });
});

describe('acknowledgements', () => {
  const rules = [ruleOf('STS-023'), ruleOf('STS-043'), ruleOf('OPS-048')];
  const said = (id: string) => ({ annotations: { [`audit.cdk8s-stateful.dev/${id}`]: 'replaced by hand on Sunday' } });

  test('of a standing warning do not reach the change that it warns of', () => {
    const { findings } = audit([set('db', '2Gi', said('STS-023'))], { rules, against: [set('db', '1Gi')] });
    expect(idsOf(findings)).toEqual(['STS-043']);
  });

  test('of a rule that is not judged are not called unused', () => {
    expect(idsOf(audit([set('db', '1Gi', said('STS-023'))], { rules, against: [set('db', '1Gi')] }).findings)).toEqual([]);
    expect(idsOf(audit([set('db', '1Gi', said('STS-043'))], { rules }).findings)).toEqual(['STS-023']);
  });

  test('of a change cover it, and are unused when it is done', () => {
    const changed = set('db', '2Gi', said('STS-043'));
    expect(idsOf(audit([changed], { rules, against: [set('db', '1Gi')] }).acknowledged)).toEqual(['STS-043']);
    expect(idsOf(audit([changed], { rules, against: [changed] }).findings)).toEqual(['ACK-002']);
  });

  test('in the earlier version cover a removal', () => {
    const result = audit([], { rules, against: [set('db', '1Gi', said('OPS-048'))] });
    expect([idsOf(result.findings), idsOf(result.acknowledged)]).toEqual([[], ['OPS-048']]);
  });
});

describe('the way out of a changed claim template', () => {
  const rules = [ruleOf('STS-043')];
  const remedy = (before: object, now: object) => audit([set('db', '', { spec: now })], { rules, against: [set('db', '', { spec: before })] }).findings.map((finding) => finding.remedy);
  const template = (spec: object, name = 'data') => ({ volumeClaimTemplates: [{ metadata: { name }, spec }] });
  const sized = (storage: string) => template({ resources: { requests: { storage } } });

  test.each([
    ['a larger size', sized('1Gi'), sized('2Gi'), /^grow the claims themselves first, then delete the set with --cascade=orphan/],
    ['a smaller size', sized('2Gi'), sized('1Gi'), /^keep the size: no volume shrinks$/],
    ['another class', template({ storageClassName: 'a' }), template({ storageClassName: 'b' }), /^keep the class.* set of another name beside it/],
    ['another name', template({}), template({}, 'pgdata'), /^keep the name.*new and empty$/],
    ['another template', { volumeClaimTemplates: [] }, template({}), /^keep them, or/],
    ['another access mode', template({ accessModes: ['a'] }), template({ accessModes: ['b'] }), /^keep it: claims that exist stay as they are/],
    ['another selector', { selector: { a: 'b' } }, { selector: { a: 'c' } }, /^keep it, or make a set of another name/],
    ['another policy', { podManagementPolicy: 'Parallel' }, {}, /^delete the set with --cascade=orphan, which leaves its pods and claims/],
  ])('for %s', (_, before, now, expected) => {
    expect(remedy(before, now)).toEqual([expect.stringMatching(expected)]);
  });
});

describe('what is gone', () => {
  const rules = [ruleOf('OPS-048')];
  const running = (name: string, image: string, namespace?: string): Manifest => {
    const object = set(name, '1Gi', { spec: { template: { spec: { containers: [{ image }] } } } });
    return { ...object, metadata: { ...object.metadata, namespace } };
  };
  const messages = (now: Manifest[], against: Manifest[]) => audit(now, { rules, against }).findings.map(({ message }) => message);

  test.each([
    ['with an upgrade', running('db', 'postgres:16@sha256:0a'), running('orders', 'postgres:17'), 'is gone and StatefulSet orders is like it'],
    ['to another namespace', running('db', 'postgres:16', 'shop'), running('db', 'postgres:16', 'orders'), 'is gone and StatefulSet orders/db is like it'],
    ['that now says its namespace', running('db', 'postgres:16'), running('db', 'postgres:16', 'orders'), 'was without one: with namespace orders it is the same object only where'],
    ['of another program', running('db', 'postgres:16'), running('orders', 'redis:7'), 'is gone: its pods stop, and its claims stay behind'],
    ['of another name and namespace', running('db', 'postgres:16'), running('orders', 'postgres:16', 'orders'), 'is gone: its pods stop, and its claims stay behind'],
  ])('a set %s', (_, before, now, expected) => {
    expect(messages([now], [before])).toEqual([expect.stringContaining(expected)]);
  });

  test('was like one that is there still, which is no successor', () => {
    const other = running('other', 'postgres:16');
    expect(messages([other], [running('db', 'postgres:16'), other])).toEqual([expect.stringContaining('its pods stop')]);
  });
});
