import type { AccessModeFacts, DriverFacts, ParameterFacts } from './driver-facts';

const DRIVER = 'openebs/lvm-localpv@f3276f4c';
const CLASSES_PAGE = `${DRIVER} docs/storageclasses.md`;
const CONTROLLER = `${DRIVER} pkg/driver/controller.go`;
const RESTORE_PAGE = 'https://openebs.io/docs/user-guides/local-storage-user-guide/local-pv-lvm/advanced-operations/lvm-volume-restore';

const ONE_NODE: readonly AccessModeFacts[] = [{ mode: 'ReadWriteOnce' }, { mode: 'ReadWriteOncePod' }];

const FILE_SYSTEMS = ['ext2', 'ext3', 'ext4', 'xfs', 'btrfs'];

const NO_BTRFS = 'the driver grows ext2, ext3, ext4 and xfs, not btrfs';

const PARAMETERS: readonly ParameterFacts[] = [
  { name: 'volgroup', type: 'string', requiredUnless: 'vgpattern', note: 'name of the volume group', source: CLASSES_PAGE },
  {
    name: 'vgpattern',
    type: 'string',
    note: 'regular expression; of the volume groups that match, the one with the most room; volgroup wins over it',
    source: `${CLASSES_PAGE}; ${DRIVER} pkg/driver/params.go`,
  },
  {
    name: 'csi.storage.k8s.io/fstype',
    type: 'string',
    values: FILE_SYSTEMS,
    default: 'ext4',
    source: CLASSES_PAGE,
  },
  { name: 'fsType', type: 'string', values: FILE_SYSTEMS, note: 'deprecated spelling of csi.storage.k8s.io/fstype', source: CLASSES_PAGE },
  { name: 'shared', type: 'string', values: ['yes', 'no'], default: 'no', note: 'lets several pods of the node mount the volume', source: CLASSES_PAGE },
  { name: 'thinProvision', type: 'string', values: ['yes', 'no'], default: 'no', note: 'nodes need the kernel module dm_thin_pool', source: CLASSES_PAGE },
  {
    name: 'scheduler',
    type: 'string',
    values: ['SpaceWeighted', 'CapacityWeighted', 'VolumeWeighted'],
    default: 'SpaceWeighted',
    note: 'how the driver chooses a node when nobody else has',
    source: `${DRIVER} pkg/driver/params.go:83`,
  },
  { name: 'storage', type: 'string', values: ['lvm'], note: 'read by nobody; from the days of one driver for several kinds', source: CLASSES_PAGE },
];

/** OpenEBS Local PV LVM: logical volumes of LVM on the disks of each node. */
export const OPENEBS_LVM: DriverFacts = {
  id: 'openebs-lvm',
  title: 'OpenEBS LVM',
  source: `${DRIVER} (2024-03)`,
  provisioners: [{ name: 'local.csi.openebs.io', use: 'installed by the Helm chart of OpenEBS or by lvm-operator.yaml', source: `${DRIVER} deploy/lvm-operator.yaml` }],
  storage: 'block',
  accessModes: { Filesystem: ONE_NODE, Block: [{ mode: 'ReadWriteOnce' }], source: `${CONTROLLER} SupportedVolumeCapabilityAccessModes` },
  topology: {
    scope: 'node',
    // administrators may add labels of their own to what the driver reports
    keys: ['openebs.io/nodename', 'kubernetes.io/hostname', '*'],
    volumeBindingMode: 'WaitForFirstConsumer',
    why: 'a volume lies on one node; bound at once, the driver chooses it by free space or by number of volumes, whether the pod can run there or not',
    source: `${CLASSES_PAGE}; ${DRIVER} docs/faq.md`,
  },
  outlives: { surely: 'pod', why: 'a volume is a logical volume on the disks of one node, and shares its fate', source: CLASSES_PAGE },
  expansion: {
    supported: true,
    online: true,
    limit: 'not while the volume has snapshots',
    except: [
      { when: { parameter: 'csi.storage.k8s.io/fstype', values: ['btrfs'] }, why: NO_BTRFS, source: CLASSES_PAGE },
      { when: { parameter: 'fsType', values: ['btrfs'] }, why: NO_BTRFS, source: CLASSES_PAGE },
    ],
    source: `${CONTROLLER} ControllerExpandVolume; ${CLASSES_PAGE}`,
  },
  snapshots: {
    supported: true,
    parameters: ['snapSize'],
    // it sets the time as soon as it has asked for a snapshot, which may be cut later or never
    cut: { signal: 'readyToUse', source: `${CONTROLLER}:609 CreateSnapshot` },
    except: [{ when: { parameter: 'thinProvision', values: ['no'] }, why: 'only snapshots of thin volumes (thinProvision) can be restored', source: RESTORE_PAGE }],
    note: 'a snapshot lies beside its volume and is lost with the node; it is restored, since OpenEBS 4.4.0, in the same volume group and size',
    source: `${DRIVER} pkg/driver/params.go NewSnapshotParams; ${RESTORE_PAGE}`,
  },
  groupSnapshots: { supported: false, source: `${CONTROLLER} newControllerCapabilities` },
  clones: { supported: false, source: `${CONTROLLER} CreateVolume (Unimplemented)` },
  allocation: { source: `${CONTROLLER} CreateVolume` },
  volumeAttributes: { supported: false, parameters: [], source: `${CONTROLLER} newControllerCapabilities` },
  attachLimit: { text: 'none that it reports', source: `${DRIVER} pkg/driver/agent.go NodeGetInfo` },
  install: {
    text: 'openebs-lvm-controller and DaemonSet openebs-lvm-node, in openebs (Helm) or kube-system (lvm-operator.yaml); the names were not verified',
    source: `${DRIVER} deploy/lvm-operator.yaml`,
  },
  encryption: {
    decidedBy: 'backend',
    note: 'none, unless the disks under the volume group are encrypted (dm-crypt)',
    source: `${CLASSES_PAGE} (no parameter of the class)`,
  },
  parameters: PARAMETERS,
  unknownParameter: { behaviour: 'ignored', source: `${DRIVER} pkg/driver/params.go NewVolumeParams (looks keys up by name)` },
  parameterKeyCase: 'lower-case',
  kinds: [],
  fsGroup: { applied: true, policy: 'ReadWriteOnceWithFSType', source: 'https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/csi-driver-v1/ (the default)' },
};
