import { describe, expect, test } from 'vitest';
import { EarlierRender } from '../../src/audit/earlier-render';
import type { Finding, Manifest } from '../../src/audit/finding';
import { ManifestIndex } from '../../src/audit/index-of-manifests';
import { RULES } from '../../src/audit/rules/index';

function object(apiVersion: string, kind: string, name: string, spec: object, rest: object = {}): Manifest {
  return { apiVersion, kind, metadata: { name, namespace: 'orders' }, spec, ...rest };
}

function storageClass(provisioner: string, rest: object = {}): Manifest {
  return { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'disk' }, provisioner, ...rest };
}

const claim = (name: string, mode: string, spec: object = {}) => object('v1', 'PersistentVolumeClaim', name, { storageClassName: 'disk', accessModes: [mode], ...spec });
const pods = (claimName: string, container: object = {}) => ({
  template: { spec: { containers: [{ image: 'postgres:17', ...container }], volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }] } },
});
const mountingAtData = (claimName: string) => object('apps/v1', 'Deployment', 'db', pods(claimName, { volumeMounts: [{ name: 'data', mountPath: '/var/lib/postgresql/data' }] }));
const deployment = (name: string, claimName: string, replicas = 1) => object('apps/v1', 'Deployment', name, { replicas, ...pods(claimName) });
const both = deployment('db', 'ledger');
const job = (name: string, claimName: string) => object('batch/v1', 'Job', name, pods(claimName, { image: 'busybox' }));

function set(container: object, spec: object = {}): Manifest {
  return object('apps/v1', 'StatefulSet', 'db', {
    template: { metadata: { labels: { app: 'db' } }, spec: { containers: [{ image: 'postgres:17', ...container }] } },
    volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }],
    ...spec,
  });
}

function apart(matchLabels: object): Manifest {
  const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels } };
  const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
  return set({}, { replicas: 3, template: { metadata: { labels: { app: 'db' } }, spec: { affinity } } });
}

function patientBut(settings: object): Manifest {
  return set({ startupProbe: {}, livenessProbe: { timeoutSeconds: 5, periodSeconds: 10, failureThreshold: 6, ...settings } });
}

const budget = (name: string, spec: object) => object('policy/v1', 'PodDisruptionBudget', name, { selector: { matchLabels: { app: 'db' } }, ...spec });

const ruleOf = (slug: string) => RULES.find((rule) => rule.slug === slug)!;

/** What a rule finds in the first object, of those that are there and those that were. */
function judge(slug: string, [subject, ...others]: readonly Manifest[], before?: readonly Manifest[]): readonly Finding[] {
  const now = [subject, ...others];
  const index = new ManifestIndex(now);
  const verdict = ruleOf(slug).evaluate(subject, index, before && new EarlierRender(before, now, index));
  expect(verdict).toBeInstanceOf(Array);
  return verdict as readonly Finding[];
}

const said = (findings: readonly Finding[]) => findings.map(({ message }) => message);

describe('what depends on the manifests in what a rule says', () => {
  test.each<[string, string, string | undefined, readonly Manifest[]]>([
    ['access-mode-of-driver', 'it offers ReadWriteOnce, ReadWriteOncePod', 'ask for ReadWriteOncePod, or take a class of a shared file system', [claim('a', 'ReadWriteMany'), storageClass('ebs.csi.aws.com')]],
    ['access-mode-of-driver', '', 'ask for a mode that it offers', [claim('a', 'ReadWriteAlways'), storageClass('ebs.csi.aws.com')]],
    ['retain-for-databases', 'used by Deployment orders/db (PostgreSQL) through PersistentVolumeClaim orders/ledger', undefined, [storageClass('ebs.csi.aws.com'), claim('ledger', 'ReadWriteOnce'), both]],
    ['retain-for-databases', 'through PersistentVolumeClaim orders/ledger and 1 more', undefined, [
      storageClass('ebs.csi.aws.com'), claim('ledger', 'ReadWriteOnce'), both, claim('archive', 'ReadWriteOnce'), deployment('archive', 'archive'),
    ]],
    ['retain-for-databases', 'uses the default StorageClass of the cluster, which is not in the input', 'name a class with reclaimPolicy Retain', [claim('ledger', 'ReadWriteOnce', { storageClassName: undefined }), both]],
    ['retain-for-databases', 'uses StorageClass disk, which is not in the input', 'audit it together with its class', [claim('ledger', 'ReadWriteOnce'), both]],
    ['claim-shared-by-workloads', 'it is used by Deployment orders/db and by Job orders/dump, Job orders/move: on another node their pods wait for ever', undefined, [
      claim('ledger', 'ReadWriteOnce'), both, job('dump', 'ledger'), job('move', 'ledger'), storageClass('ebs.csi.aws.com'),
    ]],
    ['claim-shared-by-workloads', 'it is used by Job orders/dump and by Job orders/move: runs that meet on two nodes wait for each other', undefined, [
      claim('ledger', 'ReadWriteOnce'), job('dump', 'ledger'), job('move', 'ledger'), storageClass('ebs.csi.aws.com'),
    ]],
    ['termination-grace', 'gives PostgreSQL 10s to stop, of which its preStop hook sleeps 4s:', 'set terminationGracePeriodSeconds: 124', [
      set({}, { template: { spec: { terminationGracePeriodSeconds: 10, containers: [{ image: 'postgres:17', lifecycle: { preStop: { sleep: { seconds: 4 } } } }] } } }),
    ]],
    ['termination-grace', 'gives PostgreSQL 10s to stop: ', 'set terminationGracePeriodSeconds: 120', [
      set({}, { template: { spec: { terminationGracePeriodSeconds: 10, containers: [{ image: 'postgres:17' }] } } }),
    ]],
    ['data-on-volume', '', 'mount a persistent volume at /var/lib/postgresql', [set({ image: 'postgres:18' })]],
    ['data-on-volume', '', 'mount a persistent volume at or above /srv/data', [set({ env: [{ name: 'PGDATA', value: '/srv/data' }] })]],
    ['storage-request', 'PersistentVolumeClaim orders/a requests "10GB" of storage, which is no size', undefined, [claim('a', 'ReadWriteOnce', { resources: { requests: { storage: '10GB' } } })]],
    ['storage-request', 'PersistentVolumeClaim orders/a requests no storage', undefined, [claim('a', 'ReadWriteOnce')]],
    ['replicas-without-replication', 'may be scaled by ScaledObject orders/db to 100 PostgreSQL servers', undefined, [
      set({}), object('keda.sh/v1alpha1', 'ScaledObject', 'db', { scaleTargetRef: { kind: 'StatefulSet', name: 'db' } }),
    ]],
    ['data-on-volume', 'in the container\'s own layer; volume data is mounted beside it, at /var/lib/postgresql/data', undefined, [
      set({ image: 'postgres:18', volumeMounts: [{ name: 'config', mountPath: '/etc/postgresql' }, { name: 'data', mountPath: '/var/lib/postgresql/data' }] }),
    ]],
    ['data-on-volume', '(/var/lib/postgresql/data) in the container\'s own layer; volume data is mounted beside it, at /data', undefined, [
      object('apps/v1', 'Deployment', 'db', pods('ledger', { volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, { name: 'data', mountPath: '/data' }] })),
    ]],
    ['storage-quota', 'limits the storage of PersistentVolumeClaim orders/a and 1 more', undefined, [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'orders' } }, claim('a', 'ReadWriteOnce'), claim('b', 'ReadWriteOnce'),
    ]],
    ['one-default-class', 'is one of 2 default classes, besides other', undefined, ['disk', 'other'].map((name) => ({
      ...storageClass('ebs.csi.aws.com'), metadata: { name, annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
    }))],
    ['class-parameters', 'StorageClass disk: wear is no parameter of Amazon EBS, whose driver refuses what it does not know', undefined, [storageClass('ebs.csi.aws.com', { parameters: { wear: '1' } })]],
    ['class-parameters', ', got "gp9"', undefined, [storageClass('ebs.csi.aws.com', { parameters: { type: 'gp9' } })]],
    ['provisioned-performance', ', got "100"', undefined, [storageClass('ebs.csi.aws.com', { parameters: { type: 'gp3', iops: '100' } })]],
    ['no-host-path-for-data', '; used by Deployment orders/db (PostgreSQL) through PersistentVolumeClaim orders/ledger', undefined, [
      { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'pv' }, spec: { hostPath: { path: '/data' }, claimRef: { namespace: 'orders', name: 'ledger' } } }, claim('ledger', 'ReadWriteOnce'), both,
    ]],
    ['spread', 'has 2 replicas that may share a node', undefined, [set({}, { replicas: 2 })]],
    ['spread', 'spreads other pods than its own', undefined, [apart({ app: 'web' })]],
    ['disruption-budget', 'has 2 replicas and no PodDisruptionBudget', 'add one with maxUnavailable: 1', [set({}, { replicas: 2 })]],
    ['disruption-budget', 'is selected by 2 PodDisruptionBudgets', 'keep one', [set({}, { replicas: 2 }), budget('a', { maxUnavailable: 1 }), budget('b', { maxUnavailable: 1 })]],
    ['disruption-allowed', 'minAvailable is 1 of 1 pod', undefined, [budget('db', { minAvailable: 1 }), set({}, { replicas: 1 })]],
    ['disruption-allowed', 'minAvailable is 3 of 2 pods', undefined, [budget('db', { minAvailable: 3 }), set({}, { replicas: 2 })]],
    ['disruption-allowed', 'minAvailable is 100%', undefined, [budget('db', { minAvailable: '100%' })]],
    ['disruption-allowed', 'maxUnavailable is 00%', undefined, [budget('db', { maxUnavailable: '00%' })]],
    ['claim-template-size-is-fixed', 'the size of data, wal cannot be raised here', undefined, [set({}, { volumeClaimTemplates: ['data', 'wal'].map((name) => ({ metadata: { name }, spec: {} })) })]],
    ['variables-in-probes', 'livenessProbe has $(PORT), which the kubelet expands to nothing', undefined, [
      set({ env: [{ name: 'PORT', valueFrom: {} }], livenessProbe: { exec: { command: ['pg_isready', '$(PORT)'] } } }),
    ]],
    ['variables-in-probes', 'livenessProbe has $(port), which stays as it is', undefined, [set({ livenessProbe: { exec: { command: ['pg_isready', '$(port)'] } } })]],
    ['variables-in-probes', 'livenessProbe has $(PORT), which the shell runs as a command', undefined, [set({ livenessProbe: { exec: { command: ['sh', '-c', 'pg_isready $(PORT)'] } } })]],
    ['variables-in-probes', 'livenessProbe asks by httpGet for $(HOST), which is never expanded there', undefined, [set({ livenessProbe: { httpGet: { host: '$(HOST)' } } })]],
    ['variables-in-probes', 'preStop asks by httpGet for $(HOST), which is never expanded there', undefined, [set({ lifecycle: { preStop: { httpGet: { host: '$(HOST)' } } } })]],
    ['variables-in-probes', 'preStop has $(PGDATA), which is never expanded in a hook', undefined, [set({ lifecycle: { preStop: { exec: { command: ['stop', '$(PGDATA)'] } } } })]],
    ['headless-service', 'but in namespace web, where it gives these pods no names', 'move it to the namespace of the set, or add one there', [
      set({}, { serviceName: 'db' }), { ...object('v1', 'Service', 'db', {}), metadata: { name: 'db', namespace: 'web' } },
    ]],
    ['headless-service', 'names Service db, which is not among the manifests', 'add a headless Service db to its namespace', [set({}, { serviceName: 'db' })]],
    ['headless-service', 'names Service db, whose endpoints somebody else writes', undefined, [set({}, { serviceName: 'db' }), object('v1', 'Service', 'db', {})]],
    ['headless-service', 'names Service db, which is not headless', undefined, [set({}, { serviceName: 'db' }), object('v1', 'Service', 'db', { selector: { app: 'db' } })]],
    ['patient-liveness', 'takes longer than 1 second counts as a failure (timeoutSeconds is not set)', undefined, [patientBut({ timeoutSeconds: undefined })]],
    ['patient-liveness', 'takes longer than 1 second counts as a failure', undefined, [patientBut({ timeoutSeconds: 1 })]],
    ['patient-liveness', 'is killed after 20s of failed probes (2 every 10s)', undefined, [patientBut({ failureThreshold: 2 })]],
    ['no-in-tree-provisioner', 'names the in-tree provisioner', 'use ebs.csi.aws.com', [storageClass('kubernetes.io/aws-ebs')]],
    ['unique-objects', 'is there 3 times', undefined, [claim('a', 'ReadWriteOnce'), claim('a', 'ReadWriteOnce'), claim('a', 'ReadWriteOnce')]],
  ])('%s: %s', (slug, message, remedy, objects) => {
    const findings = judge(slug, objects);
    expect(said(findings)).toEqual([expect.stringContaining(message)]);
    if (remedy !== undefined) expect(findings[0].remedy).toBe(remedy);
  });

  test.each<[string, readonly Manifest[], readonly string[]]>([
    ['headless-service', [set({}, { serviceName: 'db' }), object('v1', 'Service', 'db', { selector: { app: 'db' } })], ['db']],
    ['headless-service', [set({}, { serviceName: 'db' }), object('v1', 'Service', 'db', { clusterIP: 'None', selector: { app: 'web' } })], ['db']],
    ['headless-service', [set({}, { serviceName: 'db' }), object('v1', 'Service', 'db', {})], ['db']],
    ['headless-service', [set({}, { serviceName: 'db' }), { ...object('v1', 'Service', 'db', {}), metadata: { name: 'db', namespace: 'web' } }], ['db']],
    ['disruption-allowed', [budget('any', { minAvailable: 2 }), set({}, { replicas: 2 })], ['db']],
    ['retain-for-databases', [storageClass('ebs.csi.aws.com'), claim('ledger', 'ReadWriteOnce'), both], ['ledger']],
    ['no-network-file-system-for-databases', [mountingAtData('ledger'), claim('ledger', 'ReadWriteMany')], ['ledger']],
  ])('%s leads to what has a part in it', (slug, objects, related) => {
    expect(judge(slug, objects).map((finding) => finding.related?.map(({ metadata }) => metadata.name))).toEqual([related]);
  });

  test.each([
    [{ maxUnavailable: '10%' }],
    [{ maxUnavailable: 10 }],
    [{ maxUnavailable: 1, minAvailable: 2 }],
    [{ minAvailable: 1 }],
  ])('a budget of two pods with %j keeps nobody from draining a node', (spec) => {
    expect(said(judge('disruption-allowed', [budget('db', spec), set({}, { replicas: 2 })]))).toEqual([]);
  });

  test('pods that keep apart by required anti-affinity are spread', () => {
    expect(judge('spread', [apart({ app: 'db' })])).toEqual([]);
  });

  test.each([
    [5, 0, 4, 0, 'loses ordinals 4, and'],
    [5, 0, 2, 0, 'loses ordinals 2 to 4, and'],
    [3, 0, 3, 1, 'loses ordinals 0, and'],
    [5, 0, 1, 2, 'loses ordinals 0 to 1 and 3 to 4, and'],
    [2, 0, 2, 5, 'loses ordinals 0 to 1, and'],
    [2, 0, 0, 0, 'loses ordinals 0 to 1, and'],
  ])('policies-keep-data: %d replicas from %d on become %d from %d on', (replicas, start, newReplicas, newStart, message) => {
    const scaled = (count: number, first: number) => set({}, {
      replicas: count,
      ordinals: { start: first },
      persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' },
      volumeClaimTemplates: ['data', 'wal'].map((name) => ({ metadata: { name }, spec: {} })),
    });
    const findings = judge('policies-keep-data', [scaled(newReplicas, newStart)], [scaled(replicas, start)]);
    expect(said(findings)).toEqual([expect.stringContaining(message)]);
    expect(findings[0].message).toMatch(/their claims data-db-\*, wal-db-\*$/);
  });

  test.each([
    [undefined, 'leaves out clusterIP: None'],
    ['', 'leaves out clusterIP: None'],
    ['10.0.0.7', 'is no longer headless'],
  ])('service-stays-headless: clusterIP None becomes %j', (clusterIP, message) => {
    const service = (address?: string) => object('v1', 'Service', 'db', { clusterIP: address });
    expect(said(judge('service-stays-headless', [service(clusterIP)], [service('None')]))).toEqual([expect.stringContaining(message)]);
  });

  test.each([
    ['v1', 'PersistentVolumeClaim', { storageClassName: 'kept' }, 'what it stands for is retained, and no object stands for it any more'],
    ['v1', 'PersistentVolumeClaim', { storageClassName: 'deleted' }, 'what it stands for is deleted with it'],
    ['v1', 'PersistentVolumeClaim', { storageClassName: 'elsewhere' }, 'its class says what becomes of the volume'],
    ['v1', 'PersistentVolume', { persistentVolumeReclaimPolicy: 'Delete' }, 'what it stands for is deleted with it'],
    ['v1', 'PersistentVolume', {}, 'what it stands for is retained, and no object stands for it any more'],
    ['snapshot.storage.k8s.io/v1', 'VolumeSnapshot', { volumeSnapshotClassName: 'elsewhere' }, 'its class says what becomes of the copy'],
    ['snapshot.storage.k8s.io/v1', 'VolumeSnapshotContent', { deletionPolicy: 'Delete' }, 'what it stands for is deleted with it'],
    ['snapshot.storage.k8s.io/v1', 'VolumeSnapshotContent', { deletionPolicy: 'Retain' }, 'what it stands for is retained, and no object stands for it any more'],
    ['snapshot.storage.k8s.io/v1', 'VolumeSnapshotContent', {}, 'it does not say what becomes of the copy'],
  ])('data-objects-remain: %s %s with %j', (apiVersion, kind, spec, message) => {
    const classes = [['kept', 'Retain'], ['deleted', 'Delete']].map(([name, reclaimPolicy]) => ({ ...storageClass('ebs.csi.aws.com', { reclaimPolicy }), metadata: { name } }));
    const gone = object(apiVersion, kind, 'ledger', spec);
    const index = new ManifestIndex(classes);
    const verdict = ruleOf('data-objects-remain').evaluate(gone, index, new EarlierRender([gone, ...classes], classes, index));
    expect(verdict).toMatchObject([{ message: `${kind} orders/ledger is gone: ${message}` }]);
  });
});
