import { ApiObject, JsonPatch, Size } from 'cdk8s';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clusterBackend } from './support/cluster-backend';
import { Kubectl } from './support/kubectl';
import { testNamespace, yamlOf } from './support/test-namespace';
import { BETA_CLASS_ANNOTATION, NAMESPACE_NAME_LABEL } from '../../src/core/vocabulary';
import { AwsEbs } from '../../src/facts/drivers/aws-ebs-backends';
import { AwsEfs } from '../../src/facts/drivers/aws-efs-backends';
import { classFence } from '../../src/storage/catalog/class-fence';
import { StorageCatalog } from '../../src/storage/catalog/storage-catalog';
import { StoragePlatform } from '../../src/storage/storage-platform';
import { StorageQuota } from '../../src/storage/storage-quota';

/** What a catalogue asks of the API server: it holds claims to namespaces and quotas. No volume is made, so any driver's classes will do. */
describe('a storage catalogue on a cluster', () => {
  const allowed = testNamespace('catalog-in');
  const other = testNamespace('catalog-out');
  const cluster = new Kubectl();
  const prefix = allowed.namespace!;
  let made: string;
  const fenced = `${prefix}-zonal-ssd-retain`;

  const claim = (name: string, storageClassName?: string, annotations: object = {}) => JSON.stringify({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, annotations },
    spec: { accessModes: ['ReadWriteOnce'], storageClassName, resources: { requests: { storage: '1Gi' } } },
  });

  /** Makes a catalogue, and a fence around the cluster's default class that binds in these two namespaces alone. */
  beforeAll(async () => {
    const { storageClassName } = await clusterBackend();
    await other.create(claim('older', fenced)); // before there is a fence
    made = yamlOf(allowed, (chart) => {
      const catalog = new StorageCatalog(chart, 'storage', {
        platform: StoragePlatform.EKS,
        prefix,
        owner: 'tests',
        recoveryRunbook: 'https://runbooks.example',
        enforceAllowedNamespaces: true,
        zonalSsdRetain: { allowedNamespaces: [allowed.namespace!] },
        zonalSsdDelete: { backend: AwsEbs.gp3({ iops: 4000 }) },
        sharedFile: { backend: AwsEfs.accessPoints({ fileSystemId: 'fs-0123456789abcdef0' }) },
      });
      new StorageQuota(chart, 'quota', {
        metadata: { name: 'storage' },
        classes: [{ storageClass: catalog.zonalSsdRetain, storage: Size.gibibytes(2), claims: 5 }],
        volumeSnapshots: 3,
      });
      classFence(chart, 'default', `${prefix}-default`, [{ storageClassName, namespaces: [allowed.namespace!] }]);
      const only = { namespaceSelector: { matchExpressions: [{ key: NAMESPACE_NAME_LABEL, operator: 'In', values: [allowed.namespace, other.namespace] }] } };
      ApiObject.of(chart.node.findChild('defaultBinding')).addJsonPatch(JsonPatch.add('/spec/matchResources', only));
    });
    await cluster.apply(made);
    await denies(claim('probe', fenced)); // policies take effect some time after they are stored
  });

  afterAll(async () => {
    if (!process.env.KEEP_NAMESPACES) await cluster.run(['delete', '--ignore-not-found', '-f', '-'], made);
  });

  /** Waits until the API server denies what is made elsewhere, and returns what it says. */
  async function denies(yaml: string): Promise<string> {
    for (let attempt = 0; attempt < 60; attempt += 1) {
      try {
        await other.run(['create', '--dry-run=server', '-f', '-'], yaml);
      } catch (error) {
        return (error as Error).message;
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    throw new Error('nothing was denied in 30 seconds');
  }

  test('a claim names a class in the namespaces of the class alone', async () => {
    expect(await denies(claim('data', fenced))).toContain(`StorageClass ${fenced} is for claims in ${allowed.namespace} alone`);
    await allowed.create(claim('data', fenced));
    await other.create(claim('data', `${prefix}-zonal-ssd-delete`));
  });

  test('the older way to name a class is no way around', async () => {
    expect(await denies(claim('beta', undefined, { [BETA_CLASS_ANNOTATION]: fenced }))).toContain(`StorageClass ${fenced} is for claims`);
    await allowed.create(claim('beta', undefined, { [BETA_CLASS_ANNOTATION]: fenced }));
  });

  test('a claim without a class is judged by the default class', async () => {
    expect(await denies(claim('none'))).toContain(`is for claims in ${allowed.namespace} alone`);
    await other.create(claim('no-class', ''));
    await allowed.create(claim('none'));
  });

  test('a claim that was there before the fence changes and goes as before', async () => {
    await other.run(['label', 'persistentvolumeclaim', 'older', 'team=orders']);
    await other.delete('persistentvolumeclaim', 'older', '--timeout=30s');
  });

  test('the quota counts by class', async () => {
    await allowed.wait('resourcequota', 'storage', `jsonpath={.status.used.${fenced}\\.storageclass\\.storage\\.k8s\\.io/persistentvolumeclaims}=2`, 30);
    await expect(allowed.create(claim('third', fenced))).rejects.toThrow(/exceeded quota: storage, requested: .*requests\.storage=1Gi, used: .*requests\.storage=2Gi/);
    await allowed.create(claim('elsewhere', `${prefix}-zonal-ssd-delete`));
  });
});
