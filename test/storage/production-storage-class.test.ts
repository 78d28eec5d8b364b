import { ApiObject, Chart, JsonPatch, Testing } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { AwsEfs } from '../../src/facts/drivers/aws-efs-backends';
import { VolumeBackend } from '../../src/facts/drivers/volume-backend';
import { StorageTopology, VolumeAccessMode, VolumeBindingMode } from '../../src/facts/drivers/volume-modes';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import type { ProductionStorageClassProps } from '../../src/storage/production-storage-class';
import { ReclaimPolicy } from '../../src/storage/reclaim-policy';

const EFS = AwsEfs.accessPoints({ fileSystemId: 'fs-0123456789abcdef0' });

function make(props: Partial<ProductionStorageClassProps> = {}) {
  const chart = new Chart(Testing.app(), 'platform', { namespace: 'platform' });
  const made = new ProductionStorageClass(chart, 'disk', { metadata: { name: 'orders-disk' }, backend: AwsEbs.gp3(), ...props });
  return { chart, made };
}

function render(props: Partial<ProductionStorageClassProps> = {}) {
  return Testing.synth(make(props).chart)[0];
}

describe('ProductionStorageClass', () => {
  test('keeps data by default', () => {
    expect(render()).toEqual({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'orders-disk' },
      provisioner: 'ebs.csi.aws.com',
      parameters: { type: 'gp3', encrypted: 'true' },
      reclaimPolicy: 'Retain',
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
    });
  });

  test('every prop lands in its field', () => {
    expect(render({
      metadata: { name: 'scratch', annotations: { owner: 'platform' } },
      reclaimPolicy: ReclaimPolicy.DELETE,
      volumeBindingMode: VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER,
      allowVolumeExpansion: false,
      mountOptions: ['noatime'],
      allowedTopologies: [{ key: 'topology.kubernetes.io/zone', values: ['eu-west-1a'] }],
      isDefault: true,
    })).toMatchObject({
      metadata: { name: 'scratch', annotations: { 'owner': 'platform', 'storageclass.kubernetes.io/is-default-class': 'true' } },
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: false,
      mountOptions: ['noatime'],
      allowedTopologies: [{ matchLabelExpressions: [{ key: 'topology.kubernetes.io/zone', values: ['eu-west-1a'] }] }],
    });
  });

  test('a zone on Auto Mode does not lose the nodes of Auto Mode', () => {
    const zone = { key: 'topology.kubernetes.io/zone', values: ['eu-west-1a'] };
    expect(render({ backend: AwsEbs.autoModeGp3(), allowedTopologies: [zone] }).allowedTopologies).toEqual([
      { matchLabelExpressions: [{ key: 'eks.amazonaws.com/compute-type', values: ['auto'] }, zone] },
    ]);
  });

  test('a backend without parameters renders none', () => {
    const backend = VolumeBackend.custom({
      provisioner: 'a.example', accessModes: [VolumeAccessMode.READ_WRITE_ONCE], topology: StorageTopology.NODE, expansion: false, snapshots: false,
    });
    expect(render({ backend })).not.toHaveProperty('parameters');
    expect(render({ backend, allowedTopologies: [{ key: 'any.example/rack', values: ['1'] }] }).allowedTopologies).toHaveLength(1);
  });

  test('has its name and backend for claims', () => {
    const backend = AwsEbs.gp3();
    const { made } = make({ backend });
    expect(made.storageClassName).toBe('orders-disk');
    expect(made.backend).toBe(backend);
  });

  test('a patch of the user survives', () => {
    const { chart, made } = make();
    ApiObject.of(made).addJsonPatch(JsonPatch.add('/parameters/future', 'yes'));
    expect(Testing.synth(chart)[0].parameters.future).toBe('yes');
  });

  test('refuses a class without a name, and says why', () => {
    expect(() => make({ metadata: {} })).toThrow(
      '[platform/disk] metadata.name is missing: a StorageClass has no namespace, so a generated name collides when two apps use equal ids, '
      + 'and its parameters cannot be changed in place; name it after what it offers, such as "orders-disk"',
    );
  });

  test('tells everything that is wrong at once', () => {
    expect(() => make({
      metadata: { name: 'Orders_Disk', namespace: 'orders', labels: { 'bad key': 'x' } },
      volumeBindingMode: VolumeBindingMode.IMMEDIATE,
      allowedTopologies: [{ key: 'rack', values: ['1'] }, { key: 'topology.kubernetes.io/zone', values: [] }, { key: 'topology.kubernetes.io/zone', values: ['a'] }],
    })).toThrow(new RegExp([
      '\\[platform/disk\\] 7 problems:',
      'metadata.name is not a DNS subdomain .*, got "Orders_Disk"; .*',
      'metadata.namespace is set, but a StorageClass has no namespace, got "orders"; leave it out',
      'metadata.labels has a key that Kubernetes refuses, got "bad key"; .*',
      'allowedTopologies\\[0\\].key is no topology of ebs.csi.aws.com, got "rack"; use topology.kubernetes.io/zone, .*',
      'allowedTopologies\\[1\\].values is empty, which no node matches; name at least one value',
      'allowedTopologies\\[2\\].key is given twice, got "topology.kubernetes.io/zone"; give its values together',
      'volumeBindingMode does not suit ebs.csi.aws.com: a volume lives in one availability zone.*, got "Immediate"; use WaitForFirstConsumer',
    ].join('\n {2}- ')));
  });

  test('refuses growth where the driver cannot grow', () => {
    expect(() => make({ backend: EFS, allowVolumeExpansion: true }))
      .toThrow('[platform/disk] allowVolumeExpansion is nothing that efs.csi.aws.com can do, got "true"; leave it out');
    expect(render({ backend: EFS }).allowVolumeExpansion).toBe(false);
  });

  test('a file system of the whole region may be bound at once or late', () => {
    expect(render({ backend: EFS }).volumeBindingMode).toBe('Immediate');
    expect(render({ backend: EFS, volumeBindingMode: VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER }).volumeBindingMode).toBe('WaitForFirstConsumer');
  });

  test('refuses mount options where nothing is mounted', () => {
    const backend = VolumeBackend.custom({
      provisioner: 'raw.example', accessModes: [], blockAccessModes: [VolumeAccessMode.READ_WRITE_ONCE], topology: StorageTopology.NODE, expansion: false, snapshots: false,
    });
    expect(() => make({ backend, mountOptions: ['noatime'] })).toThrow('mountOptions has no effect: raw.example makes raw block volumes only');
  });
});

describe('ProductionStorageClass.fromStorageClassName', () => {
  test('renders nothing and keeps the backend', () => {
    const chart = new Chart(Testing.app(), 'orders');
    const backend = AwsEbs.gp3();
    const found = ProductionStorageClass.fromStorageClassName(chart, 'disk', 'orders-disk', { backend });
    expect(found.storageClassName).toBe('orders-disk');
    expect(found.backend).toBe(backend);
    expect(Testing.synth(chart)).toEqual([]);
  });

  test('refuses a name that no class can have', () => {
    expect(() => ProductionStorageClass.fromStorageClassName(new Chart(Testing.app(), 'orders'), 'disk', 'Orders Disk'))
      .toThrow('[orders/disk] storageClassName is not a DNS subdomain');
  });
});
