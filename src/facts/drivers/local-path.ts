import type { AccessModeFacts, DriverFacts, ParameterFacts } from './driver-facts';

const DRIVER = 'rancher/local-path-provisioner@9fa2a62e';
const README = `${DRIVER} README.md`;

const ONE_NODE: readonly AccessModeFacts[] = [{ mode: 'ReadWriteOnce' }, { mode: 'ReadWriteOncePod' }];

const PARAMETERS: readonly ParameterFacts[] = [
  { name: 'nodePath', type: 'string', pattern: /^\/./, form: 'an absolute path other than /', note: 'one of the paths of nodePathMap', source: README },
  {
    name: 'pathPattern',
    type: 'string',
    default: '{{ .PVName }}_{{ .PVC.Namespace }}_{{ .PVC.Name }}',
    note: 'Go template of the folder; must begin with {{ .PVC.Namespace }}/{{ .PVC.Name }}/ unless allowUnsafePathPattern is set',
    source: README,
  },
  {
    name: 'allowUnsafePathPattern',
    type: 'boolean',
    default: 'false',
    note: 'lets a claim choose a folder of another through its labels and annotations',
    source: `${README}; https://github.com/advisories/GHSA-jr3w-9vfr-c746`,
  },
  { name: 'userPattern', type: 'string', note: 'Go template of the owner of the folder', source: README },
  { name: 'groupPattern', type: 'string', note: 'Go template of the group of the folder', source: README },
  { name: 'permPattern', type: 'string', note: 'Go template of the permissions of the folder', source: README },
];

/** Local Path Provisioner: folders of one node. The class `local-path` of k3s and the class `standard` of kind. */
export const LOCAL_PATH: DriverFacts = {
  id: 'local-path',
  title: 'Local Path Provisioner',
  source: `${DRIVER} (v0.0.37)`,
  provisioners: [{ name: 'rancher.io/local-path', use: 'the default class of k3s (local-path) and kind (standard)', source: README }],
  storage: 'block',
  accessModes: {
    Filesystem: ONE_NODE,
    Block: [{ mode: 'ReadWriteOnce', note: 'with a setup script that makes block devices' }],
    source: `${DRIVER} provisioner.go:379-383 ("NodePath only supports ReadWriteOnce and ReadWriteOncePod (1.22+) access modes"); README.md`,
  },
  topology: {
    scope: 'node',
    keys: ['kubernetes.io/hostname'],
    volumeBindingMode: 'WaitForFirstConsumer',
    why: 'a volume is a folder of one node; bound at once, there is no node yet and no volume is made',
    source: `${README}; ${DRIVER} provisioner.go ("configuration error, no node was specified")`,
  },
  outlives: { surely: 'pod', why: 'a volume is a folder of one node, and shares its fate', source: README },
  expansion: { supported: false, online: false, limit: 'the size of a claim limits nothing: volumes share the disk of the node', source: `${README} (Cons)` },
  snapshots: {
    supported: false,
    parameters: [],
    alternative: 'a backup that the database makes itself, or file system backup of Velero',
    source: `${README} (not a CSI driver)`,
  },
  groupSnapshots: { supported: false, source: `${README} (not a CSI driver)` },
  clones: { supported: false, source: `${README} (not a CSI driver)` },
  allocation: { steps: [], source: `${README} (the size limits nothing)` },
  volumeAttributes: { supported: false, parameters: [], source: `${README} (not a CSI driver)` },
  attachLimit: { text: 'none', source: `${README} (not a CSI driver)` },
  install: {
    text: 'Deployment local-path-provisioner and ConfigMap local-path-config in local-path-storage (kube-system in k3s)',
    source: `${DRIVER} deploy/local-path-storage.yaml`,
  },
  encryption: { decidedBy: 'nobody', note: 'plain folders of the node', source: README },
  parameters: PARAMETERS,
  unknownParameter: { behaviour: 'ignored', source: `${DRIVER} provisioner.go (looks keys up by name)` },
  parameterKeyCase: 'exact',
  kinds: [],
  fsGroup: {
    applied: false,
    policy: 'none: not a CSI driver; hostPath volumes keep their group, volumes of type local (annotation defaultVolumeType: local) get it',
    source: 'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath; README.md',
  },
};

/** The same provisioner where its folders lie on a file system that all nodes share; no parameter of a class tells. */
export const LOCAL_PATH_SHARED: DriverFacts = {
  ...LOCAL_PATH,
  storage: 'network-file-system',
  accessModes: {
    Filesystem: [...ONE_NODE, { mode: 'ReadOnlyMany' }, { mode: 'ReadWriteMany' }],
    Block: [],
    source: `${README} (sharedFileSystemPath)`,
  },
  topology: {
    scope: 'region',
    keys: [],
    volumeBindingMode: 'WaitForFirstConsumer',
    why: 'nothing in a class says that folders are shared, and this works either way',
    source: `${README} (sharedFileSystemPath)`,
  },
  outlives: { surely: 'nothing', atBest: 'zone', why: 'how the shared file system keeps its data was decided with it', source: `${README} (sharedFileSystemPath)` },
};
