import { ApiObject, App, Chart, JsonPatch, Size, Testing } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { VolumeAccessMode, VolumeMode } from '../../src/facts/drivers/volume-modes';
import { StatefulSettings } from '../../src/kube/settings';
import { DurableClaim } from '../../src/storage/durable-claim';
import type { DurableClaimProps } from '../../src/storage/durable-claim';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';

function make(props: Partial<DurableClaimProps> = {}, app: App = new App()) {
  const chart = new Chart(app, 'shop', { namespace: 'orders' });
  const storageClass = ProductionStorageClass.fromStorageClassName(chart, 'disk', 'orders-disk', { backend: AwsEbs.gp3() });
  const made = new DurableClaim(chart, 'data', { metadata: { name: 'data' }, storageClass, size: Size.gibibytes(20), ...props });
  return { chart, made, storageClass, object: Testing.synth(chart)[0] };
}

describe('DurableClaim', () => {
  test('is for one pod, with a file system, and never pruned', () => {
    expect(make().object).toEqual({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name: 'data',
        namespace: 'orders',
        annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false', 'kustomize.toolkit.fluxcd.io/prune': 'disabled', 'helm.sh/resource-policy': 'keep' },
      },
      spec: { accessModes: ['ReadWriteOncePod'], storageClassName: 'orders-disk', volumeMode: 'Filesystem', resources: { requests: { storage: '20Gi' } } },
    });
  });

  test('every prop lands in its field', () => {
    const { made, object, storageClass } = make({
      metadata: { name: 'raw', namespace: 'other', labels: { team: 'orders' }, annotations: { 'helm.sh/resource-policy': 'delete' } },
      size: Size.mebibytes(1500),
      accessMode: VolumeAccessMode.READ_WRITE_ONCE,
      volumeMode: VolumeMode.BLOCK,
    });
    expect(object).toMatchObject({
      metadata: { name: 'raw', namespace: 'other', labels: { team: 'orders' }, annotations: { 'helm.sh/resource-policy': 'delete' } },
      spec: { accessModes: ['ReadWriteOnce'], volumeMode: 'Block', resources: { requests: { storage: '1500Mi' } } },
    });
    expect(made).toMatchObject({ claimName: 'raw', claimNamespace: 'other', accessMode: 'ReadWriteOnce', volumeMode: 'Block' });
    expect(made.size?.asString()).toBe('1500Mi');
    expect(made.storageClass).toBe(storageClass);
  });

  test('gets a name from the chart when it is given none', () => {
    const { made, object } = make({ metadata: undefined });
    expect(made.claimName).toMatch(/^shop-data-c[0-9a-f]+$/);
    expect(object.metadata.name).toBe(made.claimName);
  });

  test('has no marks where the app wants none', () => {
    const app = new App();
    StatefulSettings.set(app, { neverPruneMarks: false });
    expect(make({}, app).object.metadata).toEqual({ name: 'data', namespace: 'orders' });
  });

  test('a patch of the user survives', () => {
    const { chart, made } = make();
    ApiObject.of(made).addJsonPatch(JsonPatch.add('/spec/volumeAttributesClassName', 'gold'));
    expect(Testing.synth(chart)[0].spec.volumeAttributesClassName).toBe('gold');
  });
});

describe('DurableClaim.fromPersistentVolumeClaimName', () => {
  const chart = new Chart(new App(), 'shop', { namespace: 'orders' });

  test('renders nothing and knows what it is told', () => {
    const storageClass = ProductionStorageClass.fromStorageClassName(chart, 'disk', 'orders-disk');
    const known = { size: Size.gibibytes(20), storageClass, accessMode: VolumeAccessMode.READ_WRITE_MANY, volumeMode: VolumeMode.BLOCK };
    expect(DurableClaim.fromPersistentVolumeClaimName(chart, 'known', 'uploads', known)).toMatchObject({ claimName: 'uploads', claimNamespace: 'orders', ...known });
    expect(Testing.synth(chart)).toEqual([]);
  });

  test('takes nothing for granted', () => {
    const claim = DurableClaim.fromPersistentVolumeClaimName(chart, 'unknown', 'uploads');
    expect([claim.size, claim.storageClass, claim.accessMode, claim.volumeMode]).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('refuses a name that no claim can have', () => {
    expect(() => DurableClaim.fromPersistentVolumeClaimName(chart, 'bad', 'My Claim'))
      .toThrow('[shop/bad] claimName is not a DNS subdomain (RFC 1123) of at most 253 characters, got "My Claim"; use lower-case letters, digits, "-" and "."');
  });
});
