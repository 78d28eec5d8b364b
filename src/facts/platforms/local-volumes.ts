import type { SourcedText, StorageOffering } from './platform-facts';
import { LocalVolume } from '../drivers/local-static-backends';

const LOCAL = 'https://kubernetes.io/docs/concepts/storage/volumes/#local';

/** What is true of every disk of one node. */
export const LOST_WITH_NODE: SourcedText = { text: 'on one node; lost with the node, and with it with its zone', source: LOCAL };

/** Disks of cloud machines that live and die with them, prepared as local volumes. */
export function localDisks(title: string, machines: SourcedText, cost: SourcedText): StorageOffering {
  return {
    role: 'local-ephemeral',
    title,
    inputs: [],
    backend: () => LocalVolume.prepared(),
    code: () => ({ class: 'LocalVolume', factory: 'prepared' }),
    zones: LOST_WITH_NODE,
    performance: { text: 'as fast as the disk of the node: no network between', source: LOCAL },
    cost,
    caveats: [
      machines,
      {
        text: 'volumes are made by the local-volume-provisioner or by hand before claims: one that is freed is wiped and offered again only by the provisioner',
        source: 'https://github.com/kubernetes-sigs/sig-storage-local-static-provisioner',
      },
    ],
  };
}
