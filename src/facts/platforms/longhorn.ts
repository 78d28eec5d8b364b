import type { BackendCode } from './backend-code';
import { LOST_WITH_NODE } from './local-volumes';
import type { PlatformFacts, SourcedText, StorageCaveat } from './platform-facts';
import { Longhorn } from '../drivers/longhorn-backends';
import { LonghornDataEngine } from '../drivers/longhorn-options';
import type { VolumeBackend } from '../drivers/volume-backend';

const DOCS = 'https://longhorn.io/docs/latest';

const REPLICAS: SourcedText = { text: 'three copies on three nodes: outlives a node', source: `${DOCS}/concepts/` };
const ZONE_REPLICAS: SourcedText = { text: 'three copies in three zones: outlives a zone', source: `${DOCS}/references/settings/#replica-zone-level-soft-anti-affinity` };
const ZONE_LABELS: StorageCaveat = { text: 'nodes need the label topology.kubernetes.io/zone, of three zones', source: ZONE_REPLICAS.source };
const COST: SourcedText = { text: 'disks of your own: the size times the replicas', source: `${DOCS}/concepts/` };
const PASSPHRASE: StorageCaveat = {
  text: 'volumes are encrypted with the passphrase of a Secret, longhorn-crypto in longhorn-system unless the class names another: claims wait until it exists',
  when: { parameter: 'encrypted', values: ['true'] },
  source: `${DOCS}/advanced-resources/security/volume-encryption/`,
};

/** How many copies there are and where they lie. */
const COPIES = ['numberOfReplicas', 'dataLayout.type'];

const ONE_ZONE_EACH = { replicaZoneSoftAntiAffinity: 'disabled' };
const IN_ZONES_CODE: BackendCode = { class: 'Longhorn', factory: 'replicated', options: { extraParameters: ONE_ZONE_EACH } };

function inZones(): VolumeBackend {
  return Longhorn.replicated({ extraParameters: ONE_ZONE_EACH });
}

/** By NFS from one pod. */
const SHARED_PERFORMANCE: SourcedText = {
  text: 'a network and one share-manager pod away, which all traffic of a volume passes',
  source: `${DOCS}/nodes-and-volumes/volumes/rwx-volumes/`,
};
const SHARE_MANAGER: StorageCaveat = {
  text: 'writers wait while the share-manager pod moves to another node; nodes need an NFSv4 client',
  source: `${DOCS}/nodes-and-volumes/volumes/rwx-volumes/`,
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
      code: () => ({ class: 'Longhorn', factory: 'replicated' }),
      dependsOn: COPIES,
      zones: REPLICAS,
      performance: { text: 'a network away: every write waits for all replicas', source: `${DOCS}/concepts/` },
      cost: COST,
      caveats: [PASSPHRASE],
    },
    {
      role: 'regional-ssd',
      title: 'Longhorn, replicas in three zones',
      inputs: [],
      backend: inZones,
      code: () => IN_ZONES_CODE,
      dependsOn: COPIES,
      zones: ZONE_REPLICAS,
      performance: { text: 'every write waits for replicas in other zones', source: `${DOCS}/concepts/` },
      cost: COST,
      caveats: [
        ZONE_LABELS,
        PASSPHRASE,
      ],
    },
    {
      role: 'high-iops',
      title: 'Longhorn with the V2 engine',
      inputs: [],
      backend: () => Longhorn.replicated({ dataEngine: LonghornDataEngine.V2 }),
      code: () => ({ class: 'Longhorn', factory: 'replicated', options: { dataEngine: { enum: 'LonghornDataEngine', member: 'V2' } } }),
      dependsOn: COPIES,
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
      code: () => ({ class: 'Longhorn', factory: 'replicated' }),
      dependsOn: COPIES,
      zones: REPLICAS,
      performance: SHARED_PERFORMANCE,
      cost: COST,
      caveats: [SHARE_MANAGER, PASSPHRASE],
    },
    {
      role: 'shared-file',
      variant: 'regional',
      title: 'Longhorn, shared by NFS, replicas in three zones',
      inputs: [],
      backend: inZones,
      code: () => IN_ZONES_CODE,
      dependsOn: COPIES,
      zones: ZONE_REPLICAS,
      performance: SHARED_PERFORMANCE,
      cost: COST,
      caveats: [SHARE_MANAGER, ZONE_LABELS, PASSPHRASE],
    },
    {
      role: 'local-ephemeral',
      title: 'Longhorn, one replica on the node',
      inputs: [],
      backend: () => Longhorn.strictLocal(),
      code: () => ({ class: 'Longhorn', factory: 'strictLocal' }),
      zones: LOST_WITH_NODE,
      performance: { text: 'no network between pod and disk', source: `${DOCS}/high-availability/data-locality/` },
      cost: COST,
      caveats: [PASSPHRASE],
    },
  ],
  gaps: [],
};
