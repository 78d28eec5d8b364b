import { describe, expect, test } from 'vitest';
import { MadeUpInventory } from './inventory';
import type { KubeObject } from '../../../cli/cluster/cluster';
import { readCluster } from '../../../cli/inventory/read-cluster';
import { kindsOfInterest } from '../../../src/audit/kinds-of-interest';
import { describe as describeObject } from '../../../src/audit/manifests';
import { RULES } from '../../../src/audit/rules/index';

const QUERY = { kinds: kindsOfInterest(RULES), across: ['Schedule.velero.io'] };

function object(apiVersion: string, kind: string, name: string, namespace?: string, more: object = {}): KubeObject {
  const { metadata, ...rest } = more as { metadata?: object };
  return { apiVersion, kind, metadata: { name, ...namespace === undefined ? {} : { namespace }, ...metadata }, ...rest };
}

const controlledBy = (apiVersion: string, kind: string, controller: boolean = true) => ({
  metadata: { ownerReferences: [{ apiVersion, kind, name: 'owner', uid: 'u', controller }] },
});

const SET = object('apps/v1', 'StatefulSet', 'db', 'orders', { spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] } });

async function read(objects: readonly KubeObject[], namespace?: string, forbidden: readonly string[] = []) {
  const inventory = new MadeUpInventory(objects, forbidden);
  const content = await readCluster(inventory, { ...QUERY, namespace });
  return { ...content, inventory, names: content.objects.map(({ manifest }) => describeObject(manifest)) };
}

describe('what is listed', () => {
  test('is each kind once, in its namespace or for all of the cluster, and no Secrets', async () => {
    const { inventory, absent } = await read([], 'orders');
    expect(inventory.asked.sort()).toEqual([
      'configmaps in orders', 'persistentvolumeclaims in orders', 'pods in orders', 'schedules in *', 'services in orders', 'statefulsets in orders', 'storageclasses in *',
    ]);
    expect(absent).toEqual(expect.arrayContaining(['Deployment.apps', 'Schedule.k8up.io']));
    expect(absent).not.toContain('StorageClass.apps');
    expect((await read([])).inventory.asked).toContain('statefulsets in *');
  });

  test('of what acts across namespaces is judged in its own and looked up in others', async () => {
    const schedule = (namespace: string) => object('velero.io/v1', 'Schedule', 'nightly', namespace);
    const { names, context } = await read([schedule('velero'), schedule('orders'), SET], 'orders');
    expect(names).toEqual(['StatefulSet orders/db', 'Schedule orders/nightly']);
    expect(context.map(describeObject)).toEqual(['Schedule velero/nightly']);
  });

  test('is named where the account may not, and the rest is read', async () => {
    const { names, forbidden } = await read([SET, object('velero.io/v1', 'Schedule', 'own', 'orders')], 'orders', ['storageclasses', 'schedules in *', 'pods']);
    expect(forbidden).toEqual(['pods', 'storageclasses.storage.k8s.io', 'schedules.velero.io in all namespaces']);
    expect(names).toEqual(['StatefulSet orders/db', 'Schedule orders/own']);
  });

  test('is all or nothing when the cluster fails', async () => {
    const inventory = new MadeUpInventory([]);
    inventory.list = () => Promise.reject(new Error('etcd is down'));
    await expect(readCluster(inventory, QUERY)).rejects.toThrow('etcd is down');
  });
});

describe('what Kubernetes makes of other objects is left out', () => {
  test.each([
    ['a pod of a set', object('v1', 'Pod', 'db-0', 'orders', controlledBy('apps/v1', 'StatefulSet')), false],
    ['a pod of a ReplicaSet', object('v1', 'Pod', 'web-x', 'orders', controlledBy('apps/v1', 'ReplicaSet')), false],
    ['a static pod', object('v1', 'Pod', 'etcd', 'kube-system', controlledBy('v1', 'Node')), false],
    ['a claim of an ephemeral volume', object('v1', 'PersistentVolumeClaim', 'p-scratch', 'orders', controlledBy('v1', 'Pod')), false],
    ['a claim of a template', object('v1', 'PersistentVolumeClaim', 'data-db-7', 'orders'), false],
    ['the root certificate', object('v1', 'ConfigMap', 'kube-root-ca.crt', 'orders'), false],
    ['a claim of the same name in another namespace', object('v1', 'PersistentVolumeClaim', 'data-db-7', 'billing'), true],
    ['a claim of no template', object('v1', 'PersistentVolumeClaim', 'wal-db-7', 'orders'), true],
    ['a pod of an operator', object('v1', 'Pod', 'pg-1', 'orders', controlledBy('postgresql.cnpg.io/v1', 'Cluster')), true],
    ['a set of an operator', object('apps/v1', 'StatefulSet', 'pg', 'orders', controlledBy('example.com/v1', 'StatefulSet')), true],
    ['what is owned and not controlled', object('v1', 'ConfigMap', 'c', 'orders', controlledBy('apps/v1', 'Deployment', false)), true],
    ['a pod of nobody', object('v1', 'Pod', 'alone', 'orders'), true],
  ])('%s', async (_, each, stays) => {
    const { names } = await read([SET, each]);
    expect(names.includes(describeObject(each as never))).toBe(stays);
  });
});

describe('an object', () => {
  const live = object('v1', 'Service', 'db', 'orders', {
    metadata: {
      uid: 'u-1',
      managedFields: [{ manager: 'kubectl' }],
      labels: { app: 'db' },
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{"secret":1}', 'audit.cdk8s-stateful.dev/STO-001': 'kept' },
    },
    spec: { clusterIP: 'None' },
    status: { loadBalancer: {} },
  });

  test('is as its manifest would say it', async () => {
    const { objects } = await read([live]);
    expect(objects[0].manifest).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'db', namespace: 'orders', uid: 'u-1', labels: { app: 'db' }, annotations: { 'audit.cdk8s-stateful.dev/STO-001': 'kept' } },
      spec: { clusterIP: 'None' },
    });
  });

  test('has the path for a place, with what is there', async () => {
    const { objects: [found] } = await read([live]);
    expect(found.place(['spec', 'clusterIP'])).toEqual({
      file: 'cluster:orders/Service/db', line: 1, column: 1, source: 'spec.clusterIP: "None"', length: 22, path: 'spec.clusterIP',
    });
    expect(found.place(['spec', 'selector'])).toMatchObject({ source: 'spec.selector', path: 'spec.selector' });
    const { objects: [disk] } = await read([object('storage.k8s.io/v1', 'StorageClass', 'disk', undefined, { parameters: { long: 'x'.repeat(100) } })]);
    expect(disk.place(['parameters'])).toMatchObject({ file: 'cluster:StorageClass/disk', source: 'parameters' });
  });
});
