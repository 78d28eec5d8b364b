import { describe, expect, test } from 'vitest';
import { clusterBackend } from './support/cluster-backend';
import { Kubectl } from './support/kubectl';
import { testNamespace } from './support/test-namespace';

/** What the other tests rely on. Where one of these fails, theirs prove nothing. */
describe('the cluster', () => {
  const kubectl = testNamespace('preconditions');

  test('refuses a field that it does not know', async () => {
    const yaml = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: typo }\ndatta: { a: b }\n';
    await expect(kubectl.apply(yaml)).rejects.toThrow('unknown field "datta"');
  });

  test('refuses a pod that Pod Security `restricted` forbids', async () => {
    const yaml = 'apiVersion: v1\nkind: Pod\nmetadata: { name: root }\nspec: { containers: [{ name: root, image: example.com/root:1 }] }\n';
    await expect(kubectl.apply(yaml)).rejects.toThrow('violates PodSecurity "restricted');
  });

  test('takes and shows what is right, and deletes it', async () => {
    await kubectl.apply('apiVersion: v1\nkind: ConfigMap\nmetadata: { name: right, labels: { app: x } }\ndata: { a: b }\n');
    expect((await kubectl.get('configmap', 'right')).data).toEqual({ a: 'b' });
    expect((await kubectl.list('configmap', 'app=x')).map(({ metadata }) => metadata.name)).toEqual(['right']);
    await kubectl.delete('configmap', 'right');
    expect(await kubectl.list('configmap', 'app=x')).toEqual([]);
  });

  test('has a default StorageClass, which the backend describes', async () => {
    const { backend, storageClassName } = await clusterBackend();
    const { provisioner } = await new Kubectl().get('storageclass', storageClassName);
    expect(backend.provisioner).toBe(provisioner);
  });
});
