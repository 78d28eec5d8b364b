import { ApiObject, Chart, Testing } from 'cdk8s';
import { CronJob, Deployment, Job, Pod } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import type { IConstruct } from 'constructs';
import { describe, expect, test } from 'vitest';
import { podLabelsOf, podNamespaceOf } from '../../src/kube/pod-labels';

/** The label that cdk8s-plus gives to the pods of each workload. */
const ADDRESS = { 'cdk8s.io/metadata.addr': expect.stringMatching(/^shop-/) };
const CONTAINERS = [{ image: 'registry.example/api:1' }];

function inChart<T extends IConstruct>(make: (chart: Chart) => T): T {
  return make(new Chart(Testing.app(), 'shop', { namespace: 'orders' }));
}

describe('podLabelsOf', () => {
  test.each<[string, (chart: Chart) => IConstruct, object]>([
    ['a Deployment, by what it selects', (chart) => new Deployment(chart, 'api', { containers: CONTAINERS, podMetadata: { labels: { version: '2' } } }), ADDRESS],
    ['a Deployment that selects nothing', (chart) => new Deployment(chart, 'api', { select: false, containers: CONTAINERS, podMetadata: { labels: { app: 'api' } } }), { ...ADDRESS, app: 'api' }],
    ['a CronJob', (chart) => new CronJob(chart, 'cron', { schedule: undefined as never, containers: CONTAINERS, podMetadata: { labels: { app: 'cron' } } }), { ...ADDRESS, app: 'cron' }],
    ['a raw ReplicaSet without a selector', (chart) => new ApiObject(chart, 'raw', { apiVersion: 'apps/v1', kind: 'ReplicaSet', spec: { template: { metadata: { labels: { app: 'raw' } } } } }), { app: 'raw' }],
    ['a construct around a raw object', (chart) => {
      const outer = new Construct(chart, 'outer');
      new ApiObject(outer, 'Resource', { apiVersion: 'v1', kind: 'Pod', metadata: { labels: { app: 'pod' } } });
      return outer;
    }, { app: 'pod' }],
    ['something without pods', (chart) => new Construct(chart, 'empty'), {}],
  ])('%s', (_, make, labels) => {
    expect(podLabelsOf(inChart(make))).toEqual(labels);
  });

  test.each([['Job', Job], ['Pod', Pod]] as const)('a %s is known by its address', (_, Kind) => {
    const made = inChart((chart) => new Kind(chart, 'x', { containers: CONTAINERS }));
    expect(podLabelsOf(made)).toEqual(ADDRESS);
  });
});

test('podNamespaceOf is that of the object, or of its chart', () => {
  const metadata = { namespace: 'clients' };
  expect(podNamespaceOf(inChart((chart) => new Deployment(chart, 'a', { containers: CONTAINERS, metadata })))).toBe('clients');
  expect(podNamespaceOf(inChart((chart) => new Deployment(chart, 'a', { containers: CONTAINERS })))).toBe('orders');
  expect(podNamespaceOf(inChart((chart) => new ApiObject(chart, 'a', { apiVersion: 'v1', kind: 'Pod', metadata })))).toBe('clients');
  expect(podNamespaceOf(new Construct(new Chart(Testing.app(), 'shop'), 'a'))).toBeUndefined();
});
