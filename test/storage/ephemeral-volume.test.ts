import { ApiObject, App, Chart, JsonPatch, Size, Testing } from 'cdk8s';
import { Deployment, EmptyDirMedium, Volume } from 'cdk8s-plus-28';
import { expect, test } from 'vitest';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { VolumeAccessMode, VolumeMode } from '../../src/facts/drivers/volume-modes';
import { EphemeralVolume } from '../../src/storage/ephemeral-volume';
import type { EphemeralVolumeOptions } from '../../src/storage/ephemeral-volume';
import { ProductionStorageClass } from '../../src/storage/production-storage-class';
import { ReclaimPolicy } from '../../src/storage/reclaim-policy';
import type { IStorageClass } from '../../src/storage/storage-class';

function make(chart: Chart, options: Partial<EphemeralVolumeOptions> = {}): EphemeralVolume {
  const storageClass = ProductionStorageClass.fromStorageClassName(chart, 'disk', 'scratch', { backend: AwsEbs.gp3() });
  return EphemeralVolume.of({ storageClass, size: Size.gibibytes(50), ...options });
}

const VOLUME = {
  name: 'work',
  ephemeral: {
    volumeClaimTemplate: {
      spec: { accessModes: ['ReadWriteOncePod'], storageClassName: 'scratch', volumeMode: 'Filesystem', resources: { requests: { storage: '50Gi' } } },
    },
  },
};

test('is a claim template in a pod', () => {
  expect(make(new Chart(new App(), 'shop')).toVolume('work')).toEqual(VOLUME);
});

test('every option lands in its field', () => {
  const labels = { team: 'orders' };
  expect(make(new Chart(new App(), 'shop'), { labels, accessMode: VolumeAccessMode.READ_WRITE_ONCE, volumeMode: VolumeMode.BLOCK }).toVolume('raw')).toMatchObject({
    name: 'raw', ephemeral: { volumeClaimTemplate: { metadata: { labels }, spec: { accessModes: ['ReadWriteOnce'], volumeMode: 'Block' } } },
  });
});

test('stands where the volumes of a raw object are', () => {
  const chart = new Chart(new App(), 'shop');
  new ApiObject(chart, 'job', { apiVersion: 'v1', kind: 'Pod', spec: { volumes: [make(chart).toVolume('work')] } });
  expect(Testing.synth(chart)[0].spec.volumes).toEqual([VOLUME]);
});

test.each([
  ['without volumes', false, '', (volume: object) => [volume], 0, [VOLUME]],
  ['with volumes', true, '/-', (volume: object) => volume, 1, [{ name: 'tmp', emptyDir: { medium: 'Memory' } }, VOLUME]],
])('is patched into a pod of cdk8s-plus %s', (_, other, end, value, at, expected) => {
  const chart = new Chart(new App(), 'shop');
  const deployment = new Deployment(chart, 'api', { containers: [{ image: 'api:1' }] });
  if (other) deployment.containers[0].mount('/tmp', Volume.fromEmptyDir(chart, 'tmp', 'tmp', { medium: EmptyDirMedium.MEMORY }));
  ApiObject.of(deployment).addJsonPatch(
    JsonPatch.add(`/spec/template/spec/volumes${end}`, value(make(chart).toVolume('work'))),
    JsonPatch.add(`/spec/template/spec/volumes/${at}/ephemeral/volumeClaimTemplate/spec/resources/requests/storage`, { value: '50Gi' }),
  );
  expect(Testing.synth(chart)[0].spec.template.spec.volumes).toEqual(expected);
});

test('refuses all that is wrong at once', () => {
  const chart = new Chart(new App(), 'shop');
  expect(() => make(chart, { size: Size.gibibytes(0), accessMode: VolumeAccessMode.READ_WRITE_MANY, labels: { 'bad key': 'x' } })).toThrow(new Error([
    '[EphemeralVolume.of] 3 problems:',
    'labels has a key that Kubernetes refuses, got "bad key"; use [prefix/]name with a name of at most 63 characters',
    'size is no size of a volume, got "0Gi"; use more than 0 and at most 8000Ti',
    'accessMode "ReadWriteMany" is not offered by ebs.csi.aws.com for volumeMode Filesystem (offers ReadWriteOnce, ReadWriteOncePod); '
    + 'choose a mode that it offers, or a backend that offers this one',
  ].join('\n  - ')));
});

test('refuses a name that no volume can have', () => {
  expect(() => make(new Chart(new App(), 'shop')).toVolume('My_Work')).toThrow('[EphemeralVolume.toVolume] name is not a DNS label (RFC 1123), got "My_Work"');
});

test('refuses a class that would keep the disk of each pod', () => {
  const chart = new Chart(new App(), 'shop');
  const scratch = (storageClass: IStorageClass) => EphemeralVolume.of({ storageClass, size: Size.gibibytes(50) });
  const message = '[EphemeralVolume.of] storageClass retains volumes, so that each pod that ends leaves a disk behind that nobody uses and somebody pays for, got "kept"; '
    + 'use a class with ReclaimPolicy.DELETE';
  const made = new ProductionStorageClass(chart, 'made', { metadata: { name: 'kept' }, backend: AwsEbs.gp3() });
  expect(() => scratch(made)).toThrow(new Error(message));
  const known = ProductionStorageClass.fromStorageClassName(chart, 'known', 'kept', { reclaimPolicy: ReclaimPolicy.RETAIN });
  expect(() => scratch(known)).toThrow(new Error(message));
  const deleted = new ProductionStorageClass(chart, 'deleted', { metadata: { name: 'scratch' }, backend: AwsEbs.gp3(), reclaimPolicy: ReclaimPolicy.DELETE });
  expect(scratch(deleted).toVolume('work').name).toBe('work');
});
