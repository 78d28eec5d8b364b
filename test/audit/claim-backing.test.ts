import { expect, test } from 'vitest';
import { backingOf, networkFileSystemOf } from '../../src/audit/claim-backing';
import type { Manifest } from '../../src/audit/finding';
import { ManifestIndex } from '../../src/audit/index-of-manifests';

const CLAIM: Manifest = {
  apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'ledger', namespace: 'orders' }, spec: { storageClassName: 'disk', accessModes: ['ReadWriteOnce'] },
};

function volume(source: object): Manifest {
  return { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'pv' }, spec: { ...source, claimRef: { namespace: 'orders', name: 'ledger' } } };
}

function storageClass(provisioner: string, parameters: object = {}): Manifest {
  return { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'disk' }, provisioner, parameters };
}

test.each<[unknown, string | undefined]>([
  [{ nfs: { server: 'a' } }, 'NFS'],
  [{ name: 'data', azureFile: {} }, 'Azure Files'],
  [{ csi: { driver: 'efs.csi.aws.com' } }, 'Amazon EFS'],
  [{ csi: { driver: 'ebs.csi.aws.com' } }, undefined],
  [{ csi: { driver: 'disks.example.com' } }, undefined],
  [{ hostPath: { path: '/data' } }, undefined],
  [undefined, undefined],
])('the network file system of volume source %j is %s', (source, title) => {
  expect(networkFileSystemOf(source)).toBe(title);
});

test.each<[string, Manifest | undefined, object | undefined]>([
  ['a volume of a file system', volume({ nfs: {} }), { title: 'NFS', storage: 'network-file-system', scope: 'region' }],
  ['a volume of a driver', volume({ csi: { driver: 'ebs.csi.aws.com' } }), { title: 'Amazon EBS', storage: 'block', scope: 'zone' }],
  ['a volume of an unknown driver', volume({ csi: { driver: 'disks.example.com' } }), undefined],
  ['a class of a driver', storageClass('ebs.csi.aws.com'), { title: 'Amazon EBS', storage: 'block', scope: 'zone' }],
  ['a class whose parameters say where', storageClass('disk.csi.azure.com', { skuName: 'Premium_ZRS' }), { title: 'Azure Disk', scope: 'region' }],
  ['a class of an unknown driver', storageClass('disks.example.com'), undefined],
  ['a class of volumes that people prepare', storageClass('kubernetes.io/no-provisioner'), undefined],
  ['nothing in the input', undefined, undefined],
])('a claim is backed by %s', (_, object, expected) => {
  const index = new ManifestIndex([CLAIM, ...object ? [object] : []]);
  const backing = backingOf(index.claimNamed('orders', 'ledger')!, index);
  if (expected) expect(backing).toMatchObject({ ...expected, object });
  else expect(backing).toBeUndefined();
});
