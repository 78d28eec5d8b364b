import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Size, Testing } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { AwsEfs } from '../../src/facts/drivers/aws-efs-backends';
import { AzureDisk } from '../../src/facts/drivers/azure-disk-backends';
import { CephRbd } from '../../src/facts/drivers/ceph-rbd-backends';
import { CsiHostPath } from '../../src/facts/drivers/csi-hostpath-backends';
import { GcePersistentDisk } from '../../src/facts/drivers/gce-pd-backends';
import { VolumeBackend } from '../../src/facts/drivers/volume-backend';
import { StorageTopology, VolumeAccessMode, VolumeMode } from '../../src/facts/drivers/volume-modes';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { ReclaimPolicy } from '../../src/storage/reclaim-policy';
import { StaticClaim } from '../../src/storage/static-claim';
import type { StaticClaimProps } from '../../src/storage/static-claim';
import { StaticVolume } from '../../src/storage/static-volume';
import type { StaticVolumeProps } from '../../src/storage/static-volume-props';

const EFS = AwsEfs.accessPoints({ fileSystemId: 'fs-0123456789abcdef0' });
const MARKS = { 'argocd.argoproj.io/sync-options': 'Prune=false', 'kustomize.toolkit.fluxcd.io/prune': 'disabled', 'helm.sh/resource-policy': 'keep' };
const WHY_ZONE = 'a volume lives in one availability zone; bound at once, it lands in a zone chosen without knowing where the pod can run';

function make(props: Partial<StaticVolumeProps> = {}) {
  const chart = new Chart(new App(), 'platform', { namespace: 'platform' });
  const made = new StaticVolume(chart, 'archive', {
    metadata: { name: 'orders-archive' },
    backend: AwsEbs.gp3(),
    volumeHandle: 'vol-0123456789abcdef0',
    size: Size.gibibytes(20),
    claimName: 'archive',
    claimNamespace: 'orders',
    zones: ['eu-west-1a'],
    ...props,
  });
  return { made, object: Testing.synth(chart)[0] };
}

const affinity = (...matchExpressions: object[]) => ({ required: { nodeSelectorTerms: [{ matchExpressions }] } });
const classOf = (backend: VolumeBackend) => ProductionStorageClass.fromStorageClassName(new Chart(new App(), 'class'), 'disk', 'orders-disk', { backend });

describe('StaticVolume', () => {
  test('is kept, for one claim, in the zone of its disk', () => {
    expect(make().object).toEqual({
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: 'orders-archive', annotations: MARKS },
      spec: {
        capacity: { storage: '20Gi' },
        accessModes: ['ReadWriteOncePod'],
        volumeMode: 'Filesystem',
        persistentVolumeReclaimPolicy: 'Retain',
        storageClassName: '',
        claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'orders', name: 'archive' },
        csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-0123456789abcdef0' },
        nodeAffinity: affinity({ key: 'topology.kubernetes.io/zone', operator: 'In', values: ['eu-west-1a'] }),
      },
    });
  });

  test('every prop lands in its field', () => {
    const { made, object: { metadata, spec } } = make({
      metadata: { name: 'a', labels: { team: 'orders' }, annotations: { owner: 'orders' } },
      accessMode: VolumeAccessMode.READ_WRITE_ONCE,
      fsType: 'xfs',
      volumeAttributes: { partition: '1' },
      nodeAffinity: [{ key: 'topology.ebs.csi.aws.com/account-id', values: ['1', '2'] }],
      reclaimPolicy: ReclaimPolicy.DELETE,
      storageClass: classOf(AwsEbs.io2({ iops: 3000 })),
    });
    expect(metadata).toEqual({ name: 'a', labels: { team: 'orders' }, annotations: { ...MARKS, 'owner': 'orders', 'pv.kubernetes.io/provisioned-by': 'ebs.csi.aws.com' } });
    expect(spec).toMatchObject({
      accessModes: ['ReadWriteOnce'],
      persistentVolumeReclaimPolicy: 'Delete',
      storageClassName: 'orders-disk',
      csi: { fsType: 'xfs', volumeAttributes: { partition: '1' } },
      nodeAffinity: affinity(
        { key: 'topology.kubernetes.io/zone', operator: 'In', values: ['eu-west-1a'] },
        { key: 'topology.ebs.csi.aws.com/account-id', operator: 'In', values: ['1', '2'] },
      ),
    });
    expect(made).toMatchObject({ persistentVolumeName: 'a', claimName: 'archive', claimNamespace: 'orders', accessMode: 'ReadWriteOnce', volumeMode: 'Filesystem' });
  });

  test('of a file system of the region needs no zone', () => {
    expect(make({ backend: EFS, zones: undefined, accessMode: VolumeAccessMode.READ_WRITE_MANY }).object.spec).not.toHaveProperty('nodeAffinity');
  });

  test('of a driver whose labels nobody knows has the zone of Kubernetes', () => {
    const backend = VolumeBackend.custom({
      provisioner: 'a.example', accessModes: [VolumeAccessMode.READ_WRITE_ONCE_POD], topology: StorageTopology.ZONE, expansion: false, snapshots: false,
    });
    expect(make({ backend }).object.spec.nodeAffinity).toEqual(affinity({ key: 'topology.kubernetes.io/zone', operator: 'In', values: ['eu-west-1a'] }));
  });

  test.each<[string, Partial<StaticVolumeProps>, string]>([
    ['no name', { metadata: {} },
      'metadata.name is missing: a PersistentVolume has no namespace, so a generated name collides when two apps use equal ids, '
      + 'and its parameters cannot be changed in place; name it after what it offers, such as "orders-disk"'],
    ['no disk', { volumeHandle: '' }, 'volumeHandle is empty, got ""; say something'],
    ['a disk of another driver', { volumeHandle: 'projects/a/zones/b/disks/c' },
      'volumeHandle is no volume of ebs.csi.aws.com, got "projects/a/zones/b/disks/c"; use the id of an EBS volume, vol- and hexadecimal digits'],
    ['a file system that the driver does not mount', { fsType: 'zfs' }, 'fsType is none that ebs.csi.aws.com mounts, got "zfs"; use ext4, ext3, xfs, ntfs'],
    ['no zone', { zones: undefined }, `zones is missing: ${WHY_ZONE}; name the zone of the disk`],
    ['no value', { zones: [] }, 'zones is empty, which no node matches; name at least one value'],
    ['no node', { backend: CsiHostPath.forTests(), zones: undefined },
      'nodeAffinity is missing: a volume is a folder of one node; bound at once, it may lie on a node where the pod cannot run; name the node of the disk'],
    ['a zone for a node', { backend: CsiHostPath.forTests() },
      'zones do not say where the disk is: a volume is a folder of one node; bound at once, it may lie on a node where the pod cannot run, got "eu-west-1a"; name its node in nodeAffinity'],
    ['a label that is not the driver\'s', { nodeAffinity: [{ key: 'topology.ebs.csi.aws.com/region', values: ['eu-west-1'] }, { key: 'rack', values: ['1'] }] },
      'nodeAffinity[1].key is no topology of ebs.csi.aws.com, got "rack"; use topology.kubernetes.io/zone, topology.ebs.csi.aws.com/zone, topology.k8s.aws/zone-id, '
      + 'topology.ebs.csi.aws.com/outpost-id, topology.ebs.csi.aws.com/region, topology.ebs.csi.aws.com/partition, topology.ebs.csi.aws.com/account-id'],
    ['the zone twice', { nodeAffinity: [{ key: 'topology.kubernetes.io/zone', values: ['eu-west-1b'] }] },
      'nodeAffinity[0].key is given twice, got "topology.kubernetes.io/zone"; give its values together'],
    ['a mode that the driver has not', { accessMode: VolumeAccessMode.READ_WRITE_MANY },
      'accessMode "ReadWriteMany" is not offered by ebs.csi.aws.com for volumeMode Filesystem (offers ReadWriteOnce, ReadWriteOncePod); '
      + 'choose a mode that it offers, or a backend that offers this one'],
    ['a disk that cannot be', { size: Size.tebibytes(65) }, 'size is out of range for gp3 of ebs.csi.aws.com, got "65Ti"; use 1Gi to 65536Gi'],
    ['a file system of a raw device', { volumeMode: VolumeMode.BLOCK, fsType: 'ext4' }, 'fsType is nothing that a raw block device has, got "ext4"; leave it out'],
    ['a class of another driver', { storageClass: classOf(EFS) },
      'storageClass makes volumes with efs.csi.aws.com, and the disk is one of ebs.csi.aws.com, got "orders-disk"; use a class of ebs.csi.aws.com, or none'],
    ['names that no claim can have', { claimName: 'Data', claimNamespace: 'a.b' }, [
      '2 problems:',
      'claimName is not a DNS subdomain (RFC 1123) of at most 253 characters, got "Data"; use lower-case letters, digits, "-" and "."',
      'claimNamespace is not a DNS label (RFC 1123), got "a.b"; use lower-case letters, digits and "-", beginning and ending with a letter or digit',
    ].join('\n  - ')],
  ])('refuses %s', (_, props, message) => {
    expect(() => make(props)).toThrow(new Error(`[platform/archive] ${message}`));
  });
});

describe('StaticClaim', () => {
  const claimOf = (namespace: string | undefined, props: Partial<StaticVolumeProps> = {}, metadata?: StaticClaimProps['metadata']) => {
    const chart = new Chart(new App(), 'shop', { namespace });
    const made = new StaticClaim(chart, 'archive', { volume: make(props).made, metadata });
    return { made, object: Testing.synth(chart)[0] };
  };

  test('waits for its volume and asks for what that is', () => {
    const { made, object } = claimOf('orders', {}, { labels: { team: 'orders' } });
    expect(object).toEqual({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'archive', namespace: 'orders', labels: { team: 'orders' }, annotations: MARKS },
      spec: {
        accessModes: ['ReadWriteOncePod'], storageClassName: '', volumeMode: 'Filesystem', resources: { requests: { storage: '20Gi' } }, volumeName: 'orders-archive',
      },
    });
    expect(made).toMatchObject({ claimName: 'archive', claimNamespace: 'orders', storageClass: undefined, accessMode: 'ReadWriteOncePod', volumeMode: 'Filesystem' });
  });

  test('names the class of its volume, and its namespace where the chart has none', () => {
    const { object } = claimOf(undefined, { storageClass: classOf(AwsEbs.gp3()), volumeMode: VolumeMode.BLOCK });
    expect(object).toMatchObject({ metadata: { namespace: 'orders' }, spec: { storageClassName: 'orders-disk', volumeMode: 'Block' } });
  });

  test('is none that the volume is not kept for', () => {
    expect(() => claimOf('drills', {}, { name: 'data' })).toThrow(new Error([
      '[shop/archive] 2 problems:',
      'metadata.name is not the one that the volume is kept for, got "data"; use archive',
      'metadata.namespace is not the one that the volume is kept for, got "drills"; use orders',
    ].join('\n  - ')));
  });
});

describe('volumeHandle', () => {
  test.each<[string, VolumeBackend, string]>([
    ['a zonal disk', GcePersistentDisk.balanced(), 'projects/shop-1/zones/europe-west1-b/disks/archive'],
    ['a regional disk', GcePersistentDisk.regionalBalanced(), 'projects/shop-1/regions/europe-west1/disks/archive'],
    ['a disk of Azure in lower case', AzureDisk.premium(), '/subscriptions/1/resourcegroups/shop/providers/microsoft.compute/disks/archive'],
    ['an image of Ceph, of which no form is known', CephRbd.pool({ pool: 'a', encrypted: false }), '0001-0009-rook-ceph-0000000000000001'],
  ])('names %s', (_, backend, volumeHandle) => {
    const zone = backend._driver.topology.scope === 'zone' ? ['a-1'] : undefined;
    const zones = backend.parameters['replication-type'] ? ['a-1', 'a-2'] : zone;
    expect(make({ backend, volumeHandle, zones }).object.spec.csi.volumeHandle).toBe(volumeHandle);
  });
});

describe('at synth', () => {
  const volume = (chart: Chart, id: string, props: Partial<StaticVolumeProps> = {}) => new StaticVolume(chart, id, {
    metadata: { name: id }, backend: AwsEbs.gp3(), volumeHandle: `vol-0123456789abcde${id}`, size: Size.gibibytes(20), claimName: id, claimNamespace: 'orders', zones: ['eu-west-1a'], ...props,
  });
  const app = () => new App({ outdir: mkdtempSync(join(tmpdir(), 'volumes-')) });

  test('two volumes of one disk are refused, wherever in the app they are', () => {
    const root = app();
    volume(new Chart(root, 'a'), '1');
    volume(new Chart(root, 'b'), '2', { volumeHandle: 'vol-0123456789abcde1' });
    expect(() => root.synth()).toThrow(
      '[b/2] volumeHandle is the disk of a/1 too, and two pods would write to it without knowing of each other, got "vol-0123456789abcde1"; describe a disk once',
    );
  });

  test('two volumes for one claim are refused', () => {
    const root = app();
    const chart = new Chart(root, 'a');
    volume(chart, '1');
    volume(chart, '2', { claimName: '1' });
    expect(() => root.synth()).toThrow('[a/2] claimName is that of a/1 too, and the claim is bound to one of the two, got "1"; keep each volume for a claim of its own');
  });

  test('volumes of their own, and one handle of two drivers, are taken', () => {
    const root = app();
    const chart = new Chart(root, 'a');
    volume(chart, '1');
    volume(chart, '2', { claimName: '1', claimNamespace: 'billing' });
    volume(chart, '3', { backend: AwsEbs.autoModeGp3(), volumeHandle: 'vol-0123456789abcde1' });
    expect(() => root.synth()).not.toThrow();
  });
});
