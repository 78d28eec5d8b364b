import type { ApiObject, ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import { ClusterScopedObject } from './cluster-scoped-object';

const API_VERSION = 'admissionregistration.k8s.io/v1';

/** A CEL expression with the name by which messages or other expressions call it. */
export interface NamedExpression {
  readonly name: string;
  readonly expression: string;
}

export interface AdmissionRule {
  /** CEL: true when the request may pass. */
  readonly expression: string;
  readonly message: string;
}

export interface AdmissionPolicySpec {
  readonly apiGroup: string;
  readonly resource: string;
  /** CEL: which requests it is about. */
  readonly about: NamedExpression;
  /** What the rules, and they alone, may read as `variables.<name>`. */
  readonly variables?: readonly NamedExpression[];
  readonly rules: readonly AdmissionRule[];
}

/** CEL: what an object was and what it shall be agree in everything at a path but these keys. */
export function unchangedExcept(path: string, except: readonly string[]): string {
  const keys = `[${except.map((key) => `'${key}'`).join(', ')}]`;
  const kept = (from: string, to: string): string => `${from}.${path}.all(k, k in ${keys} || (k in ${to}.${path} && ${from}.${path}[k] == ${to}.${path}[k]))`;
  return `${kept('object', 'oldObject')} && ${kept('oldObject', 'object')}`;
}

/**
 * A ValidatingAdmissionPolicy for these operations, and the binding of the same name that makes it deny. What cannot be
 * judged is denied.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export function admissionPolicy(
  scope: Construct, id: string, metadata: ApiObjectMetadata & { readonly name: string }, operations: readonly ('CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT')[], spec: AdmissionPolicySpec,
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
      matchConstraints: { resourceRules: [{ apiGroups: [spec.apiGroup], apiVersions: ['*'], operations: [...operations], resources: [spec.resource] }] },
      matchConditions: [{ ...spec.about }],
      ...(spec.variables ? { variables: spec.variables.map((variable) => ({ ...variable })) } : {}),
      validations: spec.rules.map((rule) => ({ ...rule, reason: 'Forbidden' })),
    },
  });
}
