/** Built-in kinds that are rendered, by this library or beside it in examples, as `apiVersion kind`. */
export const KINDS: readonly string[] = [
  'v1 ConfigMap',
  'v1 Namespace',
  'v1 PersistentVolume',
  'v1 PersistentVolumeClaim',
  'v1 Pod',
  'v1 ResourceQuota',
  'v1 Secret',
  'v1 Service',
  'v1 ServiceAccount',
  'admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy',
  'admissionregistration.k8s.io/v1 ValidatingAdmissionPolicyBinding',
  'apps/v1 Deployment',
  'apps/v1 StatefulSet',
  'batch/v1 CronJob',
  'coordination.k8s.io/v1 Lease',
  'networking.k8s.io/v1 NetworkPolicy',
  'policy/v1 PodDisruptionBudget',
  'rbac.authorization.k8s.io/v1 ClusterRole',
  'rbac.authorization.k8s.io/v1 ClusterRoleBinding',
  'rbac.authorization.k8s.io/v1 Role',
  'rbac.authorization.k8s.io/v1 RoleBinding',
  'storage.k8s.io/v1 StorageClass',
  'storage.k8s.io/v1 VolumeAttributesClass',
];

/** Name of a definition in Kubernetes' OpenAPI: `io.k8s.api.core.v1.Service` for `v1` and `Service`. */
export function definitionName(apiVersion: string, type: string): string {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['core', apiVersion];
  return `io.k8s.api.${group.split('.')[0]}.${version}.${type}`;
}
