import { awaitCut } from './await-cut';
import { createSnapshots } from './create';
import { cutTimes } from './cut';
import type { RunEnvironment } from './environment';
import { CLOCK_TOLERANCE_SECONDS, isOfTemplates, volumeSnapshots } from './plan';
import { lookAgain } from './primary';
import type { BackupLabel } from '../../../src/documents/backup-label';
import type { PolicyBackup, SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import type { GroupIntent, PrimaryEvidence, QuiesceEvidence } from '../../../src/documents/snapshot-state';
import type { KubeObject } from '../../cluster/cluster';
import type { BackupSession } from '../../databases/postgres-backup';

/** A backup that is to be taken. */
export interface Backup {
  readonly policy: SnapshotPolicyDocument;
  readonly target: PolicyBackup;
  readonly intent: GroupIntent;
  readonly environment: RunEnvironment;
}

/** A backup whose volumes fit each other. */
export interface WholeBackup {
  readonly evidence: QuiesceEvidence;
  readonly primary?: PrimaryEvidence;
  readonly members: readonly KubeObject[];
  readonly label: BackupLabel;
}

/**
 * The data is cut while the backup is open, the log when it has ended; throws when either was not in time.
 *
 * @see https://www.postgresql.org/docs/17/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP
 */
export async function cutInOrder(backup: Backup, session: BackupSession): Promise<WholeBackup> {
  const { target, intent, environment: { cluster, progress } } = backup;
  const { data, log } = partsOf(backup);
  const dataTimes = cutTimes(await cut(backup, session, data, 'the data'));
  const label = await session.stop();
  progress.step('stopped', `${target.service} ended the backup at ${label.stop_lsn}`, { group: intent.group, lsn: label.stop_lsn });
  await cut(backup, session, log, 'the log');
  const members = await seen(backup, session, [...data, ...log]);
  const cuts = cutTimes(members);
  const late = Object.keys(dataTimes).filter((name) => cuts[name] !== dataTimes[name]);
  if (late.length > 0) throw new Error(`${late.join(', ')} was cut again after the backup had ended`);
  await requireLog(session);
  const primary = await requirePrimary(backup);
  const evidence: QuiesceEvidence = {
    ...intent.quiesce, result: 'done', finishedAt: cluster.now().toISOString(), lsn: session.startLsn, backup: label, cuts,
  };
  return { evidence, members, label, ...(primary ? { primary } : {}) };
}

/** The snapshots of the data, and those of the log. */
function partsOf({ policy, target, intent }: Backup): { readonly data: readonly KubeObject[]; readonly log: readonly KubeObject[] } {
  const ofLog = intent.members.filter(({ claim }) => isOfTemplates(claim, policy, target.logClaimTemplates)).map(({ name }) => name);
  const snapshots = volumeSnapshots(policy, intent);
  return {
    data: snapshots.filter(({ metadata }) => !ofLog.includes(metadata.name)),
    log: snapshots.filter(({ metadata }) => ofLog.includes(metadata.name)),
  };
}

async function cut(backup: Backup, session: BackupSession, snapshots: readonly KubeObject[], what: string): Promise<KubeObject[]> {
  const { policy, intent: { group }, environment } = backup;
  const { cluster, progress } = environment;
  const since = cluster.now();
  const failures = await createSnapshots(snapshots, policy.parallelism, environment);
  if (failures.length > 0) throw new Error(failures.join('; '));
  const members = await seen(backup, session, snapshots);
  requireTimes(members, since, cluster.now());
  progress.step('cut', `${what} is cut`, { group });
  return members;
}

async function seen(
  { policy, target, intent, environment }: Backup, { lost }: BackupSession, snapshots: readonly KubeObject[],
): Promise<KubeObject[]> {
  const names = snapshots.map(({ metadata }) => metadata.name);
  return awaitCut(policy, { group: intent.group, names, seconds: target.holdSeconds, lost }, environment);
}

/** A cut that says to be of another time than it was waited for is not one to rely on. */
export function requireTimes(members: readonly KubeObject[], since: Date, until: Date): void {
  const tolerance = CLOCK_TOLERANCE_SECONDS * 1000;
  for (const { metadata, status } of members) {
    const at = Date.parse(status?.creationTime);
    if (at >= since.getTime() - tolerance && at <= until.getTime() + tolerance) continue;
    const waited = `it was waited for from ${since.toISOString()} to ${until.toISOString()}`;
    throw new Error(`${metadata.name} says that it was cut at ${status?.creationTime}, and ${waited}`);
  }
}

/** The session was with the server that takes writes: volumes of another one are no part of its backup. */
async function requirePrimary({ policy, intent, environment: { cluster } }: Backup): Promise<PrimaryEvidence | undefined> {
  const primary = intent.primary && await lookAgain(policy, intent.primary, cluster);
  if (primary?.reason !== undefined) throw new Error(primary.reason);
  return primary;
}

/** The log was cut last: what the server kept until now was there then. */
async function requireLog(session: BackupSession): Promise<void> {
  const { written, kept } = await session.log();
  if (written <= kept) return;
  const problem = `the server wrote ${written} bytes of log since the backup began, and keeps no more than ${kept} for certain`;
  throw new Error(`${problem}; raise wal_keep_size, or take snapshots when less is written`);
}
