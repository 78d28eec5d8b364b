import { beforeAll, describe, expect, test } from 'vitest';
import type { Manifest } from '../../src/audit/finding';
import { PodIndex } from '../../src/audit/pod-index';
import { Workload } from '../../src/audit/workload';

function deployment(name: string, labels: { readonly [key: string]: string }): Manifest {
  const spec = { template: { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'main:1' }] } } };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: 'orders' }, spec };
}

describe('pods by labels', () => {
  const index = new PodIndex();
  beforeAll(() => {
    for (const object of [deployment('api', { app: 'orders', part: 'api' }), deployment('db', { app: 'orders', part: 'db' }), deployment('db-2', { app: 'ledger', part: 'db' })]) {
      index.file(object, Workload.of(object));
    }
  });
  const names = (pods: readonly { readonly object: Manifest }[] | undefined) => pods?.map(({ object }) => object.metadata.name);

  test.each([
    [{ app: 'orders' }, ['api', 'db']],
    [{ app: 'orders', part: 'db' }, ['db']],
    [{ app: 'orders', part: 'cache' }, []],
    [{}, []],
  ])('%j', (labels, expected) => {
    expect(names(index.selected('orders', labels))).toEqual(expected);
    expect(index.has('orders', labels)).toBe(expected.length > 0);
  });

  test('of another namespace are not among them', () => expect(index.selected('ledger', { app: 'orders' })).toEqual([]));

  test.each([
    [{ app: 'orders', role: 'master' }, ['api', 'db'], ['role']],
    [{ app: 'orders', part: 'db', role: 'master', zone: 'a' }, ['db'], ['role', 'zone']],
    // they say something else under the key
    [{ app: 'orders', part: 'cache' }, undefined, undefined],
    // the labels are there, on no pod together
    [{ app: 'ledger', part: 'api' }, undefined, undefined],
    [{ role: 'master' }, undefined, undefined],
  ])('nearest to %j: %j without %j', (labels, pods, missing) => {
    const nearest = index.nearest('orders', labels);
    expect(names(nearest?.pods)).toEqual(pods);
    expect(nearest?.missing).toEqual(missing);
  });
});
