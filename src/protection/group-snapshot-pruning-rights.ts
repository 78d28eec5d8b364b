import type { Construct } from 'constructs';
import { groupPattern } from './policy-names';
import { GROUP_SNAPSHOT_DELETED_ANNOTATION, SNAPSHOT_DELETED_ANNOTATION } from '../core/vocabulary';
import { admissionPolicy, unchangedExcept } from '../kube/admission';
import { clusterRole, clusterRoleBinding } from '../kube/rbac';
import { GROUP_SNAPSHOT_API_GROUP, SNAPSHOT_API_GROUP } from '../kube/snapshot';

const GROUP_CONTENTS = 'volumegroupsnapshotcontents';
const CONTENTS = 'volumesnapshotcontents';

interface Pruner {
  readonly namespace: string;
  readonly policyName: string;
  readonly account: string;
}

interface Metadata {
  readonly name: string;
  readonly labels: { readonly [label: string]: string };
}

/**
 * The right to free what is left of a retained VolumeGroupSnapshot when it is gone, and the fences around it. The storage system deletes the copies with
 * the content of the group; those of its members are only objects.
 *
 * @see https://github.com/kubernetes-csi/external-snapshotter/blob/v8.6.0/pkg/sidecar-controller/snapshot_controller.go
 */
export function groupSnapshotPruningRights(scope: Construct, metadata: Metadata, { namespace, policyName, account }: Pruner): void {
  const about = { name: 'pruner', expression: `request.userInfo.username == 'system:serviceaccount:${namespace}:${account}'` };
  const isMarked = (annotation: string): string => `has(oldObject.metadata.annotations) && '${annotation}' in oldObject.metadata.annotations`;
  const orDeletion = (expression: string): string => `request.operation == 'DELETE' || (${expression})`;
  // the fences first: what is applied in this order never leaves the right without them
  admissionPolicy(scope, 'Fence', metadata, ['UPDATE', 'DELETE'], {
    apiGroup: GROUP_SNAPSHOT_API_GROUP,
    resource: GROUP_CONTENTS,
    about,
    rules: [
      {
        expression: `oldObject.spec.volumeGroupSnapshotRef.namespace == '${namespace}' && oldObject.spec.volumeGroupSnapshotRef.name.matches('${groupPattern(policyName)}')`,
        message: `${account} may free VolumeGroupSnapshots of policy ${namespace}/${policyName} alone`,
      },
      { expression: isMarked(GROUP_SNAPSHOT_DELETED_ANNOTATION), message: `${account} may free no VolumeGroupSnapshot that is not deleted` },
      { expression: orDeletion(unchangedExcept('spec', ['deletionPolicy'])), message: `${account} may change the deletionPolicy of a content and nothing else` },
      {
        expression: orDeletion(unchangedExcept('metadata', ['managedFields', 'resourceVersion', 'generation'])),
        message: `${account} may change no metadata of a content`,
      },
      {
        expression: "request.operation != 'DELETE' || oldObject.spec.deletionPolicy == 'Delete'",
        message: `${account} may delete no content whose copies would stay behind`,
      },
    ],
  });
  admissionPolicy(scope, 'MemberFence', { ...metadata, name: `${metadata.name}.members` }, ['DELETE'], {
    apiGroup: SNAPSHOT_API_GROUP,
    resource: CONTENTS,
    about,
    rules: [
      { expression: `oldObject.spec.volumeSnapshotRef.namespace == '${namespace}'`, message: `${account} may delete contents of namespace ${namespace} alone` },
      {
        expression: 'has(oldObject.status) && has(oldObject.status.volumeGroupSnapshotHandle)',
        message: `${account} may delete no content whose copy would be freed by it`,
      },
      { expression: isMarked(SNAPSHOT_DELETED_ANNOTATION), message: `${account} may delete no content whose VolumeSnapshot is not deleted` },
    ],
  });
  clusterRole(scope, 'ClusterRole', metadata, [
    { apiGroups: [GROUP_SNAPSHOT_API_GROUP], resources: [GROUP_CONTENTS], verbs: ['delete', 'get', 'patch'] },
    { apiGroups: [SNAPSHOT_API_GROUP], resources: [CONTENTS], verbs: ['delete', 'get'] },
  ]);
  clusterRoleBinding(scope, 'ClusterRoleBinding', metadata, { name: account, namespace });
}
