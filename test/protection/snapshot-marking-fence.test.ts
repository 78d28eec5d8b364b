import { Chart, Testing } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { StatefulSettings } from '../../src/kube/settings';
import { SnapshotMarkingFence } from '../../src/protection/snapshot-marking-fence';
import type { SnapshotMarkingFenceProps } from '../../src/protection/snapshot-marking-fence';

const NAME = 'cdk8s-stateful.orders.backup.runner';

function render(props: Partial<SnapshotMarkingFenceProps> = {}, kubernetesVersion?: string): { [kind: string]: any } {
  const app = Testing.app();
  StatefulSettings.set(app, { kubernetesVersion });
  const chart = new Chart(app, 'platform', { namespace: 'platform' });
  new SnapshotMarkingFence(chart, 'fence', { policyNamespace: 'orders', policyName: 'backup', ...props });
  return Object.fromEntries(Testing.synth(chart).map((object) => [object.kind, object]));
}

const objects = render();
const { spec } = objects.ValidatingAdmissionPolicy;

test('is two objects of one name that belong to no namespace', () => {
  expect(Object.keys(objects).sort()).toEqual(['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding']);
  for (const { metadata } of Object.values(objects)) {
    expect(metadata).toEqual({ name: NAME, labels: { 'app.kubernetes.io/name': 'cdk8s-stateful', 'cdk8s-stateful.dev/policy': 'backup' } });
  }
});

test('stands around updates of VolumeSnapshots by the runner alone, and denies what cannot be judged', () => {
  expect(objects.ValidatingAdmissionPolicyBinding.spec).toEqual({ policyName: NAME, validationActions: ['Deny'] });
  expect(spec.failurePolicy).toBe('Fail');
  expect(spec.matchConstraints).toEqual({
    resourceRules: [{ apiGroups: ['snapshot.storage.k8s.io'], apiVersions: ['*'], operations: ['UPDATE'], resources: ['volumesnapshots'] }],
  });
  expect(spec.matchConditions).toEqual([{ name: 'runner', expression: 'request.userInfo.username == \'system:serviceaccount:orders:backup-runner\'' }]);
});

test('lets it say whether a backup was whole, and nothing else', () => {
  expect(spec.validations.map(({ message }: any) => message)).toEqual([
    'backup-runner may change VolumeSnapshots of the groups of policy orders/backup alone',
    'backup-runner may not change what a VolumeSnapshot is of',
    'backup-runner may change no metadata of a VolumeSnapshot but annotations',
    'backup-runner may change no other annotations than cdk8s-stateful.dev/consistency and cdk8s-stateful.dev/backup-label',
    'backup-runner may say of a VolumeSnapshot that is unproven what it is, and of others that they are unproven',
  ]);
});

describe('is refused', () => {
  test('for names that are none', () => {
    expect(() => render({ policyNamespace: 'Orders', policyName: 'a'.repeat(47) })).toThrow(/2 problems:\n {2}- policyNamespace is not a DNS label .*\n {2}- policyName is 47 characters long/);
  });

  test('in a Kubernetes without admission policies', () => {
    expect(() => render({}, '1.29')).toThrow('[platform/fence] kubernetesVersion has no ValidatingAdmissionPolicy, '
      + 'without which the runner could change every snapshot of its namespace, got "1.29"');
  });
});
