import type { DriverFacts, ParameterFacts } from './driver-facts';

const DRIVER = 'kubernetes-sigs/aws-efs-csi-driver@a4fc6760';
const PARAMETERS_PAGE = `${DRIVER} docs/parameters.md`;
const CONTROLLER = `${DRIVER} pkg/driver/controller.go`;

/** Ways to say which file system; one of them is given. */
const FILE_SYSTEM = ['fileSystemId', 'fileSystemIdConfigRef', 'fileSystemIdSecretRef'];

const REFERENCE = { pattern: /^[^/]+\/[^/]+\/[^/]+$/, form: 'namespace/name/key' };

const PARAMETERS: readonly ParameterFacts[] = [
  {
    name: 'provisioningMode',
    type: 'string',
    values: ['efs-ap', 's3files-ap'],
    required: true,
    source: `${PARAMETERS_PAGE}; ${CONTROLLER}:40-41`,
  },
  { name: 'fileSystemId', type: 'string', pattern: /^fs-[0-9a-f]{8,40}$/, form: 'fs- and 8 to 40 hexadecimal digits', source: PARAMETERS_PAGE },
  { name: 'fileSystemIdConfigRef', type: 'string', ...REFERENCE, note: 'a key of a ConfigMap', source: PARAMETERS_PAGE },
  { name: 'fileSystemIdSecretRef', type: 'string', ...REFERENCE, note: 'a key of a Secret', source: PARAMETERS_PAGE },
  { name: 'directoryPerms', type: 'string', pattern: /^[0-7]{3,4}$/, form: 'octal digits such as 700', required: true, source: PARAMETERS_PAGE },
  { name: 'uid', type: 'integer', min: 0, note: 'allocated when not given', source: PARAMETERS_PAGE },
  { name: 'gid', type: 'integer', min: 0, note: 'allocated when not given', source: PARAMETERS_PAGE },
  { name: 'gidRangeStart', type: 'integer', min: 1, default: '50000', requires: ['gidRangeEnd'], source: `${PARAMETERS_PAGE}; ${CONTROLLER}:45` },
  {
    name: 'gidRangeEnd',
    type: 'integer',
    min: 1,
    default: '60000',
    requires: ['gidRangeStart'],
    note: 'the page says 7000000; the code adds 10000 to the start',
    source: `${CONTROLLER}:44-46`,
  },
  { name: 'basePath', type: 'string', default: '/', source: PARAMETERS_PAGE },
  {
    name: 'subPathPattern',
    type: 'string',
    pattern: /^(?:[^$]|\$\{\.(?:PVC\.name|PVC\.namespace|PV\.name)\})*$/,
    default: '/${.PV.name}',
    form: 'no variables but ${.PVC.name}, ${.PVC.namespace} and ${.PV.name}',
    source: PARAMETERS_PAGE,
  },
  { name: 'ensureUniqueDirectory', type: 'boolean', default: 'true', note: 'appends a UUID where subPathPattern is set', source: PARAMETERS_PAGE },
  { name: 'az', type: 'string', note: 'only for a file system of another account', source: PARAMETERS_PAGE },
  { name: 'enforceZoneAffinity', type: 'boolean', default: 'false', note: 'for One Zone file systems', source: PARAMETERS_PAGE },
  { name: 'reuseAccessPoint', type: 'boolean', default: 'false', source: PARAMETERS_PAGE },
  { name: 'enableTagging', type: 'boolean', default: 'true', note: 'since v3.4.0', source: PARAMETERS_PAGE },
];

/** Amazon EFS: folders of one NFS file system, one access point for each volume. */
export const AWS_EFS: DriverFacts = {
  id: 'aws-efs',
  title: 'Amazon EFS',
  source: `${DRIVER} (v3.4.1, 2026-07)`,
  provisioners: [{ name: 'efs.csi.aws.com', use: 'installed by Helm or as the EKS add-on aws-efs-csi-driver', source: `${DRIVER} docs/install.md` }],
  storage: 'network-file-system',
  accessModes: {
    Filesystem: [{ mode: 'ReadWriteOnce' }, { mode: 'ReadWriteOncePod' }, { mode: 'ReadWriteMany' }],
    Block: [],
    source: `${DRIVER} pkg/driver/node.go:43-46,424-466`,
  },
  topology: {
    scope: 'region',
    keys: ['topology.kubernetes.io/zone'],
    volumeBindingMode: 'Immediate',
    why: 'a volume is reached from every zone that has a mount target',
    source: `${PARAMETERS_PAGE}; ${DRIVER} pkg/util/util.go:91; pkg/driver/identity.go:51`,
  },
  outlives: {
    surely: 'node',
    atBest: 'zone',
    why: 'whether the file system is kept in several zones or in one (One Zone) was decided with it',
    source: 'https://docs.aws.amazon.com/efs/latest/ug/availability-durability.html',
  },
  expansion: {
    supported: false,
    online: false,
    limit: 'the file system is elastic; the size of a claim limits nothing',
    source: `${CONTROLLER}:78-80`,
  },
  snapshots: { supported: false, parameters: [], alternative: 'AWS Backup or EFS replication', source: `${CONTROLLER}:78-80` },
  groupSnapshots: { supported: false, source: `${CONTROLLER}:78-80` },
  clones: { supported: false, source: `${CONTROLLER}:78-80` },
  allocation: { steps: [], source: `${CONTROLLER} CreateVolume (the size limits nothing)` },
  volumeAttributes: { supported: false, parameters: [], source: `${CONTROLLER}:78-80` },
  attachLimit: { text: 'none unless the driver is started with --volume-attach-limit', source: `${DRIVER} docs/README.md` },
  install: {
    text: 'Deployment efs-csi-controller and DaemonSet efs-csi-node in kube-system; its role may create access points of file systems with the tag efs.csi.aws.com/cluster',
    source: `${DRIVER} deploy/kubernetes/base; docs/install.md; docs/iam-policy-example.json`,
  },
  encryption: {
    decidedBy: 'backend',
    note: 'at rest: set when the file system is made; in transit: TLS unless a volume says otherwise',
    source: 'https://docs.aws.amazon.com/efs/latest/ug/encryption.html',
  },
  parameters: PARAMETERS,
  exactlyOneOf: [{ parameters: FILE_SYSTEM, source: PARAMETERS_PAGE }],
  unknownParameter: { behaviour: 'ignored', source: `${CONTROLLER} CreateVolume (looks keys up by name)` },
  parameterKeyCase: 'exact',
  kinds: [
    { kind: 'efs-ap', medium: 'unknown', note: 'one access point a volume, 10,000 a file system', source: PARAMETERS_PAGE },
    { kind: 's3files-ap', medium: 'unknown', note: 'Amazon S3 Files, since driver 3.0.0', source: `${DRIVER} CHANGELOG-3.x` },
  ],
  kindParameter: 'provisioningMode',
  fsGroup: {
    applied: false,
    policy: 'ReadWriteOnceWithFSType',
    source: `${DRIVER} deploy/kubernetes/base/csidriver.yaml (no fsGroupPolicy; the access point sets uid and gid)`,
  },
};
