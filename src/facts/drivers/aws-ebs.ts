import type { DriverFacts, ParameterFacts, VolumeKindFacts } from './driver-facts';

const DRIVER = 'kubernetes-sigs/aws-ebs-csi-driver@429e202e';
const EC2_API = 'botocore 1.43.107 data/ec2/2016-11-15/service-2.json CreateVolumeRequest';
const PARAMETERS_PAGE = `${DRIVER} docs/parameters.md`;
const AUTO_MODE_PAGE = 'https://docs.aws.amazon.com/eks/latest/userguide/create-storage-class.html';

/** Kinds whose operations per second can be chosen. */
const PROVISIONED = ['gp3', 'io1', 'io2'];

const PER_GIB = { perGiBParameter: 'iopsPerGB', raiseParameter: 'allowAutoIOPSPerGBIncrease' };

const ALPHANUMERIC = { pattern: /^[a-zA-Z0-9]+$/, form: 'letters and digits' };

const KINDS: readonly VolumeKindFacts[] = [
  {
    kind: 'gp3',
    default: true,
    medium: 'ssd',
    sizeGiB: { min: 1, max: 65_536 },
    // 3,000 IOPS and 125 MiB/s come with every size; what is bought on top is bounded by the size
    iops: { parameter: 'iops', min: 3_000, max: 80_000, default: 3_000, maxPerGiB: 500, ...PER_GIB },
    throughputMiBps: { parameter: 'throughput', min: 125, max: 2_000, default: 125, maxPerIops: 0.25 },
    note: 'general purpose; 3,000 IOPS and 125 MiB/s at every size',
    source: `${EC2_API}.Size, .Iops, .Throughput; ${DRIVER} pkg/cloud/cloud.go:80-82`,
  },
  {
    kind: 'io2',
    medium: 'ssd',
    soldForIops: true,
    sizeGiB: { min: 4, max: 65_536 },
    iops: { parameter: 'iops', min: 100, max: 256_000, required: true, maxPerGiB: 1_000, ...PER_GIB },
    note: 'Block Express; instances that are not built on Nitro reach 32,000 IOPS',
    source: `${EC2_API}.Size, .Iops; ${DRIVER} pkg/cloud/cloud.go:77-79, CHANGELOG.md:1478,1710`,
  },
  {
    kind: 'gp2',
    medium: 'ssd',
    sizeGiB: { min: 1, max: 16_384 },
    note: '3 IOPS per GiB, at least 100 and at most 16,000; bursts to 3,000 below 1,000 GiB',
    source: `${EC2_API}.Size`,
  },
  {
    kind: 'io1',
    medium: 'ssd',
    soldForIops: true,
    sizeGiB: { min: 4, max: 16_384 },
    iops: { parameter: 'iops', min: 100, max: 64_000, required: true, maxPerGiB: 50, ...PER_GIB },
    note: 'predecessor of io2',
    source: `${EC2_API}.Size, .Iops; ${DRIVER} pkg/cloud/cloud.go:74-76`,
  },
  { kind: 'st1', medium: 'hdd', sizeGiB: { min: 125, max: 16_384 }, note: 'throughput optimised hard disk', source: `${EC2_API}.Size` },
  { kind: 'sc1', medium: 'hdd', sizeGiB: { min: 125, max: 16_384 }, note: 'cold hard disk', source: `${EC2_API}.Size` },
  { kind: 'standard', medium: 'hdd', sizeGiB: { min: 1, max: 1_024 }, note: 'previous generation, magnetic', source: `${EC2_API}.Size` },
];

const PARAMETERS: readonly ParameterFacts[] = [
  {
    name: 'type',
    type: 'string',
    values: KINDS.map((kind) => kind.kind),
    default: 'gp3',
    note: 'EC2 itself defaults to gp2; the driver sends gp3',
    source: `${PARAMETERS_PAGE}:11`,
  },
  {
    name: 'iops',
    type: 'integer',
    min: 100,
    max: 256_000,
    kinds: PROVISIONED,
    excludes: ['iopsPerGB'],
    note: 'more than the kind or the size allows is lowered without an error',
    source: `${PARAMETERS_PAGE}:15; ${DRIVER} pkg/cloud/cloud.go capIOPS:2929`,
  },
  {
    name: 'iopsPerGB',
    type: 'integer',
    min: 1,
    kinds: PROVISIONED,
    excludes: ['iops'],
    note: 'times the size in GiB, lowered to the maximum of the kind',
    source: `${PARAMETERS_PAGE}:12`,
  },
  {
    name: 'allowAutoIOPSPerGBIncrease',
    type: 'boolean',
    default: 'false',
    note: 'raises a product of iopsPerGB that is below the minimum',
    source: `${PARAMETERS_PAGE}:13`,
  },
  {
    name: 'allowAutoIOPSIncreaseOnModify',
    type: 'boolean',
    default: 'false',
    note: 'with iopsPerGB: keeps the ratio when a volume grows',
    source: `${PARAMETERS_PAGE}:14`,
  },
  {
    name: 'throughput',
    type: 'integer',
    min: 125,
    max: 2_000,
    default: '125',
    kinds: ['gp3'],
    note: 'MiB/s; at most 0.25 per IOPS, which EC2 checks and the driver does not',
    source: `${PARAMETERS_PAGE}:16; ${EC2_API}.Throughput`,
  },
  {
    name: 'encrypted',
    type: 'boolean',
    default: 'false',
    note: 'the account\'s "encryption by default" applies besides',
    source: `${PARAMETERS_PAGE}:17`,
  },
  {
    name: 'kmsKeyId',
    type: 'string',
    pattern: /^(arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(key|alias)\/\S+|alias\/\S+|mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
    form: 'the ARN of a key or alias, alias/<name>, or the id of a key',
    note: 'implies encryption; AWS checks the key later: with a wrong one the volume vanishes (InvalidVolume.NotFound)',
    source: `${PARAMETERS_PAGE}:18; ${EC2_API}.KmsKeyId`,
  },
  {
    name: 'csi.storage.k8s.io/fstype',
    type: 'string',
    values: ['ext4', 'ext3', 'xfs', 'ntfs'],
    default: 'ext4',
    note: 'ntfs on Windows only',
    source: `${PARAMETERS_PAGE}:10; ${DRIVER} pkg/driver/constants.go FileSystemConfigs`,
  },
  {
    name: 'fsType',
    type: 'string',
    values: ['ext4', 'ext3', 'xfs', 'ntfs'],
    note: 'deprecated spelling of csi.storage.k8s.io/fstype',
    source: `${DRIVER} pkg/driver/controller.go CreateVolume`,
  },
  { name: 'blockSize', type: 'string', ...ALPHANUMERIC, fsTypes: ['ext3', 'ext4', 'xfs'], note: 'Linux only', source: `${PARAMETERS_PAGE}:19` },
  { name: 'inodeSize', type: 'string', ...ALPHANUMERIC, fsTypes: ['ext3', 'ext4', 'xfs'], source: `${PARAMETERS_PAGE}:20` },
  { name: 'bytesPerInode', type: 'string', ...ALPHANUMERIC, fsTypes: ['ext3', 'ext4'], source: `${PARAMETERS_PAGE}:21` },
  { name: 'numberOfInodes', type: 'string', ...ALPHANUMERIC, fsTypes: ['ext3', 'ext4'], source: `${PARAMETERS_PAGE}:22` },
  { name: 'ext4BigAlloc', type: 'boolean', default: 'false', fsTypes: ['ext4'], source: `${PARAMETERS_PAGE}:23` },
  { name: 'ext4ClusterSize', type: 'string', ...ALPHANUMERIC, fsTypes: ['ext4'], requires: ['ext4BigAlloc'], source: `${PARAMETERS_PAGE}:24` },
  {
    name: 'ext4EncryptionSupport',
    type: 'boolean',
    default: 'false',
    fsTypes: ['ext4'],
    note: 'allows fscrypt; encrypts nothing by itself',
    source: `${PARAMETERS_PAGE}:25`,
  },
  {
    name: 'volumeInitializationRate',
    type: 'integer',
    min: 100,
    max: 300,
    note: 'MiB/s, when a volume is made from a snapshot',
    source: `${PARAMETERS_PAGE}:26; ${EC2_API}.VolumeInitializationRate`,
  },
  {
    name: 'blockAttachUntilInitialized',
    type: 'boolean',
    default: 'false',
    note: 'attaches a restored volume only when all its blocks are there',
    source: `${DRIVER} pkg/driver/constants.go:124; CHANGELOG.md:1557`,
  },
  { name: 'tagSpecification', prefix: true, type: 'string', pattern: /=/, form: 'key=value', note: 'may hold Go templates', source: `${DRIVER} docs/tagging.md` },
  { name: 'blockExpress', type: 'boolean', note: 'without effect since v1.47.0', source: `${DRIVER} CHANGELOG.md:1480` },
];

/** Amazon EBS: disks of one availability zone. */
export const AWS_EBS: DriverFacts = {
  id: 'aws-ebs',
  title: 'Amazon EBS',
  source: `${DRIVER} (v1.64.0-4, 2026-08-19)`,
  provisioners: [
    { name: 'ebs.csi.aws.com', use: 'installed by Helm or as the EKS add-on aws-ebs-csi-driver', source: `${DRIVER} docs/install.md` },
    {
      name: 'ebs.csi.eks.amazonaws.com',
      use: 'EKS Auto Mode; its volumes are not interchangeable with those of ebs.csi.aws.com',
      // keeps volumes, and with them pods, on nodes that Auto Mode runs
      allowedTopologies: [{ key: 'eks.amazonaws.com/compute-type', values: ['auto'] }],
      source: `${AUTO_MODE_PAGE}, https://docs.aws.amazon.com/eks/latest/userguide/ebs-csi.html`,
    },
  ],
  inTree: {
    name: 'kubernetes.io/aws-ebs',
    removedIn: '1.27',
    source: 'kubernetes/enhancements keps/sig-storage/1487-csi-migration-aws/kep.yaml',
  },
  storage: 'block',
  accessModes: {
    Filesystem: [{ mode: 'ReadWriteOnce' }, { mode: 'ReadWriteOncePod' }],
    Block: [{ mode: 'ReadWriteOnce' }, { mode: 'ReadWriteOncePod' }, { mode: 'ReadWriteMany', kinds: ['io2'] }],
    source: `${DRIVER} pkg/driver/controller.go isValidCapability; pkg/cloud/cloud.go CreateDisk`,
  },
  topology: {
    scope: 'zone',
    keys: [
      'topology.kubernetes.io/zone',
      'topology.ebs.csi.aws.com/zone',
      'topology.k8s.aws/zone-id',
      'topology.ebs.csi.aws.com/outpost-id',
      'topology.ebs.csi.aws.com/region',
      'topology.ebs.csi.aws.com/partition',
      'topology.ebs.csi.aws.com/account-id',
    ],
    volumeBindingMode: 'WaitForFirstConsumer',
    why: 'a volume lives in one availability zone; bound at once, it lands in a zone chosen without knowing where the pod can run',
    source: `${DRIVER} pkg/driver/driver.go:52-88; docs/parameters.md`,
  },
  outlives: {
    surely: 'node',
    why: 'a volume is kept on several servers of one availability zone, and shares the fate of its zone',
    source: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volumes.html',
  },
  expansion: {
    supported: true,
    online: true,
    limit: 'four changes of a volume in 24 hours, each after the one before is completed',
    source: 'botocore 1.43.107 data/ec2/2016-11-15/service-2.json ModifyVolume',
  },
  snapshots: {
    supported: true,
    parameters: [
      'fastSnapshotRestoreAvailabilityZones',
      'outpostArn',
      'lockMode',
      'lockDuration',
      'lockExpirationDate',
      'lockCoolOffPeriod',
      'tagSpecification*',
    ],
    // StartTime of EC2, which is the point in time that the snapshot holds while its blocks are still being copied
    cut: { signal: 'creationTime', source: `${DRIVER} pkg/cloud/cloud.go:2036; https://docs.aws.amazon.com/ebs/latest/userguide/ebs-creating-snapshot.html` },
    source: `${DRIVER} docs/snapshot.md; docs/tagging.md; pkg/driver/controller.go CreateSnapshot`,
  },
  groupSnapshots: { supported: false, source: `${DRIVER} pkg/driver/identity.go (no group controller; issue 2350)` },
  clones: {
    supported: true,
    sameSize: false,
    // the copy is encrypted as its source is, with the same key
    sameParameters: ['encrypted', 'kmsKeyId'],
    note: 'in the same zone, with the same key, at least as large',
    source: `${DRIVER} pkg/cloud/cloud.go createCloneHelper (since commit 79df331e); https://docs.aws.amazon.com/ebs/latest/userguide/ebs-copying-volume.html`,
  },
  allocation: { steps: [{ step: '1Gi' }], source: `${DRIVER} pkg/driver/controller.go getVolSizeBytes; ${EC2_API}.Size` },
  volumeHandle: {
    pattern: /^vol-[0-9a-f]{8,}$/,
    form: 'the id of an EBS volume, vol- and hexadecimal digits',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html',
  },
  volumeAttributes: {
    supported: true,
    parameters: ['type', 'iops', 'iopspergb', 'allowautoiopsincreaseonmodify', 'throughput', 'tagSpecification_*', 'tagDeletion_*'],
    keyCase: 'exact',
    note: 'its values win over those of the StorageClass',
    source: `${DRIVER} docs/modify-volume.md; pkg/driver/controller_modify_volume.go`,
  },
  attachLimit: {
    text: 'by instance type; 27 together with network interfaces where the type is not known, 39 without Nitro',
    source: `${DRIVER} pkg/cloud/limits/volume_limits.go; pkg/driver/node.go:813`,
  },
  install: {
    text: 'Deployment ebs-csi-controller and DaemonSet ebs-csi-node in kube-system; snapshots need the CRDs and the snapshot-controller before it; Auto Mode shows no pods',
    source: `${DRIVER} deploy/kubernetes/base; docs/install.md`,
  },
  encryption: {
    decidedBy: 'class',
    parameter: 'encrypted',
    on: 'true',
    keyParameter: 'kmsKeyId',
    withoutKey: 'the account\'s default key for EBS',
    note: 'volumes, their snapshots, and what travels between disk and instance',
    source: `${PARAMETERS_PAGE}:17-18; https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html`,
  },
  parameters: PARAMETERS,
  unknownParameter: { behaviour: 'rejected', source: `${DRIVER} pkg/driver/controller.go CreateVolume ("Invalid parameter key %s for CreateVolume")` },
  parameterKeyCase: 'lower-case',
  kinds: KINDS,
  kindParameter: 'type',
  fsGroup: { applied: true, policy: 'File', source: `${DRIVER} deploy/kubernetes/base/csidriver.yaml` },
};
