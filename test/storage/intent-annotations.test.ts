import { Chart, Testing } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { AwsEfs } from '../../src/facts/drivers/aws-efs-backends';
import { AwsFsxLustre } from '../../src/facts/drivers/aws-fsx-lustre-backends';
import { AzureDisk } from '../../src/facts/drivers/azure-disk-backends';
import { AzureFiles } from '../../src/facts/drivers/azure-file-backends';
import { AzureFilesRedundancy } from '../../src/facts/drivers/azure-file-options';
import { CephRbd } from '../../src/facts/drivers/ceph-rbd-backends';
import { CsiHostPath } from '../../src/facts/drivers/csi-hostpath-backends';
import { NfsServer } from '../../src/facts/drivers/csi-nfs-backends';
import { GcePersistentDisk } from '../../src/facts/drivers/gce-pd-backends';
import { GcpFilestore } from '../../src/facts/drivers/gcp-filestore-backends';
import { LocalPath } from '../../src/facts/drivers/local-path-backends';
import { Longhorn } from '../../src/facts/drivers/longhorn-backends';
import type { VolumeBackend } from '../../src/facts/drivers/volume-backend';
import {
  DataCriticality, DataSharing, FailureDomain, StorageEnvironment, StoragePerformance, StorageProfile,
} from '../../src/facts/intent/storage-profile';
import type { StorageProfileOptions } from '../../src/facts/intent/storage-profile';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import type { ProductionStorageClassProps } from '../../src/storage/production-storage-class';
import { ReclaimPolicy } from '../../src/storage/reclaim-policy';

const { AUTHORITATIVE, REBUILDABLE, SCRATCH } = DataCriticality;
const REGIONAL = { data: AUTHORITATIVE, failureDomain: FailureDomain.REGION };
const FSX = { subnetId: 'subnet-0123456789abcdef0', securityGroupIds: ['sg-0123456789abcdef0'] };
const EFS = AwsEfs.accessPoints({ fileSystemId: 'fs-0123456789abcdef0' });

function render(backend: VolumeBackend, profile: StorageProfileOptions, props: Partial<ProductionStorageClassProps> = {}) {
  const chart = new Chart(Testing.app(), 'platform');
  new ProductionStorageClass(chart, 'disk', { metadata: { name: 'disk' }, backend, intent: StorageProfile.of(profile), ...props });
  return Testing.synth(chart)[0];
}

describe('a class with an intent', () => {
  test('says what it is for and why', () => {
    expect(render(AwsEbs.gp3(), { data: AUTHORITATIVE })).toEqual({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: {
        name: 'disk',
        annotations: {
          'cdk8s-stateful.dev/data': 'authoritative',
          'cdk8s-stateful.dev/intent': 'data authoritative, sharing none, failure domain zone, performance standard, environment production',
          'cdk8s-stateful.dev/why-reclaim-policy': 'Retain: the data exists nowhere else: a deleted claim must not delete it',
          'cdk8s-stateful.dev/why-volume-binding-mode':
            'WaitForFirstConsumer: a volume lives in one availability zone; bound at once, it lands in a zone chosen without knowing where the pod can run',
          'cdk8s-stateful.dev/why-allow-volume-expansion': 'true: grows while pods run: four changes of a volume in 24 hours, each after the one before is completed',
          'cdk8s-stateful.dev/why-encryption': 'on: volumes, their snapshots, and what travels between disk and instance; with the account\'s default key for EBS',
          'cdk8s-stateful.dev/why-access-mode': 'ReadWriteOncePod: one pod: a second writer that is started by mistake waits',
          'cdk8s-stateful.dev/why-snapshots': 'Retain: deletionPolicy of the snapshot class: a deleted namespace must not delete the copies with the data',
        },
      },
      provisioner: 'ebs.csi.aws.com',
      parameters: { type: 'gp3', encrypted: 'true' },
      reclaimPolicy: 'Retain',
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
    });
  });

  test.each([[REBUILDABLE, FailureDomain.ZONE], [SCRATCH, FailureDomain.NODE]])('deletes volumes of %s data', (data, failureDomain) => {
    expect(render(AwsEbs.gp3(), { data, failureDomain })).toMatchObject({ reclaimPolicy: 'Delete' });
  });

  test('gives no reason for what was set otherwise by hand', () => {
    const object = render(AwsEbs.gp3(), { data: REBUILDABLE }, { reclaimPolicy: ReclaimPolicy.RETAIN, allowVolumeExpansion: false });
    expect(object).toMatchObject({ reclaimPolicy: 'Retain', allowVolumeExpansion: false });
    expect(Object.keys(object.metadata.annotations)).not.toContain('cdk8s-stateful.dev/why-reclaim-policy');
    expect(Object.keys(object.metadata.annotations)).not.toContain('cdk8s-stateful.dev/why-allow-volume-expansion');
    expect(Object.keys(object.metadata.annotations)).toContain('cdk8s-stateful.dev/why-volume-binding-mode');
  });

  test('keeps annotations of its metadata, and the default mark', () => {
    const object = render(AwsEbs.gp3(), { data: AUTHORITATIVE }, { metadata: { name: 'disk', annotations: { owner: 'platform' } }, isDefault: true });
    expect(object.metadata.annotations).toMatchObject({
      'owner': 'platform', 'cdk8s-stateful.dev/data': 'authoritative', 'storageclass.kubernetes.io/is-default-class': 'true',
    });
  });

  test('may lie on one node once that was said', () => {
    expect(render(LocalPath.nodeFolders(), { data: AUTHORITATIVE, failureDomain: FailureDomain.NODE })).toMatchObject({ reclaimPolicy: 'Retain' });
  });

  test('outlives a zone with a copy in a second one', () => {
    expect(() => render(GcePersistentDisk.regionalBalanced(), { data: AUTHORITATIVE, failureDomain: FailureDomain.REGION })).not.toThrow();
  });
});

describe('a backend that contradicts the intent is refused', () => {
  test.each<readonly [string, VolumeBackend, StorageProfileOptions, Partial<ProductionStorageClassProps>, string]>([
    ['a disk for shared files', AwsEbs.gp3(), { data: REBUILDABLE, sharing: DataSharing.READ_WRITE }, {},
      'intent.sharing is nothing that volumes of ebs.csi.aws.com with a file system can do, got "read-write"; '
      + 'choose a backend of shared files, or give each pod a volume of its own'],
    ['a disk for files that many read', AwsEbs.gp3(), { data: REBUILDABLE, sharing: DataSharing.READ_ONLY }, {},
      'intent.sharing is nothing that volumes of ebs.csi.aws.com with a file system can do, got "read-only"; '
      + 'choose a backend of shared files, or give each pod a volume of its own'],
    ['a folder of one node for data that must stay', LocalPath.nodeFolders(), { data: AUTHORITATIVE }, {},
      'intent.failureDomain is more than rancher.io/local-path outlives here: a volume is a folder of one node, and shares its fate, got "zone"; '
      + 'say FailureDomain.NODE when losing the volume with its node is fine, as for a database that keeps copies on other nodes; else choose another backend'],
    ['a disk of one zone for data that outlives it', AwsEbs.gp3(), { data: AUTHORITATIVE, failureDomain: FailureDomain.REGION }, {},
      'intent.failureDomain is more than ebs.csi.aws.com outlives here: a volume is kept on several servers of one availability zone, and shares the fate of its zone, got "region"; '
      + 'say FailureDomain.ZONE and let the database replicate itself over zones, or choose a backend that keeps copies in several zones'],
    ['volumes of authoritative data that go with their claims', EFS, { data: AUTHORITATIVE }, { reclaimPolicy: ReclaimPolicy.DELETE },
      'reclaimPolicy contradicts intent: authoritative data would be deleted with its claim, got "Delete"; leave it out, or say DataCriticality.REBUILDABLE'],
    ['two words about the same data', EFS, { data: AUTHORITATIVE }, { metadata: { name: 'disk', annotations: { 'cdk8s-stateful.dev/data': 'scratch' } } },
      'metadata.annotations.cdk8s-stateful.dev/data contradicts intent, which says authoritative, got "scratch"; leave it out'],
  ])('%s', (_, backend, profile, props, message) => {
    expect(() => render(backend, profile, props)).toThrow(new Error(`[platform/disk] ${message}`));
  });

  test.each<readonly [string, VolumeBackend, StorageProfileOptions, string]>([
    ['Filestore of a zone', GcpFilestore.zonal(), REGIONAL, 'an instance of this tier lies in one zone, and shares its fate'],
    ['basic Filestore', GcpFilestore.basicSsd(), REGIONAL, 'an instance of this tier lies in one zone, and shares its fate'],
    ['a locally redundant share', AzureFiles.nfs({ redundancy: AzureFilesRedundancy.LRS }), REGIONAL, 'copies lie in one data centre, and share the fate of its zone; a copy in another region (GRS) lags behind'],
    ['a persistent file system of one zone', AwsFsxLustre.persistentSsd(FSX), REGIONAL, 'a persistent file system is replicated in the zone of its subnet, and shares the fate of that zone'],
    ['replicas wherever they are', Longhorn.replicated(), REGIONAL, 'replicas lie on several nodes, whichever zones these are in'],
    ['a host cache that holds writes', AzureDisk.premium({ extraParameters: { cachingMode: 'ReadWrite' } }), { data: AUTHORITATIVE }, 'writes are acknowledged from the cache of the host, and lost with it'],
  ])('%s that shares the fate of what was to be outlived', (_, backend, profile, why) => {
    expect(() => render(backend, profile)).toThrow(`[platform/disk] intent.failureDomain is more than ${backend.provisioner} outlives here: ${why}, got "${profile.failureDomain ?? 'zone'}"`);
  });

  test.each<readonly [string, VolumeBackend]>([
    ['scratch', AwsFsxLustre.scratch(FSX)], ['the only replica of a volume', Longhorn.replicated({ replicas: 1 })],
  ])('%s for what exists nowhere else, whatever its failure domain', (_, backend) => {
    for (const failureDomain of Object.values(FailureDomain)) {
      expect(() => render(backend, { data: AUTHORITATIVE, failureDomain })).toThrow(`intent.data is nothing to keep on volumes of ${backend.provisioner} like these: `);
    }
    expect(() => render(backend, { data: REBUILDABLE, failureDomain: FailureDomain.NODE })).not.toThrow();
  });

  test.each<readonly [VolumeBackend, string]>([
    [AwsEbs.sc1(), 'sc1 is a hard disk, or as slow'],
    [AwsEbs.gp3(), 'without iops, gp3 is the usual SSD'],
    [AwsEbs.gp2(), 'gp2 is the usual kind, which takes no number of operations'],
    [AwsEbs.gp3({ iops: 3000 }), 'iops 3000 is no more than the 3000 that come with the usual SSD'],
    [EFS, 'shared files are a network away, and no class promises them many operations per second'],
  ])('few operations where many are meant: %#', (backend, why) => {
    expect(() => render(backend, { data: AUTHORITATIVE, performance: StoragePerformance.HIGH_IOPS })).toThrow(new Error(
      `[platform/disk] intent.performance is more than ${backend.provisioner} gives here: ${why}, got "high-iops"; choose a faster backend, or say StoragePerformance.STANDARD`,
    ));
  });

  test('what was decided outside of the class is refused to nobody', () => {
    const backends = [EFS, NfsServer.share({ server: 'nfs.example', share: '/exports' }), CephRbd.pool({ pool: 'zones', encryptionKmsId: 'vault' }), LocalPath.sharedFolders()];
    for (const backend of backends) expect(() => render(backend, REGIONAL)).not.toThrow();
  });

  test('a driver for tests in production', () => {
    const profile = { data: SCRATCH };
    expect(() => render(CsiHostPath.forTests(), profile)).toThrow(/^\[platform\/disk\] intent\.environment is not what hostpath\.csi\.k8s\.io is for: .*, got "production"; choose another backend, or say StorageEnvironment\.TEST$/);
    expect(() => render(CsiHostPath.forTests(), { ...profile, environment: StorageEnvironment.TEST })).not.toThrow();
  });

  test('all at once', () => {
    expect(() => render(LocalPath.nodeFolders(), { data: AUTHORITATIVE, sharing: DataSharing.READ_WRITE }, { reclaimPolicy: ReclaimPolicy.DELETE }))
      .toThrow(/3 problems:\n {2}- intent\.sharing .*\n {2}- intent\.failureDomain .*\n {2}- reclaimPolicy .*/);
  });
});
