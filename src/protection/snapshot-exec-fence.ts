import { Construct } from 'constructs';
import { holdCommands } from './hold-commands';
import { fenceFaults } from './policy-checks';
import { MAX_POLICY_NAME, clusterScopedName, policyNames } from './policy-names';
import type { Quiesce } from './quiesce';
import { Faults } from '../core/faults';
import { dnsLabelFaults } from '../core/names';
import { checkProps, having, TEXT } from '../core/shape';
import type { Shapes } from '../core/shape';
import { NAME_LABEL, POLICY_LABEL, PROGRAM } from '../core/vocabulary';
import { admissionPolicy } from '../kube/admission';
import { StatefulSettings } from '../kube/settings';

/** Whose runner is fenced in, and what it may run. */
export interface SnapshotExecFenceProps {
  /** Namespace of the policy. */
  readonly policyNamespace: string;
  /** Name of the policy: `metadata.name`, or `<workload>-snapshots`. */
  readonly policyName: string;
  /** What the policy does before a snapshot: made by `Quiesce.exec`, with the same words. */
  readonly quiesce: Quiesce;
}

const SHAPES: Shapes<SnapshotExecFenceProps> = {
  policyNamespace: TEXT, policyName: TEXT, quiesce: having('Quiesce', 'use Quiesce.exec()', 'strategy'),
};

/**
 * What the runner of a policy may run in the pods that it freezes: the commands of the policy in one container, without input or terminal.
 *
 * The right to run a command in a pod is the right to run any: to read its Secrets, and what lies on its volumes. A role narrows it to pods
 * by their names, and not to a container or a command. `SnapshotPolicy` makes this by itself; make it in an app of its own where a
 * platform team applies what belongs to the cluster. Without it the policy works, and its runner may do far more than it needs.
 *
 * Objects, both named `cdk8s-stateful.<namespace>.<policy>.exec`: ValidatingAdmissionPolicy and its binding.
 */
export class SnapshotExecFence extends Construct {
  /** @throws when a name is not a DNS label, when the quiesce strategy runs no commands, and for a Kubernetes without admission policies: all faults in one message. */
  public constructor(scope: Construct, id: string, props: SnapshotExecFenceProps) {
    super(scope, id);
    checkProps(this.node.path, SHAPES, props);
    const { policyNamespace: namespace, policyName, quiesce } = props;
    const { _exec: exec, strategy } = quiesce;
    const faults = new Faults(this.node.path);
    faults.add(...dnsLabelFaults('policyNamespace', namespace), ...dnsLabelFaults('policyName', policyName, MAX_POLICY_NAME));
    faults.require(exec !== undefined, { prop: 'quiesce', problem: 'runs no commands in pods', got: strategy, remedy: 'use Quiesce.exec(), or no fence' });
    faults.add(...fenceFaults(StatefulSettings.of(this).kubernetesVersion, 'the runner could run any command in the pods that it freezes', ', or another strategy'));
    faults.throwIfAny();

    const name = `${clusterScopedName(namespace, policyName)}.exec`;
    const account = policyNames(policyName).runner;
    const { container, ...hold } = exec!;
    const commands = Object.values(holdCommands({ ...hold, policy: policyName }));
    admissionPolicy(this, 'Fence', { name, labels: { [NAME_LABEL]: PROGRAM, [POLICY_LABEL]: policyName } }, ['CONNECT'], {
      apiGroup: '',
      resource: 'pods/exec',
      about: { name: 'runner', expression: `request.userInfo.username == 'system:serviceaccount:${namespace}:${account}'` },
      rules: [
        {
          expression: `request.namespace == '${namespace}' && has(object.container) && object.container == '${container}'`,
          message: `${account} may run commands in container ${container} of namespace ${namespace} alone`,
        },
        {
          expression: '(!has(object.stdin) || !object.stdin) && (!has(object.tty) || !object.tty)',
          message: `${account} may give a command neither input nor a terminal`,
        },
        {
          expression: `has(object.command) && object.command in [${commands.map(listOf).join(', ')}]`,
          message: `${account} may run the commands of policy ${namespace}/${policyName} alone`,
        },
      ],
    });
  }
}

/** CEL: a list of strings, whose escapes are those of JSON. https://github.com/google/cel-spec/blob/master/doc/langdef.md#string-and-bytes-values */
function listOf(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
}
