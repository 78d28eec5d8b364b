import type { PlatformFacts, PlatformInput, SourcedText, StorageOffering, StorageRole } from './platform-facts';
import { CephRbd } from '../drivers/ceph-rbd-backends';
import { CephFs } from '../drivers/cephfs-backends';

const CRUSH = 'https://docs.ceph.com/en/latest/rados/operations/crush-map/';

const NO_GUESS = 'name of the pool, which an administrator made: its CRUSH rule decides what the data outlives';
const DNS_LIKE = { pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/, form: 'a name of letters, digits, dots, dashes and underscores' };

const KMS: PlatformInput = {
  name: 'encryptionKmsId',
  what: 'entry of the ConfigMap rook-ceph-csi-kms-config, or of csi-kms-connection-details, that says where keys of volumes are kept; the Secrets that Rook makes hold none',
  example: 'vault',
  ...DNS_LIKE,
};

const COST: SourcedText = { text: 'disks of your own: raw space times the copies or the erasure code of the pool', source: 'https://docs.ceph.com/en/latest/rados/operations/pools/' };

function pool(role: StorageRole, title: string, example: string, needs: string, zones: SourcedText, performance: SourcedText): StorageOffering {
  return {
    role,
    title,
    inputs: [{ name: 'pool', what: `${NO_GUESS}; ${needs}`, example, ...DNS_LIKE }, KMS],
    backend: (inputs) => CephRbd.pool({ pool: inputs.pool, encryptionKmsId: inputs.encryptionKmsId }),
    code: (inputs) => ({ class: 'CephRbd', factory: 'pool', options: { pool: inputs.pool, encryptionKmsId: inputs.encryptionKmsId } }),
    zones,
    performance,
    cost: COST,
    caveats: [],
  };
}

const OUTLIVES_NODE: SourcedText = { text: 'outlives a node where the CRUSH rule keeps copies on several hosts; an outage of the room is an outage of Ceph', source: CRUSH };
const BY_DISKS: SourcedText = { text: 'a network away; as fast as the disks under the pool', source: 'https://docs.ceph.com/en/latest/start/hardware-recommendations/' };

/** Ceph, run by Rook in the cluster or beside it. */
export const CEPH: PlatformFacts = {
  id: 'ceph',
  title: 'Ceph (Rook)',
  offerings: [
    pool('zonal-ssd', 'Ceph RBD', 'replicapool', 'for this class: copies on several hosts, disks of class ssd', OUTLIVES_NODE, BY_DISKS),
    pool(
      'regional-ssd', 'Ceph RBD over zones', 'zonepool', 'for this class: failure domain zone',
      { text: 'outlives a zone where the CRUSH rule keeps copies in several zones, and enough monitors stay', source: CRUSH },
      { text: 'writes wait for copies in other zones', source: 'https://docs.ceph.com/en/latest/architecture/' },
    ),
    pool(
      'high-iops', 'Ceph RBD on NVMe', 'nvmepool', 'for this class: a CRUSH rule of disks of class nvme', OUTLIVES_NODE,
      { text: 'a network away; the most that Ceph gives. A local disk is faster', source: 'https://docs.ceph.com/en/latest/start/hardware-recommendations/' },
    ),
    {
      role: 'shared-file',
      title: 'CephFS',
      inputs: [{ name: 'fsName', what: 'name of the file system, which an administrator made', example: 'shared', ...DNS_LIKE }, KMS],
      backend: ({ fsName, encryptionKmsId }) => CephFs.filesystem({ fsName, encryptionKmsId }),
      code: ({ fsName, encryptionKmsId }) => ({ class: 'CephFs', factory: 'filesystem', options: { fsName, encryptionKmsId } }),
      zones: { text: 'outlives what the CRUSH rules of its pools spread copies over; needs a standby metadata server', source: 'https://docs.ceph.com/en/latest/cephfs/standby/' },
      performance: { text: 'a network away; many small files wait for the metadata server', source: 'https://docs.ceph.com/en/latest/cephfs/' },
      cost: COST,
      caveats: [],
    },
  ],
  gaps: [{
    role: 'local-ephemeral',
    why: 'Ceph keeps every volume on disks of several nodes',
    instead: 'use emptyDir, or local disks that Ceph does not own: platform on-premises',
    source: CRUSH,
  }],
};
