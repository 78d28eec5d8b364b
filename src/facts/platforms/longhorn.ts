import { LOST_WITH_NODE } from './local-volumes';
import type { PlatformFacts, SourcedText } from './platform-facts';
import { Longhorn } from '../drivers/longhorn-backends';
import { LonghornDataEngine } from '../drivers/longhorn-options';

const DOCS = 'https://longhorn.io/docs/latest';

const REPLICAS: SourcedText = { text: 'three copies on three nodes: outlives a node', source: `${DOCS}/concepts/` };
const COST: SourcedText = { text: 'disks of your own: the size times the replicas', source: `${DOCS}/concepts/` };
const PASSPHRASE: SourcedText = {
  text: 'volumes are encrypted with the passphrase of the Secret longhorn-crypto in longhorn-system: claims wait until it exists',
  source: `${DOCS}/advanced-resources/security/volume-encryption/`,
};

/** Longhorn, on the disks of the cluster's own nodes: on premises and at the edge. */
export const LONGHORN_PLATFORM: PlatformFacts = {
  id: 'longhorn',
  title: 'Longhorn',
  offerings: [
    {
      role: 'zonal-ssd',
      title: 'Longhorn, three replicas',
      inputs: [],
      backend: () => Longhorn.replicated(),
      code: () => 'Longhorn.replicated()',
      zones: REPLICAS,
      performance: { text: 'a network away: every write waits for all replicas', source: `${DOCS}/concepts/` },
      cost: COST,
      caveats: [PASSPHRASE],
    },
    {
      role: 'regional-ssd',
      title: 'Longhorn, replicas in three zones',
      inputs: [],
      backend: () => Longhorn.replicated({ extraParameters: { replicaZoneSoftAntiAffinity: 'disabled' } }),
      code: () => "Longhorn.replicated({ extraParameters: { replicaZoneSoftAntiAffinity: 'disabled' } })",
      zones: { text: 'three copies in three zones: outlives a zone', source: `${DOCS}/references/settings/#replica-zone-level-soft-anti-affinity` },
      performance: { text: 'every write waits for replicas in other zones', source: `${DOCS}/concepts/` },
      cost: COST,
      caveats: [
        { text: 'nodes need the label topology.kubernetes.io/zone, of three zones', source: `${DOCS}/references/settings/#replica-zone-level-soft-anti-affinity` },
        PASSPHRASE,
      ],
    },
    {
      role: 'high-iops',
      title: 'Longhorn with the V2 engine',
      inputs: [],
      backend: () => Longhorn.replicated({ dataEngine: LonghornDataEngine.V2 }),
      code: () => 'Longhorn.replicated({ dataEngine: LonghornDataEngine.V2 })',
      zones: REPLICAS,
      performance: { text: 'reaches local NVMe disks past the kernel; every write still waits for all replicas', source: `${DOCS}/best-practices/#v2-data-engine` },
      cost: COST,
      caveats: [
        { text: 'the V2 engine takes a processor and huge pages of each node for itself', source: `${DOCS}/best-practices/#v2-data-engine` },
        PASSPHRASE,
      ],
    },
    {
      role: 'shared-file',
      title: 'Longhorn, shared by NFS',
      inputs: [],
      backend: () => Longhorn.replicated(),
      code: () => 'Longhorn.replicated()',
      zones: REPLICAS,
      performance: { text: 'a network and one share-manager pod away, which all traffic of a volume passes', source: `${DOCS}/nodes-and-volumes/volumes/rwx-volumes/` },
      cost: COST,
      caveats: [
        { text: 'writers wait while the share-manager pod moves to another node; nodes need an NFSv4 client', source: `${DOCS}/nodes-and-volumes/volumes/rwx-volumes/` },
        PASSPHRASE,
      ],
    },
    {
      role: 'local-ephemeral',
      title: 'Longhorn, one replica on the node',
      inputs: [],
      backend: () => Longhorn.strictLocal(),
      code: () => 'Longhorn.strictLocal()',
      zones: LOST_WITH_NODE,
      performance: { text: 'no network between pod and disk', source: `${DOCS}/high-availability/data-locality/` },
      cost: COST,
      caveats: [PASSPHRASE],
    },
  ],
  gaps: [],
};
