import { Chart, Duration, Testing } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { Longhorn } from '../../../src/facts/drivers/longhorn-backends';
import { LonghornDataEngine, LonghornDataLocality, LonghornFileSystem, LonghornReplicaAutoBalance } from '../../../src/facts/drivers/longhorn-options';
import type { VolumeBackend } from '../../../src/facts/drivers/volume-backend';
import { StorageTopology, VolumeBindingMode, VolumeMode } from '../../../src/facts/drivers/volume-modes';
import { ProductionStorageClass } from '../../../src/storage/production-storage-class';
import { VolumeSnapshotClass } from '../../../src/storage/volume-snapshot-class';

function secrets(name: string, namespace: string): { [key: string]: string } {
  return {
    'csi.storage.k8s.io/provisioner-secret-name': name,
    'csi.storage.k8s.io/provisioner-secret-namespace': namespace,
    'csi.storage.k8s.io/node-publish-secret-name': name,
    'csi.storage.k8s.io/node-publish-secret-namespace': namespace,
    'csi.storage.k8s.io/node-stage-secret-name': name,
    'csi.storage.k8s.io/node-stage-secret-namespace': namespace,
    'csi.storage.k8s.io/node-expand-secret-name': name,
    'csi.storage.k8s.io/node-expand-secret-namespace': namespace,
  };
}

const ENCRYPTED = { encrypted: 'true', ...secrets('longhorn-crypto', 'longhorn-system') };

describe('Longhorn', () => {
  test('three copies, encrypted', () => {
    const backend = Longhorn.replicated();
    expect(backend.provisioner).toBe('driver.longhorn.io');
    expect(backend.parameters).toEqual({ numberOfReplicas: '3', dataEngine: 'v1', ...ENCRYPTED });
    expect(backend.encrypted).toBe(true);
    expect([backend.topology, backend.volumeBindingMode]).toEqual([StorageTopology.REGION, VolumeBindingMode.IMMEDIATE]);
    expect(backend.accessModes(VolumeMode.FILESYSTEM)).toEqual(['ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany']);
    expect(backend.accessModes(VolumeMode.BLOCK)).toEqual(['ReadWriteOnce', 'ReadWriteOncePod']);
  });

  test('every option sets its parameter', () => {
    const backend = Longhorn.replicated({
      replicas: 2,
      dataEngine: LonghornDataEngine.V2,
      dataLocality: LonghornDataLocality.BEST_EFFORT,
      replicaAutoBalance: LonghornReplicaAutoBalance.LEAST_EFFORT,
      staleReplicaTimeout: Duration.seconds(90),
      nfsOptions: 'hard,sync',
      encryptionSecretName: '${pvc.name}',
      encryptionSecretNamespace: '${pvc.namespace}',
      fsType: LonghornFileSystem.XFS,
      mkfsParams: '-K',
      diskTags: ['ssd', 'fast'],
      nodeTags: ['storage'],
      recurringJobs: ['backup'],
      recurringJobGroups: ['snapshots'],
      backupTargetName: 'far-away',
      extraParameters: { cloneMode: 'linked-clone', backupBlockSize: '16Mi' },
    });
    expect(backend.parameters).toEqual({
      numberOfReplicas: '2',
      dataEngine: 'v2',
      dataLocality: 'best-effort',
      replicaAutoBalance: 'least-effort',
      staleReplicaTimeout: '2',
      nfsOptions: 'hard,sync',
      fsType: 'xfs',
      mkfsParams: '-K',
      diskSelector: 'ssd,fast',
      nodeSelector: 'storage',
      recurringJobSelector: '[{"name":"snapshots","isGroup":true},{"name":"backup","isGroup":false}]',
      backupTargetName: 'far-away',
      cloneMode: 'linked-clone',
      backupBlockSize: '16Mi',
      encrypted: 'true',
      ...secrets('${pvc.name}', '${pvc.namespace}'),
    });
  });

  test('without encryption there are no secrets', () => {
    const backend = Longhorn.replicated({ encrypted: false });
    expect(backend.parameters).toEqual({ numberOfReplicas: '3', dataEngine: 'v1', encrypted: 'false' });
    expect(backend.encrypted).toBe(false);
  });

  test('one copy where the pod is', () => {
    const backend = Longhorn.strictLocal();
    expect(backend.parameters).toEqual({ numberOfReplicas: '1', dataEngine: 'v1', dataLocality: 'strict-local', ...ENCRYPTED });
    expect([backend.topology, backend.volumeBindingMode]).toEqual([StorageTopology.NODE, VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER]);
  });

  test('strict topology pins a volume to the zone of the pod', () => {
    const backend = Longhorn.replicated({ extraParameters: { strictTopology: 'true' } });
    expect([backend.topology, backend.volumeBindingMode]).toEqual([StorageTopology.ZONE, VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER]);
  });

  test('volumes of virtual machines are shared as raw block volumes, and not as file systems', () => {
    const backend = Longhorn.migratable({ replicas: 2 });
    expect(backend.parameters).toEqual({ numberOfReplicas: '2', dataEngine: 'v1', migratable: 'true', ...ENCRYPTED });
    expect(backend.accessModes(VolumeMode.BLOCK)).toEqual(['ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany']);
    expect(backend.accessModes(VolumeMode.FILESYSTEM)).not.toContain('ReadWriteMany');
  });

  test('erasure coded parts', () => {
    expect(Longhorn.sharded({ dataChunks: 4, parityChunks: 2 }).parameters).toEqual({
      'dataEngine': 'v2', 'dataLayout.type': 'sharded', 'dataLayout.dataChunks': '4', 'dataLayout.parityChunks': '2', 'dataLayout.stripSizeKB': '64', ...ENCRYPTED,
    });
  });

  const NO_KEY = { encrypted: false };
  const illegal: readonly [string, () => VolumeBackend, string][] = [
    ['no copy', () => Longhorn.replicated({ replicas: 0 }), '[Longhorn.replicated] replicas is out of range for v1, got "0"; use 1 to 20'],
    ['21 copies', () => Longhorn.migratable({ replicas: 21 }), '[Longhorn.migratable] replicas is out of range for v1, got "21"; use 1 to 20'],
    ['half a copy', () => Longhorn.replicated({ replicas: 1.5 }), '[Longhorn.replicated] replicas is not a whole number, got "1.5"; use 1 to 20'],
    ['copies of what is strictly local', () => Longhorn.replicated({ extraParameters: { dataLocality: 'strict-local' } }),
      '[Longhorn.replicated] replicas must be 1 with dataLocality strict-local, got "3"; use 1'],
    ['linked clones of engine v1', () => Longhorn.replicated({ extraParameters: { cloneMode: 'linked-clone' } }),
      '[Longhorn.replicated] extraParameters.cloneMode does not apply to dataEngine v1, got "linked-clone"; leave it out, or use v2'],
    ['parts with engine v1', () => Longhorn.replicated({ extraParameters: { 'dataLayout.type': 'sharded', 'dataLayout.dataChunks': '2', 'dataLayout.parityChunks': '1', 'dataLayout.stripSizeKB': '64' } }),
      '[Longhorn.replicated] extraParameters.dataLayout.type must be replicated with dataEngine v1, got "sharded"; use replicated'],
    ['parts of whole copies', () => Longhorn.replicated({ extraParameters: { 'dataLayout.dataChunks': '2' } }),
      '[Longhorn.replicated] extraParameters.dataLayout.dataChunks applies only with dataLayout.type sharded, got "2"; leave it out, or set dataLayout.type'],
    ['mirrored parts', () => Longhorn.sharded({ dataChunks: 2, parityChunks: 1, extraParameters: { 'dataLayout.mode': 'raid1' } }),
      '[Longhorn.sharded] extraParameters.dataLayout.mode must be erasureCoding with dataLayout.type sharded, got "raid1"; use erasureCoding'],
    ['no parity', () => Longhorn.sharded({ dataChunks: 2, parityChunks: 0 }), '[Longhorn.sharded] parityChunks is out of range for v2, got "0"; use 1 to 31'],
    ['33 parts', () => Longhorn.sharded({ dataChunks: 30, parityChunks: 3 }), '[Longhorn.sharded] parityChunks and dataChunks are more than 32 together, got "30 + 3"; use 32 or fewer'],
    ['an odd strip', () => Longhorn.sharded({ dataChunks: 2, parityChunks: 1, stripSizeKiB: 6 }),
      '[Longhorn.sharded] stripSizeKiB is not one of its values, got "6"; use 4, 8, 16, 32, 64, 128, 256, 512, 1024'],
    ['encryption without secrets', () => Longhorn.replicated({ ...NO_KEY, extraParameters: { encrypted: 'true' } }),
      [
        '[Longhorn.replicated] 9 problems:',
        '  - extraParameters.encrypted is set by encrypted already; set it once',
        ...Object.keys(secrets('', '')).map((name) => `  - ${name} is required with encrypted true; set it`),
      ].join('\n')],
    ['jobs that are no list', () => Longhorn.replicated({ extraParameters: { recurringJobSelector: 'backup' } }),
      '[Longhorn.replicated] extraParameters.recurringJobSelector is not in its form, got "backup"; use a JSON list'],
    ['a checksum of nothing', () => Longhorn.replicated({ extraParameters: { backingImageChecksum: 'abc' } }),
      '[Longhorn.replicated] extraParameters.backingImageChecksum has no effect without backingImageName, got "abc"; give both or neither'],
    ['a block size of backups that there is not', () => Longhorn.replicated({ extraParameters: { backupBlockSize: '4Mi' } }),
      '[Longhorn.replicated] extraParameters.backupBlockSize is not in its form, got "4Mi"; use 2Mi, 16Mi or an empty text'],
    ['a boolean that is none', () => Longhorn.replicated({ extraParameters: { strictTopology: 'yes' } }),
      '[Longhorn.replicated] extraParameters.strictTopology is not a boolean, got "yes"; use "true" or "false"'],
    ['a switch that is none', () => Longhorn.replicated({ extraParameters: { freezeFilesystemForSnapshot: 'true' } }),
      '[Longhorn.replicated] extraParameters.freezeFilesystemForSnapshot is not one of its values, got "true"; use ignored, enabled, disabled'],
  ];
  test.each(illegal)('%s is refused', (_, make, message) => {
    expect(make).toThrow(new Error(message));
  });

  test.each([
    ['fewest copies', () => Longhorn.replicated({ replicas: 1 })],
    ['most copies', () => Longhorn.replicated({ replicas: 20 })],
    ['fewest parts', () => Longhorn.sharded({ dataChunks: 1, parityChunks: 1, stripSizeKiB: 4 })],
    ['most parts', () => Longhorn.sharded({ dataChunks: 31, parityChunks: 1, stripSizeKiB: 1024 })],
    ['the setting of the installation', () => Longhorn.replicated({ extraParameters: { backupBlockSize: '' } })],
    // upstream does not say what becomes of names that it does not know
    ['an unknown name', () => Longhorn.replicated({ extraParameters: { colour: 'red' } })],
  ])('%s are accepted', (_, make) => {
    expect(make).not.toThrow();
  });

  test('a class of strictly local volumes names no topology', () => {
    const make = (backend: VolumeBackend) => () => new ProductionStorageClass(new Chart(Testing.app(), 'test'), 'class', {
      metadata: { name: 'disk' }, backend, allowedTopologies: [{ key: 'topology.kubernetes.io/region', values: ['east'] }],
    });
    expect(make(Longhorn.strictLocal())).toThrow('[test/class] allowedTopologies contradicts driver.longhorn.io: the only replica lies on the node of the pod, and Longhorn pins the volume to it, got "topology.kubernetes.io/region"; leave it out');
    expect(make(Longhorn.replicated())).not.toThrow();
  });

  test('snapshots stay in the cluster unless a backup is asked for', () => {
    const chart = new Chart(Testing.app(), 'test');
    new VolumeSnapshotClass(chart, 'snapshots', { metadata: { name: 'snapshots' }, backend: Longhorn.replicated() });
    new VolumeSnapshotClass(chart, 'backups', { metadata: { name: 'backups' }, backend: Longhorn.replicated(), parameters: { type: 'bak', backupMode: 'full' } });
    expect(Testing.synth(chart).map(({ parameters }) => parameters)).toEqual([{ type: 'snap' }, { type: 'bak', backupMode: 'full' }]);
  });
});
