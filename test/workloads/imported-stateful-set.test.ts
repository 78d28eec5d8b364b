import { Chart, Size, Testing } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { disk, objectsOf, ordersChart } from './fixtures';
import { NetworkPeer } from '../../src/workloads/network-peer';
import { ProductionStatefulSet } from '../../src/workloads/production-stateful-set';
import type { StatefulSetReference } from '../../src/workloads/stateful-workload';
import { documentOf, makePolicy } from '../protection/fixtures';

function existing(name: string = 'legacy', changes: Partial<StatefulSetReference> = {}, chart: Chart = ordersChart(), claimTemplateName: string = 'datadir') {
  const volumes = [{ role: 'data', claimTemplateName, size: Size.gibibytes(20), storageClass: disk(chart) }];
  return { chart, set: ProductionStatefulSet.fromStatefulSetName(chart, 'legacy', name, { volumes, matchLabels: { app: 'legacy' }, ...changes }) };
}

describe('a StatefulSet that exists', () => {
  test('is named and not rendered', () => {
    const { chart, set } = existing();
    expect(set).toMatchObject({ workloadName: 'legacy', workloadNamespace: 'orders', replicas: 1, matchLabels: { app: 'legacy' } });
    expect(objectsOf(chart).map(({ kind }) => kind)).not.toContain('StatefulSet');
  });

  test('is protected by a policy, and nothing is done to its data', () => {
    const { chart, set } = existing('legacy', { replicas: 3 });
    makePolicy(chart).protect(set);
    expect(documentOf(chart, 'legacy-snapshots')).toMatchObject({
      workload: { kind: 'StatefulSet', name: 'legacy', replicas: 3, claimTemplates: ['datadir'] },
      quiesce: { strategy: 'none' },
      snapshotClass: { cut: 'creationTime', deletionPolicy: 'Retain' },
    });
    expect(objectsOf(chart).map(({ kind }) => kind)).not.toContain('NetworkPolicy');
  });

  test('lets nobody in: its NetworkPolicies are made elsewhere', () => {
    expect(() => existing().set.allowFrom(NetworkPeer.pods({ app: 'api' }))).toThrow(
      '[shop/legacy] allowFrom cannot change the NetworkPolicies of a set that is not rendered here, got "legacy"; allow the peer where the set comes from',
    );
  });

  test('has no namespace where its chart has none', () => {
    expect(existing('legacy', {}, new Chart(Testing.app(), 'shop')).set.workloadNamespace).toBeUndefined();
  });
});

test.each<[string, string, Partial<StatefulSetReference>, string]>([
  ['a name that is none', 'Legacy', {}, 'statefulSetName is not a DNS label'],
  ['half a pod', 'legacy', { replicas: 0.5 }, 'replicas is not a number of pods, got "0.5"; use a whole number of 0 or more'],
  ['fewer than no pods', 'legacy', { replicas: -1 }, 'replicas is not a number of pods, got "-1"'],
  ['a label that is none', 'legacy', { matchLabels: { 'a b': 'c' } }, 'matchLabels'],
])('%s is refused', (_, name, changes, message) => {
  expect(() => existing(name, changes)).toThrow(message);
});

test('a claim template that is none is refused', () => {
  expect(() => existing('legacy', {}, ordersChart(), 'Data')).toThrow('volumes.claimTemplateName is not a DNS label');
});
