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
const deployment = (name: string, claimName: string, replicas = 1) => object('apps/v1', 'Deployment', name, { replicas, ...pods(claimName) });
const job = (name: string, claimName: string) => object('batch/v1', 'Job', name, pods(claimName, { image: 'busybox' }));

function set(container: object, spec: object = {}): Manifest {
  return object('apps/v1', 'StatefulSet', 'db', {
    template: { metadata: { labels: { app: 'db' } }, spec: { containers: [{ image: 'postgres:17', ...container }] } },
    volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }],
    ...spec,
  });
}

/** What a rule finds in the first object, of those that are there and those that were. */
function judge(slug: string, [subject, ...others]: readonly Manifest[], before?: readonly Manifest[]): readonly Finding[] {
  const now = [subject, ...others];
  const index = new ManifestIndex(now);
  const verdict = RULES.find((rule) => rule.slug === slug)!.evaluate(subject, index, before && new EarlierRender(before, now, index));
  expect(verdict).toBeInstanceOf(Array);
  return verdict as readonly Finding[];
}

const said = (findings: readonly Finding[]) => findings.map(({ message }) => message);

describe('what depends on the manifests in what a rule says', () => {
  const both = deployment('db', 'ledger');
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
    ['class-parameters', 'StorageClass disk: wear is no parameter of Amazon EBS and refuses what it does not know', undefined, [storageClass('ebs.csi.aws.com', { parameters: { wear: '1' } })]],
    ['class-parameters', ', got "gp9"', undefined, [storageClass('ebs.csi.aws.com', { parameters: { type: 'gp9' } })]],
    ['provisioned-performance', ', got "100"', undefined, [storageClass('ebs.csi.aws.com', { parameters: { type: 'gp3', iops: '100' } })]],
    ['no-host-path-for-data', '; used by Deployment orders/db (PostgreSQL) through PersistentVolumeClaim orders/ledger', undefined, [
      { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'pv' }, spec: { hostPath: { path: '/data' }, claimRef: { namespace: 'orders', name: 'ledger' } } }, claim('ledger', 'ReadWriteOnce'), both,
    ]],
  ])('%s: %s', (slug, message, remedy, objects) => {
    const findings = judge(slug, objects);
    expect(said(findings)).toEqual([expect.stringContaining(message)]);
    if (remedy !== undefined) expect(findings[0].remedy).toBe(remedy);
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
});
