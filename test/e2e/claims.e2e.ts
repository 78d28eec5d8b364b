import { App, Chart, Size } from 'cdk8s';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clusterBackend } from './support/cluster-backend';
import type { ClusterStorage } from './support/cluster-backend';
import { Kubectl } from './support/kubectl';
import type { KubeObject } from './support/kubectl';
import { describeOnFailure, testNamespace, yamlOf } from './support/test-namespace';
import { useVolume } from './support/volume-pod';
import { ZONE_LABEL } from '../../src/core/vocabulary';
import { PROVISIONED_BY_ANNOTATION } from '../../src/kube/persistent-volume';
import { ClonedClaim } from '../../src/storage/cloned-claim';
import { DurableClaim } from '../../src/storage/durable-claim';
import { EphemeralVolume } from '../../src/storage/ephemeral-volume';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { ReclaimPolicy } from '../../src/storage/reclaim-policy';
import { RestoredClaim } from '../../src/storage/restored-claim';
import { StaticClaim } from '../../src/storage/static-claim';
import { StaticVolume } from '../../src/storage/static-volume';
import type { IStorageClass } from '../../src/storage/storage-class';
import { VolumeSnapshot } from '../../src/storage/volume-snapshot';

const SMALL = Size.gibibytes(1);
const GROWN = Size.gibibytes(2);

/** What a claim promises, asked of a real driver: data that one pod wrote, read by another. Each test goes on where the one before ended. */
describe('claims on a cluster', () => {
  const kubectl = testNamespace('claims');
  const cluster = new Kubectl();
  let storage: ClusterStorage;
  let zone: string;

  /** The class that keeps volumes. It is named like the namespace, and goes with it. */
  const kept = (chart: Chart): IStorageClass => ProductionStorageClass.fromStorageClassName(chart, 'kept', kubectl.namespace!, { backend: storage.backend });
  const data = (chart: Chart, size: Size) => new DurableClaim(chart, 'data', { metadata: { name: 'data' }, storageClass: kept(chart), size });
  const archive = () => `${kubectl.namespace}-archive`;
  const apply = (build: (chart: Chart) => void) => kubectl.apply(yamlOf(kubectl, build));
  const volumeOf = async (claim: string): Promise<KubeObject> => cluster.get('persistentvolume', (await kubectl.get('persistentvolumeclaim', claim)).spec.volumeName);

  beforeAll(async () => {
    storage = await clusterBackend();
    zone = (await cluster.list('nodes', ZONE_LABEL)).map(({ metadata }) => metadata.labels![ZONE_LABEL]).sort().at(-1)!;
    await apply((chart) => {
      new ProductionStorageClass(chart, 'class', { metadata: { name: kubectl.namespace! }, backend: storage.backend, reclaimPolicy: ReclaimPolicy.RETAIN });
      data(chart, SMALL);
    });
  });

  afterAll(async () => {
    if (process.env.KEEP_NAMESPACES) return;
    await kubectl.delete('volumesnapshot', 'copy');
    // the driver deletes what it made, and does not know that this is its own
    await cluster.run(['annotate', 'persistentvolume', archive(), `${PROVISIONED_BY_ANNOTATION}=${storage.backend.provisioner}`]);
  });

  test('a volume is made when a pod needs it, in the zone of the pod', async () => {
    describeOnFailure(kubectl);
    expect((await kubectl.get('persistentvolumeclaim', 'data')).status.phase).toBe('Pending');
    await useVolume(kubectl, { volume: 'data', command: 'echo "order 1" > /volume/orders; sync', zone });
    const { spec } = await volumeOf('data');
    expect(spec).toMatchObject({ persistentVolumeReclaimPolicy: 'Retain', storageClassName: kubectl.namespace, accessModes: ['ReadWriteOncePod'] });
    const [{ matchExpressions }] = spec.nodeAffinity.required.nodeSelectorTerms;
    expect(matchExpressions).toContainEqual(expect.objectContaining({ operator: 'In', values: [zone] }));
  });

  test('it grows with its claim and keeps the data', async () => {
    describeOnFailure(kubectl);
    await apply((chart) => data(chart, GROWN));
    const [order, mebibytes] = (await useVolume(kubectl, { volume: 'data', command: 'cat /volume/orders; df --block-size=M --output=size /volume | tail -1' })).split('\n');
    expect(order).toBe('order 1');
    expect(parseInt(mebibytes, 10)).toBeGreaterThan(1024);
    await kubectl.wait('persistentvolumeclaim', 'data', 'jsonpath={.status.capacity.storage}=2Gi', 60);
  });

  test('it never shrinks: the API server says no', async () => {
    await expect(apply((chart) => data(chart, SMALL))).rejects.toThrow('field can not be less than status.capacity');
  });

  test('a clone has what its source had, and keeps what is written to it to itself', async () => {
    describeOnFailure(kubectl);
    await apply((chart) => {
      const storageClass = kept(chart);
      const source = DurableClaim.fromPersistentVolumeClaimName(chart, 'source', 'data', { size: GROWN, storageClass });
      new ClonedClaim(chart, 'clone', { metadata: { name: 'clone' }, source, storageClass });
    });
    expect(await useVolume(kubectl, { volume: 'clone', command: 'cat /volume/orders; echo "order of the clone" > /volume/orders', zone })).toBe('order 1\n');
    expect(await useVolume(kubectl, { volume: 'data', command: 'cat /volume/orders' })).toBe('order 1\n');
  });

  test('a restored claim has what the snapshot holds, not what came later', async ({ skip }) => {
    if (!storage.volumeSnapshotClassName) skip('the cluster takes no snapshots');
    describeOnFailure(kubectl);
    await apply((chart) => new VolumeSnapshot(chart, 'copy', { metadata: { name: 'copy' }, persistentVolumeClaimName: 'data' }));
    await kubectl.wait('volumesnapshot', 'copy', 'jsonpath={.status.readyToUse}=true', 60);
    await useVolume(kubectl, { volume: 'data', command: 'echo "order 2" >> /volume/orders; sync' });
    await apply((chart) => {
      const snapshot = VolumeSnapshot.fromVolumeSnapshotName(chart, 'copy', 'copy', { backend: storage.backend, size: GROWN });
      new RestoredClaim(chart, 'restored', { metadata: { name: 'restored' }, snapshot, storageClass: kept(chart) });
    });
    expect(await useVolume(kubectl, { volume: 'restored', command: 'cat /volume/orders' })).toBe('order 1\n');
  });

  test('a disk that outlived its claim comes back, under another name', async () => {
    describeOnFailure(kubectl);
    const before = await volumeOf('data');
    await kubectl.delete('persistentvolumeclaim', 'data', '--timeout=60s');
    await cluster.wait('persistentvolume', before.metadata.name, 'jsonpath={.status.phase}=Released', 30);
    await cluster.delete('persistentvolume', before.metadata.name, '--timeout=60s');

    const { csi, nodeAffinity } = before.spec;
    await apply((chart) => {
      const volume = new StaticVolume(chart, 'volume', {
        metadata: { name: archive() },
        backend: storage.backend,
        volumeHandle: csi.volumeHandle,
        fsType: csi.fsType,
        volumeAttributes: csi.volumeAttributes,
        size: GROWN,
        claimName: 'archive',
        claimNamespace: kubectl.namespace!,
        nodeAffinity: nodeAffinity.required.nodeSelectorTerms[0].matchExpressions,
        storageClass: kept(chart),
      });
      new StaticClaim(chart, 'archive', { volume });
    });
    await kubectl.wait('persistentvolumeclaim', 'archive', 'jsonpath={.status.phase}=Bound', 30);
    expect(await useVolume(kubectl, { volume: 'archive', command: 'cat /volume/orders' })).toBe('order 1\norder 2\n');
    expect((await volumeOf('archive')).spec.persistentVolumeReclaimPolicy).toBe('Retain');
  });

  test('scratch space is made for a pod and goes with it', async () => {
    describeOnFailure(kubectl);
    const chart = new Chart(new App(), 'scratch');
    const storageClass = ProductionStorageClass.fromStorageClassName(chart, 'default', storage.storageClassName);
    const volume = EphemeralVolume.of({ storageClass, size: SMALL, labels: { purpose: 'scratch' } }).toVolume('scratch');
    expect(await useVolume(kubectl, { volume, command: 'echo scratch > /volume/x; cat /volume/x' })).toBe('scratch\n');
    await expect.poll(() => kubectl.list('persistentvolumeclaims', 'purpose=scratch'), { timeout: 60_000 }).toEqual([]);
    const volumes = async () => (await cluster.list('persistentvolumes')).map(({ spec }) => `${spec.claimRef?.namespace} ${spec.claimRef?.name}`);
    await expect.poll(volumes, { timeout: 60_000 }).not.toContainEqual(expect.stringMatching(`^${kubectl.namespace} .*-scratch$`));
  });
});
