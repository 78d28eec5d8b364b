import { CEPH_CSI, CLUSTER_ID, GROUP_SNAPSHOT_SECRET, KMS_ENTRY, KMS_SOURCES, ROOK, SNAPSHOT_PARAMETERS, cephProvisioners, secretParameters } from './ceph-csi';
import type { DriverFacts, ParameterFacts } from './driver-facts';

const CLASS = `${CEPH_CSI} examples/cephfs/storageclass.yaml`;
const OPTIONS = `${CEPH_CSI} internal/cephfs/store/volumeoptions.go`;
const CONTROLLER = `${CEPH_CSI} internal/cephfs/controllerserver.go`;

const ENCRYPTED = { parameter: 'encrypted', values: ['true'] };
/** An option with an empty text is refused. */
const NOT_EMPTY = { type: 'string', pattern: /./, form: 'at least one character' } as const;

const PARAMETERS: readonly ParameterFacts[] = [
  { ...CLUSTER_ID, source: CLASS },
  { ...NOT_EMPTY, name: 'fsName', required: true, source: `${CLASS}; ${OPTIONS} getVolumeOptions` },
  { ...NOT_EMPTY, name: 'pool', note: 'the data pool of the file system in which files are kept', source: `${CLASS}; ${OPTIONS} NewVolumeOptions` },
  { name: 'mounter', type: 'string', values: ['kernel', 'fuse'], note: 'as the driver was started, else kernel where the node has it', source: `${CLASS}; ${OPTIONS} validateMounter` },
  { ...NOT_EMPTY, name: 'kernelMountOptions', source: CLASS },
  { ...NOT_EMPTY, name: 'fuseMountOptions', source: CLASS },
  { ...NOT_EMPTY, name: 'volumeNamePrefix', default: 'csi-vol-', source: `${CLASS}; ${OPTIONS} NewVolumeOptions` },
  {
    name: 'backingSnapshot',
    type: 'boolean',
    valuesWhen: [{ when: [{ parameter: 'pool' }], values: ['false'] }],
    note: 'a read-only volume made from a snapshot shows the snapshot itself, which is the default, or is a copy; "true" makes nothing but such volumes',
    source: `${CLASS}; ${OPTIONS} NewVolumeOptions`,
  },
  { name: 'encrypted', type: 'boolean', default: 'false', note: 'fscrypt, which the kernel client of the nodes must have', source: CLASS },
  {
    ...NOT_EMPTY,
    name: 'encryptionKMSID',
    when: ENCRYPTED,
    note: `${KMS_ENTRY}; without one, encryptionPassphrase of the secrets`,
    source: `${CLASS}; ${CEPH_CSI} examples/cephfs/secret.yaml; ${KMS_SOURCES}`,
  },
  ...secretParameters('provisioner', { required: true, source: CLASS }),
  ...secretParameters('controller-expand', { required: true, note: 'to grow volumes', source: CLASS }),
  ...secretParameters('node-stage', { required: true, source: CLASS }),
];

/** Directories of a file system of Ceph, each with a quota. */
export const CEPHFS: DriverFacts = {
  id: 'cephfs',
  title: 'CephFS',
  source: `${CEPH_CSI} (2024-10-22); ${ROOK} (2026-08) for newer features`,
  provisioners: cephProvisioners('cephfs.csi.ceph.com'),
  storage: 'network-file-system',
  accessModes: {
    Filesystem: [
      { mode: 'ReadWriteOnce' }, { mode: 'ReadWriteOncePod' }, { mode: 'ReadWriteMany' },
      { mode: 'ReadOnlyMany', note: 'made from a snapshot, which it shows without a copy' },
    ],
    Block: [],
    source: `${CEPH_CSI} internal/cephfs/driver.go:136-152; ${OPTIONS}:369`,
  },
  topology: {
    scope: 'region',
    keys: [],
    volumeBindingMode: 'Immediate',
    why: 'every node reaches the cluster; the driver knows no topology',
    source: `${OPTIONS} NewVolumeOptions ("topology based provisioning is not supported for CephFS backed volumes")`,
  },
  outlives: {
    surely: 'nothing',
    atBest: 'zone',
    why: 'how many copies there are and where was decided with the pools of the file system (CRUSH rule)',
    source: 'https://docs.ceph.com/en/latest/rados/operations/crush-map/',
  },
  expansion: { supported: true, online: true, limit: 'only the quota changes', source: `${CONTROLLER} ControllerExpandVolume` },
  snapshots: {
    supported: true,
    parameters: SNAPSHOT_PARAMETERS,
    // the snapshot of the subvolume is made before the call returns
    cut: { signal: 'creationTime', source: `${CONTROLLER} CreateSnapshot` },
    source: `${CEPH_CSI} examples/cephfs/snapshotclass.yaml; ${CONTROLLER} CreateSnapshot`,
  },
  groupSnapshots: {
    supported: true,
    required: ['clusterID', 'fsName', ...GROUP_SNAPSHOT_SECRET],
    source: `${ROOK} deploy/examples/csi/cephfs/groupsnapshotclass.yaml`,
  },
  clones: { supported: true, sameSize: false, sameParameters: [], note: 'a full copy, which takes its time', source: `${CONTROLLER} CreateVolume` },
  allocation: { steps: [{ step: '4Mi' }], source: `${CEPH_CSI} internal/util/util.go RoundOffCephFSVolSize` },
  volumeAttributes: { supported: false, parameters: [], source: `${CEPH_CSI} internal/cephfs/driver.go (no MODIFY_VOLUME)` },
  attachLimit: { text: 'none; nothing is attached', source: `${CEPH_CSI} deploy/cephfs/kubernetes/csidriver.yaml` },
  install: {
    text: 'Deployment csi-cephfsplugin-provisioner and DaemonSet csi-cephfsplugin; with newer Rook <name of the driver>-ctrlplugin and -nodeplugin',
    source: `${CEPH_CSI} deploy/cephfs/kubernetes; ${ROOK} Documentation/Getting-Started/quickstart.md:113-131`,
  },
  encryption: {
    decidedBy: 'class',
    parameter: 'encrypted',
    on: 'true',
    keyParameter: 'encryptionKMSID',
    withoutKey: 'a passphrase in the driver\'s secrets, which Rook\'s do not hold',
    note: 'each volume by a key of its own, before data leaves the node',
    source: `${CLASS}; ${CEPH_CSI} examples/cephfs/secret.yaml`,
  },
  parameters: PARAMETERS,
  unknownParameter: { behaviour: 'ignored', source: `${OPTIONS} NewVolumeOptions (looks keys up by name)` },
  parameterKeyCase: 'exact',
  kinds: [],
  fsGroup: { applied: true, policy: 'File', source: `${CEPH_CSI} deploy/cephfs/kubernetes/csidriver.yaml` },
};
