import { Chart, Testing } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { StatefulSettings } from '../../src/kube/settings';
import { SnapshotPruningRights } from '../../src/protection/snapshot-pruning-rights';
import type { SnapshotPruningRightsProps } from '../../src/protection/snapshot-pruning-rights';

const NAME = 'cdk8s-stateful.orders.backup';
const ACCOUNT = 'backup-pruner';

function render(props: Partial<SnapshotPruningRightsProps> = {}, kubernetesVersion?: string): { [kind: string]: any } {
  const app = Testing.app();
  StatefulSettings.set(app, { kubernetesVersion });
  const chart = new Chart(app, 'platform', { namespace: 'platform' });
  new SnapshotPruningRights(chart, 'rights', { policyNamespace: 'orders', policyName: 'backup', ...props });
  return Object.fromEntries(Testing.synth(chart).map((object) => [object.kind, object]));
}

const objects = render();
const policy = objects.ValidatingAdmissionPolicy;

test('are four objects of one name that belong to no namespace', () => {
  expect(Object.keys(objects).sort()).toEqual(['ClusterRole', 'ClusterRoleBinding', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding']);
  for (const { metadata } of Object.values(objects)) {
    expect(metadata).toEqual({ name: NAME, labels: { 'app.kubernetes.io/name': 'cdk8s-stateful', 'cdk8s-stateful.dev/policy': 'backup' } });
  }
});

test('let the account read and patch contents, and no more', () => {
  expect(objects.ClusterRole.rules).toEqual([{ apiGroups: ['snapshot.storage.k8s.io'], resources: ['volumesnapshotcontents'], verbs: ['get', 'patch'] }]);
  expect(objects.ClusterRoleBinding).toMatchObject({
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: NAME },
    subjects: [{ kind: 'ServiceAccount', name: ACCOUNT, namespace: 'orders' }],
  });
});

test('are applied with the fence first: at no moment is there the right without it', () => {
  const kinds = Object.keys(objects);
  expect(kinds.slice(0, 2).sort()).toEqual(['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding']);
  expect(kinds.slice(2)).toEqual(['ClusterRole', 'ClusterRoleBinding']);
});

describe('the fence', () => {
  test('denies what does not pass and what cannot be judged', () => {
    expect(objects.ValidatingAdmissionPolicyBinding.spec).toEqual({ policyName: NAME, validationActions: ['Deny'] });
    expect(policy.spec.failurePolicy).toBe('Fail');
    expect(policy.spec.validations.map(({ reason }: any) => reason)).toEqual(['Forbidden', 'Forbidden', 'Forbidden']);
  });

  test('stands around updates of contents by this account alone', () => {
    expect(policy.spec.matchConstraints).toEqual({
      resourceRules: [{ apiGroups: ['snapshot.storage.k8s.io'], apiVersions: ['*'], operations: ['UPDATE'], resources: ['volumesnapshotcontents'] }],
    });
    expect(policy.spec.matchConditions).toEqual([{ name: 'pruner', expression: 'request.userInfo.username == \'system:serviceaccount:orders:backup-pruner\'' }]);
  });

  test('says why', () => {
    expect(policy.spec.validations.map(({ message }: any) => message)).toEqual([
      'backup-pruner may change contents of the groups of policy orders/backup alone',
      'backup-pruner may change the deletionPolicy of a content and nothing else',
      'backup-pruner may change no metadata of a content',
    ]);
  });

  test('lets through contents of its own groups in its own namespace', () => {
    expect(policy.spec.validations[0].expression).toBe(
      'oldObject.spec.volumeSnapshotRef.namespace == \'orders\' && oldObject.spec.volumeSnapshotRef.name.matches(\'^backup-[0-9]{8}t[0-9]{6}-\')',
    );
  });

  test('compares both ways: what is added, changed and removed', () => {
    const [, spec, metadata] = policy.spec.validations.map(({ expression }: any) => expression);
    expect(spec).toBe(
      'object.spec.all(k, k in [\'deletionPolicy\'] || (k in oldObject.spec && object.spec[k] == oldObject.spec[k]))'
      + ' && oldObject.spec.all(k, k in [\'deletionPolicy\'] || (k in object.spec && oldObject.spec[k] == object.spec[k]))',
    );
    const kept = '[\'managedFields\', \'resourceVersion\', \'generation\']';
    expect(metadata).toBe(
      `object.metadata.all(k, k in ${kept} || (k in oldObject.metadata && object.metadata[k] == oldObject.metadata[k]))`
      + ` && oldObject.metadata.all(k, k in ${kept} || (k in object.metadata && oldObject.metadata[k] == object.metadata[k]))`,
    );
  });
});

describe('are refused', () => {
  test.each<[string, Partial<SnapshotPruningRightsProps>, string]>([
    ['for no namespace', { policyNamespace: 'Orders' }, 'policyNamespace is not a DNS label (RFC 1123), got "Orders"; '
      + 'use lower-case letters, digits and "-", beginning and ending with a letter or digit'],
    ['for a name that would end the string of an expression', { policyName: 'a\'b' }, 'policyName is not a DNS label (RFC 1123), got "a\'b"; '
      + 'use lower-case letters, digits and "-", beginning and ending with a letter or digit'],
    ['for a name that no policy can have', { policyName: 'a'.repeat(47) }, `policyName is 47 characters long, got "${'a'.repeat(47)}"; use at most 46`],
  ])('%s', (_, props, message) => {
    expect(() => render(props)).toThrow(new Error(`[platform/rights] ${message}`));
  });

  test('for a Kubernetes without admission policies, with all else that is wrong', () => {
    expect(() => render({ policyNamespace: '' }, '1.29')).toThrow(new RegExp([
      '^\\[platform/rights\\] 2 problems:',
      'policyNamespace is not a DNS label .*',
      'kubernetesVersion has no ValidatingAdmissionPolicy, without which the pruner could change every snapshot of the cluster, got "1.29"; use 1.30 or newer, .*$',
    ].join('\n {2}- ')));
    expect(Object.keys(render({}, '1.30'))).toHaveLength(4);
  });
});
