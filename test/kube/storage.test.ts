import { Chart, Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { storageClass } from '../../src/kube/storage';

test('a StorageClass holds what it was given, outside of any namespace', () => {
  const chart = new Chart(Testing.app(), 'test', { namespace: 'orders' });
  storageClass(chart, 'class', {
    metadata: { name: 'disk' },
    provisioner: 'a.example',
    parameters: { pool: 'fast' },
    reclaimPolicy: 'Retain',
    volumeBindingMode: 'Immediate',
    allowVolumeExpansion: false,
    mountOptions: ['noatime'],
    allowedTopologies: [{ matchLabelExpressions: [{ key: 'zone', values: ['a'] }] }],
  });
  expect(Testing.synth(chart)).toEqual([{
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'disk' },
    provisioner: 'a.example',
    parameters: { pool: 'fast' },
    reclaimPolicy: 'Retain',
    volumeBindingMode: 'Immediate',
    allowVolumeExpansion: false,
    mountOptions: ['noatime'],
    allowedTopologies: [{ matchLabelExpressions: [{ key: 'zone', values: ['a'] }] }],
  }]);
});
