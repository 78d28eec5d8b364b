import type { AccessModeFacts, DriverFacts, ParameterFacts } from './driver-facts';

const DOCS = 'longhorn/website@0f622500 content/docs/1.12.2';
const CLASS = `${DOCS}/references/storage-class-parameters.md`;
const ENCRYPTION_PAGE = `${DOCS}/advanced-resources/security/volume-encryption.md`;
const FEATURES = `${DOCS}/data-engine-comparison.md`;
const MANAGER = 'longhorn/longhorn-manager@007fd624';
const CONTROLLER = `${MANAGER} csi/controller_server.go`;
const DEPLOYMENT = 'longhorn/longhorn@bb2f2223 deploy/longhorn.yaml';

const ENCRYPTED = { parameter: 'encrypted', values: ['true'] };
const SHARDED = { parameter: 'dataLayout.type', values: ['sharded'] };
const STRICT_TOPOLOGY = { parameter: 'strictTopology', values: ['true'] };
const STRICT_LOCAL = { parameter: 'dataLocality', values: ['strict-local'] };

/** `ignored` leaves it to the setting of the whole installation. */
const SWITCH = { type: 'string', values: ['ignored', 'enabled', 'disabled'], default: 'ignored', source: CLASS } as const;

const JSON_LIST = { pattern: /^\s*\[[^]*\]\s*$/, form: 'a JSON list' };

const ONE_NODE: readonly AccessModeFacts[] = [{ mode: 'ReadWriteOnce' }, { mode: 'ReadWriteOncePod' }];

const REPLICAS: readonly ParameterFacts[] = [
  {
    name: 'numberOfReplicas',
    type: 'integer',
    min: 1,
    max: 20,
    default: '3',
    requiredWhen: STRICT_LOCAL,
    valuesWhen: [{ when: [STRICT_LOCAL], values: ['1'] }],
    source: CLASS,
  },
  {
    name: 'dataLocality',
    type: 'string',
    values: ['disabled', 'best-effort', 'strict-local'],
    default: 'disabled',
    note: 'strict-local keeps the only replica on the node of the pod; engine v2 does not support it',
    source: `${CLASS}; ${FEATURES}`,
  },
  { name: 'replicaAutoBalance', type: 'string', values: ['ignored', 'disabled', 'least-effort', 'best-effort'], default: 'ignored', source: CLASS },
  { ...SWITCH, name: 'replicaSoftAntiAffinity', note: 'several replicas on one node' },
  { ...SWITCH, name: 'replicaZoneSoftAntiAffinity', note: 'several replicas in one zone' },
  { ...SWITCH, name: 'replicaDiskSoftAntiAffinity', note: 'several replicas on one disk' },
  { name: 'diskSelector', type: 'string', note: 'tags of disks, separated by commas', source: CLASS },
  { name: 'nodeSelector', type: 'string', note: 'tags of nodes in Longhorn, separated by commas', source: CLASS },
  { name: 'staleReplicaTimeout', type: 'integer', min: 0, default: '30', note: 'minutes until a failed replica is given up; 0 is the default, which the code says is 2880', source: `${CLASS}; ${MANAGER} csi/util.go` },
  { name: 'disableRevisionCounter', type: 'boolean', default: 'true', source: CLASS },
];

const ENGINE: readonly ParameterFacts[] = [
  { name: 'dataEngine', type: 'string', values: ['v1', 'v2'], default: 'v1', source: CLASS },
  {
    name: 'dataLayout.type',
    type: 'string',
    values: ['replicated', 'sharded'],
    default: 'replicated',
    valuesWhen: [{ when: [{ parameter: 'dataEngine', values: ['v1'] }], values: ['replicated'] }],
    note: 'since 1.12',
    source: CLASS,
  },
  {
    name: 'dataLayout.mode',
    type: 'string',
    values: ['raid1', 'erasureCoding'],
    valuesWhen: [
      { when: [SHARDED], values: ['erasureCoding'] },
      { when: [{ parameter: 'dataLayout.type', values: ['replicated'] }], values: ['raid1'] },
    ],
    note: 'follows from the type',
    source: CLASS,
  },
  { name: 'dataLayout.dataChunks', type: 'integer', min: 1, max: 31, when: SHARDED, requiredWhen: SHARDED, note: 'with the parity chunks at most 32', source: CLASS },
  { name: 'dataLayout.parityChunks', type: 'integer', min: 1, max: 31, when: SHARDED, requiredWhen: SHARDED, note: 'as many nodes may fail; with the data chunks at most 32', source: CLASS },
  {
    name: 'dataLayout.stripSizeKB',
    type: 'string',
    values: ['4', '8', '16', '32', '64', '128', '256', '512', '1024'],
    when: SHARDED,
    requiredWhen: SHARDED,
    note: 'KiB',
    source: CLASS,
  },
  { name: 'cloneMode', type: 'string', values: ['full-copy', 'linked-clone'], default: 'full-copy', kinds: ['v2'], source: CLASS },
  { ...SWITCH, name: 'unmapMarkSnapChainRemoved', note: 'trimming a file system frees what snapshots hold' },
  {
    ...SWITCH,
    name: 'freezeFilesystemForSnapshot',
    note: 'not freezeFSForSnapshot, as an example on the page has it; Linux up to 5.17 can lock up',
    source: `${CLASS}; ${MANAGER} csi/util.go getVolumeOptions; ${DOCS}/references/settings.md`,
  },
];

const CONTENT: readonly ParameterFacts[] = [
  { name: 'fsType', type: 'string', values: ['ext4', 'xfs'], default: 'ext4', note: 'xfs from 300 MiB', source: `${CLASS}; ${CONTROLLER} CreateVolume` },
  { name: 'mkfsParams', type: 'string', source: CLASS },
  { name: 'migratable', type: 'boolean', default: 'false', note: 'live migration of virtual machines: raw block volumes with ReadWriteMany', source: CLASS },
  { name: 'nfsOptions', type: 'string', note: 'of the mounts of shared volumes, which the share-manager exports', source: CLASS },
  { name: 'strictTopology', type: 'boolean', default: 'false', note: 'only with WaitForFirstConsumer; needs the setting csi-allowed-topology-keys', source: CLASS },
  { name: 'fromBackup', type: 'string', note: 'address of a backup that every new volume is filled from', source: CLASS },
  { name: 'backingImageName', type: 'string', source: CLASS },
  { name: 'backingImageChecksum', type: 'string', requires: ['backingImageName'], note: 'SHA-512', source: `${CLASS}; ${CONTROLLER} checkAndPrepareBackingImage` },
  {
    name: 'backingImageDataSourceType',
    type: 'string',
    values: ['download', 'export-from-volume'],
    requires: ['backingImageName'],
    source: `${CLASS}; ${CONTROLLER} checkAndPrepareBackingImage`,
  },
  {
    name: 'backingImageDataSourceParameters',
    type: 'string',
    pattern: /^\s*\{[^]*\}\s*$/,
    form: 'a JSON object',
    requires: ['backingImageDataSourceType'],
    source: `${CLASS}; ${CONTROLLER} checkAndPrepareBackingImage`,
  },
];

const BACKUPS: readonly ParameterFacts[] = [
  { name: 'recurringJobSelector', type: 'string', ...JSON_LIST, note: 'snapshots and backups by schedule', source: `${CLASS}; ${MANAGER} csi/util.go getVolumeOptions` },
  { name: 'backupTargetName', type: 'string', default: 'default', source: CLASS },
  { name: 'backupBlockSize', type: 'string', pattern: /^(|2Mi|16Mi)$/, form: '2Mi, 16Mi or an empty text', note: 'empty is the setting of the whole installation', source: CLASS },
];

/** The key lies in a Secret, which every step is given. */
const SECRETS: readonly ParameterFacts[] = ['provisioner', 'node-publish', 'node-stage', 'node-expand'].flatMap((step) =>
  [`csi.storage.k8s.io/${step}-secret-name`, `csi.storage.k8s.io/${step}-secret-namespace`].map((name) =>
    ({ name, type: 'string', requiredWhen: ENCRYPTED, source: ENCRYPTION_PAGE } as const)));

/** Longhorn: volumes on the disks of the cluster's own nodes, with replicas on several. */
export const LONGHORN: DriverFacts = {
  id: 'longhorn',
  title: 'Longhorn',
  source: `${DOCS} (1.12.2); longhorn/longhorn@bb2f2223; ${MANAGER}`,
  provisioners: [{ name: 'driver.longhorn.io', use: 'installed by Helm or kubectl in longhorn-system', source: DEPLOYMENT }],
  storage: 'block',
  accessModes: {
    Filesystem: [
      ...ONE_NODE,
      { mode: 'ReadWriteMany', when: { parameter: 'migratable', values: ['false'] }, note: 'by NFS from a share-manager pod' },
    ],
    Block: [...ONE_NODE, { mode: 'ReadWriteMany', when: { parameter: 'migratable', values: ['true'] }, note: 'for two nodes while a virtual machine moves' }],
    // ReadOnlyMany is an open request (longhorn/longhorn#5041): the driver says "access mode %v is not supported"
    source: `${DOCS}/nodes-and-volumes/volumes/rwx-volumes.md; ${CONTROLLER} NewControllerServer, validateVolumeCapabilities`,
  },
  topology: {
    scope: 'region',
    // the setting csi-allowed-topology-keys names those that count
    keys: ['topology.kubernetes.io/zone', '*'],
    volumeBindingMode: 'Immediate',
    why: 'a volume is attached to any node, whichever nodes keep its replicas',
    source: CLASS,
    variants: [
      {
        when: STRICT_LOCAL,
        scope: 'node',
        volumeBindingMode: 'WaitForFirstConsumer',
        pinned: true,
        why: 'the only replica lies on the node of the pod, and Longhorn pins the volume to it',
        source: CLASS,
      },
      {
        when: STRICT_TOPOLOGY,
        scope: 'zone',
        volumeBindingMode: 'WaitForFirstConsumer',
        why: 'the volume is pinned to the topology of the node that the scheduler chose; bound at once, there is none',
        source: CLASS,
      },
    ],
  },
  outlives: {
    surely: 'node',
    why: 'replicas lie on several nodes, whichever zones these are in',
    source: `${DOCS}/references/settings.md (replica-soft-anti-affinity, replica-zone-soft-anti-affinity)`,
    variants: [
      { when: STRICT_LOCAL, surely: 'pod', why: 'the only replica lies on the node of the pod, and shares its fate', source: CLASS },
      { when: SHARDED, surely: 'node', why: 'as many nodes may fail as there are parity chunks, whichever zones these are in', source: CLASS },
      { when: { parameter: 'numberOfReplicas', values: ['1'] }, surely: 'nothing', why: 'the only replica lies on one node, which need not be that of the pod', source: CLASS },
      { when: { parameter: 'replicaSoftAntiAffinity', values: ['enabled'] }, surely: 'nothing', why: 'all replicas may lie on one node', source: CLASS },
      { when: STRICT_TOPOLOGY, surely: 'node', why: 'the volume is pinned to the topology of one node, wherever its replicas are', source: CLASS },
      { when: { parameter: 'replicaZoneSoftAntiAffinity', values: ['disabled'] }, surely: 'zone', why: 'no two replicas lie in one zone', source: CLASS },
    ],
  },
  expansion: {
    supported: true,
    online: true,
    limit: 'engine v1 since 1.4.0, v2 since 1.10.0',
    source: `${DOCS}/nodes-and-volumes/volumes/expansion.md`,
  },
  snapshots: {
    supported: true,
    parameters: ['type', 'backupMode', 'export-type'],
    // of types snap and bak; it waits for its own snapshot before it answers, and uploads a backup afterwards
    cut: { signal: 'creationTime', source: `${CONTROLLER} createCSISnapshotTypeLonghornSnapshot, createCSISnapshotTypeLonghornBackup` },
    source: `${DOCS}/snapshots-and-backups/csi-snapshot-support; ${CONTROLLER} CreateSnapshot (without a type it makes a backup)`,
  },
  groupSnapshots: { supported: false, source: `${CONTROLLER} NewControllerServer` },
  clones: {
    supported: true,
    // ("the requested size (%v bytes) is different than the source volume size (%v bytes)")
    sameSize: true,
    // blocks are copied as they are, and the class of the clone says whether the node looks for a LUKS header in them
    sameParameters: ['encrypted'],
    except: [{ from: SHARDED, why: 'an erasure coded volume cannot be cloned', source: FEATURES }],
    note: 'of the size of the source; not of erasure coded volumes',
    source: `${CONTROLLER} CreateVolume; ${ENCRYPTION_PAGE}; ${FEATURES}`,
  },
  allocation: { steps: [{ step: '2Mi' }], source: `${CONTROLLER} CreateVolume (RoundUpSize)` },
  volumeAttributes: { supported: false, parameters: [], source: `${CONTROLLER} NewControllerServer (no MODIFY_VOLUME)` },
  attachLimit: { text: 'none by default', source: DEPLOYMENT },
  install: {
    text: 'namespace longhorn-system: DaemonSets longhorn-manager and longhorn-csi-plugin, Deployments csi-attacher, csi-provisioner, csi-resizer, csi-snapshotter; classes longhorn and longhorn-static',
    source: DEPLOYMENT,
  },
  encryption: {
    decidedBy: 'class',
    parameter: 'encrypted',
    on: 'true',
    keyParameter: 'csi.storage.k8s.io/node-stage-secret-name',
    withoutKey: 'no passphrase, although every volume needs one',
    note: 'LUKS by dm_crypt and cryptsetup of the nodes, with CRYPTO_KEY_VALUE of a Secret; backups are encrypted too',
    source: ENCRYPTION_PAGE,
  },
  parameters: [...REPLICAS, ...ENGINE, ...CONTENT, { name: 'encrypted', type: 'boolean', default: 'false', source: CLASS }, ...BACKUPS, ...SECRETS],
  unknownParameter: { behaviour: 'unverified', source: CLASS },
  parameterKeyCase: 'exact',
  kinds: [
    { kind: 'v1', default: true, medium: 'unknown', note: 'in user space, over iSCSI', source: CLASS },
    { kind: 'v2', medium: 'unknown', soldForIops: true, note: 'SPDK: faster, and takes a processor of each node for itself', source: `${DOCS}/best-practices.md` },
  ],
  kindParameter: 'dataEngine',
  fsGroup: { applied: true, policy: 'ReadWriteOnceWithFSType', source: `${MANAGER} csi/deployment.go` },
};
