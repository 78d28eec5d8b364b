import { Size } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { PostgresCredentials, PostgresDistribution, PostgresImage, PostgresStatefulSet, PostgresVersion, ProductionStorageClass } from '../../src';
import { SAMPLES } from '../support/samples';
import { Kubectl } from './support/kubectl';
import { namespaceOf, testNamespace, yamlOf } from './support/test-namespace';

/** What can be rendered is what an API server takes: known fields only, and no warning, not even of Pod Security. */
describe('the API server admits', () => {
  const kubectl = testNamespace('manifests');
  // a dry run makes no namespace, and that of the sample's drill has objects in it
  namespaceOf('orders-drills');
  const cluster = new Kubectl();

  test.each(Object.entries(SAMPLES))('a %s', async (_, sample) => {
    await cluster.admits(yamlOf(kubectl, sample));
  });

  test.each([
    PostgresVersion.V15, PostgresVersion.V16, PostgresVersion.V18,
  ])('PostgreSQL $version, on Alpine too', async (version) => {
    await kubectl.admits(yamlOf(kubectl, (chart) => new PostgresStatefulSet(chart, 'db', {
      version,
      image: PostgresImage.official(version, { distribution: PostgresDistribution.ALPINE }),
      storageClass: ProductionStorageClass.fromStorageClassName(chart, 'disk', 'any'),
      dataSize: Size.gibibytes(20),
      credentials: PostgresCredentials.fromSecretName('db'),
    })));
  });

  test('and refuses a larger claim template of a set that runs, as the documentation says', async () => {
    const yaml = (size: number): string => yamlOf(kubectl, (chart) => new PostgresStatefulSet(chart, 'db', {
      metadata: { name: 'grows' },
      version: PostgresVersion.V17,
      storageClass: ProductionStorageClass.fromStorageClassName(chart, 'disk', 'absent'),
      dataSize: Size.gibibytes(size),
      credentials: PostgresCredentials.fromSecretName('db'),
      replicas: 0,
    }));
    await kubectl.apply(yaml(20));
    await expect(kubectl.apply(yaml(40))).rejects.toThrow('updates to statefulset spec for fields other than');
    await new Kubectl(kubectl.namespace).delete('statefulset', 'grows');
  });
});
