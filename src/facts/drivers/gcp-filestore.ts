import type { DriverFacts, ParameterFacts, VolumeKindFacts } from './driver-facts';
import { LABELS, RESOURCE_TAGS } from './google-cloud-labels';

const DRIVER = 'kubernetes-sigs/gcp-filestore-csi-driver@2edb466b';
const README = `${DRIVER} README.md`;
const LABELS_CODE = `${README}; ${DRIVER} pkg/util/util.go ConvertLabelsStringToMap, ConvertTagsStringToMap`;
const CONTROLLER = `${DRIVER} pkg/csi_driver/controller.go`;
const TIERS = `${CONTROLLER}:41-71`;

const BASIC = ['standard', 'basic_hdd', 'premium', 'basic_ssd'];
const OTHERS = ['zonal', 'high_scale_ssd', 'regional', 'enterprise'];

const IN_TWO_BANDS = 'up to 9,984 GiB, or 10 TiB and more';
const BETWEEN_BANDS = { after: 9_984, before: 10_240 };
// 63.9 TiB, in whole GiB
const BASIC_MAX = 65_433;

const KINDS: readonly VolumeKindFacts[] = [
  { kind: 'standard', default: true, medium: 'hdd', sizeGiB: { min: 100, max: BASIC_MAX }, note: 'older name of basic_hdd', source: TIERS },
  { kind: 'basic_hdd', medium: 'hdd', sizeGiB: { min: 100, max: BASIC_MAX }, note: 'hard disk of one zone; earlier versions of the driver start at 1 TiB', source: TIERS },
  { kind: 'premium', medium: 'ssd', sizeGiB: { min: 2_560, max: BASIC_MAX }, note: 'older name of basic_ssd', source: TIERS },
  { kind: 'basic_ssd', medium: 'ssd', sizeGiB: { min: 2_560, max: BASIC_MAX }, note: 'SSD of one zone', source: TIERS },
  { kind: 'zonal', medium: 'ssd', sizeGiB: { min: 1_024, max: 102_400, gap: BETWEEN_BANDS }, note: `SSD of one zone; ${IN_TWO_BANDS}`, source: TIERS },
  { kind: 'high_scale_ssd', medium: 'ssd', sizeGiB: { min: 1_024, max: 102_400, gap: BETWEEN_BANDS }, note: `older name of zonal; ${IN_TWO_BANDS}`, source: TIERS },
  { kind: 'regional', medium: 'ssd', sizeGiB: { min: 100, max: 102_400, gap: BETWEEN_BANDS }, note: `SSD, copied to other zones of the region; ${IN_TWO_BANDS}`, source: TIERS },
  {
    kind: 'enterprise',
    medium: 'ssd',
    // the instance that holds the shares is made and grown by the driver
    sizeGiB: { min: 1_024, max: 10_240, variants: [{ when: { parameter: 'multishare', values: ['true'] }, min: 10, max: 1_024, unverified: true }] },
    note: 'SSD, copied to other zones of the region; with multishare a volume is a share of an instance',
    source: TIERS,
  },
];

const PRIVATE_ACCESS = { parameter: 'connect-mode', values: ['PRIVATE_SERVICE_ACCESS'] };
const MULTISHARE = { parameter: 'multishare', values: ['true'] };

const PARAMETERS: readonly ParameterFacts[] = [
  { name: 'tier', type: 'string', values: KINDS.map(({ kind }) => kind), default: 'standard', source: `${README}; ${CONTROLLER}:41-48` },
  { name: 'network', type: 'string', default: 'default', source: README },
  { name: 'connect-mode', type: 'string', values: ['DIRECT_PEERING', 'PRIVATE_SERVICE_ACCESS'], default: 'DIRECT_PEERING', note: 'a shared VPC needs PRIVATE_SERVICE_ACCESS', source: README },
  {
    name: 'reserved-ipv4-cidr',
    type: 'string',
    pattern: /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/,
    form: 'a CIDR such as 192.168.92.0/26',
    when: { parameter: 'connect-mode', values: ['DIRECT_PEERING'] },
    note: 'each instance takes a /29 of it, an enterprise one a /26',
    source: `${README}; ${CONTROLLER} reserveIPRange`,
  },
  {
    name: 'reserved-ip-range',
    type: 'string',
    // ("it must be a named address range instead of direct CIDR value")
    pattern: /^[^/]+$/,
    form: 'the name of an allocated range, not a CIDR',
    when: PRIVATE_ACCESS,
    source: `${README}; ${CONTROLLER} CreateVolume`,
  },
  {
    name: 'instance-encryption-kms-key',
    type: 'string',
    pattern: /^projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+\/cryptoKeys\/[^/]+/,
    form: 'projects/<project>/locations/<location>/keyRings/<ring>/cryptoKeys/<key>',
    kinds: OTHERS,
    source: `${README}; https://docs.cloud.google.com/filestore/docs/cmek`,
  },
  { name: 'labels', type: 'string', ...LABELS, source: LABELS_CODE },
  { name: 'resource-tags', type: 'string', ...RESOURCE_TAGS, source: LABELS_CODE },
  { name: 'multishare', type: 'boolean', default: 'false', kinds: ['enterprise'], note: 'several volumes share an instance', source: `${CONTROLLER}:94` },
  {
    name: 'max-volume-size',
    type: 'integer',
    min: 1,
    quantityIn: 'Gi',
    when: MULTISHARE,
    note: '128Gi, 256Gi, 512Gi or 1024Gi: the smaller, the more volumes share an instance',
    source: `${CONTROLLER}:98; ${DRIVER} pkg/csi_driver/multishare_controller.go parseMaxVolumeSizeParam; https://docs.cloud.google.com/filestore/docs/multishares`,
  },
  { name: 'instance-storageclass-label', type: 'string', when: MULTISHARE, note: 'volumes share instances with the same label', source: `${CONTROLLER}:96` },
  {
    name: 'nfs-export-options-on-create',
    type: 'string',
    pattern: /^\s*\[[^]*\]\s*$/,
    form: 'a JSON list of export options',
    note: 'who may mount, and how; a feature that the driver is started with',
    source: `${CONTROLLER}:97 parseNfsExportOptions`,
  },
  {
    name: 'protocol',
    type: 'string',
    values: ['NFS_V3', 'NFS_V4_1'],
    anyCase: true,
    default: 'NFS_V3',
    valuesWhen: [{ when: [{ parameter: 'tier', values: BASIC }], values: ['NFS_V3'] }],
    note: 'NFS_V4_1 is a feature that the driver is started with',
    source: `${CONTROLLER}:50-51,796`,
  },
  { name: 'location', type: 'string', source: `${CONTROLLER}:89` },
  { name: 'mount-options', type: 'string', source: `${CONTROLLER}:100` },
];

/** Google Cloud Filestore: an NFS instance for each volume, or shares of one. */
export const GCP_FILESTORE: DriverFacts = {
  id: 'gcp-filestore',
  title: 'Google Cloud Filestore',
  source: `${DRIVER} (v1.13.0-8, 2026-06)`,
  provisioners: [
    { name: 'filestore.csi.storage.gke.io', use: 'the GKE add-on GcpFilestoreCsiDriver; elsewhere installed from its repository', source: `${DRIVER} deploy/kubernetes/base` },
  ],
  storage: 'network-file-system',
  accessModes: {
    Filesystem: [{ mode: 'ReadWriteOnce' }, { mode: 'ReadWriteOncePod' }, { mode: 'ReadOnlyMany' }, { mode: 'ReadWriteMany' }],
    Block: [],
    source: `${DRIVER} pkg/csi_driver/gcfs_driver.go:173-178`,
  },
  topology: {
    // a PersistentVolume carries no node affinity
    scope: 'region',
    keys: ['topology.gke.io/zone'],
    volumeBindingMode: 'Immediate',
    why: 'a volume is reached from every zone of its network; WaitForFirstConsumer puts a zonal tier into the zone of its first pod',
    source: `${CONTROLLER} pickZoneFromTopology`,
  },
  outlives: {
    surely: 'node',
    why: 'an instance of this tier lies in one zone, and shares its fate',
    source: 'https://docs.cloud.google.com/filestore/docs/service-tiers',
    variants: [{
      when: { parameter: 'tier', values: ['regional', 'enterprise'] },
      surely: 'zone',
      why: 'an instance of this tier is replicated over several zones of its region',
      source: 'https://docs.cloud.google.com/filestore/docs/service-tiers-regional',
    }],
  },
  expansion: { supported: true, online: true, source: `${DRIVER} pkg/csi_driver/identity.go:53; docs/kubernetes/resize.md` },
  snapshots: {
    supported: true,
    parameters: ['type', 'location', 'labels', 'resource-tags'],
    // a snapshot is a backup, and the call waits for all of it: the time and readyToUse come together, late
    cut: { signal: 'creationTime', source: `${CONTROLLER} CreateSnapshot` },
    source: `${README}; ${CONTROLLER} CreateSnapshot; ${DRIVER} pkg/util (VolumeSnapshotTypeKey, VolumeSnapshotLocationKey)`,
  },
  groupSnapshots: { supported: false, source: `${DRIVER} pkg/csi_driver/identity.go (no group controller)` },
  clones: { supported: false, source: `${CONTROLLER} CreateVolume ("Unsupported volume content source")` },
  allocation: { steps: [{ step: '1Gi' }], source: `${CONTROLLER} CreateVolume; ${DRIVER} pkg/util/util.go BytesToGb` },
  volumeAttributes: {
    supported: true,
    // versions of the driver differ in how they spell them
    parameters: ['max-iops', 'max-iops-per-tb', 'max_iops', 'max_iops_per_tb'],
    note: 'exactly one, of tiers zonal and regional: max-iops from 2,000 to 166,000 (zonal) or 750,000 (regional); max-iops-per-tb 4,000 to 17,000, '
      + 'from 10 TiB on 3,000 to 7,500; in steps of 100, from 10 TiB on of 1,000; earlier versions of the driver spell both with underscores',
    source: `${DRIVER} pkg/csi_driver/utils.go:35-46,134-190; kubernetes-sigs/gcp-filestore-csi-driver@08b76351 pkg/csi_driver/utils.go:35-36`,
  },
  attachLimit: { text: 'none', source: `${DRIVER} pkg/csi_driver/node.go NodeGetInfo` },
  install: {
    text: 'GKE: the add-on GcpFilestoreCsiDriver; elsewhere Deployment gcp-filestore-csi-controller and DaemonSet gcp-filestore-csi-node in gcp-filestore-csi-driver',
    source: `${DRIVER} deploy/kubernetes/base`,
  },
  encryption: {
    decidedBy: 'always',
    keyParameter: 'instance-encryption-kms-key',
    withoutKey: 'Google\'s keys',
    note: 'every instance; basic tiers take no key but Google\'s',
    source: `${README}; https://docs.cloud.google.com/filestore/docs/cmek`,
  },
  parameters: PARAMETERS,
  unknownParameter: { behaviour: 'rejected', source: `${CONTROLLER} ("invalid parameter %q")` },
  parameterKeyCase: 'lower-case',
  kinds: KINDS,
  kindParameter: 'tier',
  fsGroup: { applied: true, policy: 'File', source: `${DRIVER} deploy/kubernetes/overlays/stable-master` },
};
