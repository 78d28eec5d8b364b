import type { AccessModeFacts, DriverFacts, ParameterFacts, VolumeKindFacts } from './driver-facts';
import { LABELS, RESOURCE_TAGS } from './google-cloud-labels';

const DRIVER = 'kubernetes-sigs/gcp-compute-persistent-disk-csi-driver@b560165c';
const README = `${DRIVER} README.md`;
const LABELS_CODE = `${README}; ${DRIVER} pkg/parameters/utils.go ConvertLabelsStringToMap, ConvertTagsStringToMap`;
const PARAMETERS_CODE = `${DRIVER} pkg/parameters/parameters.go`;
const PARAMETER_NAMES = `${DRIVER} pkg/parameters/constants.go`;
const CONTROLLER = `${DRIVER} pkg/gce-pd-csi-driver/controller.go`;
const HYPERDISK_PAGE = 'https://docs.cloud.google.com/compute/docs/disks/hyperdisks';
const SHARING_PAGE = 'https://docs.cloud.google.com/compute/docs/disks/sharing-disks-between-vms';

const PERSISTENT_DISKS = ['pd-standard', 'pd-balanced', 'pd-ssd', 'pd-extreme'];
const HYPERDISKS = ['hyperdisk-balanced', 'hyperdisk-balanced-high-availability', 'hyperdisk-extreme', 'hyperdisk-throughput', 'hyperdisk-ml'];
/** The kind that lies in two zones whatever its replication-type. */
const HIGH_AVAILABILITY = 'hyperdisk-balanced-high-availability';
const MULTI_ZONE = 'hyperdisk-ml';
const ALL_KINDS = [...PERSISTENT_DISKS, ...HYPERDISKS, 'dynamic'];

const ZONAL = { parameter: 'replication-type', values: ['none'] };
const IOPS = 'provisioned-iops-on-create';
const THROUGHPUT = 'provisioned-throughput-on-create';

// the driver itself refuses less than 1 GiB and more than 64 TiB; Compute Engine refuses more
const PD_SIZE = { min: 10, max: 65_536, unverified: true };

const KINDS: readonly VolumeKindFacts[] = [
  {
    kind: 'pd-standard',
    default: true,
    medium: 'hdd',
    sizeGiB: { ...PD_SIZE, variants: [{ when: { parameter: 'replication-type', values: ['regional-pd'] }, min: 200, max: 65_536, unverified: true }] },
    note: 'hard disk; performance grows with the size',
    source: `${README}; ${CONTROLLER} MaxVolumeSizeInBytes`,
  },
  { kind: 'pd-balanced', medium: 'ssd', sizeGiB: PD_SIZE, note: 'SSD; performance grows with the size', source: `${README}; ${CONTROLLER} MaxVolumeSizeInBytes` },
  { kind: 'pd-ssd', medium: 'ssd', soldForIops: true, sizeGiB: PD_SIZE, note: 'SSD; performance grows with the size', source: `${README}; ${CONTROLLER} MaxVolumeSizeInBytes` },
  {
    kind: 'pd-extreme',
    medium: 'ssd',
    soldForIops: true,
    sizeGiB: { min: 500, max: 65_536, unverified: true },
    iops: { parameter: IOPS, min: 10_000, max: 120_000 },
    note: 'SSD with chosen IOPS, for few machine types',
    source: `${README} ${IOPS}`,
  },
  {
    kind: 'hyperdisk-balanced',
    medium: 'ssd',
    sizeGiB: { min: 4, max: 65_536, unverified: true },
    iops: { parameter: IOPS, min: 3_000, max: 160_000, minUnverified: true, maxPerGiB: 500, maxPerGiBUnverified: true },
    throughputMiBps: { parameter: THROUGHPUT, min: 140, max: 2_400, minUnverified: true },
    note: '3,000 IOPS and 140 MiB/s at no charge',
    source: HYPERDISK_PAGE,
  },
  {
    kind: HIGH_AVAILABILITY,
    medium: 'ssd',
    sizeGiB: { min: 4, max: 65_536, unverified: true },
    iops: { parameter: IOPS, min: 3_000, max: 100_000, minUnverified: true },
    throughputMiBps: { parameter: THROUGHPUT, min: 140, max: 1_200, minUnverified: true },
    note: 'in two zones of one region; GKE 1.33 or newer, elsewhere the flag of the driver that enables it',
    source: `${DRIVER} pkg/parameters/types.go IsRegional; ${HYPERDISK_PAGE}`,
  },
  {
    kind: 'hyperdisk-extreme',
    medium: 'ssd',
    soldForIops: true,
    sizeGiB: { min: 64, max: 65_536, unverified: true },
    iops: { parameter: IOPS, min: 2, max: 350_000, maxPerGiB: 1_000, unverified: true },
    note: 'throughput follows from the IOPS; one node at a time',
    source: `${HYPERDISK_PAGE}; ${CONTROLLER} disksWithUnsettableAccessMode`,
  },
  {
    kind: 'hyperdisk-throughput',
    medium: 'hdd',
    sizeGiB: { min: 2_048, max: 32_768, unverified: true },
    throughputMiBps: { parameter: THROUGHPUT, min: 20, max: 2_400, unverified: true },
    note: '10 to 90 MiB/s per TiB (unverified); latency as of hard disks; one node at a time',
    source: `https://cloud.google.com/compute/docs/disks/hd-types/hyperdisk-throughput; ${CONTROLLER} disksWithUnsettableAccessMode`,
  },
  {
    kind: MULTI_ZONE,
    medium: 'ssd',
    sizeGiB: { min: 4, max: 65_536, unverified: true },
    throughputMiBps: { parameter: THROUGHPUT, min: 400, max: 1_200_000, unverified: true },
    note: '16 IOPS per MiB/s; for data that is written once and then read by many nodes: it becomes read-only when it is first attached so, for ever',
    source: `${HYPERDISK_PAGE}; ${CONTROLLER} updateAccessModeIfNecessary`,
  },
  {
    kind: 'dynamic',
    medium: 'unknown',
    note: 'Hyperdisk or Persistent Disk, whichever the machine can attach; a feature that the driver is started with',
    source: `${PARAMETER_NAMES} DynamicVolumeType; ${CONTROLLER} enableDynamicVolumes`,
  },
];

const KEY = { pattern: /projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+\/cryptoKeys\/[^/]+/, form: 'projects/<project>/locations/<location>/keyRings/<ring>/cryptoKeys/<key>' };

const PARAMETERS: readonly ParameterFacts[] = [
  {
    name: 'type',
    type: 'string',
    values: ALL_KINDS,
    anyCase: true,
    default: 'pd-standard',
    note: 'the driver passes it on; Compute Engine refuses what it does not know',
    source: `${PARAMETERS_CODE}; ${DRIVER} pkg/parameters/types.go`,
  },
  {
    name: 'replication-type',
    type: 'string',
    values: ['none', 'regional-pd'],
    anyCase: true,
    default: 'none',
    note: 'regional-pd keeps a copy in a second zone; hyperdisk-balanced-high-availability does without it',
    source: README,
  },
  {
    name: 'availability-class',
    type: 'string',
    values: ['none', 'regional-hard-failover'],
    anyCase: true,
    default: 'none',
    // ("invalid availability class for zonal disk")
    valuesWhen: [{ when: [ZONAL, { parameter: 'type', values: ALL_KINDS.filter((kind) => kind !== HIGH_AVAILABILITY) }], values: ['none'] }],
    note: 'regional-hard-failover attaches by force: faster failover, and a writer that still lives loses its disk',
    source: `${PARAMETERS_CODE}:119-126; ${CONTROLLER}:441`,
  },
  {
    name: 'disk-encryption-kms-key',
    type: 'string',
    ...KEY,
    requiredWhen: { parameter: 'enable-confidential-storage', values: ['true'] },
    note: 'the Compute Engine service agent needs roles/cloudkms.cryptoKeyEncrypterDecrypter on it',
    source: `${README}; ${DRIVER} pkg/parameters/utils.go isValidDiskEncryptionKmsKey`,
  },
  {
    name: 'enable-confidential-storage',
    type: 'boolean',
    default: 'false',
    valuesWhen: [{ when: [{ parameter: 'storage-pools' }], values: ['false'] }],
    source: `${PARAMETERS_CODE}:127; ${DRIVER} pkg/gce-pd-csi-driver/utils.go validateStoragePools`,
  },
  { name: 'labels', type: 'string', ...LABELS, source: LABELS_CODE },
  { name: 'resource-tags', type: 'string', ...RESOURCE_TAGS, source: LABELS_CODE },
  {
    name: IOPS,
    type: 'integer',
    min: 1,
    quantityIn: '',
    kinds: ['pd-extreme', 'hyperdisk-balanced', 'hyperdisk-extreme', HIGH_AVAILABILITY, 'dynamic'],
    source: `${README}; ${DRIVER} pkg/convert/convert.go ConvertStringToInt64`,
  },
  {
    name: THROUGHPUT,
    type: 'integer',
    // a number without a unit counts bytes and becomes 1: never meant
    min: 2,
    quantityIn: 'Mi',
    kinds: ['hyperdisk-balanced', 'hyperdisk-throughput', MULTI_ZONE, HIGH_AVAILABILITY, 'dynamic'],
    note: 'per second; without a unit it counts bytes and is rounded up to 1 MiB/s',
    source: `${README}; ${DRIVER} pkg/convert/convert.go ConvertMiStringToInt64`,
  },
  {
    name: 'storage-pools',
    type: 'string',
    pattern: /^projects\/[^/,]+\/zones\/[^/,]+\/storagePools\/[^/,]+(,projects\/[^/,]+\/zones\/[^/,]+\/storagePools\/[^/,]+)*$/,
    form: 'projects/<project>/zones/<zone>/storagePools/<pool>, several with commas and without spaces',
    kinds: ['hyperdisk-balanced', 'hyperdisk-throughput'],
    when: ZONAL,
    note: 'one pool for each zone that allowedTopologies names; no clones, no confidential storage',
    source: `${DRIVER} pkg/gce-pd-csi-driver/utils.go validateStoragePools; pkg/parameters/utils.go ParseStoragePools`,
  },
  {
    name: 'data-cache-size',
    type: 'integer',
    min: 1,
    quantityIn: 'Gi',
    note: 'a cache on local SSDs of the node; a feature that the driver is started with',
    source: `${PARAMETER_NAMES}; ${DRIVER} pkg/convert/convert.go ConvertGiStringToInt64`,
  },
  {
    name: 'data-cache-mode',
    type: 'string',
    values: ['writethrough', 'writeback'],
    default: 'writethrough',
    requires: ['data-cache-size'],
    note: 'with writeback, what is not yet on the disk is lost with the node',
    source: `${PARAMETERS_CODE}; ${DRIVER} pkg/parameters/utils.go ValidateDataCacheMode`,
  },
  {
    name: 'enable-multi-zone-provisioning',
    type: 'boolean',
    default: 'false',
    valuesWhen: [{ when: [{ parameter: 'type', values: ALL_KINDS.filter((kind) => kind !== MULTI_ZONE) }], values: ['false'] }],
    note: 'one disk in each zone, read-only; no growth, no snapshots, no clones',
    source: `${PARAMETER_NAMES}; ${CONTROLLER} validateMultiZoneProvisioning`,
  },
  {
    name: 'use-allowed-disk-topology',
    type: 'boolean',
    default: 'false',
    note: 'the README spells it use-allowed-disk-topologies, which the driver refuses',
    source: `${PARAMETER_NAMES}:17`,
  },
  { name: 'access-mode', type: 'string', values: ['READ_WRITE_SINGLE', 'READ_ONLY_MANY', 'READ_WRITE_MANY'], kinds: HYPERDISKS, source: `${DRIVER} pkg/parameters/types.go` },
  { name: 'hyperdisk-type', type: 'string', kinds: ['dynamic'], note: 'not checked by the driver', source: PARAMETER_NAMES },
  { name: 'pd-type', type: 'string', kinds: ['dynamic'], note: 'not checked by the driver', source: PARAMETER_NAMES },
  { name: 'disk-type-preference', type: 'string', values: ['hyperdisk-type', 'pd-type'], default: 'hyperdisk-type', kinds: ['dynamic'], source: `${PARAMETER_NAMES}; ${DRIVER} pkg/parameters/types.go` },
  {
    name: 'csi.storage.k8s.io/fstype',
    type: 'string',
    values: ['ext4', 'xfs', 'btrfs', 'ntfs'],
    default: 'ext4',
    note: 'btrfs is experimental, ntfs for Windows; without the prefix the driver refuses it',
    source: `${README}; ${DRIVER} deploy/kubernetes/base/controller/controller.yaml --default-fstype`,
  },
];

const READ_ONLY: readonly AccessModeFacts[] = [
  { mode: 'ReadOnlyMany', kinds: [...PERSISTENT_DISKS, 'hyperdisk-balanced', 'dynamic'], note: 'made from a snapshot or another claim' },
  { mode: 'ReadOnlyMany', kinds: [MULTI_ZONE] },
];

/** Google Compute Engine disks, Persistent Disk and Hyperdisk: disks of one zone, or of two. */
export const GCE_PD: DriverFacts = {
  id: 'gce-pd',
  title: 'Google Persistent Disk and Hyperdisk',
  source: `${DRIVER} (v1.26.0-94, 2026-08-18)`,
  provisioners: [{ name: 'pd.csi.storage.gke.io', use: 'part of GKE; elsewhere installed from its repository', source: `${DRIVER} deploy/kubernetes/base` }],
  inTree: { name: 'kubernetes.io/gce-pd', removedIn: '1.28', source: 'https://kubernetes.io/docs/concepts/storage/volumes/#gcepersistentdisk; kubernetes/enhancements KEP-1488' },
  storage: 'block',
  accessModes: {
    Filesystem: [{ mode: 'ReadWriteOnce' }, { mode: 'ReadWriteOncePod' }, ...READ_ONLY],
    Block: [
      { mode: 'ReadWriteOnce' },
      { mode: 'ReadWriteOncePod' },
      ...READ_ONLY,
      { mode: 'ReadWriteMany', kinds: ['pd-ssd', 'hyperdisk-balanced', HIGH_AVAILABILITY, 'dynamic'], note: 'multi-writer' },
    ],
    source: `${DRIVER} pkg/gce-pd-csi-driver/utils.go:125-160; ${CONTROLLER}:412-432; ${SHARING_PAGE}`,
  },
  topology: {
    scope: 'zone',
    // the labels by type exist where the driver is started with --disk-topology
    keys: ['topology.gke.io/zone', ...[...PERSISTENT_DISKS, ...HYPERDISKS].map((kind) => `disk-type.gke.io/${kind}`)],
    volumeBindingMode: 'WaitForFirstConsumer',
    why: 'a disk lives in one zone; bound at once, it lands in a zone chosen without knowing where the pod can run',
    source: `${README} Topology; ${DRIVER} pkg/constants/constants.go`,
    variants: [
      {
        when: { parameter: 'type', values: [HIGH_AVAILABILITY] },
        scope: 'zone',
        volumeBindingMode: 'WaitForFirstConsumer',
        zones: 2,
        why: 'a disk lives in two zones; bound at once, neither need be one where the pod can run',
        source: `${DRIVER} pkg/parameters/types.go IsRegional; ${CONTROLLER} createSingleDeviceDisk`,
      },
      {
        when: { parameter: 'replication-type', values: ['regional-pd'] },
        scope: 'zone',
        volumeBindingMode: 'WaitForFirstConsumer',
        zones: 2,
        why: 'a disk lives in two zones; bound at once, neither need be one where the pod can run',
        source: `${README} Topology; ${CONTROLLER} createSingleDeviceDisk`,
      },
      {
        when: { parameter: 'enable-multi-zone-provisioning', values: ['true'] },
        scope: 'region',
        volumeBindingMode: 'Immediate',
        why: 'a disk is made in every zone of allowedTopologies, or of the cluster',
        source: `${CONTROLLER} getMultiZoneProvisioningZones`,
      },
    ],
  },
  outlives: {
    surely: 'node',
    why: 'a disk is kept on several machines of one zone, and shares the fate of its zone',
    source: 'https://docs.cloud.google.com/compute/docs/disks/persistent-disks',
    variants: [
      {
        when: { parameter: 'data-cache-mode', values: ['writeback'] },
        surely: 'pod',
        why: 'what the cache on the node has not yet written is lost with the node',
        source: `${PARAMETERS_CODE}; ${DRIVER} pkg/parameters/utils.go ValidateDataCacheMode`,
      },
      { when: { parameter: 'type', values: [HIGH_AVAILABILITY] }, surely: 'zone', why: 'a disk has a copy in each of two zones', source: HYPERDISK_PAGE },
      { when: { parameter: 'replication-type', values: ['regional-pd'] }, surely: 'zone', why: 'a disk has a copy in each of two zones', source: README },
      {
        when: { parameter: 'enable-multi-zone-provisioning', values: ['true'] },
        surely: 'zone',
        why: 'a volume is a disk in each of several zones',
        source: `${CONTROLLER} getMultiZoneProvisioningZones`,
      },
    ],
  },
  expansion: {
    supported: true,
    online: true,
    except: [{
      when: { parameter: 'enable-multi-zone-provisioning', values: ['true'] },
      why: 'a volume of several zones is a disk in each of them, and the driver resizes none',
      source: `${CONTROLLER}:2197`,
    }],
    source: `${DRIVER} pkg/gce-pd-csi-driver/identity.go:65-72; ${CONTROLLER}:2197`,
  },
  snapshots: {
    supported: true,
    parameters: ['storage-locations', 'snapshot-type', 'image-family', 'labels', 'resource-tags'],
    // the call waits until Compute Engine no longer says CREATING; the upload that follows holds back readyToUse alone
    cut: { signal: 'creationTime', source: `${DRIVER} pkg/gce-cloud-provider/compute/gce-compute.go waitForSnapshotCreation` },
    except: [{
      when: { parameter: 'enable-multi-zone-provisioning', values: ['true'] },
      why: 'a volume of several zones is a disk in each of them, and the driver refuses snapshots of it',
      source: `${CONTROLLER} CreateSnapshot`,
    }],
    source: `${PARAMETERS_CODE} ExtractAndDefaultSnapshotParameters; ${DRIVER} pkg/parameters/utils.go; ${CONTROLLER}:1859`,
  },
  groupSnapshots: { supported: false, source: `${DRIVER} pkg/gce-pd-csi-driver/identity.go (no group controller)` },
  clones: {
    supported: true,
    sameSize: false,
    sameParameters: ['type', 'disk-encryption-kms-key'],
    except: [
      {
        from: { parameter: 'replication-type', values: ['regional-pd'] },
        to: { parameter: 'replication-type', values: ['none'] },
        why: 'a disk of one zone is not made from one of two',
        // ("Cannot create a zonal disk clone from a regional disk")
        source: `${CONTROLLER}:781-809`,
      },
      { from: { parameter: 'storage-pools' }, why: 'disks of a storage pool cannot be cloned', source: `${DRIVER} pkg/gce-pd-csi-driver/utils.go validateStoragePools` },
      {
        from: { parameter: 'enable-multi-zone-provisioning', values: ['true'] },
        why: 'a volume of several zones is a disk in each of them',
        source: `${CONTROLLER} validateMultiZoneProvisioning`,
      },
    ],
    note: 'same type and key, at least as large, same zone; a regional disk from a zonal one in one of its zones, never the other way round',
    source: `${CONTROLLER}:781-809`,
  },
  allocation: { steps: [{ step: '1Gi' }], source: `${CONTROLLER} getRequestCapacity; ${DRIVER} pkg/common/utils.go BytesToGbRoundUp` },
  volumeHandle: {
    pattern: /^projects\/[^/]+\/(zones|regions)\/[^/]+\/disks\/[^/]+$/,
    form: 'projects/<project>/zones/<zone>/disks/<disk>, of a regional disk regions/<region>',
    source: `${DRIVER} pkg/common/utils.go VolumeIDToKey`,
  },
  volumeAttributes: {
    supported: true,
    parameters: ['iops', 'throughput'],
    keyCase: 'lower-case',
    note: 'iops of hyperdisk-balanced and -extreme, throughput of hyperdisk-balanced, -throughput and -ml, as the controller is started',
    source: `${CONTROLLER}:878-940; ${DRIVER} deploy/kubernetes/base/controller/controller.yaml:147-148`,
  },
  attachLimit: {
    text: '127; 15 on shared-core machines and c3-metal, 39 on x4, by vCPU on fourth-generation machines; the node label node-restriction.kubernetes.io/gke-volume-attach-limit-override overrides it',
    source: `${DRIVER} pkg/gce-pd-csi-driver/node.go:124-131,926-997; pkg/constants/constants.go`,
  },
  install: {
    text: 'GKE: DaemonSet pdcsi-node in kube-system, its controller is not shown; elsewhere Deployment csi-gce-pd-controller and DaemonSet csi-gce-pd-node in gce-pd-csi-driver',
    source: `${DRIVER} deploy/kubernetes/base`,
  },
  encryption: {
    decidedBy: 'always',
    keyParameter: 'disk-encryption-kms-key',
    withoutKey: 'Google\'s keys',
    note: 'every disk',
    source: README,
  },
  parameters: PARAMETERS,
  unknownParameter: { behaviour: 'rejected', source: `${PARAMETERS_CODE} ("parameters contains invalid option %q")` },
  parameterKeyCase: 'lower-case',
  kinds: KINDS,
  kindParameter: 'type',
  fsGroup: { applied: true, policy: 'ReadWriteOnceWithFSType', source: `${DRIVER} deploy/kubernetes/base (no fsGroupPolicy)` },
};
