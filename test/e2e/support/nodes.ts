import type { ClusterCommand } from './cluster-commands';
import { commandFrom } from './cluster-commands';
import { Kubectl } from './kubectl';

/**
 * Commands that take away a node's power and give it back, with `{node}` for its name. They are the cluster's own, such as
 * `docker kill {node}` and `docker start {node}` for kind.
 */
export const NODE_POWER = { off: commandFrom('NODE_POWER_OFF'), on: commandFrom('NODE_POWER_ON') };

export async function power(command: ClusterCommand | undefined, node: string): Promise<void> {
  if (!command) throw new Error('set NODE_POWER_OFF and NODE_POWER_ON to the commands that stop and start a node, with {node} for its name');
  await command({ node });
}

/**
 * Tells the cluster that a node is off for good, so that its volumes may be attached elsewhere at once.
 *
 * @see https://kubernetes.io/docs/concepts/cluster-administration/node-shutdown/#non-graceful-node-shutdown
 */
export async function outOfService(node: string, on: boolean): Promise<void> {
  const taint = 'node.kubernetes.io/out-of-service';
  await new Kubectl().run(['taint', 'node', node, on ? `${taint}=nodeshutdown:NoExecute` : `${taint}-`]);
}
