import type { Construct } from 'constructs';
import type { ObjectMetadata } from './policy-metadata';
import { policyNames } from './policy-names';
import type { PolicyWorkload, SnapshotPolicyDocument } from '../documents/snapshot-policy';
import { role, roleBinding, serviceAccount } from '../kube/rbac';
import type { PolicyRule } from '../kube/rbac';
import { SNAPSHOT_API_GROUP } from '../kube/snapshot';

const VOLUME_SNAPSHOTS = 'volumesnapshots';

/** To look up what is protected. */
function targetRules(workload: PolicyWorkload): PolicyRule[] {
  switch (workload.kind) {
    case 'StatefulSet': return [
      { apiGroups: ['apps'], resources: ['statefulsets'], resourceNames: [workload.name], verbs: ['get'] },
      { apiGroups: [''], resources: ['persistentvolumeclaims'], verbs: ['get'] },
      // the primary is known by labels of its pod
      ...workload.primaryLabels ? [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }] : [],
    ];
    case 'PersistentVolumeClaims': return [
      { apiGroups: [''], resources: ['persistentvolumeclaims'], resourceNames: [...workload.claims], verbs: ['get'] },
    ];
  }
}

/** Two accounts, each with what it uses and no more: what takes snapshots cannot delete one, and the other way round. */
export function policyAccounts(scope: Construct, document: SnapshotPolicyDocument, metadataOf: (name: string) => ObjectMetadata): void {
  const { name, namespace, workload, snapshotClass, quiesce } = document;
  const names = policyNames(name);
  const shared: PolicyRule[] = [
    { apiGroups: ['coordination.k8s.io'], resources: ['leases'], resourceNames: [names.lease], verbs: ['get', 'update'] },
    // Argo CD leaves Leases out, so they make theirs where it is missing; `create` cannot be narrowed to a name.
    // https://github.com/argoproj/argo-cd/issues/12722
    { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create'] },
    { apiGroups: [''], resources: ['configmaps'], resourceNames: [names.state], verbs: ['get', 'update'] },
  ];
  const account = (id: string, object: string, rules: readonly PolicyRule[]): void => {
    serviceAccount(scope, id, metadataOf(object));
    role(scope, `${id}Role`, metadataOf(object), [...rules, ...shared]);
    roleBinding(scope, `${id}RoleBinding`, metadataOf(object), { name: object, namespace });
  };
  account('Runner', names.runner, [
    // of a backup it says afterwards that it was whole; SnapshotMarkingFence is the fence around that
    { apiGroups: [SNAPSHOT_API_GROUP], resources: [VOLUME_SNAPSHOTS], verbs: quiesce.strategy === 'postgres-backup' ? ['create', 'list', 'patch'] : ['create', 'list'] },
    ...targetRules(workload),
  ]);
  // it asks the snapshot controller, by a change, whether it knows that a retained content is to go
  const verbs = snapshotClass.deletionPolicy === 'Retain' ? ['delete', 'list', 'patch'] : ['delete', 'list'];
  account('Pruner', names.pruner, [{ apiGroups: [SNAPSHOT_API_GROUP], resources: [VOLUME_SNAPSHOTS], verbs }]);
}
