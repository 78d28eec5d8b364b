import type { ApiObjectMetadata } from 'cdk8s';
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { ClusterScopedObject } from './cluster-scoped-object';

const API_GROUP = 'rbac.authorization.k8s.io';
const API_VERSION = `${API_GROUP}/v1`;

export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  /** Left out: all. `create` and `list` cannot be narrowed by name. */
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

type NamedMetadata = ApiObjectMetadata & { readonly name: string };

export interface Account {
  readonly name: string;
  readonly namespace: string;
}

/** https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/service-account-v1/ */
export function serviceAccount(scope: Construct, id: string, metadata: ApiObjectMetadata): ApiObject {
  // pods ask for the token themselves, so that no other pod gets it by naming the account
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false });
}

/** https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/role-v1/ */
export function role(scope: Construct, id: string, metadata: ApiObjectMetadata, rules: readonly PolicyRule[]): ApiObject {
  return new ApiObject(scope, id, { apiVersion: API_VERSION, kind: 'Role', metadata, rules });
}

/** Gives a Role to an account. The Role has the name of the binding. */
export function roleBinding(scope: Construct, id: string, metadata: NamedMetadata, account: Account): ApiObject {
  return new ApiObject(scope, id, { apiVersion: API_VERSION, kind: 'RoleBinding', metadata, ...binding('Role', metadata.name, account) });
}

/** https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/cluster-role-v1/ */
export function clusterRole(scope: Construct, id: string, metadata: ApiObjectMetadata, rules: readonly PolicyRule[]): ApiObject {
  return new ClusterScopedObject(scope, id, { apiVersion: API_VERSION, kind: 'ClusterRole', metadata, rules });
}

/** Gives a ClusterRole to an account, in all namespaces. The ClusterRole has the name of the binding. */
export function clusterRoleBinding(scope: Construct, id: string, metadata: NamedMetadata, account: Account): ApiObject {
  const given = binding('ClusterRole', metadata.name, account);
  return new ClusterScopedObject(scope, id, { apiVersion: API_VERSION, kind: 'ClusterRoleBinding', metadata, ...given });
}

function binding(kind: string, name: string, account: Account): { readonly [field: string]: unknown } {
  return { roleRef: { apiGroup: API_GROUP, kind, name }, subjects: [{ kind: 'ServiceAccount', name: account.name, namespace: account.namespace }] };
}
