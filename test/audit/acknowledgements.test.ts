import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/auditor';
import type { AuditOptions } from '../../src/audit/auditor';
import { configured } from '../../src/audit/configured-acknowledgement';
import type { ObjectPattern } from '../../src/audit/configured-acknowledgement';
import type { JsonPath, Manifest } from '../../src/audit/finding';
import type { Rule } from '../../src/audit/rule';
import { RULES } from '../../src/audit/rules/index';

const REASON = 'known and planned for';
const TODAY = '2026-11-28';

/** A rule that finds something at each of the paths. */
function ruleAt(paths: readonly JsonPath[], more: Partial<Rule> = {}): Rule {
  return {
    id: 'TST-001',
    slug: 'a-rule',
    title: 'A rule',
    checklist: [],
    severity: 'error',
    why: 'because',
    remedy: 'mend it',
    links: [],
    needs: ['document'],
    kinds: ['StatefulSet.apps', 'CronJob.batch', 'Pod'],
    evaluate: () => paths.map((path) => ({ message: 'is wrong', remedy: 'mend it', path })),
    ...more,
  };
}

const annotations = (text: string, rule: string = 'TST-001') => ({ annotations: { [`audit.cdk8s-stateful.dev/${rule}`]: text } });

function statefulSet({ own = {}, template = {}, claim = {} }: { own?: object; template?: object; claim?: object } = {}): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', namespace: 'orders', ...own },
    spec: {
      template: { metadata: template, spec: { containers: [] } },
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }, { metadata: { name: 'wal', ...claim }, spec: {} }],
    },
  };
}

const ON_SET = ['spec', 'serviceName'];
const IN_POD = ['spec', 'template', 'spec', 'containers', 0];
const IN_DATA = ['spec', 'volumeClaimTemplates', 0, 'spec'];
const IN_WAL = ['spec', 'volumeClaimTemplates', 1, 'spec'];
const EVERYWHERE = [ON_SET, IN_POD, IN_DATA, IN_WAL];

function judge(object: Manifest, options: AuditOptions = {}) {
  const { findings, acknowledged } = audit([object], { rules: [ruleAt(EVERYWHERE)], today: TODAY, ...options });
  return {
    stands: findings.filter(({ rule }) => rule === 'TST-001').map(({ path }) => path),
    accepted: acknowledged.map(({ path }) => path),
    faults: findings.filter(({ rule }) => rule !== 'TST-001').map(({ rule, message }) => `${rule} ${message}`),
  };
}

describe('an annotation covers', () => {
  test.each([
    ['all of its object', { own: annotations(REASON) }, EVERYWHERE],
    ['what lies in the pod template', { template: annotations(REASON) }, [IN_POD]],
    ['what lies in its claim template', { claim: annotations(REASON) }, [IN_WAL]],
    ['what it can, beside another', { template: annotations(REASON), claim: annotations(REASON) }, [IN_POD, IN_WAL]],
  ])('%s', (_, where, accepted) => {
    expect(judge(statefulSet(where))).toEqual({ accepted, stands: EVERYWHERE.filter((path) => !accepted.includes(path)), faults: [] });
  });

  test('what lies in the template of a CronJob, and in the claim of an ephemeral volume', () => {
    const volumes = [{ name: 'scratch', ephemeral: { volumeClaimTemplate: { metadata: annotations(REASON, 'TST-002'), spec: {} } } }];
    const template = { metadata: annotations(REASON), spec: { volumes } };
    const job: Manifest = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'dump' }, spec: { jobTemplate: { spec: { template } } } };
    const inPod = ['spec', 'jobTemplate', 'spec', 'template', 'spec'];
    const inClaim = [...inPod, 'volumes', 0, 'ephemeral', 'volumeClaimTemplate', 'spec'];
    const rules = [ruleAt([inPod, ['spec', 'schedule']]), ruleAt([inClaim, inPod], { id: 'TST-002' })];
    const { findings, acknowledged } = audit([job], { rules });
    expect(acknowledged.map(({ rule, path }) => [rule, path])).toEqual([['TST-001', inPod], ['TST-002', inClaim]]);
    expect(findings.map(({ rule, path }) => [rule, path])).toEqual([['TST-001', ['spec', 'schedule']], ['TST-002', inPod]]);
  });

  test('a pod once, which is its own template', () => {
    const pod: Manifest = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', ...annotations('short') } };
    expect(audit([pod], { rules: [ruleAt([['spec']])] }).findings.map(({ rule }) => rule)).toEqual(['TST-001', 'ACK-001']);
  });

  test('nothing outside its template, and is told so there', () => {
    const { findings } = audit([statefulSet({ template: annotations(REASON) })], { rules: [ruleAt([ON_SET])] });
    expect(findings.map(({ rule, path }) => [rule, path])).toEqual([
      ['TST-001', ON_SET],
      ['ACK-002', ['spec', 'template', 'metadata', 'annotations', 'audit.cdk8s-stateful.dev/TST-001']],
    ]);
  });
});

describe('expiry', () => {
  test.each([
    ['2026-11-29', []],
    ['2026-11-28', []],
    ['2026-11-27', ['ACK-004 acknowledges TST-001 until 2026-11-27, which is past (owner: team-x)']],
  ])('on %s', (expires, faults) => {
    const result = judge(statefulSet({ own: annotations(`${REASON}; expires=${expires}; owner=team-x`) }));
    expect(result).toEqual({ accepted: faults.length > 0 ? [] : EVERYWHERE, stands: faults.length > 0 ? EVERYWHERE : [], faults });
  });

  test('is not judged without a day', () => {
    expect(judge(statefulSet({ own: annotations(`${REASON}; expires=1999-01-01`) }), { today: undefined })).toMatchObject({ accepted: EVERYWHERE, faults: [] });
  });

  test('leaves the word to one that still holds', () => {
    const own = annotations(`${REASON}; expires=2026-12-31; owner=team-x`);
    const { acknowledged, findings } = audit([statefulSet({ own, template: annotations(`${REASON}; expires=2020-01-01`) })], { rules: [ruleAt([IN_POD])], today: TODAY });
    expect(acknowledged).toEqual([expect.objectContaining({ reason: REASON, expires: '2026-12-31', owner: 'team-x', acknowledgedIn: 'annotation' })]);
    expect(findings.map(({ rule }) => rule)).toEqual(['ACK-004']);
  });
});

describe('one that cannot hold leaves the finding and is one', () => {
  test.each([
    ['cannot be read', 'TST-001', `${REASON}; until=2027-01-01`, 'ACK-005 acknowledges TST-001, but "until=2027-01-01" is none of expires=, owner='],
    ['says too little', 'TST-001', 'because; owner=me', 'ACK-001 acknowledges TST-001 with "because", shorter than 10 characters (owner: me)'],
    ['names no rule', 'TST-999', REASON, 'ACK-003 acknowledges TST-999, which is no rule'],
    ['is about acknowledgements', 'ACK-002', REASON, 'ACK-006 acknowledges ACK-002, which nobody can: acknowledgements are judged, not accepted.'],
  ])('when it %s', (_, rule, text, fault) => {
    expect(judge(statefulSet({ own: annotations(text, rule) }))).toEqual({ accepted: [], stands: EVERYWHERE, faults: [fault] });
  });

  test('when its rule finds what no reason makes work', () => {
    const rules = [ruleAt([ON_SET], { notAcknowledgeable: 'It is refused.' })];
    expect(judge(statefulSet({ own: annotations(REASON) }), { rules })).toEqual({
      accepted: [], stands: [ON_SET], faults: ['ACK-006 acknowledges TST-001, which nobody can: It is refused.'],
    });
  });

  test('such rules are these', () => {
    expect(RULES.filter((rule) => rule.notAcknowledgeable !== undefined).map(({ id }) => id).sort()).toEqual(['OPS-041', 'STO-006', 'STS-022']);
  });
});

describe('the configuration', () => {
  const FILE: Manifest = { apiVersion: 'cdk8s-stateful.dev/v1', kind: 'Configuration', metadata: { name: 'audit.yaml' } };
  const given = (objects: ObjectPattern, more: object = {}, rule: string = 'TST-001') => (
    configured({ rule, objects, reason: REASON, ...more }, FILE, ['audit', 'acknowledgements', 0])
  );

  test.each([
    [{ kind: 'StatefulSet' }, true],
    [{ kind: 'StatefulSet.apps' }, true],
    [{ kind: 'Stateful*', namespace: 'ord?rs', name: '*' }, true],
    [{ name: 'db' }, true],
    [{ kind: 'Deployment' }, false],
    [{ namespace: 'orders-*' }, false],
    [{ name: 'd' }, false],
    [{ kind: 'StatefulSet', namespace: 'orders', name: 'other' }, false],
  ])('covers objects like %j: %s', (objects, covers) => {
    const { accepted, faults } = judge(statefulSet(), { acknowledgements: [given(objects)] });
    expect(accepted).toEqual(covers ? EVERYWHERE : []);
    expect(faults).toEqual(covers ? [] : ['ACK-002 acknowledges TST-001 for objects that are not here']);
  });

  test.each([
    ['warns of what covers nothing on objects that are there', 'db', 'warning'],
    ['only mentions what is about objects that are not there: the input may be a part', 'other', 'info'],
  ])('%s', (_, name, severity) => {
    const { findings } = audit([statefulSet()], { rules: [ruleAt([])], acknowledgements: [given({ name })] });
    expect(findings.map(({ rule, severity: found }) => [rule, found])).toEqual([['ACK-002', severity]]);
  });

  test('places its faults in itself', () => {
    const acknowledgements = [given({ name: 'db' }, { expires: '2020-01-01' }), given({ name: 'db' }, {}, 'TST-999')];
    const { findings } = audit([statefulSet()], { rules: [ruleAt([ON_SET])], acknowledgements, today: TODAY });
    expect(findings.slice(1).map(({ rule, object, path }) => [rule, object, path])).toEqual([
      ['ACK-004', FILE, ['audit', 'acknowledgements', 0]],
      ['ACK-003', FILE, ['audit', 'acknowledgements', 0]],
    ]);
  });

  test('gives way to an annotation, and is in use all the same', () => {
    const { acknowledged, findings } = audit([statefulSet({ own: annotations('said on the object') })], { rules: [ruleAt([ON_SET])], acknowledgements: [given({ name: 'db' })] });
    expect(findings).toEqual([]);
    expect(acknowledged).toMatchObject([{ reason: 'said on the object', acknowledgedIn: 'annotation' }]);
  });

  test('says where it was accepted', () => {
    expect(audit([statefulSet()], { rules: [ruleAt([ON_SET])], acknowledgements: [given({ name: 'db' }, { owner: 'team-x' })] }).acknowledged)
      .toMatchObject([{ reason: REASON, owner: 'team-x', acknowledgedIn: 'configuration' }]);
  });
});
