import { expect } from 'vitest';
import { Kubectl } from './kubectl';
import { restoreConfigMapName } from '../../../src/documents/backup-label';

/** Nothing of a drill is left: in its namespace, of the cluster, and in the groups that it held. */
export async function expectCleanedUp(kubectl: Kubectl, drillNamespace: Kubectl, drill: string): Promise<void> {
  const cluster = new Kubectl();
  for (const kind of ['pods', 'persistentvolumeclaims', 'volumesnapshots']) expect(await drillNamespace.list(kind), kind).toEqual([]);
  expect((await drillNamespace.list('configmaps')).map(({ metadata }) => metadata.name)).not.toContain(restoreConfigMapName(drill));
  expect((await cluster.list('volumesnapshotcontents')).filter(({ spec }) => spec.volumeSnapshotRef.namespace === drillNamespace.namespace)).toEqual([]);
  const volumes = async () => (await cluster.list('persistentvolumes')).filter(({ spec }) => spec.claimRef?.namespace === drillNamespace.namespace);
  await expect.poll(volumes, { timeout: 60_000 }).toEqual([]);
  const held = (await kubectl.list('volumesnapshots')).filter(({ metadata }) => 'cdk8s-stateful.dev/hold' in metadata.annotations!);
  expect(held).toEqual([]);
}
