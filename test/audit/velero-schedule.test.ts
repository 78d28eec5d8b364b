import { describe, expect, test } from 'vitest';
import { Claim } from '../../src/audit/claim';
import type { Manifest } from '../../src/audit/finding';
import { veleroCopies } from '../../src/audit/velero-schedule';
import { Workload } from '../../src/audit/workload';

const CLAIM: Manifest = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'ledger', namespace: 'orders-1', labels: { tier: 'data' } } };
const USER = Workload.of({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'db', namespace: 'orders-1' }, spec: { template: { metadata: { labels: { app: 'db' } } } },
})!;

function copies(template: unknown): boolean {
  return veleroCopies({ apiVersion: 'velero.io/v1', kind: 'Schedule', metadata: {}, spec: { template } }, new Claim(CLAIM, [], [USER]));
}

describe('a Schedule of Velero copies a claim', () => {
  test.each([
    [undefined, true],
    [{ includedNamespaces: [] }, true],
    [{ includedNamespaces: ['*'] }, true],
    [{ includedNamespaces: ['other', 'orders-1'] }, true],
    [{ includedNamespaces: ['orders'] }, false],
    [{ includedNamespaces: ['orders-?'] }, true],
    [{ includedNamespaces: ['orders-[12]'] }, true],
    [{ includedNamespaces: ['orders-[23]'] }, false],
    [{ includedNamespaces: ['orders.1', 'orders[', '+', 7] }, false],
    [{ includedNamespaces: ['orders-1'], excludedNamespaces: ['orders-*'] }, false],
  ])('by its namespace: %j is %s', (template, expected) => expect(copies(template)).toBe(expected));

  test.each([
    [{ includedResources: ['deployments', 'pvc'] }, true],
    [{ includedResources: ['*'] }, true],
    [{ includedResources: ['deployments'] }, false],
    [{ includedNamespaceScopedResources: ['persistentvolumeclaims'] }, true],
    [{ excludedNamespaceScopedResources: ['*'] }, false],
    [{ excludedResources: ['persistentvolumes'] }, true],
  ])('by its kind: %j is %s', (template, expected) => expect(copies(template)).toBe(expected));

  test.each([
    [{ labelSelector: { matchLabels: { tier: 'data' } } }, true],
    [{ labelSelector: { matchLabels: { app: 'db' } } }, true],
    [{ labelSelector: { matchLabels: { app: 'db', tier: 'data' } } }, false],
    [{ orLabelSelectors: [{ matchLabels: { app: 'web' } }, { matchLabels: { app: 'db' } }] }, true],
    [{ orLabelSelectors: [{ matchLabels: { app: 'web' } }] }, false],
  ])('by its labels or those of its pod: %j is %s', (template, expected) => expect(copies(template)).toBe(expected));

  test.each([
    [{ snapshotVolumes: true }, true],
    [{ snapshotVolumes: false }, false],
    [{ snapshotVolumes: false, defaultVolumesToFsBackup: true }, true],
  ])('with its content: %j is %s', (template, expected) => expect(copies(template)).toBe(expected));
});
