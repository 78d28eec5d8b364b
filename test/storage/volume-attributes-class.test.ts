import { App, Chart, Testing } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { AwsEfs } from '../../src/facts/drivers/aws-efs-backends';
import { AzureDisk } from '../../src/facts/drivers/azure-disk-backends';
import { CephRbd } from '../../src/facts/drivers/ceph-rbd-backends';
import { GceHyperdisk } from '../../src/facts/drivers/gce-pd-backends';
import { GcpFilestore } from '../../src/facts/drivers/gcp-filestore-backends';
import { VolumeBackend } from '../../src/facts/drivers/volume-backend';
import { StorageTopology, VolumeAccessMode } from '../../src/facts/drivers/volume-modes';
import { StatefulSettings } from '../../src/kube/settings';
import { VolumeAttributesClass } from '../../src/storage/volume-attributes-class';
import type { VolumeAttributesClassProps } from '../../src/storage/volume-attributes-class';

const CEPH = { pool: 'replicapool', encryptionKmsId: 'vault' };

function platform(kubernetesVersion: string = '1.34'): Chart {
  const app = new App();
  StatefulSettings.set(app, { kubernetesVersion });
  return new Chart(app, 'platform', { namespace: 'platform' });
}

function make(props: Partial<VolumeAttributesClassProps> = {}, chart: Chart = platform()) {
  const made = new VolumeAttributesClass(chart, 'fast', { metadata: { name: 'orders-fast' }, backend: AwsEbs.gp3(), parameters: { iops: '6000' }, ...props });
  return { made, object: Testing.synth(chart)[0] };
}

describe('VolumeAttributesClass', () => {
  test('every prop lands in its field', () => {
    const { made, object } = make({ metadata: { name: 'orders-fast', labels: { team: 'orders' } }, parameters: { iops: '6000', throughput: '250' } });
    expect(object).toEqual({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'VolumeAttributesClass',
      metadata: { name: 'orders-fast', labels: { team: 'orders' } },
      driverName: 'ebs.csi.aws.com',
      parameters: { iops: '6000', throughput: '250' },
    });
    expect(made).toMatchObject({ volumeAttributesClassName: 'orders-fast', driver: 'ebs.csi.aws.com', parameters: { iops: '6000', throughput: '250' } });
  });

  test('is refused for clusters that do not know it, with all else that is wrong', () => {
    expect(() => make({ metadata: {}, backend: AwsEfs.accessPoints({ fileSystemId: 'fs-0123456789abcdef0' }) }, platform('1.33'))).toThrow(new RegExp([
      '\\[platform/fast\\] 3 problems:',
      'metadata.name is missing: a VolumeAttributesClass has no namespace.*',
      'kubernetesVersion has no VolumeAttributesClass, got "1.33"; set it to 1.34 in StatefulSettings once every cluster has that',
      'backend changes nothing of volumes that exist, got "efs.csi.aws.com"; make a class for each kind of volume, and copy the data',
    ].join('\n {2}- ')));
  });

  test.each<[string, Partial<VolumeAttributesClassProps>]>([
    ['the fastest gp3', { parameters: { iops: '80000', throughput: '2000' } }],
    ['another kind of disk', { parameters: { type: 'io2', iops: '256000' } }],
    ['tags', { parameters: { tagSpecification_1: 'team=orders', tagDeletion_1: 'owner' } }],
    ['keys in any case, where the driver takes them so', { backend: AzureDisk.premiumV2(), parameters: { diskiopsreadwrite: '4000' } }],
    ['names that are not those of the StorageClass', { backend: GceHyperdisk.balanced(), parameters: { iops: '5000' } }],
    ['either spelling of Filestore', { backend: GcpFilestore.zonal(), parameters: { max_iops: '5000' } }],
    ['Ceph, whose class has the secrets', { backend: CephRbd.pool({ ...CEPH, modifiable: true }), parameters: { maxReadIops: '1000' } }],
    ['limits of Ceph that rbd-nbd keeps', { backend: CephRbd.pool({ ...CEPH, modifiable: true }), parameters: { baseIops: '1800', iopsPerGiB: '12', baseVolSizeBytes: '21474836480' } }],
    ['Ceph, where the nodes have their secret from the configuration of the driver', {
      backend: CephRbd.pool({ ...CEPH, extraParameters: { 'csi.storage.k8s.io/controller-modify-secret-name': 's', 'csi.storage.k8s.io/controller-modify-secret-namespace': 'n' } }),
      parameters: { maxReadIops: '1000' },
    }],
  ])('takes %s', (_, props) => {
    expect(make(props).object.parameters).toEqual(props.parameters);
  });

  test.each<[string, Partial<VolumeAttributesClassProps>, string]>([
    ['no parameters', { parameters: {} }, 'parameters are empty, which the API server refuses; use some of type, iops, '],
    ['a parameter that only makes volumes', { parameters: { encrypted: 'true' } }, 'parameters.encrypted is nothing that ebs.csi.aws.com changes of volumes that exist, got "true"; use type, iops, '],
    ['keys of another case, where the driver compares exactly', { parameters: { IOPS: '4000' } }, 'parameters.IOPS is nothing that ebs.csi.aws.com changes of volumes that exist, got "4000"; use type, iops, '],
    ['a value out of range', { parameters: { iops: '90000' } }, 'parameters.iops is out of range for gp3, got "90000"; use 3000 to 80000'],
    ['a value out of the range of the kind that it changes to', { parameters: { type: 'io1', iops: '70000' } }, 'parameters.iops is out of range for io1, got "70000"; use 100 to 64000'],
    ['what the kind does not have', { backend: AwsEbs.gp2(), parameters: { iops: '4000' } }, 'parameters.iops does not apply to type gp2, got "4000"; '],
    ['a ratio that the backend makes wrong', { parameters: { throughput: '1000' } }, 'parameters.throughput is more than ebs.csi.aws.com gives with 3000 IOPS'],
    ['Ceph, whose class has no secrets', { backend: CephRbd.pool(CEPH), parameters: { maxReadIops: '1000' } }, [
      'backend makes volumes that cannot be changed: their class has no csi.storage.k8s.io/controller-modify-secret-name,',
      'got "rook-ceph.rbd.csi.ceph.com"; let the backend set it',
    ].join(' ')],
  ])('refuses %s', (_, props, message) => {
    expect(() => make(props)).toThrow(message);
  });

  test('serves a driver that nobody knows, by the names that it is said to change', () => {
    const disk = (volumeAttributes?: string[]) => VolumeBackend.custom({
      provisioner: 'disk.example', accessModes: [VolumeAccessMode.READ_WRITE_ONCE], topology: StorageTopology.ZONE, expansion: true, snapshots: false, volumeAttributes,
    });
    expect(make({ backend: disk(['iops', 'tag_*']), parameters: { iops: 'many', tag_team: 'orders' } }).object.driverName).toBe('disk.example');
    expect(() => make({ backend: disk(['iops']), parameters: { tag_team: 'orders' } })).toThrow('parameters.tag_team is nothing that disk.example changes');
    expect(() => make({ backend: disk(), parameters: { iops: '1' } })).toThrow('backend changes nothing of volumes that exist, got "disk.example"');
  });
});

describe('VolumeAttributesClass.fromVolumeAttributesClassName', () => {
  const found = (name: string, reference = {}, chart = platform()) => VolumeAttributesClass.fromVolumeAttributesClassName(chart, 'fast', name, reference);

  test('renders nothing and knows what it is told', () => {
    const chart = platform();
    expect(found('orders-fast', { backend: AwsEbs.gp3(), parameters: { iops: '6000' } }, chart))
      .toMatchObject({ volumeAttributesClassName: 'orders-fast', driver: 'ebs.csi.aws.com', parameters: { iops: '6000' } });
    expect(Testing.synth(chart)).toEqual([]);
  });

  test('takes nothing for granted', () => {
    const { driver, parameters } = found('orders-fast');
    expect([driver, parameters]).toEqual([undefined, undefined]);
  });

  test('refuses bad names and parameters together', () => {
    expect(() => found('A B', { backend: AwsEbs.gp3(), parameters: { iops: '1' } })).toThrow('[platform/fast] 2 problems:');
  });
});
