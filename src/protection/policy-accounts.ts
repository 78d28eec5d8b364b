import type { Construct } from 'constructs';
import type { ObjectMetadata } from './policy-metadata';
import { policyNames } from './policy-names';
import { takesProof } from '../documents/policy-quiesce';
import { statefulSetOf } from '../documents/policy-workload';
import type { PolicyWorkload, SnapshotPolicyDocument } from '../documents/snapshot-policy';
import { role, roleBinding, serviceAccount } from '../kube/rbac';
import type { PolicyRule } from '../kube/rbac';
import { GROUP_SNAPSHOT_API_GROUP, SNAPSHOT_API_GROUP } from '../kube/snapshot';

const VOLUME_SNAPSHOTS = 'volumesnapshots';
const VOLUME_GROUP_SNAPSHOTS = 'volumegroupsnapshots';

/** SnapshotExecFence is the fence around these: what is run in the pods, no role can say. */
function execRules(policy: SnapshotPolicyDocument): PolicyRule[] {
  const workload = statefulSetOf(policy);
  const ordinals = workload.ordinals ?? Array.from({ length: workload.replicas }, (_, at) => at);
  const resourceNames = ordinals.map((ordinal) => `${workload.name}-${ordinal}`);
  return [
    { apiGroups: [''], resources: ['pods'], resourceNames, verbs: ['get'] },
    // a WebSocket is a GET, and from Kubernetes 1.35 on takes the right to create as well
    // https://github.com/kubernetes/kubernetes/pull/134577
    { apiGroups: [''], resources: ['pods/exec'], resourceNames, verbs: ['create', 'get'] },
  ];
}

/** To look up what is protected. */
function targetRules(workload: PolicyWorkload, groups: boolean): PolicyRule[] {
  switch (workload.kind) {
    case 'StatefulSet': return [
      { apiGroups: ['apps'], resources: ['statefulsets'], resourceNames: [workload.name], verbs: ['get'] },
      // it looks whether the labels of the set select exactly its claims
      { apiGroups: [''], resources: ['persistentvolumeclaims'], verbs: groups ? ['get', 'list'] : ['get'] },
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
  const groups = snapshotClass.kind === 'VolumeGroupSnapshotClass';
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
    // of a backup it says afterwards that it was whole, and of a group what it is of; SnapshotMarkingFence is the fence around that
    ...groups
      ? [
        { apiGroups: [GROUP_SNAPSHOT_API_GROUP], resources: [VOLUME_GROUP_SNAPSHOTS], verbs: ['create', 'list'] },
        { apiGroups: [SNAPSHOT_API_GROUP], resources: [VOLUME_SNAPSHOTS], verbs: ['list', 'patch'] },
      ]
      : [{ apiGroups: [SNAPSHOT_API_GROUP], resources: [VOLUME_SNAPSHOTS], verbs: takesProof(quiesce.strategy) ? ['create', 'list', 'patch'] : ['create', 'list'] }],
    ...targetRules(workload, groups),
    ...quiesce.strategy === 'exec' ? execRules(document) : [],
  ]);
  if (groups) {
    // members go with their group, and what is left of them SnapshotPruningRights is about
    account('Pruner', names.pruner, [
      { apiGroups: [GROUP_SNAPSHOT_API_GROUP], resources: [VOLUME_GROUP_SNAPSHOTS], verbs: ['delete', 'list'] },
      { apiGroups: [SNAPSHOT_API_GROUP], resources: [VOLUME_SNAPSHOTS], verbs: ['list'] },
    ]);
    return;
  }
  // it asks the snapshot controller, by a change, whether it knows that a retained content is to go
  const verbs = snapshotClass.deletionPolicy === 'Retain' ? ['delete', 'list', 'patch'] : ['delete', 'list'];
  account('Pruner', names.pruner, [{ apiGroups: [SNAPSHOT_API_GROUP], resources: [VOLUME_SNAPSHOTS], verbs }]);
}
