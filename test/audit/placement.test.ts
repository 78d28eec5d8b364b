import { describe, expect, test } from 'vitest';
import { pinnedNode, runsBeside } from '../../src/audit/placement';
import { Workload } from '../../src/audit/workload';

function workload(podSpec: object, labels: object = {}): Workload {
  const template = { metadata: { labels }, spec: podSpec };
  return Workload.of({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' }, spec: { template } })!;
}

const HOSTNAME = 'kubernetes.io/hostname';
const expression = (values: readonly string[], key = HOSTNAME, operator = 'In') => ({ key, operator, values });
const terms = (...all: readonly object[][]) => ({
  affinity: {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: all.map((matchExpressions) => ({ matchExpressions })) } },
  },
});

describe('the only node', () => {
  test.each<[object, string | undefined]>([
    [{}, undefined],
    [{ nodeName: 'a' }, 'a'],
    [{ nodeSelector: { [HOSTNAME]: 'a' } }, 'a'],
    [{ nodeSelector: { disk: 'a' } }, undefined],
    [terms([expression(['a'])]), 'a'],
    [terms([expression(['ssd'], 'disk'), expression(['a'])]), 'a'],
    [terms([expression(['a', 'b'])]), undefined],
    [terms([expression(['a'], 'zone')]), undefined],
    [terms([expression(['a'], HOSTNAME, 'NotIn')]), undefined],
    [terms([expression(['a'])], [expression(['b'])]), undefined],
  ])('of %j is %s', (podSpec, node) => {
    expect(pinnedNode(workload(podSpec))).toBe(node);
  });
});

describe('beside another', () => {
  const near = (topologyKey: string, matchLabels: object) => ({
    affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector: { matchLabels } }] } },
  });
  const db = workload({ nodeName: 'a' }, { app: 'db' });

  test.each<[object, boolean]>([
    [{ nodeName: 'a' }, true],
    [{ nodeName: 'b' }, false],
    [{}, false],
    [near(HOSTNAME, { app: 'db' }), true],
    [near(HOSTNAME, { app: 'web' }), false],
    [near('topology.kubernetes.io/zone', { app: 'db' }), false],
  ])('%j: %s', (podSpec, expected) => {
    expect(runsBeside(workload(podSpec), db)).toBe(expected);
  });

  test('two that may run anywhere do not', () => {
    expect(runsBeside(workload({}), workload({}))).toBe(false);
  });
});
