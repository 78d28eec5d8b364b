import { describe, expect, test } from 'vitest';
import { Claim } from '../../src/audit/claim';
import type { Manifest } from '../../src/audit/finding';
import { kastenCopies, whyKastenIdles } from '../../src/audit/kasten-policy';
import { Workload } from '../../src/audit/workload';

const CLAIM: Manifest = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'ledger', namespace: 'orders-1', labels: { tier: 'data' } } };
const USER = Workload.of({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'db', namespace: 'orders-1', labels: { app: 'db' } }, spec: {} })!;
const EVERYTHING = { matchLabels: {} };
const NAMESPACE = 'k10.kasten.io/appNamespace';

function policy(spec: object): Manifest {
  return { apiVersion: 'config.kio.kasten.io/v1alpha1', kind: 'Policy', metadata: {}, spec: { frequency: '@hourly', actions: [{ action: 'backup' }], ...spec } };
}

function copies(spec: object, claim: Manifest = CLAIM): boolean {
  return kastenCopies(policy(spec), new Claim(claim, [], [USER]));
}

describe('a Policy of Kasten copies a claim', () => {
  test.each([
    [undefined, false],
    [EVERYTHING, true],
    [{ matchLabels: { [NAMESPACE]: 'orders-1' } }, true],
    [{ matchLabels: { [NAMESPACE]: 'orders' } }, false],
    [{ matchExpressions: [{ key: NAMESPACE, operator: 'In', values: ['other', 'orders-*'] }] }, true],
    [{ matchExpressions: [{ key: NAMESPACE, operator: 'In', values: ['other', 7] }] }, false],
    [{ matchExpressions: [{ key: NAMESPACE, operator: 'NotIn', values: ['orders-*'] }] }, false],
    [{ matchExpressions: [{ key: NAMESPACE, operator: 'NotIn', values: ['other'] }] }, true],
    [{ matchLabels: { app: 'db' } }, true],
    [{ matchLabels: { tier: 'data' } }, true],
    [{ matchLabels: { app: 'api' } }, false],
    [{ matchLabels: { app: 'db', [NAMESPACE]: 'other' } }, false],
  ])('by its selector: %j is %s', (selector, expected) => expect(copies({ selector })).toBe(expected));

  test.each([
    [{ excludeResources: [{ resource: 'persistentvolumeclaims' }] }, false],
    [{ excludeResources: [{ resource: 'persistentvolumeclaims', name: 'ledger' }] }, false],
    [{ excludeResources: [{ resource: 'persistentvolumeclaims', name: 'other' }] }, true],
    [{ excludeResources: [{ resource: 'secrets' }] }, true],
    [{ excludeResources: [{ matchLabels: { tier: 'data' } }] }, false],
    [{ includeResources: [{ resource: 'configmaps' }] }, false],
    [{ includeResources: [{ resource: 'persistentvolumeclaims' }] }, true],
  ])('unless its filters leave it out: %j is %s', (filters, expected) => (
    expect(copies({ selector: EVERYTHING, actions: [{ action: 'backup', backupParameters: { filters } }] })).toBe(expected)));

  test('of a namespace that the manifest leaves open', () => {
    const { namespace, ...metadata } = CLAIM.metadata;
    expect(namespace).toBe('orders-1');
    expect(copies({ selector: { matchLabels: { [NAMESPACE]: 'orders-1' } } }, { ...CLAIM, metadata })).toBe(true);
  });
});

test.each([
  [{}, undefined],
  [{ paused: false }, undefined],
  [{ paused: true }, 'it is paused'],
  [{ frequency: '@onDemand' }, 'it runs on demand only'],
  [{ frequency: undefined }, 'it runs on demand only'],
  [{ frequency: undefined, presetRef: { name: 'gold', namespace: 'kasten-io' } }, undefined],
  [{ actions: [{ action: 'import' }] }, 'it has no backup action'],
])('a Policy with %j: %s', (spec, expected) => expect(whyKastenIdles(policy(spec))).toBe(expected));
