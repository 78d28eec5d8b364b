import {
  CEPH_CSI, CLUSTER_ID, GROUP_SNAPSHOT_SECRET, KMS_ENTRY, KMS_SOURCES, ROOK, SNAPSHOT_PARAMETERS, cephProvisioners, secretParameters, secretPrefix,
} from './ceph-csi';
import type { AccessModeFacts, DriverFacts, ParameterFacts } from './driver-facts';

const CLASS = `${CEPH_CSI} examples/rbd/storageclass.yaml`;
/** A newer version of the same example. */
const NEWER_CLASS = 'ceph/ceph-csi@028108c1 examples/rbd/storageclass.yaml';
const RBD_MANUAL = 'https://docs.ceph.com/en/latest/man/8/rbd/#striping';

const ENCRYPTED = { parameter: 'encrypted', values: ['true'] };
/** LUKS, and not fscrypt. */
const BLOCK_ENCRYPTION = { parameter: 'encryptionType', values: ['block'] };

const FEATURES = ['layering', 'journaling', 'exclusive-lock', 'object-map', 'fast-diff', 'deep-flatten'];
const ANY = FEATURES.join('|');

const LIMITS_OF_KRBD = ['maxReadIops', 'maxWriteIops', 'maxReadBps', 'maxWriteBps'];
const LIMITS_OF_NBD = [
  'baseIops', 'baseReadIops', 'baseWriteIops', 'baseBps', 'baseReadBps', 'baseWriteBps', 'maxIops', 'maxBps',
  'iopsPerGiB', 'readIopsPerGiB', 'writeIopsPerGiB', 'bpsPerGiB', 'readBpsPerGiB', 'writeBpsPerGiB', 'baseVolSizeBytes',
];

const ONE_NODE: readonly AccessModeFacts[] = [{ mode: 'ReadWriteOnce' }, { mode: 'ReadWriteOncePod' }];
const READ_ONLY: AccessModeFacts = { mode: 'ReadOnlyMany', note: 'made from a snapshot or another volume' };

const POOLS: readonly ParameterFacts[] = [
  { ...CLUSTER_ID, source: CLASS },
  { name: 'pool', type: 'string', pattern: /./, form: 'the name of a pool', requiredUnless: 'topologyConstrainedPools', note: 'replicated; with dataPool it keeps the metadata of images', source: CLASS },
  { name: 'dataPool', type: 'string', pattern: /./, form: 'the name of a pool', requires: ['pool'], note: 'erasure coded', source: CLASS },
  {
    name: 'topologyConstrainedPools',
    type: 'string',
    pattern: /^\s*\[\s*\{[^]*\}\s*\]\s*$/,
    form: 'a JSON list of poolName, dataPool and domainSegments',
    note: 'the pool of the zone in which the pod runs; needs --domainlabels of the driver',
    source: `${CLASS}; ${CEPH_CSI} internal/util/topology.go GetTopologyFromRequest`,
  },
];

const IMAGES: readonly ParameterFacts[] = [
  {
    name: 'imageFeatures',
    type: 'string',
    pattern: new RegExp(`^(?!(?!.*exclusive-lock).*(object-map|journaling))(?!(?!.*object-map).*fast-diff)(${ANY})(,(${ANY}))*$`),
    form: `some of ${FEATURES.join(',')}; object-map and journaling only with exclusive-lock, fast-diff only with object-map`,
    note: 'an empty text is refused; the whole set needs Linux 5.4, journaling the mounter rbd-nbd',
    source: `${CLASS}; ${CEPH_CSI} internal/rbd/rbd_util.go supportedFeatures; ${ROOK} deploy/examples/csi/rbd/storageclass.yaml`,
  },
  { name: 'imageFormat', type: 'string', values: ['2'], note: 'in examples of Rook; ceph-csi always makes format 2', source: `${ROOK} deploy/examples/csi/rbd/storageclass.yaml` },
  { name: 'volumeNamePrefix', type: 'string', pattern: /./, form: 'at least one character', default: 'csi-vol-', source: `${CLASS}; ${CEPH_CSI} internal/rbd/controllerserver.go validateVolumeReq` },
  { name: 'stripeUnit', type: 'integer', min: 1, requires: ['stripeCount'], note: 'bytes', source: `${CLASS}; ${CEPH_CSI} internal/rbd/controllerserver.go validateStriping` },
  { name: 'stripeCount', type: 'integer', min: 1, requires: ['stripeUnit'], note: 'objects', source: `${CLASS}; ${CEPH_CSI} internal/rbd/controllerserver.go validateStriping` },
  {
    name: 'objectSize',
    type: 'string',
    values: Array.from({ length: 14 }, (_, exponent) => String(4096 * 2 ** exponent)),
    note: 'bytes, a power of two from 4 KiB to 32 MiB',
    source: `${CEPH_CSI} internal/rbd/controllerserver.go validateStriping; ${RBD_MANUAL}`,
  },
];

const MOUNTS: readonly ParameterFacts[] = [
  { name: 'csi.storage.k8s.io/fstype', type: 'string', values: ['ext4', 'xfs'], default: 'ext4', note: 'xfs can lock up a node that also runs OSDs', source: `${CLASS}; ${ROOK} deploy/examples/csi/rbd/storageclass.yaml` },
  { name: 'mkfsOptions', type: 'string', note: 'in place of the driver\'s own, not on top', source: CLASS },
  { name: 'mounter', type: 'string', values: ['rbd', 'rbd-nbd'], default: 'rbd', note: 'rbd-nbd runs in the pod of the driver and dies with it', source: CLASS },
  { name: 'tryOtherMounters', type: 'boolean', default: 'false', note: 'rbd-nbd where the kernel lacks a feature of the image', source: CLASS },
  { name: 'mapOptions', type: 'string', note: 'as krbd:lock_on_read,queue_depth=1024;nbd:try-netlink', source: CLASS },
  { name: 'unmapOptions', type: 'string', note: 'as krbd:force;nbd:force', source: CLASS },
  { name: 'cephLogDir', type: 'string', note: 'of rbd-nbd', source: CLASS },
  { name: 'cephLogStrategy', type: 'string', values: ['remove', 'compress', 'preserve'], default: 'remove', source: CLASS },
];

const ENCRYPTION: readonly ParameterFacts[] = [
  { name: 'encrypted', type: 'boolean', default: 'false', source: CLASS },
  { name: 'encryptionType', type: 'string', values: ['block', 'file'], default: 'block', when: ENCRYPTED, note: 'block is LUKS2, file is fscrypt', source: CLASS },
  {
    name: 'encryptionKMSID',
    type: 'string',
    pattern: /./,
    form: KMS_ENTRY,
    when: ENCRYPTED,
    note: 'without one, encryptionPassphrase of the secrets',
    source: `${CLASS}; ${CEPH_CSI} examples/rbd/secret.yaml; ${KMS_SOURCES}`,
  },
  { name: 'encryptionSectorSize', type: 'string', values: ['512', '1024', '2048', '4096'], when: BLOCK_ENCRYPTION, note: 'bytes', source: NEWER_CLASS },
  { name: 'encryptionCipher', type: 'string', when: BLOCK_ENCRYPTION, note: 'as cryptsetup calls it', source: NEWER_CLASS },
  { name: 'encryptionKeySize', type: 'integer', min: 1, when: BLOCK_ENCRYPTION, requires: ['encryptionCipher'], note: 'bits', source: NEWER_CLASS },
  { name: 'integrityMode', type: 'string', when: BLOCK_ENCRYPTION, note: 'dm-integrity; such volumes cannot grow', source: NEWER_CLASS },
];

const SECRETS: readonly ParameterFacts[] = [
  ...secretParameters('provisioner', { required: true, source: CLASS }),
  ...secretParameters('controller-expand', { required: true, note: 'to grow volumes', source: CLASS }),
  ...secretParameters('node-stage', { required: true, source: CLASS }),
  ...secretParameters('controller-publish', { required: false, note: 'in examples of Rook', source: `${ROOK} deploy/examples/csi/rbd/storageclass.yaml` }),
  ...secretParameters('controller-modify', { required: false, note: 'for a VolumeAttributesClass; external-provisioner before v6.2.0 refuses it', source: NEWER_CLASS }),
  ...secretParameters('node-publish', { required: false, note: 'for limits by the kernel (krbd QoS)', source: NEWER_CLASS }),
];

/** Block devices of a Ceph cluster (RBD). */
export const CEPH_RBD: DriverFacts = {
  id: 'ceph-rbd',
  title: 'Ceph RBD',
  source: `${CEPH_CSI} (2024-10-22); ${ROOK} (2026-08) for newer features`,
  provisioners: cephProvisioners('rbd.csi.ceph.com'),
  inTree: { name: 'kubernetes.io/rbd', removedIn: '1.31', source: 'https://kubernetes.io/docs/concepts/storage/volumes/#rbd; kubernetes/website#46304' },
  storage: 'block',
  accessModes: {
    // of volumes with a file system the driver says: multi node access modes are only supported on rbd `block` type volumes
    Filesystem: [...ONE_NODE, READ_ONLY],
    Block: [...ONE_NODE, { mode: 'ReadWriteMany' }, READ_ONLY],
    source: `${CEPH_CSI} internal/rbd/driver/driver.go:108-125; internal/rbd/controllerserver.go:168`,
  },
  topology: {
    scope: 'region',
    keys: ['topology.rbd.csi.ceph.com/zone', 'topology.*'],
    volumeBindingMode: 'Immediate',
    why: 'every node reaches the cluster; Ceph keeps copies apart by itself',
    source: `${CLASS}; ${CEPH_CSI} internal/util/topology.go GetTopologyFromDomainLabels (topology.<name of the driver>/<label>)`,
    variants: [{
      when: { parameter: 'topologyConstrainedPools' },
      scope: 'zone',
      volumeBindingMode: 'WaitForFirstConsumer',
      why: 'the pool is chosen by where the pod runs; bound at once, nobody knows that',
      source: CLASS,
    }],
  },
  outlives: {
    surely: 'nothing',
    atBest: 'zone',
    why: 'how many copies there are and where was decided with the pool (CRUSH rule)',
    source: 'https://docs.ceph.com/en/latest/rados/operations/crush-map/',
    variants: [{
      when: { parameter: 'topologyConstrainedPools' },
      surely: 'nothing',
      atBest: 'node',
      why: 'the pool is one of the zone of the pod, and shares its fate',
      source: CLASS,
    }],
  },
  expansion: {
    supported: true,
    online: true,
    except: [{ when: { parameter: 'integrityMode' }, why: 'a volume with dm-integrity cannot grow', source: NEWER_CLASS }],
    source: `${CEPH_CSI} internal/rbd/controllerserver.go ControllerExpandVolume`,
  },
  snapshots: {
    supported: true,
    parameters: SNAPSHOT_PARAMETERS,
    // the image's own snapshot is made before the call returns, and nothing is left to do
    cut: { signal: 'creationTime', source: `${CEPH_CSI} internal/rbd/controllerserver.go CreateSnapshot` },
    source: `${CEPH_CSI} examples/rbd/snapshotclass.yaml; internal/rbd/controllerserver.go:606`,
  },
  groupSnapshots: {
    supported: true,
    required: ['clusterID', 'pool', ...GROUP_SNAPSHOT_SECRET],
    source: `${ROOK} deploy/examples/csi/rbd/groupsnapshotclass.yaml`,
  },
  clones: {
    supported: true,
    sameSize: false,
    // ("cannot create unencrypted volume from encrypted volume %q", and the other way round)
    sameParameters: ['encrypted'],
    note: 'chains of clones are flattened at --rbdsoftmaxclonedepth, images with many snapshots at --minsnapshotsonimage (250)',
    source: `${CEPH_CSI} internal/rbd/rbd_util.go isCompatibleEncryption; internal/rbd/controllerserver.go flattenParentImage, flattenTemporaryClonedImages`,
  },
  allocation: {
    steps: [{ below: '1Gi', step: '1Mi' }, { step: '1Gi' }],
    source: `${CEPH_CSI} internal/rbd/controllerserver.go parseVolCreateRequest; internal/util/util.go RoundOffBytes`,
  },
  volumeAttributes: {
    supported: true,
    parameters: [...LIMITS_OF_KRBD, ...LIMITS_OF_NBD],
    // the secret of node-publish may stand in the ConfigMap ceph-csi-config instead (rbd.nodePublishSecretRef)
    requires: [`${secretPrefix('controller-modify')}-name`, `${secretPrefix('controller-modify')}-namespace`],
    note: 'limits of reads and writes apart by cgroup v2 on Kubernetes 1.34 and Linux 5.8, which needs the secret of node-publish too; all others only with the mounter rbd-nbd',
    source: `${ROOK} Documentation/Storage-Configuration/Block-Storage-RBD/rbd-qos.md; ceph/ceph-csi@7bc8d3fc examples/rbd/volumeattributesclass.yaml`,
  },
  attachLimit: { text: 'none', source: `${CEPH_CSI} internal/csi-common/nodeserver-default.go NodeGetInfo` },
  install: {
    text: 'Deployment csi-rbdplugin-provisioner and DaemonSet csi-rbdplugin; with newer Rook <name of the driver>-ctrlplugin and -nodeplugin, and ceph-csi-controller-manager',
    source: `${CEPH_CSI} deploy/rbd/kubernetes; ${ROOK} Documentation/Getting-Started/quickstart.md:113-131`,
  },
  encryption: {
    decidedBy: 'class',
    parameter: 'encrypted',
    on: 'true',
    keyParameter: 'encryptionKMSID',
    withoutKey: 'a passphrase in the driver\'s secrets, which Rook\'s do not hold',
    note: 'each volume by a key of its own, before data leaves the node',
    source: `${CLASS}; ${CEPH_CSI} examples/rbd/secret.yaml`,
  },
  parameters: [...POOLS, ...IMAGES, ...MOUNTS, ...ENCRYPTION, ...SECRETS],
  unknownParameter: { behaviour: 'ignored', source: `${CEPH_CSI} internal/rbd/rbd_util.go genVolFromVolumeOptions (looks keys up by name)` },
  parameterKeyCase: 'exact',
  kinds: [],
  fsGroup: { applied: true, policy: 'File', source: `${CEPH_CSI} deploy/rbd/kubernetes/csidriver.yaml` },
};
