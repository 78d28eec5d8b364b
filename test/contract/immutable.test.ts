import { Chart, Testing } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { contractDatabase, frozen } from './contract';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';

/** The only fields of a spec that the API server lets change: pkg/apis/apps/validation/validation.go, ValidateStatefulSetUpdate */
const MUTABLE = ['replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy', 'minReadySeconds'];
const REFUSED = 'the API server refuses this change for every set that runs: undo it. No release may ship it';

describe('the StatefulSet', () => {
  const { spec } = contractDatabase().set;

  test('keeps every field that cannot change', () => {
    const immutable = Object.fromEntries(Object.entries(spec).filter(([field]) => !MUTABLE.includes(field)));
    expect(immutable, REFUSED).toEqual(frozen('immutable.json'));
  });

  test('selects by our own key alone', () => {
    expect(spec.selector, REFUSED).toEqual({ matchLabels: { 'cdk8s-stateful.dev/workload': 'orders-db' } });
  });

  test('has claims that no delivery tool prunes and that hold no label', () => {
    for (const { metadata } of spec.volumeClaimTemplates) {
      expect(metadata, REFUSED).not.toHaveProperty('labels');
      expect(metadata.annotations, REFUSED).toEqual({
        'argocd.argoproj.io/sync-options': 'Prune=false',
        'kustomize.toolkit.fluxcd.io/prune': 'disabled',
        'helm.sh/resource-policy': 'keep',
      });
    }
  });

  test('keeps its claims when it goes', () => {
    expect(spec.persistentVolumeClaimRetentionPolicy).toEqual({ whenDeleted: 'Retain', whenScaled: 'Retain' });
  });
});

test('the class of AwsEbs.gp3 keeps every field that cannot change', () => {
  const chart = new Chart(Testing.app(), 'platform');
  new ProductionStorageClass(chart, 'disk', { metadata: { name: 'orders-disk' }, backend: AwsEbs.gp3({ iops: 6000, throughputMiBps: 250, kmsKeyId: 'alias/orders' }) });
  const [{ provisioner, parameters, reclaimPolicy, volumeBindingMode }] = Testing.synth(chart);
  expect({ provisioner, parameters, reclaimPolicy, volumeBindingMode }, REFUSED).toEqual({
    provisioner: 'ebs.csi.aws.com',
    parameters: { type: 'gp3', encrypted: 'true', kmsKeyId: 'alias/orders', iops: '6000', throughput: '250' },
    reclaimPolicy: 'Retain',
    volumeBindingMode: 'WaitForFirstConsumer',
  });
});
