import type { DriverFacts, ParameterFacts } from './driver-facts';

const DRIVER = 'kubernetes-csi/csi-driver-nfs@d3b27c00';
const PARAMETERS_PAGE = `${DRIVER} docs/driver-parameters.md`;
const CONTROLLER = `${DRIVER} pkg/nfs/controllerserver.go`;
/** A later page of the same name. */
const LATER_PAGE = 'kubernetes-csi/csi-driver-nfs@0de047c0 docs/driver-parameters.md';

/** The driver reads them as signed numbers of 32 bits. */
const OWNER_ID = { type: 'integer', min: 0, max: 2_147_483_647 } as const;

const PARAMETERS: readonly ParameterFacts[] = [
  // '#' stands between the parts of a volume's handle
  { name: 'server', type: 'string', required: true, pattern: /^[^\s/#]+$/, form: 'the name or IP address of a server', source: `${PARAMETERS_PAGE}; ${CONTROLLER} getVolumeIDFromNfsVol` },
  { name: 'share', type: 'string', required: true, pattern: /^\/[^#\n]*$/, form: 'an absolute path, such as /exports', note: 'path that the server exports', source: `${PARAMETERS_PAGE}; ${CONTROLLER} getVolumeIDFromNfsVol` },
  {
    name: 'subDir',
    type: 'string',
    pattern: /^(?:[^$]|\$(?!\{)|\$\{(?:pvc\.metadata\.name|pvc\.metadata\.namespace|pv\.metadata\.name)\})*$/,
    form: 'no variables but ${pvc.metadata.name}, ${pvc.metadata.namespace} and ${pv.metadata.name}',
    default: '${pv.metadata.name}',
    note: 'a name without variables is one folder for all claims',
    source: PARAMETERS_PAGE,
  },
  {
    name: 'mountPermissions',
    type: 'string',
    pattern: /^[0-7]{1,4}$/,
    form: 'octal digits such as 0770',
    default: '0',
    note: 'permissions of the folder after each mount; 0 leaves them',
    source: `${PARAMETERS_PAGE}; ${CONTROLLER} CreateVolume`,
  },
  { name: 'uid', ...OWNER_ID, note: 'owner of a new folder; earlier drivers refuse it', source: LATER_PAGE },
  { name: 'gid', ...OWNER_ID, note: 'group of a new folder, which fsGroup of a pod replaces; earlier drivers refuse it', source: LATER_PAGE },
  {
    name: 'onDelete',
    type: 'string',
    values: ['delete', 'retain', 'archive'],
    anyCase: true,
    default: 'delete',
    note: 'what becomes of the folder with reclaimPolicy Delete; archive renames it to archived-<folder>',
    source: `${PARAMETERS_PAGE}; ${CONTROLLER} DeleteVolume`,
  },
  {
    name: 'csi.storage.k8s.io/provisioner-secret-name',
    type: 'string',
    requires: ['csi.storage.k8s.io/provisioner-secret-namespace'],
    note: 'a Secret with the key mountOptions, which deleting a volume takes from nowhere else',
    source: PARAMETERS_PAGE,
  },
  {
    name: 'csi.storage.k8s.io/provisioner-secret-namespace',
    type: 'string',
    requires: ['csi.storage.k8s.io/provisioner-secret-name'],
    source: PARAMETERS_PAGE,
  },
];

/** NFS: folders on a server that exists. */
export const CSI_NFS: DriverFacts = {
  id: 'csi-nfs',
  title: 'NFS',
  source: `${DRIVER} (v4.13)`,
  provisioners: [{ name: 'nfs.csi.k8s.io', use: 'installed by Helm or by its manifests', source: `${DRIVER} charts; deploy/` }],
  storage: 'network-file-system',
  accessModes: {
    Filesystem: [{ mode: 'ReadWriteOnce' }, { mode: 'ReadWriteOncePod' }, { mode: 'ReadOnlyMany' }, { mode: 'ReadWriteMany' }],
    Block: [],
    source: `${CONTROLLER} isValidVolumeCapabilities ("block volume capability not supported"); ${DRIVER} pkg/nfs/nfs.go:107-111`,
  },
  topology: {
    scope: 'region',
    keys: [],
    volumeBindingMode: 'Immediate',
    why: 'a volume is reached from every node that reaches the server',
    source: `${DRIVER} pkg/nfs/identityserver.go (no topology)`,
  },
  outlives: { surely: 'nothing', atBest: 'zone', why: 'how the server keeps its data was decided with it', source: `${DRIVER} README.md` },
  expansion: { supported: true, online: true, limit: 'in name only: the size of a claim limits nothing', source: `${CONTROLLER} ControllerExpandVolume` },
  snapshots: {
    supported: true,
    parameters: ['server', 'share', 'mountOptions', 'csi.storage.k8s.io/snapshotter-secret-name', 'csi.storage.k8s.io/snapshotter-secret-namespace'],
    // Both fields are set only when the archive is complete
    cut: { signal: 'creationTime', source: `${CONTROLLER} CreateSnapshot` },
    note: 'an archive made file by file, not of one moment unless nobody writes; a database must be held still until it is complete',
    source: `${PARAMETERS_PAGE}; ${CONTROLLER} CreateSnapshot (tar)`,
  },
  groupSnapshots: { supported: false, source: `${DRIVER} pkg/nfs/nfs.go (no group controller)` },
  clones: { supported: true, sameSize: false, sameParameters: [], note: 'a copy made file by file', source: `${CONTROLLER} copyVolume` },
  // restoreSize of a snapshot is that of an archive
  allocation: { source: `${CONTROLLER} CreateVolume, CreateSnapshot` },
  volumeAttributes: { supported: false, parameters: [], source: `${DRIVER} pkg/nfs/nfs.go (capabilities)` },
  attachLimit: { text: 'none', source: `${DRIVER} pkg/nfs/nodeserver.go NodeGetInfo` },
  install: {
    text: 'Deployment csi-nfs-controller (app=csi-nfs-controller) and DaemonSet csi-nfs-node (app=csi-nfs-node) in kube-system',
    source: `${DRIVER} deploy/`,
  },
  encryption: {
    decidedBy: 'backend',
    note: 'at rest: up to the server; in transit: none without the mount options sec=krb5p or xprtsec=tls',
    source: `${PARAMETERS_PAGE} (no parameter of the class)`,
  },
  parameters: PARAMETERS,
  unknownParameter: { behaviour: 'rejected', source: `${CONTROLLER} CreateVolume ("invalid parameter %q in storage class")` },
  parameterKeyCase: 'lower-case',
  kinds: [],
  fsGroup: { applied: true, policy: 'File', source: `${DRIVER} deploy/csi-nfs-driverinfo.yaml` },
};
