import { Construct } from 'constructs';
import { fenceFaults } from './policy-checks';
import { MAX_POLICY_NAME, clusterScopedName, groupMemberPattern, policyNames } from './policy-names';
import { Faults } from '../core/faults';
import { dnsLabelFaults } from '../core/names';
import { checkProps, TEXT } from '../core/shape';
import type { Shapes } from '../core/shape';
import { BACKUP_LABEL_ANNOTATION, CONSISTENCIES, CONSISTENCY_ANNOTATION, NAME_LABEL, POLICY_LABEL, PROGRAM } from '../core/vocabulary';
import { admissionPolicy, unchangedExcept } from '../kube/admission';
import { StatefulSettings } from '../kube/settings';
import { SNAPSHOT_API_GROUP } from '../kube/snapshot';

/** Whose runner is fenced in. */
export interface SnapshotMarkingFenceProps {
  /** Namespace of the policy. */
  readonly policyNamespace: string;
  /** Name of the policy: `metadata.name`, or `<workload>-snapshots`. */
  readonly policyName: string;
}

const SHAPES: Shapes<SnapshotMarkingFenceProps> = { policyNamespace: TEXT, policyName: TEXT };

/**
 * What the runner of a policy may change of VolumeSnapshots: that a backup was seen to be whole, which it marks on the snapshots
 * of its own groups, and the backup label.
 *
 * A database with its log on a volume of its own is copied in several steps, and only after the last of them is it known whether the copies fit
 * each other. The right to say so is the right to change any VolumeSnapshot of the namespace, which a role cannot narrow: with it a
 * program could make others delete them, or hide them. `SnapshotPolicy` makes this by itself; make it in an app of its own where
 * a platform team applies what belongs to the cluster. Without it the policy works, and its runner may do more than it needs.
 *
 * Objects, both named `cdk8s-stateful.<namespace>.<policy>.runner`: ValidatingAdmissionPolicy and its binding.
 */
export class SnapshotMarkingFence extends Construct {
  /** @throws when a name is not a DNS label, and for a Kubernetes without admission policies: all faults in one message. */
  public constructor(scope: Construct, id: string, props: SnapshotMarkingFenceProps) {
    super(scope, id);
    checkProps(this.node.path, SHAPES, props);
    const { policyNamespace: namespace, policyName } = props;
    const faults = new Faults(this.node.path);
    faults.add(...dnsLabelFaults('policyNamespace', namespace), ...dnsLabelFaults('policyName', policyName, MAX_POLICY_NAME));
    faults.add(...fenceFaults(StatefulSettings.of(this).kubernetesVersion, 'the runner could change every snapshot of its namespace'));
    faults.throwIfAny();

    const name = `${clusterScopedName(namespace, policyName)}.runner`;
    const account = policyNames(policyName).runner;
    const consistency = (of: string): string => `${of}.metadata.annotations['${CONSISTENCY_ANNOTATION}'] == '${CONSISTENCIES.unproven}'`;
    admissionPolicy(this, 'Fence', { name, labels: { [NAME_LABEL]: PROGRAM, [POLICY_LABEL]: policyName } }, ['UPDATE'], {
      apiGroup: SNAPSHOT_API_GROUP,
      resource: 'volumesnapshots',
      about: { name: 'runner', expression: `request.userInfo.username == 'system:serviceaccount:${namespace}:${account}'` },
      rules: [
        {
          expression: `oldObject.metadata.namespace == '${namespace}' && oldObject.metadata.name.matches('${groupMemberPattern(policyName)}')`,
          message: `${account} may change VolumeSnapshots of the groups of policy ${namespace}/${policyName} alone`,
        },
        { expression: unchangedExcept('spec', []), message: `${account} may not change what a VolumeSnapshot is of` },
        {
          expression: unchangedExcept('metadata', ['annotations', 'managedFields', 'resourceVersion', 'generation']),
          message: `${account} may change no metadata of a VolumeSnapshot but annotations`,
        },
        {
          expression: unchangedExcept('metadata.annotations', [CONSISTENCY_ANNOTATION, BACKUP_LABEL_ANNOTATION]),
          message: `${account} may change no other annotations than ${CONSISTENCY_ANNOTATION} and ${BACKUP_LABEL_ANNOTATION}`,
        },
        {
          expression: `${consistency('oldObject')} || ${consistency('object')}`,
          message: `${account} may say of a VolumeSnapshot that is unproven what it is, and of others that they are unproven`,
        },
      ],
    });
  }
}
