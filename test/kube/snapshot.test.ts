import { Chart, Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { volumeSnapshot, volumeSnapshotClass } from '../../src/kube/snapshot';

test('a VolumeSnapshotClass holds what it was given, outside of any namespace', () => {
  const chart = new Chart(Testing.app(), 'test', { namespace: 'orders' });
  volumeSnapshotClass(chart, 'class', { metadata: { name: 'copies' }, driver: 'a.example', deletionPolicy: 'Retain' });
  expect(Testing.synth(chart)).toEqual([{
    apiVersion: 'snapshot.storage.k8s.io/v1', kind: 'VolumeSnapshotClass', metadata: { name: 'copies' }, driver: 'a.example', deletionPolicy: 'Retain',
  }]);
});

test('a VolumeSnapshot names its claim, and its class when there is one', () => {
  const chart = new Chart(Testing.app(), 'test', { namespace: 'orders' });
  volumeSnapshot(chart, 'one', { name: 'one' }, { persistentVolumeClaimName: 'data-0', volumeSnapshotClassName: 'copies' });
  volumeSnapshot(chart, 'two', { name: 'two' }, { persistentVolumeClaimName: 'data-0' });
  const head = { apiVersion: 'snapshot.storage.k8s.io/v1', kind: 'VolumeSnapshot' };
  expect(Testing.synth(chart)).toEqual([
    { ...head, metadata: { name: 'one', namespace: 'orders' }, spec: { volumeSnapshotClassName: 'copies', source: { persistentVolumeClaimName: 'data-0' } } },
    { ...head, metadata: { name: 'two', namespace: 'orders' }, spec: { source: { persistentVolumeClaimName: 'data-0' } } },
  ]);
});
