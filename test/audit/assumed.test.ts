import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/auditor';
import type { Manifest } from '../../src/audit/finding';
import { ManifestIndex } from '../../src/audit/index-of-manifests';
import { dataObjectsRemain } from '../../src/audit/rules/operations/data-objects-remain';
import { uniqueObjects } from '../../src/audit/rules/operations/unique-objects';
import { headlessService } from '../../src/audit/rules/stateful-sets/headless-service';
import { classFieldsUnchanged } from '../../src/audit/rules/storage/class-fields-unchanged';
import { retainForDatabases } from '../../src/audit/rules/storage/retain-for-databases';

const CLAIM: Manifest = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'ledger', namespace: 'orders', annotations: { 'cdk8s-stateful.dev/data': 'authoritative' } },
  spec: { storageClassName: 'fast', resources: { requests: { storage: '1Gi' } } },
};
const CLASS: Manifest = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'fast' } };
const SET: Manifest = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'db', namespace: 'orders' },
  spec: { serviceName: 'db', template: { metadata: { labels: { app: 'db' } } } },
};

function service(spec?: object): Manifest {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'db', namespace: 'orders' }, spec };
}

function find(object: Manifest, assumed: readonly Manifest[]): string[] {
  const { findings } = audit([object], { rules: [retainForDatabases, headlessService, uniqueObjects], assumed });
  return findings.map(({ severity, rule, message }) => `${severity} ${rule} ${message}`);
}

describe('a class outside the input', () => {
  test.each([
    ['not known', [], ['info STO-003 PersistentVolumeClaim orders/ledger uses StorageClass fast, which is not in the input: nobody has seen that it retains']],
    ['of no known policy', [CLASS], ['info STO-003 PersistentVolumeClaim orders/ledger uses StorageClass fast, which is assumed without its reclaimPolicy: nobody has seen that it retains']],
    ['that retains', [{ ...CLASS, reclaimPolicy: 'Retain' }], []],
    ['that deletes', [{ ...CLASS, reclaimPolicy: 'Delete' }],
      ['error STO-003 PersistentVolumeClaim orders/ledger uses StorageClass fast, which is assumed to delete the volume with its claim']],
  ])('%s', (_, assumed, expected) => {
    expect(find(CLAIM, assumed)).toEqual(expected);
  });
});

describe('a Service outside the input', () => {
  test.each([
    ['not known', [], ['info STS-009 StatefulSet orders/db names Service db, which is not among the manifests']],
    ['of which nothing is known', [service()], []],
    ['that is headless and selects the pods', [service({ clusterIP: 'None', selector: { app: 'db' } })], []],
    ['that is not headless', [service({ clusterIP: 'assigned' })], ['error STS-009 StatefulSet orders/db names Service db, which is not headless']],
    ['that selects others', [service({ selector: { app: 'web' } })], ['error STS-009 StatefulSet orders/db names Service db, whose selector does not match its pods']],
  ])('%s', (_, assumed, expected) => {
    expect(find(SET, assumed)).toEqual(expected);
  });

  test('what the input has itself stands, and is not there twice', () => {
    const index = new ManifestIndex([service({ clusterIP: 'None' })], [service({ clusterIP: 'assigned' })]);
    expect(index.service('orders', 'db')?.spec).toEqual({ clusterIP: 'None' });
    expect(find(service(), [service()])).toEqual([]);
  });
});

test('an assumed object is not judged', () => {
  expect(audit([], { assumed: [SET, CLAIM] })).toMatchObject({ findings: [], objects: 0 });
});

test('what is only assumed any more is not gone', () => {
  const before = { ...CLASS, provisioner: 'disks.example.com' };
  expect(audit([], { against: [before] }).findings.map(({ rule }) => rule)).toEqual(['OPS-048']);
  expect(audit([], { against: [before], assumed: [CLASS] }).findings).toEqual([]);
});

describe('--against what was rendered before', () => {
  const retains = { ...CLASS, reclaimPolicy: 'Retain', provisioner: 'ebs.csi.aws.com' };

  test('a class that is assumed says what becomes of the volume of a claim that is gone', () => {
    const { findings } = audit([SET], { rules: [dataObjectsRemain], against: [SET, CLAIM], assumed: [retains] });
    expect(findings.map(({ severity, message }) => `${severity} ${message}`)).toEqual([
      'warning PersistentVolumeClaim orders/ledger is gone: what it stands for is retained, and no object stands for it any more',
    ]);
  });

  test('a class that is assumed is no earlier version of the one that is added', () => {
    const added = { ...retains, provisioner: 'pd.csi.storage.gke.io' };
    expect(audit([added], { rules: [classFieldsUnchanged], against: [SET], assumed: [retains] }).findings).toEqual([]);
    expect(audit([added], { rules: [classFieldsUnchanged], against: [retains] }).findings).toHaveLength(1);
  });
});
