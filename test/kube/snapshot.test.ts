import { Chart, Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { volumeSnapshotClass } from '../../src/kube/snapshot';

test('a VolumeSnapshotClass holds what it was given, outside of any namespace', () => {
  const chart = new Chart(Testing.app(), 'test', { namespace: 'orders' });
  volumeSnapshotClass(chart, 'class', { metadata: { name: 'copies' }, driver: 'a.example', deletionPolicy: 'Retain' });
  expect(Testing.synth(chart)).toEqual([{
    apiVersion: 'snapshot.storage.k8s.io/v1', kind: 'VolumeSnapshotClass', metadata: { name: 'copies' }, driver: 'a.example', deletionPolicy: 'Retain',
  }]);
});
