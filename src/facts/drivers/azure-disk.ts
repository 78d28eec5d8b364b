import { DISK_TYPES, KINDS, PROVISIONED, SHARED_DISKS, TIERED, ZONE_REDUNDANT } from './azure-disk-kinds';
import type { DriverFacts, ParameterFacts } from './driver-facts';
import { FS_TYPE } from './parameter-values';

const DRIVER = 'kubernetes-sigs/azuredisk-csi-driver@d983d613';
const PARAMETERS_PAGE = `${DRIVER} docs/driver-parameters.md`;
const PARSER = `${DRIVER} pkg/azureutils/azure_disk_utils.go ParseDiskParameters`;
const CREATION = `${DRIVER} pkg/azuredisk/azure_managedDiskController.go`;

const REDUNDANCY_PAGE = 'https://learn.microsoft.com/azure/virtual-machines/disks-redundancy';

/** Attached to several nodes at once. */
const SHARED = { parameter: 'maxShares', min: 2 };

const FILE_SYSTEMS = ['ext4', 'ext3', 'ext2', 'xfs', 'btrfs', 'ntfs'];

const PARAMETERS: readonly ParameterFacts[] = [
  {
    name: 'skuName',
    aliases: ['storageAccountType'],
    type: 'string',
    values: KINDS.map(({ kind }) => kind),
    default: 'StandardSSD_LRS',
    source: PARAMETERS_PAGE,
  },
  { name: 'kind', type: 'string', values: ['managed'], default: 'managed', note: 'dedicated and shared are gone', source: PARAMETERS_PAGE },
  {
    name: FS_TYPE,
    type: 'string',
    values: FILE_SYSTEMS,
    default: 'ext4',
    note: 'ntfs on Windows only, and the default there',
    source: PARAMETERS_PAGE,
  },
  { name: 'fsType', type: 'string', values: FILE_SYSTEMS, note: `the driver's own spelling of ${FS_TYPE}`, source: PARAMETERS_PAGE },
  {
    name: 'cachingMode',
    type: 'string',
    values: ['None', 'ReadOnly', 'ReadWrite'],
    default: 'ReadOnly',
    valuesWhen: [
      { when: [{ parameter: 'skuName', values: PROVISIONED }], values: ['None'] },
      { when: [SHARED], values: ['None'] },
    ],
    note: 'host cache; None where nothing is given for a shared disk; ReadWrite is deprecated and loses writes with its host',
    source: `${PARSER}; ${SHARED_DISKS}`,
  },
  { name: 'location', type: 'string', note: 'that of the cluster when not given', source: PARAMETERS_PAGE },
  {
    name: 'resourceGroup',
    type: 'string',
    requiredWhen: { parameter: 'subscriptionID' },
    note: 'that of the nodes when not given',
    source: `${PARAMETERS_PAGE}; ${CREATION} CreateManagedDisk`,
  },
  { name: 'subscriptionID', type: 'string', note: 'that of the cluster when not given', source: PARAMETERS_PAGE },
  {
    name: 'DiskIOPSReadWrite',
    type: 'integer',
    min: 100,
    max: 400_000,
    kinds: PROVISIONED,
    note: '500 for UltraSSD_LRS and 3,000 for PremiumV2_LRS when not given',
    source: `${CREATION}:208-248; ${DISK_TYPES}`,
  },
  {
    name: 'DiskMBpsReadWrite',
    type: 'integer',
    min: 1,
    max: 10_000,
    kinds: PROVISIONED,
    note: 'MB/s; 100 for UltraSSD_LRS and 125 for PremiumV2_LRS when not given',
    source: `${CREATION}:208-248; ${DISK_TYPES}`,
  },
  { name: 'LogicalSectorSize', type: 'string', values: ['512', '4096'], default: '4096', kinds: PROVISIONED, note: 'bytes', source: PARAMETERS_PAGE },
  {
    name: 'tags',
    type: 'string',
    pattern: /^[^=]+=/,
    form: 'key=value pairs, separated by commas',
    note: 'values may hold ${pvc.metadata.name}, ${pvc.metadata.namespace} and ${pv.metadata.name}',
    source: PARAMETERS_PAGE,
  },
  { name: 'tagValueDelimiter', type: 'string', default: ',', requires: ['tags'], source: `${DRIVER} pkg/azureconstants/azure_constants.go` },
  {
    name: 'diskEncryptionSetID',
    type: 'string',
    pattern: /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Compute\/diskEncryptionSets\/[^/]+$/i,
    form: '/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Compute/diskEncryptionSets/<name>',
    note: 'the driver reads the set, and the set reads and uses the key in its vault: two identities that need rights',
    source: PARAMETERS_PAGE,
  },
  {
    name: 'diskEncryptionType',
    type: 'string',
    values: ['EncryptionAtRestWithCustomerKey', 'EncryptionAtRestWithPlatformAndCustomerKeys'],
    default: 'EncryptionAtRestWithCustomerKey',
    requires: ['diskEncryptionSetID'],
    source: `${CREATION}:266`,
  },
  {
    name: 'writeAcceleratorEnabled',
    type: 'boolean',
    valuesWhen: [{ when: [SHARED], values: ['false'] }],
    source: `${PARAMETERS_PAGE}; ${SHARED_DISKS}`,
  },
  {
    name: 'perfProfile',
    type: 'string',
    values: ['none', 'basic', 'advanced'],
    default: 'none',
    note: 'tunes queues of the device on the node; a preview',
    source: `${DRIVER} docs/perf-profiles.md`,
  },
  {
    name: 'device-setting/',
    prefix: true,
    type: 'string',
    when: { parameter: 'perfProfile', values: ['advanced'] },
    requiredWhen: { parameter: 'perfProfile', values: ['advanced'] },
    note: 'goes on with a path below the device in /sys/block',
    source: `${DRIVER} docs/perf-profiles.md`,
  },
  {
    name: 'networkAccessPolicy',
    type: 'string',
    values: ['AllowAll', 'DenyAll', 'AllowPrivate'],
    default: 'DenyAll',
    note: 'who may export the content of a disk through a URL',
    source: `${CREATION}:190-195`,
  },
  {
    name: 'diskAccessID',
    type: 'string',
    pattern: /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Compute\/diskAccesses\/[^/]+$/i,
    form: '/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Compute/diskAccesses/<name>',
    when: { parameter: 'networkAccessPolicy', values: ['AllowPrivate'] },
    requiredWhen: { parameter: 'networkAccessPolicy', values: ['AllowPrivate'] },
    source: `${CREATION}:190-195`,
  },
  { name: 'publicNetworkAccess', type: 'string', values: ['Enabled', 'Disabled'], default: 'Disabled', source: PARAMETERS_PAGE },
  {
    name: 'enableBursting',
    type: 'boolean',
    default: 'false',
    kinds: ['Premium_LRS', 'Premium_ZRS'],
    valuesWhen: [{ when: [SHARED], values: ['false'] }],
    note: 'only above 512 GiB',
    source: PARAMETERS_PAGE,
  },
  {
    name: 'enablePerformancePlus',
    type: 'boolean',
    default: 'false',
    kinds: TIERED,
    note: 'the driver raises smaller requests to 513 GiB without a word',
    source: `${PARAMETERS_PAGE}; ${DRIVER} pkg/azuredisk/controllerserver.go:219; https://learn.microsoft.com/azure/virtual-machines/disks-enable-performance`,
  },
  {
    name: 'maxShares',
    type: 'integer',
    min: 1,
    default: '1',
    valuesWhen: [{ when: [{ parameter: 'skuName', values: ['Standard_LRS'] }], values: ['1'] }],
    note: 'how many nodes may attach it at once; how many are possible depends on kind and size',
    source: `${PARSER}; ${DRIVER} deploy/example/sharedisk/README.md; ${SHARED_DISKS}`,
  },
  { name: 'diskName', type: 'string', note: 'may hold ${pvc.metadata.name} and the like', source: `${DRIVER} pkg/azureconstants/azure_constants.go` },
  { name: 'attachDiskInitialDelay', type: 'integer', min: 0, default: '1000', note: 'milliseconds', source: PARAMETERS_PAGE },
  { name: 'useragent', type: 'string', note: 'for whom usage is counted', source: PARAMETERS_PAGE },
  { name: 'zoned', type: 'string', note: 'without effect; what the in-tree provisioner knew', source: PARSER },
  { name: 'enableAsyncAttach', type: 'string', note: 'without effect', source: PARSER },
];

/** Azure managed disks: of one zone, or with copies in three. */
export const AZURE_DISK: DriverFacts = {
  id: 'azure-disk',
  title: 'Azure Disk',
  source: `${DRIVER} (v1.34.5, 2026-08-22)`,
  provisioners: [{
    name: 'disk.csi.azure.com',
    use: 'part of AKS since 1.21; elsewhere installed by Helm',
    source: `${DRIVER} README.md`,
  }],
  inTree: {
    name: 'kubernetes.io/azure-disk',
    removedIn: '1.27',
    source: 'https://kubernetes.io/docs/concepts/storage/volumes/#azuredisk; kubernetes/enhancements KEP-1490',
  },
  storage: 'block',
  accessModes: {
    Filesystem: [{ mode: 'ReadWriteOnce' }, { mode: 'ReadWriteOncePod' }],
    Block: [
      { mode: 'ReadWriteOnce' },
      { mode: 'ReadWriteOncePod' },
      { mode: 'ReadWriteMany', when: SHARED },
      { mode: 'ReadOnlyMany', when: SHARED },
    ],
    source: `${DRIVER} pkg/azureutils/azure_disk_utils.go:440-465; pkg/azuredisk/azuredisk.go:393-416`,
  },
  topology: {
    scope: 'zone',
    keys: ['topology.disk.csi.azure.com/zone', 'topology.kubernetes.io/zone'],
    volumeBindingMode: 'WaitForFirstConsumer',
    why: 'a locally redundant disk lives in one zone; bound at once, it lands in a zone chosen without knowing where the pod can run',
    source: `${DRIVER} deploy/example/topology/README.md; pkg/azuredisk/nodeserver.go:385`,
    variants: [{
      when: { parameter: 'skuName', values: ZONE_REDUNDANT },
      scope: 'region',
      volumeBindingMode: 'WaitForFirstConsumer',
      why: 'a zone-redundant disk is attached in every zone of its region; waiting costs nothing and upstream advises it',
      source: `${DRIVER} deploy/example/topology/README.md; pkg/azuredisk/controllerserver.go:400-421`,
    }],
  },
  outlives: {
    surely: 'node',
    why: 'a locally redundant disk has three copies in one data centre, and shares the fate of its zone',
    source: REDUNDANCY_PAGE,
    variants: [
      {
        when: { parameter: 'cachingMode', values: ['ReadWrite'] },
        surely: 'pod',
        why: 'writes are acknowledged from the cache of the host, and lost with it',
        source: `${PARSER}; ${SHARED_DISKS}`,
      },
      { when: { parameter: 'skuName', values: ZONE_REDUNDANT }, surely: 'zone', why: 'a zone-redundant disk has copies in three zones', source: REDUNDANCY_PAGE },
    ],
  },
  expansion: {
    supported: true,
    online: true,
    limit: 'not of shared disks under a pod, nor while data is copied in the background; Standard and Premium SSD and HDD cross 4 TiB only when detached',
    source: `${DRIVER} deploy/example/resize/README.md; MicrosoftDocs/azure-compute-docs includes/virtual-machines-disks-expand-without-downtime-restrictions.md`,
  },
  snapshots: {
    supported: true,
    parameters: [
      'resourceGroup',
      'subscriptionID',
      'location',
      'incremental',
      'dataAccessAuthMode',
      'tags',
      'userAgent',
      'instantAccessDurationMinutes',
    ],
    // TimeCreated of a snapshot that Azure has made; for PremiumV2 and Ultra its blocks are copied in the background until it is ready
    cut: {
      signal: 'creationTime',
      source: `${DRIVER} pkg/azureutils GenerateCSISnapshot; https://learn.microsoft.com/azure/virtual-machines/disks-incremental-snapshots`,
    },
    source: `${PARAMETERS_PAGE}; ${DRIVER} pkg/azuredisk/controllerserver.go:1254-1447`,
  },
  groupSnapshots: { supported: false, source: `${DRIVER} pkg/azuredisk (no group controller)` },
  clones: {
    supported: true,
    sameSize: false,
    sameParameters: [],
    note: 'also to another kind, from locally redundant to zone-redundant for instance',
    source: `${DRIVER} deploy/example/cloning`,
  },
  allocation: { steps: [{ step: '1Gi' }], source: `${DRIVER} pkg/azuredisk/controllerserver.go CreateVolume (RoundUpGiB)` },
  volumeHandle: {
    pattern: /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Compute\/disks\/[^/]+$/i,
    form: '/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Compute/disks/<disk>',
    source: `${DRIVER} pkg/azureconstants/azure_constants.go ManagedDiskPath, ManagedDiskPathRE`,
  },
  volumeAttributes: {
    supported: true,
    parameters: ['skuName', 'DiskIOPSReadWrite', 'DiskMBpsReadWrite'],
    note: 'since v1.30.2; never to or from UltraSSD_LRS; Azure takes four changes of performance in 24 hours, creation counted',
    source: `${DRIVER} deploy/example/modifyvolume/README.md; ${DISK_TYPES}`,
  },
  attachLimit: {
    text: 'data disks that the size of the virtual machine takes, 16 where the size is not known, less reserved slots',
    source: `${DRIVER} pkg/azuredisk/azure_dd_max_disk_count.go; pkg/azuredisk/nodeserver.go`,
  },
  install: {
    text: 'DaemonSets csi-azuredisk-node and csi-azuredisk-node-win in kube-system; Deployment csi-azuredisk-controller, which AKS runs out of sight; '
      + 'its identity is Contributor of the resource group of the nodes',
    source: `${DRIVER} deploy; ${PARAMETERS_PAGE}`,
  },
  encryption: {
    decidedBy: 'always',
    keyParameter: 'diskEncryptionSetID',
    withoutKey: 'a key of the platform',
    note: 'every disk',
    source: 'https://learn.microsoft.com/azure/virtual-machines/disk-encryption',
  },
  parameters: PARAMETERS,
  unknownParameter: { behaviour: 'rejected', source: `${PARSER} ("invalid parameter %s in storage class")` },
  parameterKeyCase: 'lower-case',
  kinds: KINDS,
  kindParameter: 'skuName',
  fsGroup: { applied: true, policy: 'File', source: `${DRIVER} deploy/csi-azuredisk-driver.yaml` },
};
