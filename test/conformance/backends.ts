import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { AwsEfs } from '../../src/facts/drivers/aws-efs-backends';
import { AwsFsxLustre } from '../../src/facts/drivers/aws-fsx-lustre-backends';
import { AzureDisk } from '../../src/facts/drivers/azure-disk-backends';
import { AzureFiles } from '../../src/facts/drivers/azure-file-backends';
import { AzureFilesRedundancy } from '../../src/facts/drivers/azure-file-options';
import { CephCluster } from '../../src/facts/drivers/ceph-cluster';
import { CephRbd } from '../../src/facts/drivers/ceph-rbd-backends';
import { CephFs } from '../../src/facts/drivers/cephfs-backends';
import { CsiHostPath } from '../../src/facts/drivers/csi-hostpath-backends';
import { NfsServer } from '../../src/facts/drivers/csi-nfs-backends';
import { GceHyperdisk, GcePersistentDisk } from '../../src/facts/drivers/gce-pd-backends';
import { GceHyperdiskType, GcePersistentDiskType } from '../../src/facts/drivers/gce-pd-options';
import { GcpFilestore } from '../../src/facts/drivers/gcp-filestore-backends';
import { LocalPath } from '../../src/facts/drivers/local-path-backends';
import { LocalVolume } from '../../src/facts/drivers/local-static-backends';
import { Longhorn } from '../../src/facts/drivers/longhorn-backends';
import { LonghornDataEngine } from '../../src/facts/drivers/longhorn-options';
import { OpenEbsLvm, OpenEbsLvmFileSystem } from '../../src/facts/drivers/openebs-lvm-backends';
import { TopoLvm } from '../../src/facts/drivers/topolvm-backends';
import type { VolumeBackend } from '../../src/facts/drivers/volume-backend';

const FSX = { subnetId: 'subnet-0123456789abcdef0', securityGroupIds: ['sg-0123456789abcdef0'] };

const CEPH_CSI = CephCluster.cephCsi({ clusterId: 'ceph', secretName: 'csi-secret', secretNamespace: 'ceph' });

/** What the typed factories of each driver make. */
export const BACKENDS: { readonly [driver: string]: readonly VolumeBackend[] } = {
  'aws-ebs': [
    AwsEbs.gp3(), AwsEbs.autoModeGp3(), AwsEbs.io2({ iops: 3000 }), AwsEbs.io1({ iops: 3000 }), AwsEbs.gp2(), AwsEbs.st1(), AwsEbs.sc1(),
  ],
  'aws-efs': [AwsEfs.accessPoints({ fileSystemId: 'fs-0123456789abcdef0' })],
  'ceph-rbd': [
    CephRbd.pool({ pool: 'replicapool', encryptionKmsId: 'vault' }),
    CephRbd.pool({ pool: 'metadata', dataPool: 'erasure-coded', cluster: CEPH_CSI }),
    CephRbd.pool({ pool: 'guarded', cluster: CEPH_CSI, extraParameters: { integrityMode: 'hmac' } }),
    CephRbd.zonalPools({ pools: [{ pool: 'a', domains: { zone: 'zone-a' } }], cluster: CEPH_CSI }),
  ],
  'cephfs': [CephFs.filesystem({ fsName: 'shared', encryptionKmsId: 'vault' }), CephFs.filesystem({ fsName: 'shared', cluster: CEPH_CSI })],
  'csi-hostpath': [CsiHostPath.forTests()],
  'aws-fsx-lustre': [
    AwsFsxLustre.scratch(FSX), AwsFsxLustre.persistentSsd(FSX), AwsFsxLustre.persistentHdd(FSX),
  ],
  'azure-disk': [
    AzureDisk.standardSsd(), AzureDisk.standardSsdZoneRedundant(), AzureDisk.standardHdd(), AzureDisk.premium(), AzureDisk.premiumZoneRedundant(),
    AzureDisk.premiumV2(), AzureDisk.ultra(),
  ],
  'azure-file': [
    ...redundancies('LRS', 'ZRS', 'GRS', 'RAGRS', 'RAGZRS').map((redundancy) => AzureFiles.smb({ redundancy })),
    ...redundancies('LRS', 'ZRS', 'GRS', 'GZRS').map((redundancy) => AzureFiles.smbV2({ redundancy })),
    ...redundancies('LRS', 'ZRS').flatMap((redundancy) => [AzureFiles.premiumSmb({ redundancy }), AzureFiles.premiumSmbV2({ redundancy })]),
    ...redundancies('LRS', 'ZRS').flatMap((redundancy) => [AzureFiles.nfs({ redundancy }), AzureFiles.nfsV2({ redundancy })]),
  ],
  'csi-nfs': [NfsServer.share({ server: 'nfs.example', share: '/exports' })],
  'gce-pd': [
    GcePersistentDisk.standard(), GcePersistentDisk.balanced(), GcePersistentDisk.ssd(), GcePersistentDisk.extreme(),
    GcePersistentDisk.regionalStandard(), GcePersistentDisk.regionalBalanced(), GcePersistentDisk.regionalSsd(),
    GceHyperdisk.balanced(), GceHyperdisk.balancedHighAvailability(), GceHyperdisk.extreme(), GceHyperdisk.throughput(), GceHyperdisk.ml(),
    GceHyperdisk.ml({ multiZone: true }),
    GceHyperdisk.orPersistentDisk({ hyperdiskType: GceHyperdiskType.BALANCED, persistentDiskType: GcePersistentDiskType.BALANCED }),
  ],
  'gcp-filestore': [
    GcpFilestore.basicHdd(), GcpFilestore.basicSsd(), GcpFilestore.zonal(), GcpFilestore.regional(), GcpFilestore.enterprise(),
    GcpFilestore.enterpriseMultishare(),
  ],
  'local-path': [LocalPath.nodeFolders(), LocalPath.sharedFolders()],
  'local-static': [LocalVolume.prepared()],
  'openebs-lvm': [
    OpenEbsLvm.volumeGroup({ name: 'fast' }), OpenEbsLvm.volumeGroup({ name: 'fast', thinProvision: true, fsType: OpenEbsLvmFileSystem.BTRFS }),
    OpenEbsLvm.volumeGroupPattern({ pattern: '^fast-' }),
  ],
  'topolvm': [TopoLvm.deviceClass(), TopoLvm.lvcreateOptionClass({ name: 'striped' }), TopoLvm.legacyDeviceClass()],
  'longhorn': [
    Longhorn.replicated(), Longhorn.replicated({ replicas: 2, dataEngine: LonghornDataEngine.V2 }), Longhorn.strictLocal(), Longhorn.migratable(),
    Longhorn.sharded({ dataChunks: 4, parityChunks: 2 }),
  ],
};

/** Kinds of volume that no factory makes, and why. */
export const WITHOUT_FACTORY: { readonly [kind: string]: string } = {
  'SCRATCH_1': 'SCRATCH_2 bursts faster and can grow',
  'standard': 'of EBS: magnetic disks of the previous generation are for volumes that exist; of Filestore: the older name of basic_hdd',
  'premium': 'the older name of basic_ssd',
  'high_scale_ssd': 'the older name of zonal',
  's3files-ap': 'Amazon S3 Files is another service',
};

function redundancies(...names: (keyof typeof AzureFilesRedundancy)[]): AzureFilesRedundancy[] {
  return names.map((name) => AzureFilesRedundancy[name]);
}
