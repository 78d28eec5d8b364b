import { Chart, Testing } from 'cdk8s';
import type { ApiObject } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { configMap, persistentVolumeClaim, service } from '../../src/kube/core';
import { ingressPolicy } from '../../src/kube/networking';
import { persistentVolume } from '../../src/kube/persistent-volume';
import { podDisruptionBudget } from '../../src/kube/policy';
import { statefulSet } from '../../src/kube/stateful-set';
import type { StatefulSetSpec } from '../../src/kube/stateful-set';

const METADATA = { name: 'db' };

function render(make: (chart: Chart) => ApiObject): any {
  const chart = new Chart(Testing.app(), 'test', { namespace: 'orders' });
  make(chart);
  return Testing.synth(chart)[0];
}

describe('service', () => {
  const ports = [{ name: 'postgres', port: 5432 }];

  test('has an address unless it is headless', () => {
    expect(render((chart) => service(chart, 'x', METADATA, { selector: { app: 'db' }, ports }))).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'db', namespace: 'orders' },
      spec: { type: 'ClusterIP', selector: { app: 'db' }, ports: [{ name: 'postgres', port: 5432, targetPort: 'postgres', protocol: 'TCP' }] },
    });
    expect(render((chart) => service(chart, 'x', METADATA, { selector: { app: 'db' }, ports, headless: true, publishNotReadyAddresses: true })).spec)
      .toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true });
  });
});

test('configMap holds its files', () => {
  expect(render((chart) => configMap(chart, 'x', METADATA, { 'a.sh': 'echo a\n' }))).toMatchObject({ apiVersion: 'v1', kind: 'ConfigMap', data: { 'a.sh': 'echo a\n' } });
});

test('persistentVolumeClaim is filled from its source', () => {
  const dataSource = { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'newest' };
  expect(render((chart) => persistentVolumeClaim(chart, 'x', METADATA, { accessMode: 'ReadWriteOnce', storage: '1Gi', storageClassName: 'disk' }, { dataSource }))).toEqual({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'db', namespace: 'orders' },
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'disk', volumeMode: 'Filesystem', resources: { requests: { storage: '1Gi' } }, dataSource },
  });
});

test('podDisruptionBudget lets pods that are not ready go', () => {
  expect(render((chart) => podDisruptionBudget(chart, 'x', METADATA, { matchLabels: { app: 'db' }, maxUnavailable: 1 }))).toMatchObject({
    apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: { matchLabels: { app: 'db' } } },
  });
});

test('ingressPolicy asks for its rules when it is rendered', () => {
  const from = [{ podSelector: { matchLabels: { app: 'api' } } }];
  const rules: { ports: number[]; from: typeof from }[] = [];
  const rendered = render((chart) => {
    const made = ingressPolicy(chart, 'x', METADATA, { matchLabels: { app: 'db' }, rules: () => rules });
    rules.push({ ports: [5432], from });
    return made;
  });
  expect(rendered).toMatchObject({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    spec: { podSelector: { matchLabels: { app: 'db' } }, policyTypes: ['Ingress'], ingress: [{ from, ports: [{ protocol: 'TCP', port: 5432 }] }] },
  });
});

describe('statefulSet', () => {
  const spec: StatefulSetSpec = {
    replicas: 3,
    serviceName: 'db-headless',
    podManagementPolicy: 'Parallel',
    matchLabels: { app: 'db' },
    podLabels: { app: 'db', extra: 'x' },
    podAnnotations: {},
    podSpec: { containers: [] },
    claimTemplates: [{ name: 'data', annotations: {}, accessMode: 'ReadWriteOnce', storage: '1Gi', storageClassName: 'disk' }],
    minReadySeconds: 5,
    partition: 2,
  };
  const rendered = render((chart) => statefulSet(chart, 'x', METADATA, spec));

  test('holds what it was given and keeps claims', () => {
    expect(rendered.spec).toEqual({
      replicas: 3,
      serviceName: 'db-headless',
      podManagementPolicy: 'Parallel',
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      minReadySeconds: 5,
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } },
      selector: { matchLabels: { app: 'db' } },
      template: { metadata: { labels: { app: 'db', extra: 'x' } }, spec: { containers: [] } },
      volumeClaimTemplates: [{
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'disk', volumeMode: 'Filesystem', resources: { requests: { storage: '1Gi' } } },
      }],
    });
  });

  test('has annotations only where there are some', () => {
    const [claim] = spec.claimTemplates;
    const annotated = render((chart) => statefulSet(chart, 'x', METADATA, { ...spec, podAnnotations: { a: 'b' }, claimTemplates: [{ ...claim, annotations: { c: 'd' } }] })).spec;
    expect(annotated.template.metadata.annotations).toEqual({ a: 'b' });
    expect(annotated.volumeClaimTemplates[0].metadata.annotations).toEqual({ c: 'd' });
    expect(rendered.spec.template.metadata).not.toHaveProperty('annotations');
  });
});

test('persistentVolume is kept for its claim and has no namespace', () => {
  const rendered = render((chart) => persistentVolume(chart, 'x', METADATA, {
    storage: '1Gi',
    accessMode: 'ReadWriteOnce',
    volumeMode: 'Block',
    persistentVolumeReclaimPolicy: 'Retain',
    storageClassName: '',
    claimRef: { namespace: 'orders', name: 'data' },
    csi: { driver: 'a.example', volumeHandle: 'disk-1' },
    nodeLabels: [],
  }));
  expect(rendered).toEqual({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'db' },
    spec: {
      capacity: { storage: '1Gi' },
      accessModes: ['ReadWriteOnce'],
      volumeMode: 'Block',
      persistentVolumeReclaimPolicy: 'Retain',
      storageClassName: '',
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'orders', name: 'data' },
      csi: { driver: 'a.example', volumeHandle: 'disk-1' },
    },
  });
});
