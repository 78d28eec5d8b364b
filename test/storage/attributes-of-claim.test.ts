import { App, Chart, Size, Testing } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { CsiHostPath } from '../../src/facts/drivers/csi-hostpath-backends';
import type { VolumeBackend } from '../../src/facts/drivers/volume-backend';
import { StatefulSettings } from '../../src/kube/settings';
import type { VolumeAttributesClassReference } from '../../src/storage/attributes-class';
import { ClonedClaim } from '../../src/storage/cloned-claim';
import { DurableClaim } from '../../src/storage/durable-claim';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { SharedClaim } from '../../src/storage/shared-claim';
import { VolumeAttributesClass } from '../../src/storage/volume-attributes-class';

interface Given {
  readonly backend?: VolumeBackend;
  readonly attributes?: VolumeAttributesClassReference;
  readonly gibibytes?: number;
  readonly kubernetesVersion?: string;
}

function propsIn(chart: Chart, { backend = AwsEbs.gp3(), attributes = {}, gibibytes = 20 }: Given) {
  return {
    metadata: { name: 'data' },
    storageClass: ProductionStorageClass.fromStorageClassName(chart, 'disk', 'orders-disk', { backend }),
    volumeAttributesClass: VolumeAttributesClass.fromVolumeAttributesClassName(chart, 'fast', 'orders-fast', attributes),
    size: Size.gibibytes(gibibytes),
  };
}

function chartFor({ kubernetesVersion = '1.34' }: Given): Chart {
  const app = new App();
  StatefulSettings.set(app, { kubernetesVersion });
  return new Chart(app, 'shop', { namespace: 'orders' });
}

function claim(given: Given = {}) {
  const chart = chartFor(given);
  new DurableClaim(chart, 'data', propsIn(chart, given));
  return Testing.synth(chart)[0];
}

describe('volumeAttributesClass of a claim', () => {
  test('sets volumeAttributesClassName, whatever the kind of claim', () => {
    expect(claim().spec).toEqual({
      accessModes: ['ReadWriteOncePod'],
      storageClassName: 'orders-disk',
      volumeAttributesClassName: 'orders-fast',
      volumeMode: 'Filesystem',
      resources: { requests: { storage: '20Gi' } },
    });
    const chart = chartFor({});
    const props = propsIn(chart, { backend: CsiHostPath.forTests() });
    new SharedClaim(chart, 'shared', props);
    new ClonedClaim(chart, 'clone', { ...props, source: DurableClaim.fromPersistentVolumeClaimName(chart, 'source', 'before') });
    expect(Testing.synth(chart).map(({ spec }) => spec.volumeAttributesClassName)).toEqual(['orders-fast', 'orders-fast']);
  });

  test('raises what the size must carry', () => {
    const attributes = { backend: AwsEbs.gp3(), parameters: { iops: '12000' } };
    expect(() => claim({ attributes })).toThrow([
      '[shop/data] size "20Gi" cannot carry iops "12000": ebs.csi.aws.com gives at most 500 IOPS per GiB (10000 here, lowered silently);',
      'use at least 24Gi, or iops up to 10000',
    ].join(' '));
    expect(() => claim({ attributes, gibibytes: 24 })).not.toThrow();
  });

  test('wins over what the StorageClass says', () => {
    const backend = AwsEbs.gp3({ iops: 12_000 });
    expect(() => claim({ backend, attributes: { parameters: { iops: '3000' } } })).not.toThrow();
    expect(() => claim({ backend })).toThrow('cannot carry iops "12000"');
  });

  test('is of the driver that makes the volume', () => {
    expect(() => claim({ attributes: { backend: CsiHostPath.forTests() } })).toThrow([
      '[shop/data] volumeAttributesClass is of hostpath.csi.k8s.io, which cannot change a volume of ebs.csi.aws.com, got "orders-fast";',
      'use one of ebs.csi.aws.com',
    ].join(' '));
  });

  test('fits the kind of volume that the StorageClass makes', () => {
    const attributes = { backend: AwsEbs.gp3(), parameters: { throughput: '250' } };
    expect(() => claim({ backend: AwsEbs.gp2(), attributes })).toThrow('[shop/data] volumeAttributesClass.parameters.throughput does not apply to type gp2, got "250"; ');
  });

  test('is refused for clusters that do not know the field', () => {
    expect(() => claim({ kubernetesVersion: '1.33' })).toThrow(
      '[shop/data] kubernetesVersion has no volumeAttributesClassName, got "1.33"; set it to 1.34 in StatefulSettings once every cluster has that',
    );
  });
});
