import type { Construct } from 'constructs';
import type { ObjectMetadata } from './policy-metadata';
import { clusterScopedName, policyNames } from './policy-names';
import { restoreConfigMapName } from '../documents/backup-label';
import type { RestoreDrillDocument } from '../documents/restore-drill';
import { admissionPolicy } from '../kube/admission';
import { clusterRole, clusterRoleBinding, role, roleBinding, serviceAccount } from '../kube/rbac';
import { SNAPSHOT_API_GROUP } from '../kube/snapshot';

const CONTENTS = 'volumesnapshotcontents';
const SNAPSHOTS = 'volumesnapshots';

/** The third account of a policy: it may hold a group and tell of it, and delete nothing beside the workload. */
export function drillAccount(scope: Construct, { policy, name }: RestoreDrillDocument, metadataOf: (name: string) => ObjectMetadata): void {
  const names = policyNames(policy.name);
  serviceAccount(scope, 'Account', metadataOf(name));
  role(scope, 'Role', metadataOf(name), [
    { apiGroups: [SNAPSHOT_API_GROUP], resources: [SNAPSHOTS], verbs: ['get', 'list', 'patch'] },
    { apiGroups: ['apps'], resources: ['statefulsets'], resourceNames: [policy.workload.name], verbs: ['get'] },
    { apiGroups: ['coordination.k8s.io'], resources: ['leases'], resourceNames: [names.lease, name], verbs: ['get', 'update'] },
    { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create'] },
    { apiGroups: [''], resources: ['configmaps'], resourceNames: [names.state], verbs: ['get', 'update'] },
  ]);
  roleBinding(scope, 'RoleBinding', metadataOf(name), { name, namespace: policy.namespace });
}

/** What the account may do in the namespace of the drill. */
export function drillRole(scope: Construct, { policy, name, preparer }: RestoreDrillDocument, metadata: ObjectMetadata): void {
  role(scope, 'DrillRole', metadata, [
    { apiGroups: [''], resources: ['pods', 'persistentvolumeclaims'], verbs: ['create', 'delete', 'get', 'list'] },
    { apiGroups: [SNAPSHOT_API_GROUP], resources: [SNAPSHOTS], verbs: ['create', 'delete', 'get', 'list'] },
    { apiGroups: ['apps'], resources: ['statefulsets'], resourceNames: [name], verbs: ['get'] },
    { apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'], verbs: ['list'] },
    // the label of a backup
    ...preparer === undefined ? [] : [
      { apiGroups: [''], resources: ['configmaps'], verbs: ['create'] },
      { apiGroups: [''], resources: ['configmaps'], resourceNames: [restoreConfigMapName(name)], verbs: ['delete', 'get'] },
    ],
  ]);
  roleBinding(scope, 'DrillRoleBinding', metadata, { name, namespace: policy.namespace });
}

/**
 * Contents belong to the cluster, and whoever may make one may read any copy whose handle he knows: an admission policy lets this
 * account make and delete none but retained ones for its own namespace.
 */
export function drillClusterRights(scope: Construct, { policy, name, namespace, storageClass }: RestoreDrillDocument, labels: ObjectMetadata['labels']): void {
  const metadata = { name: clusterScopedName(policy.namespace, name), labels };
  const content = { name: 'content', expression: 'object == null ? oldObject : object' };
  // the fence first: what is applied in this order never leaves the right without it
  admissionPolicy(scope, 'Fence', metadata, ['CREATE', 'DELETE'], {
    apiGroup: SNAPSHOT_API_GROUP,
    resource: CONTENTS,
    about: { name: 'drill', expression: `request.userInfo.username == 'system:serviceaccount:${policy.namespace}:${name}'` },
    variables: [content],
    rules: [
      {
        expression: `variables.content.spec.volumeSnapshotRef.namespace == '${namespace}' && variables.content.metadata.name.startsWith('restore.${namespace}.')`,
        message: `${name} may make and delete contents of namespace ${namespace} alone`,
      },
      {
        expression: "variables.content.spec.deletionPolicy == 'Retain' && has(variables.content.spec.source.snapshotHandle)",
        message: `${name} may make and delete no content that would take a copy with it`,
      },
    ],
  });
  clusterRole(scope, 'ClusterRole', metadata, [
    { apiGroups: [SNAPSHOT_API_GROUP], resources: [CONTENTS], verbs: ['create', 'delete', 'get'] },
    { apiGroups: ['storage.k8s.io'], resources: ['storageclasses'], resourceNames: [storageClass], verbs: ['get'] },
  ]);
  clusterRoleBinding(scope, 'ClusterRoleBinding', metadata, { name, namespace: policy.namespace });
}
