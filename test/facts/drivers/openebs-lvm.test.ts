import { Chart, Testing } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { describeFault } from '../../../src/core/faults';
import { Quantity } from '../../../src/core/quantity';
import { OPENEBS_LVM } from '../../../src/facts/drivers/openebs-lvm';
import { OpenEbsLvm, OpenEbsLvmFileSystem, OpenEbsLvmScheduler } from '../../../src/facts/drivers/openebs-lvm-backends';
import type { VolumeBackend } from '../../../src/facts/drivers/volume-backend';
import { claimFaults, parameterFaults } from '../../../src/facts/drivers/volume-check';
import { ProductionStorageClass } from '../../../src/storage/production-storage-class';

describe('OpenEbsLvm', () => {
  const made: readonly [string, VolumeBackend, object][] = [
    ['volumeGroup', OpenEbsLvm.volumeGroup({ name: 'fast' }), { volgroup: 'fast' }],
    [
      'volumeGroup with every option',
      OpenEbsLvm.volumeGroup({
        name: 'fast', thinProvision: true, shared: false, scheduler: OpenEbsLvmScheduler.CAPACITY_WEIGHTED, fsType: OpenEbsLvmFileSystem.XFS, extraParameters: { storage: 'lvm' },
      }),
      { 'volgroup': 'fast', 'thinProvision': 'yes', 'shared': 'no', 'scheduler': 'CapacityWeighted', 'csi.storage.k8s.io/fstype': 'xfs', 'storage': 'lvm' },
    ],
    ['volumeGroupPattern', OpenEbsLvm.volumeGroupPattern({ pattern: '^fast-', shared: true }), { vgpattern: '^fast-', shared: 'yes' }],
  ];
  test.each(made)('%s', (_, backend, parameters) => {
    expect(backend.provisioner).toBe('local.csi.openebs.io');
    expect(backend.parameters).toEqual(parameters);
    expect(backend.encrypted).toBeUndefined();
  });

  const illegal: readonly [{ readonly [key: string]: string }, string][] = [
    [{}, 'volgroup is required by local.csi.openebs.io without vgpattern; set one of them'],
    [{ volgroup: 'fast', thinProvision: 'true' }, 'thinProvision is not one of its values, got "true"; use yes, no'],
    [{ volgroup: 'fast', shared: 'true' }, 'shared is not one of its values, got "true"; use yes, no'],
    [{ volgroup: 'fast', scheduler: 'spread' }, 'scheduler is not one of its values, got "spread"; use SpaceWeighted, CapacityWeighted, VolumeWeighted'],
    [{ volgroup: 'fast', fsType: 'ntfs' }, 'fsType is not one of its values, got "ntfs"; use ext2, ext3, ext4, xfs, btrfs'],
    [{ volgroup: 'fast', storage: 'zfs' }, 'storage is not one of its values, got "zfs"; use lvm'],
    [{ volgroup: 'fast', volGroup: 'slow' }, 'volGroup is the same parameter as volgroup: the driver reads keys in lower case; keep one'],
    [
      { 'volgroup': 'fast', 'fsType': 'xfs', 'csi.storage.k8s.io/fstype': 'xfs' },
      'fsType is set together with csi.storage.k8s.io/fstype, which the provisioner refuses; keep csi.storage.k8s.io/fstype alone',
    ],
  ];
  test.each(illegal)('%j is refused', (parameters, message) => {
    expect(parameterFaults(OPENEBS_LVM, parameters).map(describeFault)).toEqual([message]);
  });

  test.each<{ readonly [key: string]: string }>([
    { VOLGROUP: 'fast' },
    // volgroup wins
    { volgroup: 'fast', vgpattern: '^fast-' },
    { volgroup: 'fast', raidType: 'raid1' },
  ])('%j is accepted', (parameters) => {
    expect(parameterFaults(OPENEBS_LVM, parameters)).toEqual([]);
  });

  test.each(['1Mi', '500Ti'])('%s is a size', (size) => {
    expect(claimFaults(OPENEBS_LVM, { volgroup: 'fast' }, { size: Quantity.parse(size), accessModes: ['ReadWriteOnce'], volumeMode: 'Block' })).toEqual([]);
  });

  test.each([['ReadWriteMany', 'Filesystem'], ['ReadWriteOncePod', 'Block']] as const)('%s is not offered for %s', (mode, volumeMode) => {
    expect(claimFaults(OPENEBS_LVM, { volgroup: 'fast' }, { accessModes: [mode], volumeMode })[0].problem)
      .toContain(`"${mode}" is not offered by local.csi.openebs.io for volumeMode ${volumeMode}`);
  });

  test('a snapshot counts as cut only when it is ready to use', () => {
    expect(OPENEBS_LVM.snapshots.cut?.signal).toBe('readyToUse');
  });

  test('nodes may be named by a label of the administrator\'s', () => {
    const chart = new Chart(Testing.app(), 'test');
    new ProductionStorageClass(chart, 'class', {
      metadata: { name: 'nvme' },
      backend: OpenEbsLvm.volumeGroup({ name: 'fast' }),
      allowedTopologies: [{ key: 'openebs.io/lvmvg', values: ['nvme'] }],
    });
    expect(Testing.synth(chart)[0].allowedTopologies).toEqual([{ matchLabelExpressions: [{ key: 'openebs.io/lvmvg', values: ['nvme'] }] }]);
  });
});
