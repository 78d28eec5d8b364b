import { IOPS } from './inputs';
import { keyInput } from './key-input';
import { localDisks } from './local-volumes';
import type { PlatformFacts, SourcedText } from './platform-facts';
import { GCE_PD } from '../drivers/gce-pd';
import { GceHyperdisk, GcePersistentDisk } from '../drivers/gce-pd-backends';
import { GCP_FILESTORE } from '../drivers/gcp-filestore';
import { GcpFilestore } from '../drivers/gcp-filestore-backends';

const DISKS = 'https://docs.cloud.google.com/compute/docs/disks';
const PRICES = 'https://cloud.google.com/compute/disks-image-pricing';
const LOCAL_SSD = 'https://docs.cloud.google.com/kubernetes-engine/docs/concepts/local-ssd';
const TIERS = 'https://docs.cloud.google.com/filestore/docs/service-tiers';

const ONE_ZONE: SourcedText = { text: 'in one zone: outlives a node, unreachable while its zone is down', source: `${DISKS}/persistent-disks` };
const OLDER_MACHINES: SourcedText = { text: 'newer machine series attach Hyperdisk only: there use GceHyperdisk.balanced()', source: `${DISKS}/hyperdisks` };

const KEY = { name: 'kmsKey', what: 'key of Cloud KMS, of your own', example: 'projects/storage/locations/europe-west1/keyRings/disks/cryptoKeys/disks' };
const DISK_KEY = keyInput(GCE_PD, KEY);
const INSTANCE_KEY = keyInput(GCP_FILESTORE, KEY);

/** Google Kubernetes Engine. */
export const GKE: PlatformFacts = {
  id: 'gke',
  title: 'Google GKE',
  offerings: [
    {
      role: 'zonal-ssd',
      title: 'Persistent Disk pd-balanced',
      inputs: [DISK_KEY],
      backend: ({ kmsKey }) => GcePersistentDisk.balanced({ kmsKey }),
      code: ({ kmsKey }) => ({ class: 'GcePersistentDisk', factory: 'balanced', options: { kmsKey } }),
      zones: ONE_ZONE,
      performance: { text: 'operations and throughput grow with the size, up to what the machine allows', source: `${DISKS}/performance` },
      cost: { text: 'by provisioned GiB and month', source: PRICES },
      caveats: [OLDER_MACHINES],
    },
    {
      role: 'regional-ssd',
      title: 'Persistent Disk pd-balanced of two zones',
      inputs: [DISK_KEY],
      backend: ({ kmsKey }) => GcePersistentDisk.regionalBalanced({ kmsKey }),
      code: ({ kmsKey }) => ({ class: 'GcePersistentDisk', factory: 'regionalBalanced', options: { kmsKey } }),
      zones: { text: 'a copy in each of two zones: outlives a zone, and is attached in the other', source: `${DISKS}/about-regional-persistent-disk` },
      performance: { text: 'like pd-balanced, with writes that wait for the other zone', source: `${DISKS}/about-regional-persistent-disk` },
      cost: { text: 'by provisioned GiB and month, for both copies', source: PRICES },
      caveats: [{ text: 'newer machine series attach Hyperdisk only: there use GceHyperdisk.balancedHighAvailability()', source: `${DISKS}/hyperdisks` }],
    },
    {
      role: 'high-iops',
      title: 'Hyperdisk Balanced',
      inputs: [IOPS, DISK_KEY],
      backend: ({ iops, kmsKey }) => GceHyperdisk.balanced({ iops: Number(iops), kmsKey }),
      code: ({ iops, kmsKey }) => ({ class: 'GceHyperdisk', factory: 'balanced', options: { iops: Number(iops), kmsKey } }),
      zones: ONE_ZONE,
      performance: { text: 'as many operations as are bought, up to what the machine allows', source: `${DISKS}/hyperdisks` },
      cost: { text: 'by GiB, and by operations and throughput above those that come with every disk', source: PRICES },
      caveats: [{ text: 'only for machine series that attach Hyperdisk', source: `${DISKS}/hyperdisks` }],
    },
    {
      role: 'shared-file',
      title: 'Filestore of the regional tier',
      inputs: [INSTANCE_KEY],
      backend: ({ kmsKey }) => GcpFilestore.regional({ kmsKey }),
      code: ({ kmsKey }) => ({ class: 'GcpFilestore', factory: 'regional', options: { kmsKey } }),
      zones: { text: 'copies in several zones of the region: outlives a zone', source: TIERS },
      performance: { text: 'a network away; operations and throughput grow with the size, or are configured', source: TIERS },
      cost: { text: 'by provisioned GiB and month; each volume is an instance of its own', source: 'https://cloud.google.com/filestore/pricing' },
      caveats: [{ text: 'instances are made in the network "default" unless the class names that of the cluster: GcpFilestore.regional({ network })', source: 'https://github.com/kubernetes-sigs/gcp-filestore-csi-driver' }],
    },
    localDisks(
      'local SSD',
      { text: 'only node pools with local NVMe SSD block have such disks; GKE does not keep their data when a node is repaired or upgraded', source: LOCAL_SSD },
      { text: 'by disk and month, as long as the machine exists', source: PRICES },
    ),
  ],
  gaps: [],
};
