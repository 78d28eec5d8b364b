import { cutInOrder } from './cut-in-order';
import type { Backup } from './cut-in-order';
import { describeError } from './login';
import { prove } from './prove';
import { withServer } from './with-server';
import { writeDown } from './write-down';
import type { GroupIntent, QuiesceEvidence } from '../../../src/documents/snapshot-state';
import type { BackupSession } from '../../databases/postgres-backup';

/** A group whose snapshots exist, but for those that could not be created. */
export interface TakenGroup {
  readonly intent: GroupIntent;
  readonly failures: readonly string[];
}

/**
 * Takes a group of a server whose data and log lie on different volumes. The snapshots are of no use unless each step was in time, so that is
 * seen before the group is said to be good, and a step that fails fails the group. Whatever happens the session is closed, and
 * with it a backup that is still open.
 */
export async function takeBackup(backup: Backup): Promise<TakenGroup> {
  const { policy, intent, environment: { cluster, progress, signal } } = backup;
  const { group } = intent;
  await writeDown(policy, intent, cluster);
  progress.step('intent', `group ${group} is written down`, { group });
  try {
    const { evidence, primary, members, label } = await withSession(backup, async (session) => cutInOrder(backup, session));
    const proven = { ...intent, quiesce: evidence, ...(primary ? { primary } : {}) };
    await writeDown(policy, proven, cluster);
    await prove(cluster, members, label);
    progress.step('proven', `all volumes of group ${group} were cut in time: they fit each other`, { group });
    return { intent: proven, failures: [] };
  } catch (error) {
    signal.throwIfAborted();
    const reason = describeError(error);
    progress.warn('backup', `the volumes of group ${group} do not fit each other: ${reason}`, { group });
    const quiesce: QuiesceEvidence = { ...intent.quiesce, result: 'failed', finishedAt: cluster.now().toISOString(), reason };
    return { intent: { ...intent, quiesce }, failures: [reason] };
  }
}

/** Holds a session in which a backup is open. */
async function withSession<T>({ policy, target, intent: { group }, environment }: Backup, work: (session: BackupSession) => Promise<T>): Promise<T> {
  const { service, holdSeconds } = target;
  return withServer(policy, target, environment, async (server) => {
    const session = await environment.backup({ ...server, label: group, holdSeconds });
    try {
      environment.progress.step('backup', `${service} began a backup, and goes on; its log stood at ${session.startLsn}`, { group, lsn: session.startLsn });
      return await work(session);
    } finally {
      await session.close();
    }
  });
}
