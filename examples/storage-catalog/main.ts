import { writeFileSync } from 'fs';
import { join } from 'path';
import { App, Chart, Size } from 'cdk8s';
import { AwsEbs, AwsEfs, CatalogClass, StorageAudit, StorageCatalog, StoragePlatform, StorageQuota } from '../../src';

const app = new App();

// what the platform team applies, once for all tenants
const platform = new Chart(app, 'platform');
const kmsKeyId = 'arn:aws:kms:eu-west-1:111122223333:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
const catalog = new StorageCatalog(platform, 'storage', {
  platform: StoragePlatform.EKS,
  owner: 'storage team, #storage',
  recoveryRunbook: 'https://runbooks.example/storage/recovery',
  defaultClass: CatalogClass.ZONAL_SSD_RETAIN,
  enforceAllowedNamespaces: true,
  volumeSnapshotClasses: true,
  zonalSsdRetain: { backend: AwsEbs.gp3({ kmsKeyId }) },
  zonalSsdDelete: { backend: AwsEbs.gp3({ kmsKeyId }) },
  highIopsRetain: { backend: AwsEbs.io2({ iops: 12_000, kmsKeyId }), allowedNamespaces: ['orders', 'billing'] },
  sharedFile: { backend: AwsEfs.accessPoints({ fileSystemId: 'fs-0123456789abcdef0' }), owner: 'files team, #files' },
  localEphemeral: { offered: false, notOfferedBecause: 'no node of this cluster has an instance store' },
});

// what it grants to a tenant
const orders = new Chart(app, 'orders', { namespace: 'orders' });
new StorageQuota(orders, 'quota', {
  metadata: { name: 'storage' },
  classes: [
    { storageClass: catalog.zonalSsdRetain, storage: Size.tebibytes(2), claims: 20 },
    { storageClass: catalog.highIopsRetain, storage: Size.gibibytes(500), claims: 3 },
    { storageClass: catalog.sharedFile, claims: 5 },
  ],
  total: { storage: Size.tebibytes(4), claims: 50 },
  volumeSnapshots: 500,
});

StorageAudit.enforce(app);
app.synth();
writeFileSync(join(app.outdir, 'storage-classes.md'), catalog.toMarkdown());
