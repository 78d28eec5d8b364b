import { Construct } from 'constructs';
import { groupSnapshotPruningRights } from './group-snapshot-pruning-rights';
import { fenceFaults } from './policy-checks';
import { MAX_POLICY_NAME, clusterScopedName, groupMemberPattern, policyNames } from './policy-names';
import { Faults } from '../core/faults';
import { dnsLabelFaults } from '../core/names';
import { checkProps, optional, SWITCH, TEXT } from '../core/shape';
import type { Shapes } from '../core/shape';
import { NAME_LABEL, POLICY_LABEL, PROGRAM } from '../core/vocabulary';
import { admissionPolicy, unchangedExcept } from '../kube/admission';
import { clusterRole, clusterRoleBinding } from '../kube/rbac';
import { StatefulSettings } from '../kube/settings';
import { SNAPSHOT_API_GROUP } from '../kube/snapshot';

/** Whose pruner gets the rights. */
export interface SnapshotPruningRightsProps {
  /** Namespace of the policy. */
  readonly policyNamespace: string;
  /** Name of the policy: `metadata.name`, or `<workload>-snapshots`. */
  readonly policyName: string;
  /**
   * Whether the policy has a `groupSnapshotClass`: then what is left of its VolumeGroupSnapshots is freed, and nothing else.
   *
   * @default false
   */
  readonly groupSnapshots?: boolean;
}

const SHAPES: Shapes<SnapshotPruningRightsProps> = { policyNamespace: TEXT, policyName: TEXT, groupSnapshots: optional(SWITCH) };

const CONTENTS = 'volumesnapshotcontents';

/**
 * What the pruner of one policy needs in the whole cluster, and the fence around it.
 *
 * Deleting a VolumeSnapshot of a class with deletion policy Retain frees nothing, so the pruner sets the deletion policy of
 * the VolumeSnapshotContent to Delete first. Contents have no namespace, and a role cannot name those of one namespace; so
 * an admission policy lets this account change nothing but the deletion policy, and only of contents of its own
 * policy's groups. `SnapshotPolicy` makes this by itself; make it in an app of its own where a platform team applies
 * what belongs to the cluster.
 *
 * Objects, all named `cdk8s-stateful.<namespace>.<policy>`: ClusterRole (get and patch volumesnapshotcontents),
 * ClusterRoleBinding, ValidatingAdmissionPolicy and its binding. With `groupSnapshots` the role is about volumegroupsnapshotcontents (get,
 * patch, delete) and volumesnapshotcontents (get, delete), and a second fence is `cdk8s-stateful.<namespace>.<policy>.members`.
 *
 * @see https://github.com/kubernetes-csi/external-snapshotter/blob/v8.6.0/README.md
 */
export class SnapshotPruningRights extends Construct {
  /** @throws when a name is not a DNS label, and for a Kubernetes without admission policies: all faults in one message. */
  public constructor(scope: Construct, id: string, props: SnapshotPruningRightsProps) {
    super(scope, id);
    checkProps(this.node.path, SHAPES, props);
    const { policyNamespace: namespace, policyName } = props;
    const faults = new Faults(this.node.path);
    faults.add(...dnsLabelFaults('policyNamespace', namespace), ...dnsLabelFaults('policyName', policyName, MAX_POLICY_NAME));
    faults.add(...fenceFaults(StatefulSettings.of(this).kubernetesVersion));
    faults.throwIfAny();

    const name = clusterScopedName(namespace, policyName);
    const account = policyNames(policyName).pruner;
    const metadata = { name, labels: { [NAME_LABEL]: PROGRAM, [POLICY_LABEL]: policyName } };
    if (props.groupSnapshots) {
      groupSnapshotPruningRights(this, metadata, { namespace, policyName, account });
      return;
    }
    // the fence first: what is applied in this order never leaves the right without it
    admissionPolicy(this, 'Fence', metadata, ['UPDATE'], {
      apiGroup: SNAPSHOT_API_GROUP,
      resource: CONTENTS,
      about: { name: 'pruner', expression: `request.userInfo.username == 'system:serviceaccount:${namespace}:${account}'` },
      rules: [
        {
          // names of groups: no policy whose name begins with this one's is meant
          expression: `oldObject.spec.volumeSnapshotRef.namespace == '${namespace}' && oldObject.spec.volumeSnapshotRef.name.matches('${groupMemberPattern(policyName)}')`,
          message: `${account} may change contents of the groups of policy ${namespace}/${policyName} alone`,
        },
        {
          expression: unchangedExcept('spec', ['deletionPolicy']),
          message: `${account} may change the deletionPolicy of a content and nothing else`,
        },
        {
          expression: unchangedExcept('metadata', ['managedFields', 'resourceVersion', 'generation']),
          message: `${account} may change no metadata of a content`,
        },
      ],
    });
    clusterRole(this, 'ClusterRole', metadata, [{ apiGroups: [SNAPSHOT_API_GROUP], resources: [CONTENTS], verbs: ['get', 'patch'] }]);
    clusterRoleBinding(this, 'ClusterRoleBinding', metadata, { name: account, namespace });
  }
}
