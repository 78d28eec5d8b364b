import type { Kubectl } from './kubectl';
import { giveUpSnapshots } from './protected-database';

/** Deletes the groups of a policy with all that is not in its namespace, and the class that is named like that. */
export async function giveUpGroupSnapshots(cluster: Kubectl, kubectl: Kubectl, policy: string): Promise<void> {
  const { namespace } = kubectl;
  const contents = (await cluster.list('volumegroupsnapshotcontents')).filter(({ spec }) => spec.volumeGroupSnapshotRef.namespace === namespace);
  for (const { metadata } of contents) {
    await cluster.run(['patch', 'volumegroupsnapshotcontent', metadata.name, '--type=merge', '--patch', '{"spec":{"deletionPolicy":"Delete"}}']);
  }
  await giveUpSnapshots(cluster, namespace!, policy);
  for (const kind of ['validatingadmissionpolicybinding', 'validatingadmissionpolicy']) await cluster.delete(kind, `cdk8s-stateful.${namespace}.${policy}.members`);
  for (const { metadata } of await kubectl.list('volumegroupsnapshots')) await kubectl.delete('volumegroupsnapshot', metadata.name);
  await cluster.delete('volumegroupsnapshotclass', namespace!);
}
