import { isDeepStrictEqual } from 'node:util';
import { backupLabelOf } from '../../../src/documents/backup-label';
import type { BackupLabel } from '../../../src/documents/backup-label';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { KubeObject } from '../../cluster/cluster';
import type { Group } from '../snapshots/group';

/** The copies of a group are there, and what makes a backup of them is not: nothing can be started from it. */
export class BrokenBackup extends Error {}

/**
 * The label of a group whose volumes were cut one after the other; undefined where one cut was all. Each member has the whole of it, the
 * same, and it names the group: it was the name of the backup. Throws BrokenBackup.
 *
 * @see https://www.postgresql.org/docs/17/functions-admin.html#FUNCTIONS-ADMIN-BACKUP-TABLE
 */
export function labelOfGroup({ quiesce }: Pick<SnapshotPolicyDocument, 'quiesce'>, { name, members }: Pick<Group, 'name' | 'members'>): BackupLabel | undefined {
  const labels = members.map(labelOfMember);
  if (quiesce.strategy !== 'postgres-backup' && labels.every((label) => label === undefined)) return undefined;
  const bare = members.filter((_, at) => labels[at] === undefined).map(({ metadata }) => metadata.name);
  if (bare.length > 0) throw new BrokenBackup(`${bare.join(', ')} has no backup label, without which its volumes do not fit each other; restore from another group`);
  const [label] = labels as BackupLabel[];
  if (labels.some((other) => !isDeepStrictEqual(other, label))) throw new BrokenBackup(`the members of group ${name} have different backup labels; restore from another group`);
  const backup = /^LABEL: (.*)$/m.exec(label.backup_label)?.[1];
  if (backup !== name) throw new BrokenBackup(`the backup label of group ${name} is of backup "${backup ?? ''}"; restore from another group`);
  return label;
}

function labelOfMember({ metadata }: KubeObject): BackupLabel | undefined {
  try {
    return backupLabelOf(metadata.annotations);
  } catch (error) {
    throw new BrokenBackup((error as Error).message);
  }
}
