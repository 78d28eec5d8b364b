import { describe, expect, test } from 'vitest';
import { CephCluster } from '../../../src/facts/drivers/ceph-cluster';
import { CEPHFS } from '../../../src/facts/drivers/cephfs';
import { CephFs, CephFsMounter } from '../../../src/facts/drivers/cephfs-backends';
import type { VolumeBackend } from '../../../src/facts/drivers/volume-backend';
import { parameterFaults } from '../../../src/facts/drivers/volume-check';
import { VolumeMode } from '../../../src/facts/drivers/volume-modes';

const CLUSTER = CephCluster.cephCsi({ clusterId: 'b9127830', secretName: 'csi-cephfs', secretNamespace: 'ceph', driverPrefix: 'storage' });

describe('CephFs', () => {
  test('directories of a file system of Rook, encrypted', () => {
    const backend = CephFs.filesystem({ fsName: 'shared', encryptionKmsId: 'vault' });
    expect(backend.provisioner).toBe('rook-ceph.cephfs.csi.ceph.com');
    expect(backend.parameters).toEqual({
      'clusterID': 'rook-ceph',
      'fsName': 'shared',
      'encrypted': 'true',
      'encryptionKMSID': 'vault',
      'csi.storage.k8s.io/provisioner-secret-name': 'rook-csi-cephfs-provisioner',
      'csi.storage.k8s.io/provisioner-secret-namespace': 'rook-ceph',
      'csi.storage.k8s.io/controller-expand-secret-name': 'rook-csi-cephfs-provisioner',
      'csi.storage.k8s.io/controller-expand-secret-namespace': 'rook-ceph',
      'csi.storage.k8s.io/node-stage-secret-name': 'rook-csi-cephfs-node',
      'csi.storage.k8s.io/node-stage-secret-namespace': 'rook-ceph',
    });
    expect(backend._snapshotParameters['csi.storage.k8s.io/snapshotter-secret-name']).toBe('rook-csi-cephfs-provisioner');
  });

  test('every option sets its parameter', () => {
    const backend = CephFs.filesystem({
      fsName: 'shared', pool: 'fast', cluster: CLUSTER, mounter: CephFsMounter.FUSE, kernelMountOptions: 'nowsync', fuseMountOptions: 'debug', extraParameters: { backingSnapshot: 'false', volumeNamePrefix: 'orders-' },
    });
    expect(backend.provisioner).toBe('storage.cephfs.csi.ceph.com');
    expect(backend.parameters).toMatchObject({
      clusterID: 'b9127830', fsName: 'shared', pool: 'fast', encrypted: 'true', mounter: 'fuse', kernelMountOptions: 'nowsync', fuseMountOptions: 'debug', backingSnapshot: 'false', volumeNamePrefix: 'orders-',
    });
    expect(backend.parameters).not.toHaveProperty('cluster');
  });

  test('volumes are shared, and there are no raw block volumes', () => {
    const backend = CephFs.filesystem({ fsName: 'shared', cluster: CLUSTER });
    expect(backend.accessModes(VolumeMode.FILESYSTEM)).toEqual(['ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany', 'ReadOnlyMany']);
    expect(backend.accessModes(VolumeMode.BLOCK)).toEqual([]);
  });

  const illegal: readonly [string, () => VolumeBackend, string][] = [
    ['no key', () => CephFs.filesystem({ fsName: 'f' }),
      '[CephFs.filesystem] encryptionKmsId is missing: volumes are encrypted, and the secrets that Rook makes hold no passphrase; name an entry of the ConfigMap csi-kms-connection-details, with Rook of rook-ceph-csi-kms-config, or set encrypted: false'],
    ['a key for nothing', () => CephFs.filesystem({ fsName: 'f', encrypted: false, encryptionKmsId: 'vault' }),
      '[CephFs.filesystem] encryptionKmsId applies only with encrypted true, got "vault"; leave it out, or set encrypted'],
    ['no file system', () => CephFs.filesystem({ fsName: '', cluster: CLUSTER }), '[CephFs.filesystem] fsName is empty, got ""; say something'],
    ['a pool for volumes that are snapshots', () => CephFs.filesystem({ fsName: 'f', pool: 'p', cluster: CLUSTER, extraParameters: { backingSnapshot: 'true' } }),
      '[CephFs.filesystem] extraParameters.backingSnapshot must be false with pool p, got "true"; use false'],
    ['an unknown mounter', () => CephFs.filesystem({ fsName: 'f', cluster: CLUSTER, extraParameters: { mounter: 'nfs' } }),
      '[CephFs.filesystem] extraParameters.mounter is not one of its values, got "nfs"; use kernel, fuse'],
    ['an option set twice', () => CephFs.filesystem({ fsName: 'f', cluster: CLUSTER, extraParameters: { fsName: 'g' } }),
      '[CephFs.filesystem] extraParameters.fsName is set by fsName already; set it once'],
  ];
  test.each(illegal)('%s is refused', (_, make, message) => {
    expect(make).toThrow(new Error(message));
  });

  test('a class without the cluster, the file system and the secrets lacks eight parameters', () => {
    const missing = parameterFaults(CEPHFS, {}).map(({ prop, problem }) => `${prop} ${problem}`);
    expect(missing).toHaveLength(8);
    expect(missing.slice(0, 3)).toEqual([
      'clusterID is required by cephfs.csi.ceph.com', 'fsName is required by cephfs.csi.ceph.com', 'csi.storage.k8s.io/provisioner-secret-name is required by cephfs.csi.ceph.com',
    ]);
  });
});
