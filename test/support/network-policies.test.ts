import { describe, expect, test } from 'vitest';
import { allowsIngress } from './network-policies';
import type { Source } from './network-policies';

const DB = { namespace: 'orders', labels: { app: 'db' } };
const API = { namespace: 'orders', labels: { app: 'api', tier: 'web' } };
const ELSEWHERE = { ...API, namespace: 'other' };

function policy(ingress: readonly unknown[] | undefined, spec: object = {}, namespace: string | undefined = 'orders') {
  return { kind: 'NetworkPolicy', metadata: { namespace }, spec: { podSelector: { matchLabels: { app: 'db' } }, policyTypes: ['Ingress'], ingress, ...spec } };
}

const from = (...peers: unknown[]) => [{ from: peers, ports: [{ protocol: 'TCP', port: 5432 }] }];

describe('allowsIngress', () => {
  test.each<[string, readonly unknown[], Source, number, boolean]>([
    ['no policy: open', [], API, 5432, true],
    ['other kinds are passed over', [{ kind: 'Service', metadata: {}, spec: {} }], API, 5432, true],
    ['a policy of another namespace', [policy([], {}, 'other')], API, 5432, true],
    ['a policy for other pods', [policy([], { podSelector: { matchLabels: { app: 'web' } } })], API, 5432, true],
    ['a policy about egress', [policy(undefined, { policyTypes: ['Egress'] })], API, 5432, true],
    ['an empty pod selector selects all pods', [policy([], { podSelector: {} })], API, 5432, false],
    ['no rules: shut', [policy([])], API, 5432, false],
    ['rules left out: shut', [policy(undefined)], API, 5432, false],
    ['a rule without from: everyone', [policy([{ ports: [{ port: 5432 }] }])], ELSEWHERE, 5432, true],
    ['a rule with an empty from: everyone', [policy(from())], ELSEWHERE, 5432, true],
    ['a rule without ports: all ports', [policy([{ from: [{ podSelector: {} }] }])], API, 9999, true],
    ['a pod that is selected', [policy(from({ podSelector: { matchLabels: { app: 'api' } } }))], API, 5432, true],
    ['another port', [policy(from({ podSelector: { matchLabels: { app: 'api' } } }))], API, 22, false],
    ['another protocol', [policy([{ ports: [{ protocol: 'UDP', port: 5432 }] }])], API, 5432, false],
    ['a pod with one label of two', [policy(from({ podSelector: { matchLabels: { app: 'api', tier: 'batch' } } }))], API, 5432, false],
    ['a pod selector alone means this namespace', [policy(from({ podSelector: { matchLabels: { app: 'api' } } }))], ELSEWHERE, 5432, false],
    ['a namespace by its name', [policy(from({ podSelector: {}, namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'other' } } }))], ELSEWHERE, 5432, true],
    ['both selectors must match', [policy(from({ podSelector: { matchLabels: { app: 'x' } }, namespaceSelector: {} }))], ELSEWHERE, 5432, false],
    ['a namespace by its labels', [policy(from({ namespaceSelector: { matchLabels: { team: 'a' } } }))], { ...ELSEWHERE, namespaceLabels: { team: 'a' } }, 5432, true],
    ['a namespace without the label', [policy(from({ namespaceSelector: { matchLabels: { team: 'a' } } }))], ELSEWHERE, 5432, false],
    ['an address in the block', [policy(from({ ipBlock: { cidr: '10.20.0.0/16' } }))], { ip: '10.20.3.4' }, 5432, true],
    ['an address outside of it', [policy(from({ ipBlock: { cidr: '10.20.0.0/16' } }))], { ip: '10.21.0.1' }, 5432, false],
    ['an address that is excepted', [policy(from({ ipBlock: { cidr: '10.20.0.0/16', except: ['10.20.3.0/24'] } }))], { ip: '10.20.3.4' }, 5432, false],
    ['an address of IPv6', [policy(from({ ipBlock: { cidr: 'fd00::/8' } }))], { ip: 'fd00::1' }, 5432, true],
    ['an address of the other family', [policy(from({ ipBlock: { cidr: '0.0.0.0/0' } }))], { ip: 'fd00::1' }, 5432, false],
    ['an address is no pod', [policy(from({ podSelector: {} }))], { ip: '10.20.3.4' }, 5432, false],
    ['policies add up', [policy([]), policy(from({ podSelector: {} }))], API, 5432, true],
  ])('%s', (_, objects, source, port, allowed) => {
    expect(allowsIngress(objects, source, DB, port)).toBe(allowed);
  });

  test('does not guess', () => {
    expect(() => allowsIngress([policy([], { podSelector: { matchExpressions: [] } })], API, DB, 5432)).toThrow('matchExpressions are not evaluated');
    expect(() => allowsIngress([policy(from({}))], API, DB, 5432)).toThrow('selects nothing');
  });
});
