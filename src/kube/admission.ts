import type { ApiObject, ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import { ClusterScopedObject } from './cluster-scoped-object';

const API_VERSION = 'admissionregistration.k8s.io/v1';

export interface AdmissionRule {
  /** CEL: true when the request may pass. */
  readonly expression: string;
  readonly message: string;
}

export interface AdmissionPolicySpec {
  readonly apiGroup: string;
  readonly resource: string;
  /** CEL: which requests it is about. */
  readonly about: { readonly name: string; readonly expression: string };
  readonly rules: readonly AdmissionRule[];
}

/**
 * A ValidatingAdmissionPolicy for updates, and the binding of the same name that makes it deny. What cannot be judged is denied.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export function updatePolicy(
  scope: Construct, id: string, metadata: ApiObjectMetadata & { readonly name: string }, spec: AdmissionPolicySpec,
): ApiObject {
  new ClusterScopedObject(scope, `${id}Binding`, {
    apiVersion: API_VERSION,
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata,
    spec: { policyName: metadata.name, validationActions: ['Deny'] },
  });
  return new ClusterScopedObject(scope, id, {
    apiVersion: API_VERSION,
    kind: 'ValidatingAdmissionPolicy',
    metadata,
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: { resourceRules: [{ apiGroups: [spec.apiGroup], apiVersions: ['*'], operations: ['UPDATE'], resources: [spec.resource] }] },
      matchConditions: [{ ...spec.about }],
      validations: spec.rules.map((rule) => ({ ...rule, reason: 'Forbidden' })),
    },
  });
}
