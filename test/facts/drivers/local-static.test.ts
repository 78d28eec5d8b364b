import { Chart, Testing } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { audit } from '../../../src/audit/auditor';
import { describeFault } from '../../../src/core/faults';
import { Quantity } from '../../../src/core/quantity';
import { LOCAL_STATIC } from '../../../src/facts/drivers/local-static';
import { LocalVolume } from '../../../src/facts/drivers/local-static-backends';
import { VolumeBackend } from '../../../src/facts/drivers/volume-backend';
import { claimFaults } from '../../../src/facts/drivers/volume-check';
import { VolumeBindingMode, VolumeMode } from '../../../src/facts/drivers/volume-modes';
import { ProductionStorageClass } from '../../../src/storage/production-storage-class';
import type { ProductionStorageClassProps } from '../../../src/storage/production-storage-class';
import { VolumeSnapshotClass } from '../../../src/storage/volume-snapshot-class';

const backend = LocalVolume.prepared();

function render(props: Partial<ProductionStorageClassProps> = {}) {
  const chart = new Chart(Testing.app(), 'test');
  new ProductionStorageClass(chart, 'class', { metadata: { name: 'local' }, backend, ...props });
  return Testing.synth(chart);
}

describe('LocalVolume', () => {
  test('its class makes and grows nothing', () => {
    expect(render()).toEqual([{
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'local' },
      provisioner: 'kubernetes.io/no-provisioner',
      reclaimPolicy: 'Retain',
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: false,
    }]);
  });

  test('the audit finds nothing wrong with its class', () => {
    expect(audit(render()).findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  test('it is not taken for a removed provisioner', () => {
    const { provisioner } = backend;
    const accessModes = backend.accessModes(VolumeMode.FILESYSTEM);
    const custom = VolumeBackend.custom({ provisioner, accessModes, topology: backend.topology, expansion: false, snapshots: false });
    expect(custom.provisioner).toBe('kubernetes.io/no-provisioner');
  });

  test.each<[Partial<ProductionStorageClassProps>, string]>([
    [{ allowVolumeExpansion: true }, '[test/class] allowVolumeExpansion is nothing that kubernetes.io/no-provisioner can do, got "true"; leave it out'],
    [
      { volumeBindingMode: VolumeBindingMode.IMMEDIATE },
      '[test/class] volumeBindingMode does not suit kubernetes.io/no-provisioner: a volume lies on the node of its nodeAffinity; bound at once, '
      + 'a claim takes the volume of any node, whether the pod can run there or not, got "Immediate"; use WaitForFirstConsumer',
    ],
    [
      { allowedTopologies: [{ key: 'topology.kubernetes.io/zone', values: ['a'] }] },
      '[test/class] allowedTopologies[0].key is no topology of kubernetes.io/no-provisioner, got "topology.kubernetes.io/zone"; use kubernetes.io/hostname',
    ],
  ])('%j is refused', (props, message) => {
    expect(() => render(props)).toThrow(new Error(message));
  });

  test('it takes no snapshots', () => {
    const chart = new Chart(Testing.app(), 'test');
    expect(() => new VolumeSnapshotClass(chart, 'copies', { metadata: { name: 'copies' }, backend }))
      .toThrow('takes no CSI snapshots, got "kubernetes.io/no-provisioner"; use a backup that the database makes itself, or file system backup of Velero');
  });

  test.each(['1Mi', '100Ti'])('%s is a size', (size) => {
    expect(claimFaults(LOCAL_STATIC, {}, { size: Quantity.parse(size), accessModes: ['ReadWriteOnce'], volumeMode: 'Block' })).toEqual([]);
  });

  test('a volume is not shared by nodes', () => {
    expect(claimFaults(LOCAL_STATIC, {}, { accessModes: ['ReadWriteMany'], volumeMode: 'Filesystem' }).map(describeFault)).toEqual([
      'accessMode "ReadWriteMany" is not offered by kubernetes.io/no-provisioner for volumeMode Filesystem (offers ReadWriteOnce, ReadWriteOncePod); '
      + 'choose a mode that it offers, or a backend that offers this one',
    ]);
  });
});
