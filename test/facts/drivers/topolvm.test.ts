import { describe, expect, test } from 'vitest';
import { describeFault } from '../../../src/core/faults';
import { Quantity } from '../../../src/core/quantity';
import { TOPOLVM } from '../../../src/facts/drivers/topolvm';
import { TopoLvm, TopoLvmFileSystem } from '../../../src/facts/drivers/topolvm-backends';
import type { VolumeBackend } from '../../../src/facts/drivers/volume-backend';
import { claimFaults, parameterFaults } from '../../../src/facts/drivers/volume-check';
import { StorageTopology, VolumeMode } from '../../../src/facts/drivers/volume-modes';

describe('TopoLvm', () => {
  const made: readonly [string, VolumeBackend, string, object][] = [
    ['deviceClass', TopoLvm.deviceClass(), 'topolvm.io', {}],
    [
      'deviceClass with a name', TopoLvm.deviceClass({ name: 'ssd', fsType: TopoLvmFileSystem.XFS }), 'topolvm.io',
      { 'topolvm.io/device-class': 'ssd', 'csi.storage.k8s.io/fstype': 'xfs' },
    ],
    ['lvcreateOptionClass', TopoLvm.lvcreateOptionClass({ name: 'striped' }), 'topolvm.io', { 'topolvm.io/lvcreate-option-class': 'striped' }],
    ['legacyDeviceClass', TopoLvm.legacyDeviceClass({ name: 'ssd' }), 'topolvm.cybozu.com', { 'topolvm.cybozu.com/device-class': 'ssd' }],
  ];
  test.each(made)('%s', (_, backend, provisioner, parameters) => {
    expect(backend.provisioner).toBe(provisioner);
    expect(backend.snapshotDriver).toBe(provisioner);
    expect(backend.parameters).toEqual(parameters);
    expect(backend.topology).toBe(StorageTopology.NODE);
    expect(backend.encrypted).toBeUndefined();
    expect(backend.accessModes(VolumeMode.BLOCK)).toEqual(['ReadWriteOnce', 'ReadWriteOncePod']);
  });

  const classes = 'topolvm.io/lvcreate-option-class and topolvm.io/device-class exclude each other, got "b"; keep one';
  test.each<[() => VolumeBackend, string]>([
    [
      () => TopoLvm.deviceClass({ name: 'a', extraParameters: { 'topolvm.io/lvcreate-option-class': 'b' } }),
      `[TopoLvm.deviceClass] extraParameters.${classes}`,
    ],
    [
      () => TopoLvm.deviceClass({ name: 'a', extraParameters: { 'topolvm.io/device-class': 'b' } }),
      '[TopoLvm.deviceClass] extraParameters.topolvm.io/device-class is set by name already; set it once',
    ],
    [
      () => TopoLvm.deviceClass({ name: 'a', extraParameters: { 'topolvm.cybozu.com/device-class': 'b' } }),
      '[TopoLvm.deviceClass] extraParameters.topolvm.cybozu.com/device-class is another name of topolvm.io/device-class; keep one',
    ],
    [
      () => TopoLvm.deviceClass({ extraParameters: { 'csi.storage.k8s.io/fstype': 'ntfs' } }),
      '[TopoLvm.deviceClass] extraParameters.csi.storage.k8s.io/fstype is not one of its values, got "ntfs"; use ext4, xfs, btrfs',
    ],
    [
      () => TopoLvm.deviceClass({ fsType: TopoLvmFileSystem.XFS, extraParameters: { fsType: 'xfs' } }),
      '[TopoLvm.deviceClass] extraParameters.fsType is set together with csi.storage.k8s.io/fstype, which the provisioner refuses; keep csi.storage.k8s.io/fstype alone',
    ],
  ])('%s is refused', (make, message) => {
    expect(make).toThrow(new Error(message));
  });

  test('the legacy names exclude each other as the names do', () => {
    const parameters = { 'topolvm.cybozu.com/device-class': 'a', 'topolvm.cybozu.com/lvcreate-option-class': 'b' };
    expect(parameterFaults(TOPOLVM, parameters).map(describeFault)).toEqual([
      'topolvm.cybozu.com/lvcreate-option-class and topolvm.io/device-class exclude each other, got "b"; keep one',
    ]);
  });

  test.each(['1Mi', '1Gi', '100Ti'])('%s is a size', (size) => {
    expect(claimFaults(TOPOLVM, {}, { size: Quantity.parse(size), accessModes: ['ReadWriteOncePod'], volumeMode: 'Filesystem' })).toEqual([]);
  });

  test.each(['ReadWriteMany', 'ReadOnlyMany'])('%s is not offered', (mode) => {
    expect(claimFaults(TOPOLVM, {}, { accessModes: [mode], volumeMode: 'Filesystem' }).map(describeFault)).toEqual([
      `accessMode "${mode}" is not offered by topolvm.io for volumeMode Filesystem (offers ReadWriteOnce, ReadWriteOncePod); choose a mode that it offers, or a backend that offers this one`,
    ]);
  });

  test('names that it does not know are ignored, as the driver does', () => {
    expect(TopoLvm.deviceClass({ extraParameters: { colour: 'red' } }).parameters).toEqual({ colour: 'red' });
  });
});
