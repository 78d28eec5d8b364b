import { expect, test } from 'vitest';
import { audit } from '../../src/audit/auditor';
import type { Manifest } from '../../src/audit/finding';

/** What is linear takes seconds at most; what is quadratic takes minutes, and runs into the limit of a test. */
const LENGTH = 1_000_000;

function configMap(key: string, text: string): Manifest[] {
  return [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { [key]: text } }];
}

function claim(metadata: Manifest['metadata']): Manifest {
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec: { resources: { requests: { storage: '1Gi' } } } };
}

test.each<[string, Manifest[]]>([
  ['spaces after a setting', configMap('a.conf', `password: x${' '.repeat(LENGTH)}y`)],
  ['spaces before a setting', configMap('a.conf', `password${' '.repeat(LENGTH)}y`)],
  ['blank lines in a file of alerts', configMap('rules.yaml', `kubelet_volume_stats_used_bytes${'\n'.repeat(LENGTH)}x`)],
  ['spaces in an acknowledgement', [claim({ name: 'c', annotations: { 'audit.cdk8s-stateful.dev/STO-003': `because; owner=a${' '.repeat(LENGTH)}x` } })]],
  ['semicolons in an acknowledgement', [claim({ name: 'c', annotations: { 'audit.cdk8s-stateful.dev/STO-003': '; owner=a'.repeat(LENGTH / 10) } })]],
  ['stars in a namespace of Velero', [
    claim({ name: 'c', namespace: 'a'.repeat(200), annotations: { 'cdk8s-stateful.dev/data': 'authoritative' } }),
    {
      apiVersion: 'velero.io/v1', kind: 'Schedule', metadata: { name: 's', namespace: 'velero' }, spec: { schedule: '0 1 * * *', template: { includedNamespaces: [`${'*a'.repeat(9)}b`] } },
    },
  ]],
  ['manifests of one object', Array.from({ length: 100_000 }, () => claim({ name: 'c' }))],
  ['default classes', Array.from({ length: 30_000 }, (_, number) => ({
    apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: `c${number}`, annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } }, provisioner: 'x',
  }))],
])('%s take no time that grows with their square', (_, manifests) => {
  expect(audit(manifests).objects).toBe(manifests.length);
}, 60_000);
