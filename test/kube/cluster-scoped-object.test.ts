import { Chart, JsonPatch, Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { ClusterScopedObject } from '../../src/kube/cluster-scoped-object';

const object = () => {
  const chart = new Chart(Testing.app(), 'test', { namespace: 'orders', labels: { team: 'orders' } });
  return new ClusterScopedObject(chart, 'class', { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'disk' }, provisioner: 'a.example' });
};

test('has no namespace, though its chart has one', () => {
  expect(object().toJson()).toEqual({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'disk', labels: { team: 'orders' } }, provisioner: 'a.example' });
});

test('begins with apiVersion, kind and metadata', () => {
  expect(Object.keys(object().toJson())).toEqual(['apiVersion', 'kind', 'metadata', 'provisioner']);
});

test('keeps JSON patches, and renders the same twice', () => {
  const patched = object();
  patched.addJsonPatch(JsonPatch.add('/future', { size: '1Gi' }), JsonPatch.add('/metadata/annotations', { a: 'b' }), JsonPatch.remove('/metadata/namespace'));
  const first = JSON.stringify(patched.toJson());
  expect(JSON.parse(first)).toMatchObject({ future: { size: '1Gi' }, metadata: { annotations: { a: 'b' } } });
  expect(JSON.stringify(patched.toJson())).toBe(first);
});

test('a patch does not bring the namespace back', () => {
  const patched = object();
  patched.addJsonPatch(JsonPatch.add('/metadata/namespace', 'orders'));
  expect(patched.toJson().metadata).not.toHaveProperty('namespace');
});
