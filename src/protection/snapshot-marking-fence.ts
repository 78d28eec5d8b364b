import { Construct } from 'constructs';
import { fenceFaults } from './policy-checks';
import { MAX_POLICY_NAME, clusterScopedName, groupMemberPattern, groupPattern, policyNames } from './policy-names';
import { Faults } from '../core/faults';
import { dnsLabelFaults } from '../core/names';
import { checkProps, optional, SWITCH, TEXT } from '../core/shape';
import type { Shapes } from '../core/shape';
import {
  BACKUP_LABEL_ANNOTATION, CLAIM_ANNOTATION, CLAIM_UID_ANNOTATION, CONSISTENCIES, CONSISTENCY_ANNOTATION, GROUP_LABEL, MEMBERS_ANNOTATION,
  NAME_LABEL, POLICY_LABEL, PROGRAM, SCHEDULED_AT_ANNOTATION,
} from '../core/vocabulary';
import { admissionPolicy, unchangedExcept } from '../kube/admission';
import type { AdmissionRule } from '../kube/admission';
import { StatefulSettings } from '../kube/settings';
import { SNAPSHOT_API_GROUP } from '../kube/snapshot';

/** Whose runner is fenced in. */
export interface SnapshotMarkingFenceProps {
  /** Namespace of the policy. */
  readonly policyNamespace: string;
  /** Name of the policy: `metadata.name`, or `<workload>-snapshots`. */
  readonly policyName: string;
  /**
   * Whether the policy has a `groupSnapshotClass`. The members of a VolumeGroupSnapshot are made by the snapshot controller, without a word
   * about the group: the runner says it on those that nobody has said it on.
   *
   * @default false
   */
  readonly groupSnapshots?: boolean;
}

const SHAPES: Shapes<SnapshotMarkingFenceProps> = { policyNamespace: TEXT, policyName: TEXT, groupSnapshots: optional(SWITCH) };

/** What a run says on a member of a group. */
const MARKS = [SCHEDULED_AT_ANNOTATION, MEMBERS_ANNOTATION, CONSISTENCY_ANNOTATION, CLAIM_ANNOTATION, CLAIM_UID_ANNOTATION];

/**
 * What the runner of a policy may change of VolumeSnapshots: that a backup was seen to be whole, which it marks on the snapshots
 * of its own groups, and the backup label; or, where each group is one VolumeGroupSnapshot, which group a member is of.
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
    admissionPolicy(this, 'Fence', { name, labels: { [NAME_LABEL]: PROGRAM, [POLICY_LABEL]: policyName } }, ['UPDATE'], {
      apiGroup: SNAPSHOT_API_GROUP,
      resource: 'volumesnapshots',
      about: { name: 'runner', expression: `request.userInfo.username == 'system:serviceaccount:${namespace}:${account}'` },
      rules: props.groupSnapshots ? groupRules(namespace, policyName, account) : backupRules(namespace, policyName, account),
    });
  }
}

/** Of a backup: whether it was whole, and its label. */
function backupRules(namespace: string, policyName: string, account: string): AdmissionRule[] {
  const consistency = (of: string): string => `${of}.metadata.annotations['${CONSISTENCY_ANNOTATION}'] == '${CONSISTENCIES.unproven}'`;
  return [
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
  ];
}

/** Of a member of a VolumeGroupSnapshot: which group it is of. */
function groupRules(namespace: string, policyName: string, account: string): AdmissionRule[] {
  const owner = `o.kind == 'VolumeGroupSnapshot' && o.name.matches('${groupPattern(policyName)}')`;
  return [
    {
      expression: `oldObject.metadata.namespace == '${namespace}' && has(oldObject.metadata.ownerReferences) && oldObject.metadata.ownerReferences.exists(o, ${owner})`,
      message: `${account} may change members of the VolumeGroupSnapshots of policy ${namespace}/${policyName} alone`,
    },
    {
      expression: `!has(oldObject.metadata.labels) || !('${GROUP_LABEL}' in oldObject.metadata.labels)`,
      message: `${account} may change no VolumeSnapshot that says which group it is of`,
    },
    { expression: unchangedExcept('spec', []), message: `${account} may not change what a VolumeSnapshot is of` },
    {
      expression: unchangedExcept('metadata', ['labels', 'annotations', 'managedFields', 'resourceVersion', 'generation']),
      message: `${account} may change no metadata of a VolumeSnapshot but labels and annotations`,
    },
    {
      expression: `has(object.metadata.labels) && object.metadata.labels['${POLICY_LABEL}'] == '${policyName}' && object.metadata.ownerReferences.exists(o, o.name == object.metadata.labels['${GROUP_LABEL}'])`,
      message: `${account} may say of a VolumeSnapshot that it is of the group of its VolumeGroupSnapshot, and of no other`,
    },
    {
      expression: ['labels', 'annotations'].map((field) => `(!has(oldObject.metadata.${field}) || oldObject.metadata.${field}.all(k, k in object.metadata.${field} && object.metadata.${field}[k] == oldObject.metadata.${field}[k]))`).join(' && '),
      message: `${account} may add labels and annotations to a VolumeSnapshot, and change none`,
    },
    {
      expression: `object.metadata.annotations.all(k, (has(oldObject.metadata.annotations) && k in oldObject.metadata.annotations) || k in [${MARKS.map((key) => `'${key}'`).join(', ')}])`,
      message: `${account} may add no other annotations than ${MARKS.join(', ')}`,
    },
  ];
}
