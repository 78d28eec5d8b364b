import { describe, expect, test } from 'vitest';
import { CephCluster } from '../../../src/facts/drivers/ceph-cluster';
import { CEPH_RBD } from '../../../src/facts/drivers/ceph-rbd';
import { CephRbd, CephRbdEncryption, CephRbdFileSystem, CephRbdImageFeature, CephRbdMounter } from '../../../src/facts/drivers/ceph-rbd-backends';
import { inTreeProvisioner } from '../../../src/facts/drivers/in-tree-provisioners';
import { driverOf, reachedBy } from '../../../src/facts/drivers/index';
import type { VolumeBackend } from '../../../src/facts/drivers/volume-backend';
import { claimFaults, parameterFaults } from '../../../src/facts/drivers/volume-check';
import { StorageTopology, VolumeBindingMode, VolumeMode } from '../../../src/facts/drivers/volume-modes';

const CLUSTER = CephCluster.cephCsi({ clusterId: 'b9127830', secretName: 'csi-rbd', nodeSecretName: 'csi-rbd-node', secretNamespace: 'ceph' });

const ROOK_SECRETS = {
  'csi.storage.k8s.io/provisioner-secret-name': 'rook-csi-rbd-provisioner',
  'csi.storage.k8s.io/provisioner-secret-namespace': 'rook-ceph',
  'csi.storage.k8s.io/controller-expand-secret-name': 'rook-csi-rbd-provisioner',
  'csi.storage.k8s.io/controller-expand-secret-namespace': 'rook-ceph',
  'csi.storage.k8s.io/controller-publish-secret-name': 'rook-csi-rbd-provisioner',
  'csi.storage.k8s.io/controller-publish-secret-namespace': 'rook-ceph',
  'csi.storage.k8s.io/node-stage-secret-name': 'rook-csi-rbd-node',
  'csi.storage.k8s.io/node-stage-secret-namespace': 'rook-ceph',
};

describe('CephRbd', () => {
  test('a pool of Rook, encrypted with keys of a key management system', () => {
    const backend = CephRbd.pool({ pool: 'replicapool', encryptionKmsId: 'vault' });
    expect(backend.provisioner).toBe('rook-ceph.rbd.csi.ceph.com');
    expect(backend.parameters).toEqual({ clusterID: 'rook-ceph', pool: 'replicapool', encrypted: 'true', encryptionKMSID: 'vault', ...ROOK_SECRETS });
    expect(backend.encrypted).toBe(true);
    expect([backend.topology, backend.volumeBindingMode]).toEqual([StorageTopology.REGION, VolumeBindingMode.IMMEDIATE]);
    expect(backend.snapshotDriver).toBe('rook-ceph.rbd.csi.ceph.com');
    expect(backend._snapshotParameters).toEqual({
      'clusterID': 'rook-ceph',
      'csi.storage.k8s.io/snapshotter-secret-name': 'rook-csi-rbd-provisioner',
      'csi.storage.k8s.io/snapshotter-secret-namespace': 'rook-ceph',
    });
  });

  test('every option sets its parameter', () => {
    const backend = CephRbd.pool({
      pool: 'metadata',
      dataPool: 'erasure-coded',
      cluster: CLUSTER,
      encryptionType: CephRbdEncryption.FILE,
      fsType: CephRbdFileSystem.XFS,
      imageFeatures: [
        CephRbdImageFeature.LAYERING, CephRbdImageFeature.EXCLUSIVE_LOCK, CephRbdImageFeature.OBJECT_MAP, CephRbdImageFeature.FAST_DIFF,
      ],
      mounter: CephRbdMounter.NBD,
      mapOptions: 'nbd:try-netlink',
      unmapOptions: 'nbd:force',
      mkfsOptions: '-K',
      modifiable: true,
      extraParameters: { objectSize: '33554432', stripeUnit: '65536', stripeCount: '8', cephLogStrategy: 'preserve' },
    });
    const [controller, node] = [['provisioner', 'controller-expand', 'controller-publish', 'controller-modify'], ['node-stage', 'node-publish']];
    const secrets = (tasks: readonly string[], name: string) => tasks.flatMap((task) => [[`csi.storage.k8s.io/${task}-secret-name`, name], [`csi.storage.k8s.io/${task}-secret-namespace`, 'ceph']]);
    expect(backend.provisioner).toBe('rbd.csi.ceph.com');
    expect(backend.parameters).toEqual({
      'clusterID': 'b9127830',
      'pool': 'metadata',
      'dataPool': 'erasure-coded',
      'encrypted': 'true',
      'encryptionType': 'file',
      'csi.storage.k8s.io/fstype': 'xfs',
      'imageFeatures': 'layering,exclusive-lock,object-map,fast-diff',
      'mounter': 'rbd-nbd',
      'mapOptions': 'nbd:try-netlink',
      'unmapOptions': 'nbd:force',
      'mkfsOptions': '-K',
      'objectSize': '33554432',
      'stripeUnit': '65536',
      'stripeCount': '8',
      'cephLogStrategy': 'preserve',
      ...Object.fromEntries([...secrets(controller, 'csi-rbd'), ...secrets(node, 'csi-rbd-node')]),
    });
  });

  test('pools of zones are chosen when the pod is scheduled', () => {
    const backend = CephRbd.zonalPools({
      cluster: CLUSTER,
      pools: [{ pool: 'a', domains: { region: 'east', zone: 'a' } }, { pool: 'b', dataPool: 'b-data', domains: { zone: 'b' } }],
    });
    expect(JSON.parse(backend.parameters.topologyConstrainedPools)).toEqual([
      { poolName: 'a', domainSegments: [{ domainLabel: 'region', value: 'east' }, { domainLabel: 'zone', value: 'a' }] },
      { poolName: 'b', dataPool: 'b-data', domainSegments: [{ domainLabel: 'zone', value: 'b' }] },
    ]);
    expect(backend.parameters).not.toHaveProperty('pool');
    expect([backend.topology, backend.volumeBindingMode]).toEqual([StorageTopology.ZONE, VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER]);
  });

  test('the drivers of Rook are called after its namespace, and secrets lie with the cluster', () => {
    const cluster = CephCluster.rook({ operatorNamespace: 'storage-operator', clusterNamespace: 'storage' });
    const backend = CephRbd.pool({ pool: 'p', encrypted: false, cluster });
    expect(backend.provisioner).toBe('storage-operator.rbd.csi.ceph.com');
    expect(backend.parameters).toMatchObject({ 'clusterID': 'storage', 'encrypted': 'false', 'csi.storage.k8s.io/node-stage-secret-namespace': 'storage' });
    expect(backend.encrypted).toBe(false);
  });

  test('raw block volumes are shared, those with a file system are not', () => {
    const backend = CephRbd.pool({ pool: 'p', cluster: CLUSTER });
    expect(backend.accessModes(VolumeMode.BLOCK)).toContain('ReadWriteMany');
    expect(backend.accessModes(VolumeMode.FILESYSTEM)).toEqual(['ReadWriteOnce', 'ReadWriteOncePod', 'ReadOnlyMany']);
    expect(claimFaults(backend._driver, backend.parameters, { accessModes: ['ReadWriteMany'], volumeMode: 'Filesystem' })).toHaveLength(1);
  });

  const { ROOK, NO_CLUSTER } = { ROOK: { pool: 'p', encryptionKmsId: 'vault' }, NO_CLUSTER: { pool: 'p', cluster: CLUSTER } };
  const FEATURES = 'use some of layering,journaling,exclusive-lock,object-map,fast-diff,deep-flatten; object-map and journaling only with exclusive-lock, fast-diff only with object-map';
  const illegal: readonly [string, () => VolumeBackend, string][] = [
    ['no key', () => CephRbd.pool({ pool: 'p' }),
      '[CephRbd.pool] encryptionKmsId is missing: volumes are encrypted, and the secrets that Rook makes hold no passphrase; name an entry of the ConfigMap csi-kms-connection-details, with Rook of rook-ceph-csi-kms-config, or set encrypted: false'],
    ['a key for nothing', () => CephRbd.pool({ ...ROOK, encrypted: false }),
      '[CephRbd.pool] encryptionKmsId applies only with encrypted true, got "vault"; leave it out, or set encrypted'],
    ['a kind of encryption for nothing', () => CephRbd.pool({ pool: 'p', encrypted: false, encryptionType: CephRbdEncryption.FILE }),
      '[CephRbd.pool] encryptionType applies only with encrypted true, got "file"; leave it out, or set encrypted'],
    ['an empty pool', () => CephRbd.pool({ ...ROOK, pool: '' }), '[CephRbd.pool] pool is empty, got ""; say something'],
    ['an empty data pool', () => CephRbd.pool({ ...ROOK, dataPool: '' }), '[CephRbd.pool] dataPool is empty, got ""; say something'],
    ['a data pool of no pool', () => CephRbd.zonalPools({ cluster: CLUSTER, pools: [{ pool: 'a', domains: { zone: 'a' } }], extraParameters: { dataPool: 'd' } }),
      '[CephRbd.zonalPools] extraParameters.dataPool has no effect without pool, got "d"; give both or neither'],
    ['no pools', () => CephRbd.zonalPools({ cluster: CLUSTER, pools: [] }),
      '[CephRbd.zonalPools] pools is not in its form, got "[]"; use a JSON list of poolName, dataPool and domainSegments'],
    ['no features', () => CephRbd.pool({ ...ROOK, imageFeatures: [] }),
      `[CephRbd.pool] imageFeatures is not in its form, got ""; ${FEATURES}`],
    ['object-map without exclusive-lock', () => CephRbd.pool({ ...ROOK, imageFeatures: [CephRbdImageFeature.OBJECT_MAP] }),
      `[CephRbd.pool] imageFeatures is not in its form, got "object-map"; ${FEATURES}`],
    ['journaling without exclusive-lock', () => CephRbd.pool({ ...ROOK, imageFeatures: [CephRbdImageFeature.LAYERING, CephRbdImageFeature.JOURNALING] }),
      `[CephRbd.pool] imageFeatures is not in its form, got "layering,journaling"; ${FEATURES}`],
    ['fast-diff without object-map', () => CephRbd.pool({ ...ROOK, imageFeatures: [CephRbdImageFeature.EXCLUSIVE_LOCK, CephRbdImageFeature.FAST_DIFF] }),
      `[CephRbd.pool] imageFeatures is not in its form, got "exclusive-lock,fast-diff"; ${FEATURES}`],
    ['a long cluster id', () => CephRbd.pool({ pool: 'p', cluster: CephCluster.cephCsi({ clusterId: 'c'.repeat(37), secretName: 's', secretNamespace: 'n' }) }),
      `[CephRbd.pool] clusterID is not in its form, got "${'c'.repeat(37)}"; use at most 36 characters`],
    ['half of striping', () => CephRbd.pool({ ...NO_CLUSTER, extraParameters: { stripeUnit: '65536' } }),
      '[CephRbd.pool] extraParameters.stripeUnit has no effect without stripeCount, got "65536"; give both or neither'],
    ['an odd size of objects', () => CephRbd.pool({ ...NO_CLUSTER, extraParameters: { objectSize: '5000' } }),
      '[CephRbd.pool] extraParameters.objectSize is not one of its values, got "5000"; '
      + 'use 4096, 8192, 16384, 32768, 65536, 131072, 262144, 524288, 1048576, 2097152, 4194304, 8388608, 16777216, 33554432'],
    ['a sector size with fscrypt', () => CephRbd.pool({ ...NO_CLUSTER, encryptionType: CephRbdEncryption.FILE, extraParameters: { encryptionSectorSize: '4096' } }),
      '[CephRbd.pool] extraParameters.encryptionSectorSize applies only with encryptionType block, got "4096"; leave it out, or set encryptionType'],
    ['a size of the key of no cipher', () => CephRbd.pool({ ...NO_CLUSTER, extraParameters: { encryptionKeySize: '256' } }),
      '[CephRbd.pool] extraParameters.encryptionKeySize has no effect without encryptionCipher, got "256"; give both or neither'],
    ['half of a secret', () => CephRbd.pool({ ...NO_CLUSTER, extraParameters: { 'csi.storage.k8s.io/node-publish-secret-name': 's' } }),
      '[CephRbd.pool] extraParameters.csi.storage.k8s.io/node-publish-secret-name has no effect without csi.storage.k8s.io/node-publish-secret-namespace, got "s"; give both or neither'],
    ['what Ceph has no file system for', () => CephRbd.pool({ ...NO_CLUSTER, extraParameters: { 'csi.storage.k8s.io/fstype': 'ntfs' } }),
      '[CephRbd.pool] extraParameters.csi.storage.k8s.io/fstype is not one of its values, got "ntfs"; use ext4, xfs'],
    ['a namespace that is none', () => CephRbd.pool({ ...ROOK, cluster: CephCluster.rook({ operatorNamespace: 'Rook.Ceph' }) }),
      '[CephCluster.rook] operatorNamespace is not a DNS label (RFC 1123), got "Rook.Ceph"; use lower-case letters, digits and "-", beginning and ending with a letter or digit'],
    ['a prefix that is none', () => CephRbd.pool({ pool: 'p', cluster: CephCluster.cephCsi({ clusterId: 'c', secretName: 's', secretNamespace: 'n', driverPrefix: '' }) }),
      '[CephCluster.cephCsi] driverPrefix is not a DNS label (RFC 1123), got ""; use lower-case letters, digits and "-", beginning and ending with a letter or digit'],
  ];
  test.each(illegal)('%s is refused', (_, make, message) => {
    expect(make).toThrow(new Error(message));
  });

  test('a class names a pool, or pools to choose from', () => {
    const { pool, ...rest } = CephRbd.pool(NO_CLUSTER).parameters;
    expect(parameterFaults(CEPH_RBD, rest)).toEqual([{ prop: 'pool', problem: 'is required by rbd.csi.ceph.com without topologyConstrainedPools', remedy: 'set one of them' }]);
    expect(parameterFaults(CEPH_RBD, { ...rest, pool, topologyConstrainedPools: '[{"poolName":"a"}]' })).toEqual([]);
  });

  test('several faults come in one message', () => {
    expect(() => CephRbd.pool({ pool: 'a', imageFeatures: [], extraParameters: { objectSize: '1' } })).toThrow('[CephRbd.pool] 3 problems:');
  });

  test.each(['4096', '33554432'])('the extreme size of objects %s is accepted', (objectSize) => {
    expect(CephRbd.pool({ ...NO_CLUSTER, extraParameters: { objectSize } }).parameters.objectSize).toBe(objectSize);
  });

  test('all features of images together are accepted, in any order', () => {
    const imageFeatures = [
      CephRbdImageFeature.JOURNALING, CephRbdImageFeature.FAST_DIFF, CephRbdImageFeature.OBJECT_MAP, CephRbdImageFeature.DEEP_FLATTEN,
      CephRbdImageFeature.LAYERING, CephRbdImageFeature.EXCLUSIVE_LOCK,
    ];
    expect(CephRbd.pool({ ...NO_CLUSTER, imageFeatures }).parameters.imageFeatures).toBe('journaling,fast-diff,object-map,deep-flatten,layering,exclusive-lock');
  });
});

describe('names with a prefix of the user\'s', () => {
  test.each([
    ['rbd.csi.ceph.com', 'ceph-rbd'],
    ['rook-ceph.rbd.csi.ceph.com', 'ceph-rbd'],
    ['openshift-storage.rbd.csi.ceph.com', 'ceph-rbd'],
    ['storage.cephfs.csi.ceph.com', 'cephfs'],
    ['norbd.csi.ceph.com', undefined],
    ['rbd.csi.ceph.com.example', undefined],
    ['storage.ebs.csi.aws.com', undefined],
  ])('%s is %s', (provisioner, id) => {
    expect(driverOf(provisioner)?.id).toBe(id);
  });

  test('messages name the driver as it is called', () => {
    const driver = driverOf('openshift-storage.rbd.csi.ceph.com')!;
    expect(driver.provisioners.map(({ name }) => name)).toEqual(['openshift-storage.rbd.csi.ceph.com', 'rbd.csi.ceph.com']);
    expect(claimFaults(driver, {}, { accessModes: ['ReadWriteMany'], volumeMode: 'Filesystem' })[0].problem)
      .toBe('"ReadWriteMany" is not offered by openshift-storage.rbd.csi.ceph.com for volumeMode Filesystem (offers ReadWriteOnce, ReadWriteOncePod, ReadOnlyMany)');
  });

  test('a name of another driver reaches nothing', () => {
    expect(() => reachedBy(CEPH_RBD, 'ebs.csi.aws.com')).toThrow('provisioner is not one of Ceph RBD, got "ebs.csi.aws.com"; use rbd.csi.ceph.com, rook-ceph.rbd.csi.ceph.com');
  });

  test('what was part of Kubernetes is replaced by the name without a prefix', () => {
    expect(inTreeProvisioner('kubernetes.io/rbd')).toMatchObject({ replacement: 'rbd.csi.ceph.com', removedIn: '1.31' });
  });
});
