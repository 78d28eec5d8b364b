import { describe, expect, test } from 'vitest';
import { describeFault } from '../../../src/core/faults';
import { Quantity } from '../../../src/core/quantity';
import { LOCAL_PATH } from '../../../src/facts/drivers/local-path';
import { LocalPath } from '../../../src/facts/drivers/local-path-backends';
import type { VolumeBackend } from '../../../src/facts/drivers/volume-backend';
import { claimFaults } from '../../../src/facts/drivers/volume-check';
import { StorageTopology, VolumeMode } from '../../../src/facts/drivers/volume-modes';

describe('LocalPath', () => {
  test('folders of one node need no parameter', () => {
    const backend = LocalPath.nodeFolders();
    expect(backend.provisioner).toBe('rancher.io/local-path');
    expect(backend.parameters).toEqual({});
    expect(backend.topology).toBe(StorageTopology.NODE);
    expect(backend.encrypted).toBe(false);
    expect(backend.snapshotDriver).toBeUndefined();
    expect(backend.allowVolumeExpansion).toBe(false);
    expect(backend.accessModes(VolumeMode.FILESYSTEM)).toEqual(['ReadWriteOnce', 'ReadWriteOncePod']);
    expect(backend.accessModes(VolumeMode.BLOCK)).toEqual(['ReadWriteOnce']);
  });

  test('every option sets its parameter', () => {
    const pathPattern = '{{ .PVC.Namespace }}/{{ .PVC.Name }}/';
    expect(LocalPath.nodeFolders({ nodePath: '/data/ssd', pathPattern, extraParameters: { permPattern: '0770' } }).parameters)
      .toEqual({ nodePath: '/data/ssd', pathPattern, permPattern: '0770' });
  });

  test('folders on a file system of all nodes are shared', () => {
    const backend = LocalPath.sharedFolders();
    expect(backend.topology).toBe(StorageTopology.REGION);
    expect(backend.accessModes(VolumeMode.FILESYSTEM)).toEqual(['ReadWriteOnce', 'ReadWriteOncePod', 'ReadOnlyMany', 'ReadWriteMany']);
    expect(backend.accessModes(VolumeMode.BLOCK)).toEqual([]);
  });

  test.each<[() => VolumeBackend, string]>([
    [() => LocalPath.nodeFolders({ nodePath: 'data' }), '[LocalPath.nodeFolders] nodePath is not in its form, got "data"; use an absolute path other than /'],
    [() => LocalPath.sharedFolders({ nodePath: '/' }), '[LocalPath.sharedFolders] nodePath is not in its form, got "/"; use an absolute path other than /'],
    [
      () => LocalPath.nodeFolders({ extraParameters: { allowUnsafePathPattern: 'yes' } }),
      '[LocalPath.nodeFolders] extraParameters.allowUnsafePathPattern is not a boolean, got "yes"; use "true" or "false"',
    ],
    [
      () => LocalPath.nodeFolders({ nodePath: '/data', extraParameters: { nodePath: '/ssd' } }),
      '[LocalPath.nodeFolders] extraParameters.nodePath is set by nodePath already; set it once',
    ],
  ])('%s is refused', (make, message) => {
    expect(make).toThrow(new Error(message));
  });

  test('a folder of one node is not shared by nodes', () => {
    expect(claimFaults(LOCAL_PATH, {}, { accessModes: ['ReadWriteMany'], volumeMode: 'Filesystem' }).map(describeFault)).toEqual([
      'accessMode "ReadWriteMany" is not offered by rancher.io/local-path for volumeMode Filesystem (offers ReadWriteOnce, ReadWriteOncePod); '
      + 'choose a mode that it offers, or a backend that offers this one',
    ]);
  });

  test.each(['1Ki', '100Ti'])('%s is a size', (size) => {
    expect(claimFaults(LOCAL_PATH, {}, { size: Quantity.parse(size), accessModes: ['ReadWriteOncePod'], volumeMode: 'Filesystem' })).toEqual([]);
  });
});
