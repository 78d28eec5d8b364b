import { Chart, Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { admissionPolicy } from '../../src/kube/admission';

const SPEC = {
  apiGroup: '',
  resource: 'persistentvolumeclaims',
  about: { name: 'all', expression: 'true' },
  rules: [{ expression: 'false', message: 'no claims here' }],
};

function render(make: (chart: Chart) => unknown): any[] {
  const chart = new Chart(Testing.app(), 'test', { namespace: 'orders' });
  make(chart);
  return Testing.synth(chart);
}

test('admissionPolicy denies, whatever else fails, in the whole cluster', () => {
  const variables = [{ name: 'size', expression: 'object.spec.resources.requests.storage' }];
  expect(render((chart) => admissionPolicy(chart, 'Fence', { name: 'fence' }, ['CREATE', 'UPDATE'], { ...SPEC, variables }))).toEqual([
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name: 'fence' },
      spec: { policyName: 'fence', validationActions: ['Deny'] },
    },
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name: 'fence' },
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: { resourceRules: [{ apiGroups: [''], apiVersions: ['*'], operations: ['CREATE', 'UPDATE'], resources: ['persistentvolumeclaims'] }] },
        matchConditions: [{ name: 'all', expression: 'true' }],
        variables,
        validations: [{ expression: 'false', message: 'no claims here', reason: 'Forbidden' }],
      },
    },
  ]);
});

test('admissionPolicy for updates looks at updates alone, without variables when none are given', () => {
  const [, { spec }] = render((chart) => admissionPolicy(chart, 'Fence', { name: 'fence' }, ['UPDATE'], SPEC));
  expect(spec.matchConstraints.resourceRules[0].operations).toEqual(['UPDATE']);
  expect(spec).not.toHaveProperty('variables');
});
