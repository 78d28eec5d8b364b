import type { AccessModeFacts, DriverFacts } from './driver-facts';

const PROVISIONER = 'kubernetes-sigs/sig-storage-local-static-provisioner@6cbe253c';
const LOCAL_VOLUMES = 'https://kubernetes.io/docs/concepts/storage/volumes/#local';
const LOCAL_CLASS = 'https://kubernetes.io/docs/concepts/storage/storage-classes/#local';

const ONE_NODE: readonly AccessModeFacts[] = [{ mode: 'ReadWriteOnce' }, { mode: 'ReadWriteOncePod' }];

/** Local volumes: disks and folders of nodes that somebody has prepared, as PersistentVolumes of their own. */
export const LOCAL_STATIC: DriverFacts = {
  id: 'local-static',
  title: 'Local volumes (prepared)',
  source: PROVISIONER,
  provisioners: [{
    name: 'kubernetes.io/no-provisioner',
    use: 'nobody makes volumes: an administrator or the local-volume-provisioner makes a PersistentVolume of each prepared disk',
    source: LOCAL_CLASS,
  }],
  storage: 'block',
  provisioning: 'static',
  accessModes: { Filesystem: ONE_NODE, Block: ONE_NODE, source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes' },
  topology: {
    scope: 'node',
    keys: ['kubernetes.io/hostname'],
    volumeBindingMode: 'WaitForFirstConsumer',
    why: 'a volume lies on the node of its nodeAffinity; bound at once, a claim takes the volume of any node, whether the pod can run there or not',
    source: LOCAL_VOLUMES,
  },
  outlives: { surely: 'pod', why: 'a volume is a disk of one node, and shares its fate', source: LOCAL_VOLUMES },
  expansion: { supported: false, online: false, limit: 'a volume has the size of the disk that was prepared', source: LOCAL_VOLUMES },
  snapshots: {
    supported: false,
    parameters: [],
    alternative: 'a backup that the database makes itself, or file system backup of Velero',
    source: 'https://kubernetes.io/docs/concepts/storage/volume-snapshots/ (CSI drivers only)',
  },
  groupSnapshots: { supported: false, source: 'https://kubernetes.io/docs/concepts/storage/volume-snapshots/ (CSI drivers only)' },
  clones: { supported: false, source: 'https://kubernetes.io/docs/concepts/storage/volume-pvc-datasource/ (CSI drivers only)' },
  allocation: { source: `${LOCAL_VOLUMES} (a claim gets the whole of a disk that is at least as large)` },
  volumeAttributes: { supported: false, parameters: [], source: 'https://kubernetes.io/docs/concepts/storage/volume-attributes-classes/ (CSI drivers only)' },
  attachLimit: { text: 'none: as many as were prepared', source: LOCAL_VOLUMES },
  install: {
    text: 'nothing, or DaemonSet local-volume-provisioner (chart local-static-provisioner); with its node a volume is lost, and node-cleanup-controller removes its object',
    source: `${PROVISIONER} helm/README.md; docs/node-cleanup-controller.md`,
  },
  encryption: { decidedBy: 'backend', note: 'none, unless the disks were encrypted when they were prepared (dm-crypt)', source: LOCAL_VOLUMES },
  parameters: [],
  unknownParameter: { behaviour: 'ignored', source: `${LOCAL_CLASS} (no provisioner reads them)` },
  parameterKeyCase: 'exact',
  kinds: [],
  fsGroup: { applied: true, policy: 'none: not a CSI driver', source: 'kubernetes/kubernetes pkg/volume/local/local.go SetUpAt' },
};
