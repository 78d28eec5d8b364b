import { describe, expect, test } from 'vitest';
import { podOf, protectedDatabase } from './fixtures';
import { objectOf, objectsOf } from '../workloads/fixtures';

const SHARED = [
  { apiGroups: ['coordination.k8s.io'], resources: ['leases'], resourceNames: ['orders-db-snapshots'], verbs: ['get', 'update'] },
  { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create'] },
  { apiGroups: [''], resources: ['configmaps'], resourceNames: ['orders-db-snapshots-state'], verbs: ['get', 'update'] },
];

const RULES: { readonly [account: string]: readonly object[] } = {
  'orders-db-snapshots-runner': [
    { apiGroups: ['snapshot.storage.k8s.io'], resources: ['volumesnapshots'], verbs: ['create', 'list'] },
    { apiGroups: ['apps'], resources: ['statefulsets'], resourceNames: ['orders-db'], verbs: ['get'] },
    { apiGroups: [''], resources: ['persistentvolumeclaims'], verbs: ['get'] },
    ...SHARED,
  ],
  'orders-db-snapshots-pruner': [
    { apiGroups: ['snapshot.storage.k8s.io'], resources: ['volumesnapshots'], verbs: ['delete', 'list', 'patch'] },
    ...SHARED,
  ],
};

const { chart } = protectedDatabase();

describe.each(Object.entries(RULES))('account %s', (name, rules) => {
  test('may do this, and no more', () => {
    expect(objectOf(chart, 'Role', name).rules).toEqual(rules);
  });

  test('is bound, in its namespace', () => {
    expect(objectOf(chart, 'RoleBinding', name)).toMatchObject({
      metadata: { namespace: 'orders' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace: 'orders' }],
    });
    expect(objectOf(chart, 'RoleBinding', name).subjects).toHaveLength(1);
  });

  test('gives its token to those pods alone that ask for it', () => {
    expect(objectOf(chart, 'ServiceAccount', name)).toMatchObject({ metadata: { namespace: 'orders' }, automountServiceAccountToken: false });
    const users = objectsOf(chart).filter(({ kind }) => kind === 'CronJob').map(podOf).filter((pod) => pod.serviceAccountName === name);
    expect(users.map((pod) => pod.automountServiceAccountToken)).toEqual([true]);
  });
});

test('the runner may list pods where the primary is known by the labels of its pod, and not otherwise', () => {
  const ofPrimary = protectedDatabase({ primaryLabels: { role: 'primary' } }).chart;
  const [snapshots, sets, claims, ...shared] = RULES['orders-db-snapshots-runner'];
  expect(objectOf(ofPrimary, 'Role', 'orders-db-snapshots-runner').rules).toEqual([
    snapshots, sets, claims, { apiGroups: [''], resources: ['pods'], verbs: ['list'] }, ...shared,
  ]);
  expect(objectOf(ofPrimary, 'Role', 'orders-db-snapshots-pruner').rules).toEqual(RULES['orders-db-snapshots-pruner']);
});

test('there are no roles besides', () => {
  const found = objectsOf(chart).filter(({ kind }) => kind === 'Role' || kind === 'RoleBinding').map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(found.sort()).toEqual(Object.keys(RULES).flatMap((name) => [`Role ${name}`, `RoleBinding ${name}`]).sort());
});

test('neither account may read Secrets, or create more than a lease that is missing and, the one, snapshots', () => {
  const roles = objectsOf(chart).filter(({ kind }) => kind === 'Role');
  expect(JSON.stringify(roles)).not.toMatch(/secrets|"\*"/);
  const created = roles.map(({ metadata, rules }) => [metadata.name, ...rules.filter(({ verbs }: any) => verbs.includes('create')).flatMap(({ resources }: any) => resources)]);
  expect(created.sort()).toEqual([['orders-db-snapshots-pruner', 'leases'], ['orders-db-snapshots-runner', 'volumesnapshots', 'leases']]);
});
