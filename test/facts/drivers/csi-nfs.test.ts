import { describe, expect, test } from 'vitest';
import { describeFault } from '../../../src/core/faults';
import { Quantity } from '../../../src/core/quantity';
import { CSI_NFS } from '../../../src/facts/drivers/csi-nfs';
import { NfsOnDelete, NfsServer } from '../../../src/facts/drivers/csi-nfs-backends';
import { claimFaults, parameterFaults } from '../../../src/facts/drivers/volume-check';
import { StorageTopology, VolumeBindingMode, VolumeMode } from '../../../src/facts/drivers/volume-modes';

const SHARE = { server: 'nfs.example', share: '/exports' };

describe('NfsServer', () => {
  test('a folder of an export for each volume, reached from everywhere', () => {
    const backend = NfsServer.share(SHARE);
    expect(backend.provisioner).toBe('nfs.csi.k8s.io');
    expect(backend.parameters).toEqual(SHARE);
    expect(backend.topology).toBe(StorageTopology.REGION);
    expect(backend.volumeBindingMode).toBe(VolumeBindingMode.IMMEDIATE);
    expect(backend.encrypted).toBeUndefined();
    expect(backend.accessModes(VolumeMode.FILESYSTEM)).toEqual(['ReadWriteOnce', 'ReadWriteOncePod', 'ReadOnlyMany', 'ReadWriteMany']);
  });

  test('every option sets its parameter', () => {
    const subDir = '${pvc.metadata.namespace}/${pvc.metadata.name}';
    const secret = { 'csi.storage.k8s.io/provisioner-secret-name': 'mount-options', 'csi.storage.k8s.io/provisioner-secret-namespace': 'storage' };
    expect(NfsServer.share({ ...SHARE, subDir, onDelete: NfsOnDelete.ARCHIVE, mountPermissions: '0770', uid: 999, gid: 0, extraParameters: secret }).parameters)
      .toEqual({ ...SHARE, subDir, onDelete: 'archive', mountPermissions: '0770', uid: '999', gid: '0', ...secret });
  });

  const illegal: readonly [{ readonly [key: string]: string }, readonly string[]][] = [
    [{}, ['server is required by nfs.csi.k8s.io; set it', 'share is required by nfs.csi.k8s.io; set it']],
    [{ server: '', share: '' }, ['server is required by nfs.csi.k8s.io; set it', 'share is required by nfs.csi.k8s.io; set it']],
    [{ server: 'a b/c', share: 'relative' }, [
      'server is not in its form, got "a b/c"; use the name or IP address of a server',
      'share is not in its form, got "relative"; use an absolute path, such as /exports',
    ]],
    [{ ...SHARE, onDelete: 'keep' }, ['onDelete is not one of its values, got "keep"; use delete, retain, archive']],
    [{ ...SHARE, mountPermissions: 'rwx' }, ['mountPermissions is not in its form, got "rwx"; use octal digits such as 0770']],
    [{ ...SHARE, mountPermissions: '0890' }, ['mountPermissions is not in its form, got "0890"; use octal digits such as 0770']],
    [{ ...SHARE, uid: 'root' }, ['uid is not a whole number, got "root"; use 0 to 2147483647']],
    [{ ...SHARE, gid: '2147483648' }, ['gid is out of range, got "2147483648"; use 0 to 2147483647']],
    [
      { ...SHARE, subDir: '${pvc.name}' },
      ['subDir is not in its form, got "${pvc.name}"; use no variables but ${pvc.metadata.name}, ${pvc.metadata.namespace} and ${pv.metadata.name}'],
    ],
    [{ ...SHARE, fsType: 'nfs' }, ['fsType is not a parameter of nfs.csi.k8s.io, which refuses what it does not know; see the driver\'s page for its parameters']],
    [{ ...SHARE, mountOptions: 'hard' }, ['mountOptions is not a parameter of nfs.csi.k8s.io, which refuses what it does not know; see the driver\'s page for its parameters']],
    [{ ...SHARE, Server: 'other' }, ['Server is the same parameter as server: the driver reads keys in lower case; keep one']],
    [
      { ...SHARE, 'csi.storage.k8s.io/provisioner-secret-name': 'a' },
      ['csi.storage.k8s.io/provisioner-secret-name has no effect without csi.storage.k8s.io/provisioner-secret-namespace, got "a"; give both or neither'],
    ],
  ];
  test.each(illegal)('%j is refused', (parameters, messages) => {
    expect(parameterFaults(CSI_NFS, parameters).map(describeFault)).toEqual(messages);
  });

  test.each<{ readonly [key: string]: string }>([
    { ...SHARE, subDir: 'costs-$5' },
    { ...SHARE, onDelete: 'Retain' },
    { ...SHARE, mountPermissions: '0', uid: '2147483647', gid: '0' },
    { SERVER: '10.0.0.1', Share: '/' },
  ])('%j is accepted', (parameters) => {
    expect(parameterFaults(CSI_NFS, parameters)).toEqual([]);
  });

  test.each(['1Ki', '1000Ti'])('%s is a size', (size) => {
    expect(claimFaults(CSI_NFS, SHARE, { size: Quantity.parse(size), accessModes: ['ReadWriteMany'], volumeMode: 'Filesystem' })).toEqual([]);
  });

  test('there are no raw block volumes', () => {
    expect(claimFaults(CSI_NFS, SHARE, { accessModes: ['ReadWriteOnce'], volumeMode: 'Block' }).map(describeFault)).toEqual([
      'accessMode "ReadWriteOnce" is not offered by nfs.csi.k8s.io for volumeMode Block (offers none); choose a mode that it offers, or a backend that offers this one',
    ]);
  });
});
