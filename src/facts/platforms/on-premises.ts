import { LOST_WITH_NODE } from './local-volumes';
import type { PlatformFacts, PlatformInput, StorageGap, StorageRole } from './platform-facts';
import { NfsServer } from '../drivers/csi-nfs-backends';
import { TopoLvm } from '../drivers/topolvm-backends';

const TOPOLVM = 'https://github.com/topolvm/topolvm/blob/main/README.md';
const NFS = 'https://github.com/kubernetes-csi/csi-driver-nfs';

/** A host name (RFC 1123), an IPv4 address, or an IPv6 address with or without brackets. */
const HOST = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[?[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*\]?)$/;
const PATH = /^\/[^\s'"`\\\p{Cc}]*$/u;

const DEVICE_CLASS: PlatformInput = {
  name: 'deviceClass',
  what: 'device class in the configuration of lvmd: the volume group that volumes are made in; the default may be another on each node',
  example: 'ssd',
  pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
  form: 'the name of a device class',
};

function nothingOutlivesANode(role: StorageRole): StorageGap {
  return {
    role,
    why: 'a local disk is lost with its node, and nothing here keeps copies on other nodes',
    instead: 'let the database replicate itself over local disks (failure domain node), or install Ceph or Longhorn',
    source: TOPOLVM,
  };
}

/** Disks of nodes and a file server, without anything that keeps copies. */
export const ON_PREMISES: PlatformFacts = {
  id: 'on-premises',
  title: 'On premises, local disks',
  offerings: [
    {
      role: 'shared-file',
      title: 'NFS server',
      inputs: [
        { name: 'server', what: 'name or address of the file server, which the driver does not make', example: 'nfs.example', pattern: HOST, form: 'a host name or address' },
        { name: 'share', what: 'path that the server exports', example: '/exports', pattern: PATH, form: 'an absolute path without quotes, backslashes, control characters and spaces' },
      ],
      backend: ({ server, share }) => NfsServer.share({ server, share }),
      code: ({ server, share }) => ({ class: 'NfsServer', factory: 'share', options: { server, share } }),
      zones: { text: 'reached from every node; outlives what the file server outlives', source: NFS },
      performance: { text: 'a network away; one server for all volumes', source: NFS },
      cost: { text: 'a file server of your own', source: NFS },
      caveats: [],
    },
    {
      role: 'local-ephemeral',
      title: 'TopoLVM',
      inputs: [DEVICE_CLASS],
      backend: ({ deviceClass }) => TopoLvm.deviceClass({ name: deviceClass }),
      code: ({ deviceClass }) => ({ class: 'TopoLvm', factory: 'deviceClass', options: { name: deviceClass } }),
      zones: LOST_WITH_NODE,
      performance: { text: 'as fast as the disk of the node: no network between', source: TOPOLVM },
      cost: { text: 'disks of your own', source: TOPOLVM },
      caveats: [],
    },
  ],
  gaps: [nothingOutlivesANode('zonal-ssd'), nothingOutlivesANode('regional-ssd'), nothingOutlivesANode('high-iops')],
};
