import { App, Chart, Size } from 'cdk8s';
import { expect, test } from 'vitest';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { AzureDisk } from '../../src/facts/drivers/azure-disk-backends';
import { CephRbd } from '../../src/facts/drivers/ceph-rbd-backends';
import { GceHyperdisk, GcePersistentDisk } from '../../src/facts/drivers/gce-pd-backends';
import { Longhorn } from '../../src/facts/drivers/longhorn-backends';
import { TopoLvm } from '../../src/facts/drivers/topolvm-backends';
import type { VolumeBackend } from '../../src/facts/drivers/volume-backend';
import { ClonedClaim } from '../../src/storage/cloned-claim';
import type { ClonedClaimProps } from '../../src/storage/cloned-claim';
import { DurableClaim } from '../../src/storage/durable-claim';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';

const ENCRYPTED = CephRbd.pool({ pool: 'a', encryptionKmsId: 'vault' });
const PLAIN = CephRbd.pool({ pool: 'a', encrypted: false });
const POOL = 'projects/shop-1/zones/europe-west1-b/storagePools/fast';

function clone(source: VolumeBackend, backend: VolumeBackend, props: Partial<ClonedClaimProps> = {}): ClonedClaim {
  const chart = new Chart(new App(), 'shop', { namespace: 'orders' });
  const classOf = (id: string, of: VolumeBackend) => ProductionStorageClass.fromStorageClassName(chart, id, id, { backend: of });
  return new ClonedClaim(chart, 'copy', {
    source: DurableClaim.fromPersistentVolumeClaimName(chart, 'source', 'data', { storageClass: classOf('old', source), size: Size.gibibytes(10) }),
    storageClass: classOf('new', backend),
    ...props,
  });
}

const says = (name: string, driver: string) => `[shop/copy] storageClass does not say of ${name} what that of the source says, and ${driver} copies a volume only so`;

test.each<[string, VolumeBackend, VolumeBackend, Partial<ClonedClaimProps>, string]>([
  ['another kind of Persistent Disk', GcePersistentDisk.balanced(), GcePersistentDisk.ssd(), {}, `${says('type', 'pd.csi.storage.gke.io')}, got "pd-ssd"; use a class with type pd-balanced`],
  ['another kind of Hyperdisk', GceHyperdisk.balanced(), GceHyperdisk.throughput(), {},
    `${says('type', 'pd.csi.storage.gke.io')}, got "hyperdisk-throughput"; use a class with type hyperdisk-balanced`],
  ['a disk of one zone from one of two', GcePersistentDisk.regionalBalanced(), GcePersistentDisk.balanced(), {},
    '[shop/copy] storageClass cannot be cloned so by pd.csi.storage.gke.io: a disk of one zone is not made from one of two; use a class with replication-type regional-pd'],
  ['a disk of a storage pool', GceHyperdisk.balanced({ storagePools: [POOL] }), GceHyperdisk.balanced({ storagePools: [POOL] }), {},
    '[shop/copy] source cannot be cloned so by pd.csi.storage.gke.io: disks of a storage pool cannot be cloned; restore a snapshot of it, or copy the data in a pod that mounts both claims'],
  ['a larger volume of Longhorn', Longhorn.replicated(), Longhorn.replicated(), { size: Size.gibibytes(20) },
    '[shop/copy] size is not that of the source, and driver.longhorn.io makes clones of the same size alone, got "20Gi"; use 10Gi, and grow the claim afterwards'],
  ['a plain volume of Longhorn from an encrypted one', Longhorn.replicated(), Longhorn.replicated({ encrypted: false }), {},
    `${says('encrypted', 'driver.longhorn.io')}, got "false"; use a class with encrypted true`],
  ['an encrypted volume of Ceph from a plain one', PLAIN, ENCRYPTED, {}, `${says('encrypted', 'rook-ceph.rbd.csi.ceph.com')}, got "true"; use a class with encrypted false`],
  ['a plain volume of Ceph from an encrypted one', ENCRYPTED, PLAIN, {}, `${says('encrypted', 'rook-ceph.rbd.csi.ceph.com')}, got "false"; use a class with encrypted true`],
  ['another device class', TopoLvm.deviceClass({ name: 'ssd' }), TopoLvm.deviceClass({ name: 'hdd' }), {},
    `${says('topolvm.io/device-class', 'topolvm.io')}, got "hdd"; use a class with topolvm.io/device-class ssd`],
  ['a device class from the default one', TopoLvm.deviceClass(), TopoLvm.deviceClass({ name: 'hdd' }), {},
    `${says('topolvm.io/device-class', 'topolvm.io')}, got "hdd"; use a class without topolvm.io/device-class`],
  ['another key of EBS', AwsEbs.gp3({ kmsKeyId: 'alias/a' }), AwsEbs.gp3({ kmsKeyId: 'alias/b' }), {},
    `${says('kmsKeyId', 'ebs.csi.aws.com')}, got "alias/b"; use a class with kmsKeyId alias/a`],
  ['itself', AwsEbs.gp3(), AwsEbs.gp3(), { metadata: { name: 'data' } },
    '[shop/copy] metadata.name is that of the source, of which the claim is to be a copy, got "data"; use a name of its own'],
])('%s is no clone', (_, source, backend, props, message) => {
  expect(() => clone(source, backend, props)).toThrow(new Error(message));
});

test.each<[string, VolumeBackend, VolumeBackend, Partial<ClonedClaimProps>]>([
  ['another kind of EBS', AwsEbs.gp3(), AwsEbs.io2({ iops: 3000 }), { size: Size.gibibytes(20) }],
  ['another kind of Azure Disk', AzureDisk.premium(), AzureDisk.premiumZoneRedundant(), {}],
  ['a disk of two zones from one of one', GcePersistentDisk.balanced(), GcePersistentDisk.regionalBalanced(), {}],
  ['the same size in Longhorn', Longhorn.replicated(), Longhorn.replicated({ replicas: 2 }), { size: Size.mebibytes(10 * 1024) }],
  ['another pool of Ceph', PLAIN, CephRbd.pool({ pool: 'b', encrypted: false }), { size: Size.gibibytes(20) }],
  ['a name of another namespace', AwsEbs.gp3(), AwsEbs.gp3(), { metadata: { name: 'data-2' } }],
])('%s is a clone', (_, source, backend, props) => {
  expect(clone(source, backend, props).storageClass?.storageClassName).toBe('new');
});
