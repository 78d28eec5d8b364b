import type { Client } from 'pg';
import { postgresClient } from './postgres-client';
import type { PostgresTarget } from './postgres-client';
import type { BackupLabel } from '../../src/documents/backup-label';

export interface BackupTarget extends PostgresTarget {
  /** Name of the backup, in its label and in the server's log. */
  readonly label: string;
  /** The server ends the session, and with it the backup, after a silence of so long. */
  readonly holdSeconds: number;
}

/** The log since the start of a backup, in bytes. */
export interface WrittenLog {
  readonly written: number;
  /** What the server keeps at the least, counted back from where it writes. */
  readonly kept: number;
}

/** A backup that lasts as long as its session: whatever ends the one aborts the other, and the server writes on as before. */
export interface BackupSession {
  /** Position of the log that a restored server begins to replay at. */
  readonly startLsn: string;
  /** Aborted when the session has ended without being asked to. */
  readonly lost: AbortSignal;
  /** Ends the backup. Throws when there is none any more. */
  stop(): Promise<BackupLabel>;
  /** How much log there is since the start of the backup, and how much of it the server still has for certain. */
  log(): Promise<WrittenLog>;
  close(): Promise<void>;
}

/** Opens a session, and in it a backup. */
export type OpenBackup = (target: BackupTarget) => Promise<BackupSession>;

/**
 * A backup by the functions of the server, which lock nothing and stop no writes; a role needs EXECUTE on two of them and no more. The
 * server keeps the log by `wal_keep_size`: a replication slot would take the right to copy everything.
 *
 * Should this program vanish, the server notices by keepalives, or at the latest by `idle_session_timeout`.
 *
 * @see https://www.postgresql.org/docs/17/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP
 * @see https://www.postgresql.org/docs/17/runtime-config-client.html#GUC-IDLE-SESSION-TIMEOUT
 */
export const openPostgresBackup: OpenBackup = async ({ label, holdSeconds, ...target }) => {
  const client = postgresClient(target, [
    `idle_session_timeout=${holdSeconds}s`, 'tcp_keepalives_idle=15', 'tcp_keepalives_interval=5', 'tcp_keepalives_count=3',
  ].map((setting) => `-c ${setting}`).join(' '));
  const lost = new AbortController();
  const lose = (error?: Error): void => lost.abort(new Error(`the session with the database was lost${error ? `: ${error.message}` : ''}`));
  client.on('error', lose).on('end', () => lose());
  try {
    await client.connect();
    const { rows: [{ standby }] } = await client.query('SELECT pg_is_in_recovery() AS standby');
    if (standby) throw new Error('the server is a standby, whose backup a promotion would break');
    const { rows: [{ lsn }] } = await client.query(`SELECT pg_backup_start(${client.escapeLiteral(label)}, true)::text AS lsn`);
    return {
      startLsn: lsn,
      lost: lost.signal,
      stop: async () => stopBackup(client),
      log: async () => logSince(client, lsn),
      close: async () => client.end().catch(() => undefined),
    };
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
};

/** Without waiting for an archive: the volume of the log is cut after this, and holds all that the backup needs. */
async function stopBackup(client: Client): Promise<BackupLabel> {
  const { rows: [{ system }] } = await client.query('SELECT system_identifier::text AS system FROM pg_control_system()');
  const { rows: [{ lsn, label, map }] } = await client.query('SELECT lsn::text AS lsn, labelfile AS label, spcmapfile AS map FROM pg_backup_stop(false)');
  return { backup_label: label, stop_lsn: lsn, system_identifier: system, ...(map ? { tablespace_map: map } : {}) };
}

/**
 * A checkpoint removes segments older than `wal_keep_size` counts back from where the log is written; the one where that is, and
 * the one where the backup began, count as whole.
 *
 * @see https://github.com/postgres/postgres/blob/REL_17_0/src/backend/access/transam/xlog.c KeepLogSeg
 */
async function logSince(client: Client, startLsn: string): Promise<WrittenLog> {
  const since = `pg_wal_lsn_diff(pg_current_wal_insert_lsn(), ${client.escapeLiteral(startLsn)})`;
  const setting = (name: string): string => `pg_size_bytes(current_setting('${name}'))`;
  const { rows: [{ written, kept }] } = await client.query(
    `SELECT ${since}::text AS written, (${setting('wal_keep_size')} - 2 * ${setting('wal_segment_size')})::text AS kept`,
  );
  return { written: Number(written), kept: Number(kept) };
}
