import { BACKUP_LABEL_ANNOTATION, CONSISTENCIES, CONSISTENCY_ANNOTATION } from '../../../src/core/vocabulary';
import type { Consistency } from '../../../src/core/vocabulary';
import type { BackupLabel } from '../../../src/documents/backup-label';
import { metadataPath } from '../../cluster/annotate';
import { VOLUME_SNAPSHOT } from '../../cluster/cluster';
import type { Cluster, JsonPatchOperation, KubeObject } from '../../cluster/cluster';

/**
 * Says on each member that the backup was seen to be whole, and what a restore needs of it. Only when all members say so does the
 * group count: a program that is killed between two of them leaves a group that does not.
 */
export async function prove(cluster: Cluster, members: readonly KubeObject[], label: BackupLabel): Promise<void> {
  for (const member of members) {
    await mark(cluster, member, CONSISTENCIES.application, [
      { op: 'add', path: metadataPath('annotations', BACKUP_LABEL_ANNOTATION), value: JSON.stringify(label) },
    ]);
  }
}

/** Takes it back. */
export async function disprove(cluster: Cluster, members: readonly KubeObject[]): Promise<void> {
  await markAs(cluster, members, CONSISTENCIES.unproven);
}

/** Says on each member what is in it. */
export async function markAs(cluster: Cluster, members: readonly KubeObject[], consistency: Consistency): Promise<void> {
  for (const member of members) await mark(cluster, member, consistency, []);
}

async function mark(cluster: Cluster, { metadata }: KubeObject, consistency: Consistency, more: readonly JsonPatchOperation[]): Promise<void> {
  await cluster.patch(VOLUME_SNAPSHOT, metadata.name, metadata.namespace, [
    { op: 'test', path: '/metadata/uid', value: metadata.uid },
    { op: 'replace', path: metadataPath('annotations', CONSISTENCY_ANNOTATION), value: consistency },
    ...more,
  ]);
}
