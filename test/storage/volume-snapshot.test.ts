import { App, Chart, Size, Testing } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { AwsEfs } from '../../src/facts/drivers/aws-efs-backends';
import { StatefulSettings } from '../../src/kube/settings';
import { VolumeSnapshot } from '../../src/storage/volume-snapshot';
import type { VolumeSnapshotProps } from '../../src/storage/volume-snapshot';
import { VolumeSnapshotClass } from '../../src/storage/volume-snapshot-class';

const EFS = AwsEfs.accessPoints({ fileSystemId: 'fs-0123456789abcdef0' });

function ordersChart(app = new App()): Chart {
  return new Chart(app, 'shop', { namespace: 'orders' });
}

function make(props: Partial<VolumeSnapshotProps> = {}, chart = ordersChart()) {
  const made = new VolumeSnapshot(chart, 'before', { metadata: { name: 'before-4' }, persistentVolumeClaimName: 'data-orders-db-0', ...props });
  return { made, object: Testing.synth(chart)[0] };
}

function copies(chart: Chart, backend = AwsEbs.gp3()) {
  return VolumeSnapshotClass.fromVolumeSnapshotClassName(chart, 'copies', 'orders-copies', { backend });
}

describe('VolumeSnapshot', () => {
  test('leaves the class to the cluster and is never pruned', () => {
    expect(make().object).toEqual({
      apiVersion: 'snapshot.storage.k8s.io/v1',
      kind: 'VolumeSnapshot',
      metadata: {
        name: 'before-4',
        namespace: 'orders',
        annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false', 'kustomize.toolkit.fluxcd.io/prune': 'disabled', 'helm.sh/resource-policy': 'keep' },
      },
      spec: { source: { persistentVolumeClaimName: 'data-orders-db-0' } },
    });
  });

  test('every prop lands in its field', () => {
    const chart = ordersChart();
    const metadata = { name: 'before-4', namespace: 'other', labels: { why: 'upgrade' }, annotations: { 'helm.sh/resource-policy': 'delete' } };
    expect(make({ metadata, snapshotClass: copies(chart) }, chart).object).toMatchObject({
      metadata: { namespace: 'other', labels: { why: 'upgrade' }, annotations: { 'helm.sh/resource-policy': 'delete', 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } },
      spec: { volumeSnapshotClassName: 'orders-copies' },
    });
  });

  test('carries no marks where the app wants none', () => {
    const app = new App();
    StatefulSettings.set(app, { neverPruneMarks: false });
    expect(make({}, ordersChart(app)).object.metadata).not.toHaveProperty('annotations');
  });

  test('tells restored claims what it is', () => {
    const chart = ordersChart();
    const { made } = make({ backend: AwsEbs.gp3(), size: Size.gibibytes(20), metadata: undefined }, chart);
    expect(made.volumeSnapshotName).toBe(Testing.synth(chart)[0].metadata.name);
    expect(made.volumeSnapshotNamespace).toBe('orders');
    expect(made.driver).toBe('ebs.csi.aws.com');
    expect(made.size?.asString()).toBe('20Gi');
  });

  test('knows its driver by its class', () => {
    const chart = ordersChart();
    expect(make({ snapshotClass: copies(chart) }, chart).made.driver).toBe('ebs.csi.aws.com');
    expect(make().made.driver).toBeUndefined();
  });

  test('tells everything that is wrong at once', () => {
    const chart = ordersChart();
    const faulty = { metadata: { name: 'Before', labels: { 'bad key': 'x' } }, persistentVolumeClaimName: 'data_0', backend: AwsEbs.autoModeGp3(), snapshotClass: copies(chart) };
    expect(() => make(faulty, chart)).toThrow(new RegExp([
      '\\[shop/before\\] 4 problems:',
      'metadata.name is not a DNS subdomain .*, got "Before"; .*',
      'metadata.labels has a key that Kubernetes refuses, got "bad key"; .*',
      'persistentVolumeClaimName is not a DNS subdomain .*, got "data_0"; .*',
      'snapshotClass is of ebs.csi.aws.com, which cannot copy a volume of ebs.csi.eks.amazonaws.com, got "orders-copies"; use a snapshot class of ebs.csi.eks.amazonaws.com',
    ].join('\n {2}- ')));
  });

  test('refuses a driver that takes no snapshots', () => {
    expect(() => make({ backend: EFS })).toThrow('[shop/before] backend takes no CSI snapshots, got "efs.csi.aws.com"; use AWS Backup or EFS replication');
  });
});

describe('VolumeSnapshot.fromVolumeSnapshotName', () => {
  test('renders nothing and says what it was told', () => {
    const chart = ordersChart();
    const found = VolumeSnapshot.fromVolumeSnapshotName(chart, 'newest', 'orders-7', { backend: AwsEbs.gp3(), size: Size.gibibytes(20) });
    expect(found).toMatchObject({ volumeSnapshotName: 'orders-7', volumeSnapshotNamespace: 'orders', driver: 'ebs.csi.aws.com' });
    expect(found.size?.asString()).toBe('20Gi');
    expect(Testing.synth(chart)).toEqual([]);
  });

  test('refuses a bad name and a driver without snapshots together', () => {
    expect(() => VolumeSnapshot.fromVolumeSnapshotName(ordersChart(), 'newest', 'A B', { backend: EFS })).toThrow('[shop/newest] 2 problems:');
  });
});
