import { ApiObject, App, Chart } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { contractDatabase, frozen } from './contract';
import { RULES } from '../../src/audit/rules/index';
import { loadAssembly } from '../support/assembly';
import { SAMPLES } from '../support/samples';

const FOR_EVER = 'rendered names are API: another name is another object, and a StatefulSet of another name starts with empty volumes. Restore the name';

/** `kind name` of each object. */
function namesOf(objects: readonly any[]): string[] {
  return objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}

describe('objects of PostgresStatefulSet', () => {
  test('with a name', () => {
    expect(namesOf(contractDatabase().objects), FOR_EVER).toEqual([
      'StatefulSet orders-db',
      'Service orders-db-headless',
      'PodDisruptionBudget orders-db',
      'NetworkPolicy orders-db',
      'ConfigMap orders-db-init',
      'Service orders-db-rw',
    ]);
  });

  test('without a name', () => {
    expect(namesOf(contractDatabase({ metadata: undefined }).objects), FOR_EVER).toEqual([
      'StatefulSet shop-db-c8b8558a',
      'Service shop-db-c8b8558a-headless',
      'PodDisruptionBudget shop-db-c8b8558a',
      'NetworkPolicy shop-db-c8b8558a',
      'ConfigMap shop-db-c8b8558a-init',
      'Service shop-db-c8b8558a-rw',
    ]);
  });

  test('have their apiVersion and namespace', () => {
    const found = contractDatabase().objects.map(({ apiVersion, kind, metadata }) => `${apiVersion} ${kind} ${metadata.namespace}`);
    expect([...new Set(found)], FOR_EVER).toEqual([
      'apps/v1 StatefulSet orders', 'v1 Service orders', 'policy/v1 PodDisruptionBudget orders', 'networking.k8s.io/v1 NetworkPolicy orders', 'v1 ConfigMap orders',
    ]);
  });

  test('hold these labels and no annotations', () => {
    for (const { kind, metadata } of contractDatabase().objects) {
      expect(metadata.labels, kind).toEqual({ 'app.kubernetes.io/name': 'postgres', 'cdk8s-stateful.dev/workload': 'orders-db' });
      expect(metadata, kind).not.toHaveProperty('annotations');
    }
  });

  test('refer to these Secrets and keys', () => {
    const { env } = contractDatabase().set.spec.template.spec.containers[0];
    const secrets = env.filter(({ valueFrom }: any) => valueFrom).map(({ name, valueFrom: { secretKeyRef } }: any) => `${name} ${secretKeyRef.name} ${secretKeyRef.key}`);
    expect(secrets, 'people have made Secrets of these names and keys').toEqual([
      'POSTGRES_USER orders-login-superuser username',
      'POSTGRES_PASSWORD orders-login-superuser password',
      'APPLICATION_USERNAME orders-login username',
      'APPLICATION_PASSWORD orders-login password',
      'SNAPSHOT_USERNAME orders-login-snapshot username',
      'SNAPSHOT_PASSWORD orders-login-snapshot password',
    ]);
  });

  test('call the scripts of the first start 00-logins.sh', () => {
    expect(Object.keys(contractDatabase().objects.find(({ kind }) => kind === 'ConfigMap').data)).toEqual(['00-logins.sh']);
  });
});

test.each([
  ['ClonedClaim', ['Resource PersistentVolumeClaim']],
  ['DurableClaim', ['Resource PersistentVolumeClaim']],
  ['PostgresStatefulSet', [
    'InitScripts ConfigMap', 'ReadWrite Service', 'Resource/DisruptionBudget PodDisruptionBudget',
    'Resource/Headless Service', 'Resource/NetworkPolicy NetworkPolicy', 'Resource/Resource StatefulSet',
  ]],
  ['ProductionStatefulSet', ['DisruptionBudget PodDisruptionBudget', 'Headless Service', 'NetworkPolicy NetworkPolicy', 'Resource StatefulSet']],
  ['ProductionStorageClass', ['Resource StorageClass']],
  ['ReadOnlySharedClaim', ['Resource PersistentVolumeClaim']],
  ['RestoredClaim', ['Resource PersistentVolumeClaim']],
  ['SharedClaim', ['Resource PersistentVolumeClaim']],
  ['SnapshotPolicy', [
    'Alerts ConfigMap', 'Document ConfigMap', 'Lease Lease', 'Prune CronJob', 'Pruner ServiceAccount', 'PrunerRole Role', 'PrunerRoleBinding RoleBinding',
    'PruningRights/ClusterRole ClusterRole', 'PruningRights/ClusterRoleBinding ClusterRoleBinding',
    'PruningRights/Fence ValidatingAdmissionPolicy', 'PruningRights/FenceBinding ValidatingAdmissionPolicyBinding', 'Resource CronJob',
    'Runner ServiceAccount', 'RunnerRole Role', 'RunnerRoleBinding RoleBinding', 'SnapshotClass/Resource VolumeSnapshotClass', 'State ConfigMap',
  ]],
  ['SnapshotPruningRights', [
    'ClusterRole ClusterRole', 'ClusterRoleBinding ClusterRoleBinding', 'Fence ValidatingAdmissionPolicy', 'FenceBinding ValidatingAdmissionPolicyBinding',
  ]],
  ['StaticClaim', ['Resource PersistentVolumeClaim']],
  ['StaticVolume', ['Resource PersistentVolume']],
  ['VolumeAttributesClass', ['Resource VolumeAttributesClass']],
  ['VolumeGroupSnapshotClass', ['Resource VolumeGroupSnapshotClass']],
  ['StorageCatalog', [
    'Fence ValidatingAdmissionPolicy', 'FenceBinding ValidatingAdmissionPolicyBinding', 'HighIopsRetain/Resource StorageClass',
    'RegionalSsdRetain/Resource StorageClass', 'SharedFile/Resource StorageClass', 'Snapshots-driver.longhorn.io/Resource VolumeSnapshotClass',
    'Snapshots-ebs.csi.aws.com/Resource VolumeSnapshotClass', 'ZonalSsdDelete/Resource StorageClass', 'ZonalSsdRetain/Resource StorageClass',
  ]],
  ['StorageQuota', ['Resource ResourceQuota']],
  ['VolumeSnapshot', ['Resource VolumeSnapshot']],
  ['VolumeSnapshotClass', ['Resource VolumeSnapshotClass']],
])('children of %s keep their ids: generated names and the patches of users hang on them', (name, children) => {
  const made = SAMPLES[name](new Chart(new App(), 'chart'));
  const found = made.node.findAll().filter(ApiObject.isApiObject).map((child) => `${child.node.path.slice(made.node.path.length + 1)} ${child.kind}`);
  expect(found.sort()).toEqual(children);
});

describe('what only ever grows', () => {
  const { classes, rules } = frozen('names.json') as { classes: string[]; rules: string[] };

  test.each([
    ['exported class', classes, () => Object.values(loadAssembly().types).filter(({ kind }) => kind === 'class').map(({ name }) => name)],
    ['audit rule', rules, () => RULES.map(({ id }) => id)],
  ])('%s', (what, held, today) => {
    const found = today();
    expect(held.filter((name) => !found.includes(name)), `an ${what} is gone or has another name, which breaks whoever wrote it down: restore it until a major release`).toEqual([]);
    expect(found.filter((name) => !held.includes(name)), `an ${what} is new: add it to test/contract/names.json, which makes it a promise`).toEqual([]);
  });
});
