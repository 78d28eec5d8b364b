import { App, Chart, Size } from 'cdk8s';
import { expect, test } from 'vitest';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { DurableClaim } from '../../src/storage/durable-claim';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { StorageQuota } from '../../src/storage/storage-quota';
import { VolumeSnapshot } from '../../src/storage/volume-snapshot';

const MAKE: { readonly [kind: string]: (chart: Chart, namespace: string) => unknown } = {
  DurableClaim: (chart, namespace) => new DurableClaim(chart, 'thing', {
    metadata: { namespace }, size: Size.gibibytes(1), storageClass: ProductionStorageClass.fromStorageClassName(chart, 'class', 'disk', { backend: AwsEbs.gp3() }),
  }),
  StorageQuota: (chart, namespace) => new StorageQuota(chart, 'thing', { metadata: { namespace }, volumeSnapshots: 1 }),
  VolumeSnapshot: (chart, namespace) => new VolumeSnapshot(chart, 'thing', { metadata: { namespace }, persistentVolumeClaimName: 'data' }),
};

test.each(Object.keys(MAKE).flatMap((kind) => ['A B', '', 'a.b', 'a'.repeat(64)].map((namespace) => [kind, namespace])))('%s refuses the namespace "%s"', (kind, namespace) => {
  expect(() => MAKE[kind](new Chart(new App(), 'shop'), namespace)).toThrow(/^\[shop\/thing\] metadata\.namespace is /);
});
