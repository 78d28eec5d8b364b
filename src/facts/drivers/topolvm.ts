import type { AccessModeFacts, DriverFacts, ParameterFacts } from './driver-facts';

const DRIVER = 'topolvm/topolvm@83e3dcee';
const CONTROLLER = `${DRIVER} internal/driver/controller.go`;
const SERVICE = `${DRIVER} internal/driver/internal/k8s/logicalvolume_service.go`;

const ONE_NODE: readonly AccessModeFacts[] = [{ mode: 'ReadWriteOnce' }, { mode: 'ReadWriteOncePod' }];

const PARAMETERS: readonly ParameterFacts[] = [
  {
    name: 'topolvm.io/device-class',
    aliases: ['topolvm.cybozu.com/device-class'],
    type: 'string',
    excludes: ['topolvm.io/lvcreate-option-class'],
    note: 'a class of the configuration of lvmd; without one, the default class of the node',
    source: `${DRIVER} constants.go:45`,
  },
  {
    name: 'topolvm.io/lvcreate-option-class',
    aliases: ['topolvm.cybozu.com/lvcreate-option-class'],
    type: 'string',
    excludes: ['topolvm.io/device-class'],
    note: 'options for lvcreate, by their name in the configuration of lvmd',
    source: `${DRIVER} constants.go:50`,
  },
  {
    name: 'csi.storage.k8s.io/fstype',
    type: 'string',
    values: ['ext4', 'xfs', 'btrfs'],
    default: 'ext4',
    note: 'the class of the chart says xfs',
    source: `${DRIVER} charts/topolvm/values.yaml:710`,
  },
];

/** TopoLVM: logical volumes of LVM on the disks of each node. */
export const TOPOLVM: DriverFacts = {
  id: 'topolvm',
  title: 'TopoLVM',
  source: `${DRIVER} (chart 17.1.0)`,
  provisioners: [
    { name: 'topolvm.io', use: 'installed by Helm', source: `${DRIVER} charts/topolvm; constants.go` },
    {
      name: 'topolvm.cybozu.com',
      use: 'the former name, kept with useLegacy: true; its parameters and its node label begin with it too',
      source: `${DRIVER} constants.go GetPluginName; charts/topolvm/values.yaml useLegacy`,
    },
  ],
  storage: 'block',
  accessModes: { Filesystem: ONE_NODE, Block: ONE_NODE, source: `${CONTROLLER}:199-206 ("unsupported access mode: %s")` },
  topology: {
    scope: 'node',
    keys: ['topology.topolvm.io/node', 'topology.topolvm.cybozu.com/node'],
    volumeBindingMode: 'WaitForFirstConsumer',
    why: 'a volume lies on one node; bound at once, it goes to the node with the most space, whether the pod can run there or not',
    source: `${DRIVER} constants.go:40; charts/topolvm/values.yaml:718`,
  },
  outlives: { surely: 'pod', why: 'a volume is a logical volume on the disks of one node, and shares its fate', source: `${DRIVER} docs/topolvm.md` },
  expansion: {
    supported: true,
    online: true,
    limit: 'the free space of the volume group of its node ("not enough space")',
    source: `${CONTROLLER} ControllerExpandVolume`,
  },
  snapshots: {
    supported: true,
    parameters: [],
    // The time is that of the beginning, but it is told only when the logical volume of the snapshot exists
    cut: { signal: 'creationTime', source: `${CONTROLLER} CreateSnapshot; ${SERVICE} createAndWait` },
    note: 'of thin device classes only; a snapshot lies in the thin pool of its volume, is lost with the node, and is restored there, in the same device class',
    source: `${CONTROLLER} CreateSnapshot; ${DRIVER} docs/snapshot-and-restore.md`,
  },
  groupSnapshots: { supported: false, source: `${CONTROLLER} ControllerGetCapabilities` },
  clones: {
    supported: true,
    sameSize: false,
    // ("device class mismatch. Snapshots should be created with the same device class as the source.")
    sameParameters: ['topolvm.io/device-class'],
    note: 'of thin device classes only, on the same node and in the same device class',
    source: `${CONTROLLER} CreateVolume`,
  },
  // whole extents of a volume group, whose size its administrator chose
  allocation: { source: `${CONTROLLER} convertRequestCapacityBytes` },
  volumeAttributes: { supported: false, parameters: [], source: `${CONTROLLER} ControllerGetCapabilities` },
  attachLimit: { text: 'none', source: `${DRIVER} internal/driver/node.go NodeGetInfo` },
  install: {
    text: 'Deployment topolvm-controller, DaemonSets topolvm-node and topolvm-lvmd-0 in topolvm-system; nodes with room are found by CSIStorageCapacity or by topolvm-scheduler',
    source: `${DRIVER} charts/topolvm; docs/getting-started.md`,
  },
  encryption: {
    decidedBy: 'backend',
    note: 'none, unless the disks under the volume group are encrypted (dm-crypt)',
    source: `${DRIVER} charts/topolvm/values.yaml (no parameter of the class)`,
  },
  parameters: PARAMETERS,
  unknownParameter: { behaviour: 'ignored', source: `${CONTROLLER} CreateVolume (looks keys up by name)` },
  parameterKeyCase: 'exact',
  kinds: [],
  fsGroup: { applied: true, policy: 'ReadWriteOnceWithFSType', source: `${DRIVER} charts/topolvm/templates/controller/csidriver.yaml (no fsGroupPolicy)` },
};
