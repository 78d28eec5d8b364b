import type { DriverFacts, ParameterFacts, VolumeKindFacts } from './driver-facts';

const DRIVER = 'kubernetes-sigs/aws-fsx-csi-driver@5b227125';
const CLASSES_PAGE = `${DRIVER} examples/kubernetes/dynamic_provisioning/README.md`;
const S3_PAGE = `${DRIVER} examples/kubernetes/dynamic_provisioning_s3/README.md`;
const CONTROLLER = `${DRIVER} pkg/driver/controller.go`;
const FSX_API = 'botocore 1.43.11 data/fsx/2018-03-01/service-2.json CreateFileSystemLustreConfiguration';
const FSX_SIZES = 'botocore 1.43.11 data/fsx/2018-03-01/service-2.json CreateFileSystemRequest.StorageCapacity';
const DEPLOYMENT_PAGE = 'https://docs.aws.amazon.com/fsx/latest/LustreGuide/using-fsx-lustre.html';
/** A later version, which knows the storage class Intelligent-Tiering. */
const TIERING = 'kubernetes-sigs/aws-fsx-csi-driver@046f3682 pkg/driver/controller.go validateIntelligentTieringParams';

const PERSISTENT = ['PERSISTENT_1', 'PERSISTENT_2'];
const TIERED = { parameter: 'storageType', values: ['INTELLIGENT_TIERING'] };

/** The driver makes of a smaller request the next size that FSx has. */
const IN_STEPS_OF_2400 = 'a claim is rounded up to 1,200 GiB, 2,400 GiB or a multiple of 2,400 GiB';

const KINDS: readonly VolumeKindFacts[] = [
  {
    kind: 'SCRATCH_1',
    default: true,
    medium: 'ssd',
    note: 'not replicated; a claim is rounded up to 1,200 GiB, 2,400 GiB or a multiple of 3,600 GiB, and never grows',
    source: FSX_SIZES,
  },
  { kind: 'SCRATCH_2', medium: 'ssd', note: `not replicated, faster bursts than SCRATCH_1; ${IN_STEPS_OF_2400}`, source: `${FSX_SIZES}; ${FSX_API}.DeploymentType` },
  {
    kind: 'PERSISTENT_1',
    medium: 'unknown',
    note: `replicated in its zone; SSD: ${IN_STEPS_OF_2400}; HDD: a multiple of 6,000 GiB (12 MB/s per TiB) or 1,800 GiB (40 MB/s per TiB)`,
    source: `${FSX_SIZES}; ${FSX_API}.DeploymentType`,
  },
  { kind: 'PERSISTENT_2', medium: 'ssd', note: `replicated in its zone, lowest latency, not in every region; ${IN_STEPS_OF_2400}`, source: `${FSX_SIZES}; ${FSX_API}.DeploymentType` },
];

const PARAMETERS: readonly ParameterFacts[] = [
  { name: 'subnetId', type: 'string', pattern: /^subnet-[0-9a-f]{8,}$/, form: 'subnet- and 8 or more hexadecimal digits', required: true, source: CLASSES_PAGE },
  {
    name: 'securityGroupIds',
    type: 'string',
    pattern: /^sg-[0-9a-f]{8,}(,sg-[0-9a-f]{8,})*$/,
    form: 'ids such as sg-0123456789abcdef0, with commas between them',
    required: true,
    note: 'they must let in port 988 and 1018 to 1023 from the nodes',
    source: `${CLASSES_PAGE}; https://docs.aws.amazon.com/fsx/latest/LustreGuide/limit-access-security-groups.html`,
  },
  { name: 'deploymentType', type: 'string', values: KINDS.map(({ kind }) => kind), default: 'SCRATCH_1', source: CLASSES_PAGE },
  {
    name: 'storageType',
    type: 'string',
    values: ['SSD', 'HDD', 'INTELLIGENT_TIERING'],
    default: 'SSD',
    valuesWhen: [
      { when: [{ parameter: 'deploymentType', values: ['SCRATCH_1', 'SCRATCH_2', 'PERSISTENT_2'] }], values: ['SSD', 'INTELLIGENT_TIERING'] },
    ],
    note: 'HDD with PERSISTENT_1 only; INTELLIGENT_TIERING in later drivers, where it implies PERSISTENT_2',
    source: `${CLASSES_PAGE}; ${TIERING}`,
  },
  {
    name: 'driveCacheType',
    type: 'string',
    values: ['NONE', 'READ'],
    when: { parameter: 'storageType', values: ['HDD'] },
    requiredWhen: { parameter: 'storageType', values: ['HDD'] },
    note: 'READ keeps a fifth of the data on SSD',
    source: `${CLASSES_PAGE}; ${FSX_API}.DriveCacheType`,
  },
  {
    name: 'perUnitStorageThroughput',
    type: 'string',
    values: ['12', '40', '50', '100', '125', '200', '250', '500', '1000'],
    kinds: PERSISTENT,
    default: '200',
    valuesWhen: [
      { when: [{ parameter: 'deploymentType', values: ['PERSISTENT_2'] }], values: ['125', '250', '500', '1000'] },
      { when: [{ parameter: 'storageType', values: ['HDD'] }], values: ['12', '40'] },
      {
        when: [{ parameter: 'deploymentType', values: ['PERSISTENT_1'] }, { parameter: 'storageType', values: ['SSD'] }],
        values: ['50', '100', '200'],
      },
    ],
    note: 'MB/s for each TiB',
    source: `${CLASSES_PAGE}; ${FSX_API}.PerUnitStorageThroughput`,
  },
  { name: 'kmsKeyId', type: 'string', kinds: PERSISTENT, note: 'else the key of the account for FSx', source: CLASSES_PAGE },
  { name: 'efaEnabled', type: 'boolean', kinds: ['PERSISTENT_2'], note: 'Elastic Fabric Adapter; needs a metadata configuration', source: CLASSES_PAGE },
  { name: 'metadataConfigurationMode', type: 'string', values: ['AUTOMATIC', 'USER_PROVISIONED'], kinds: ['PERSISTENT_2'], source: CLASSES_PAGE },
  {
    name: 'metadataIops',
    type: 'integer',
    min: 1,
    requiredWhen: { parameter: 'metadataConfigurationMode', values: ['USER_PROVISIONED'] },
    source: CLASSES_PAGE,
  },
  { name: 'dataCompressionType', type: 'string', values: ['NONE', 'LZ4'], default: 'NONE', source: CLASSES_PAGE },
  {
    name: 'automaticBackupRetentionDays',
    type: 'integer',
    min: 0,
    max: 90,
    default: '7',
    note: '0 makes no backups; the page says at most 35 and 7 by default, the API at most 90 and 0 by default',
    source: `${CLASSES_PAGE}; ${FSX_API}.AutomaticBackupRetentionDays`,
  },
  {
    name: 'dailyAutomaticBackupStartTime',
    type: 'string',
    pattern: /^([01]\d|2[0-3]):[0-5]\d$/,
    form: 'HH:MM in UTC',
    source: `${CLASSES_PAGE}; ${FSX_API}.DailyAutomaticBackupStartTime`,
  },
  { name: 'copyTagsToBackups', type: 'boolean', default: 'false', source: CLASSES_PAGE },
  {
    name: 'weeklyMaintenanceStartTime',
    type: 'string',
    pattern: /^[1-7]:([01]\d|2[0-3]):[0-5]\d$/,
    form: 'd:HH:MM in UTC, where d is 1 (Monday) to 7 (Sunday)',
    source: `${CLASSES_PAGE}; ${FSX_API}.WeeklyMaintenanceStartTime`,
  },
  { name: 'fileSystemTypeVersion', type: 'string', pattern: /^\d+\.\d+$/, form: 'a version of Lustre such as 2.15', default: '2.10', source: CLASSES_PAGE },
  { name: 'extraTags', type: 'string', pattern: /^[^=,]+=[^=,]*(,[^=,]+=[^=,]*)*$/, form: 'key=value,key=value', source: CLASSES_PAGE },
  { name: 's3ImportPath', type: 'string', pattern: /^s3:\/\/./, form: 's3://bucket/prefix', source: S3_PAGE },
  { name: 's3ExportPath', type: 'string', pattern: /^s3:\/\/./, form: 's3://bucket/prefix', requires: ['s3ImportPath'], note: 'in the bucket of s3ImportPath', source: S3_PAGE },
  {
    name: 'autoImportPolicy',
    type: 'string',
    values: ['NONE', 'NEW', 'NEW_CHANGED', 'NEW_CHANGED_DELETED'],
    requires: ['s3ImportPath'],
    source: `${S3_PAGE}; ${FSX_API}.AutoImportPolicy; ${CONTROLLER}:59`,
  },
  { name: 'throughputCapacity', type: 'integer', min: 4_000, requiredWhen: TIERED, when: TIERED, note: 'MB/s, a multiple of 4,000', source: TIERING },
  {
    name: 'dataReadCacheSizingMode',
    type: 'string',
    values: ['NO_CACHE', 'PROPORTIONAL_TO_THROUGHPUT_CAPACITY', 'USER_PROVISIONED'],
    default: 'PROPORTIONAL_TO_THROUGHPUT_CAPACITY',
    when: TIERED,
    source: TIERING,
  },
  {
    name: 'dataReadCacheSizeGiB',
    type: 'integer',
    min: 32,
    requiredWhen: { parameter: 'dataReadCacheSizingMode', values: ['USER_PROVISIONED'] },
    when: TIERED,
    source: TIERING,
  },
];

/** Amazon FSx for Lustre: a parallel file system for each volume. */
export const AWS_FSX_LUSTRE: DriverFacts = {
  id: 'aws-fsx-lustre',
  title: 'Amazon FSx for Lustre',
  source: `${DRIVER} (chart 1.17.0)`,
  provisioners: [{ name: 'fsx.csi.aws.com', use: 'installed by Helm or as the EKS add-on aws-fsx-csi-driver', source: `${DRIVER} docs/install.md` }],
  storage: 'network-file-system',
  accessModes: {
    Filesystem: [{ mode: 'ReadWriteOnce' }, { mode: 'ReadWriteOncePod' }, { mode: 'ReadWriteMany' }],
    Block: [],
    source: `${CONTROLLER}:40-50`,
  },
  topology: {
    scope: 'region',
    keys: [],
    volumeBindingMode: 'Immediate',
    why: 'the class names the subnet of the file system; every zone reaches it, for a price per GB from another one',
    source: `${CLASSES_PAGE}; https://docs.aws.amazon.com/fsx/latest/LustreGuide/mounting-on-premises.html`,
  },
  outlives: {
    surely: 'node',
    why: 'a persistent file system is replicated in the zone of its subnet, and shares the fate of that zone',
    source: DEPLOYMENT_PAGE,
    variants: [{
      when: { parameter: 'deploymentType', values: ['SCRATCH_1', 'SCRATCH_2'] },
      surely: 'nothing',
      why: 'a scratch file system is not replicated: what lies on a file server that fails is gone',
      source: DEPLOYMENT_PAGE,
    }],
  },
  expansion: {
    supported: true,
    online: true,
    limit: 'one at a time, in the steps of its kind; SCRATCH_1 never',
    source: `${CONTROLLER}:48 EXPAND_VOLUME; botocore 1.43.11 data/fsx/2018-03-01/service-2.json UpdateFileSystemRequest.StorageCapacity`,
  },
  snapshots: {
    supported: false,
    parameters: [],
    alternative: 'automatic backups of FSx (persistent file systems) or export to S3',
    source: `${CONTROLLER}:46-49`,
  },
  groupSnapshots: { supported: false, source: `${CONTROLLER}:46-49` },
  clones: { supported: false, source: `${CONTROLLER}:46-49` },
  // 1,200 GiB, 2,400 GiB or a multiple that the kind of volume decides
  allocation: { source: `${CONTROLLER} CreateVolume` },
  volumeAttributes: { supported: false, parameters: [], source: `${CONTROLLER}:46-49` },
  attachLimit: { text: 'none', source: `${DRIVER} pkg/driver/node.go NodeGetInfo` },
  install: {
    text: 'Deployment fsx-csi-controller and DaemonSet fsx-csi-node in kube-system (names by convention, not verified)',
    source: `${DRIVER} deploy/kubernetes/base`,
  },
  encryption: {
    decidedBy: 'always',
    keyParameter: 'kmsKeyId',
    withoutKey: 'keys of FSx for scratch file systems, the account\'s key for FSx for persistent ones',
    note: 'every file system',
    source: 'https://docs.aws.amazon.com/fsx/latest/LustreGuide/encryption-at-rest.html',
  },
  parameters: PARAMETERS,
  unknownParameter: { behaviour: 'ignored', source: 'kubernetes-sigs/aws-fsx-csi-driver@046f3682 pkg/driver/controller.go CreateVolume (looks keys up by name)' },
  parameterKeyCase: 'exact',
  kinds: KINDS,
  kindParameter: 'deploymentType',
  fsGroup: {
    applied: false,
    policy: 'ReadWriteOnceWithFSType',
    source: `${DRIVER} deploy/kubernetes/base/csidriver.yaml (its volumes have no file system type)`,
  },
};
