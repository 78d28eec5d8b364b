import { Socket } from 'node:net';
import { Client } from 'pg';

export interface CheckpointTarget {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly username: string;
  readonly password: string;
  readonly deadlineSeconds: number;
  /** Gives the session up, whatever the server is at. */
  readonly signal: AbortSignal;
}

/** Writes everything committed so far to the data files of a server; answers with the position of its log right after. */
export type Checkpoint = (target: CheckpointTarget) => Promise<{ readonly lsn: string }>;

/**
 * CHECKPOINT with a session that is closed at once: a role needs `pg_checkpoint` and no more.
 *
 * @see https://www.postgresql.org/docs/17/sql-checkpoint.html
 */
export const postgresCheckpoint: Checkpoint = async ({ deadlineSeconds, username, signal, ...target }) => {
  signal.throwIfAborted();
  const milliseconds = deadlineSeconds * 1000;
  const client = new Client({
    ...target,
    user: username,
    ssl: false,
    stream: () => new Socket({ signal }),
    application_name: 'cdk8s-stateful snapshot',
    connectionTimeoutMillis: Math.min(milliseconds, 30_000),
    statement_timeout: milliseconds,
    query_timeout: milliseconds + 5_000,
  });
  // an error that comes between queries would end the program
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows: [{ standby }] } = await client.query('SELECT pg_is_in_recovery() AS standby');
    if (standby) throw new Error('the server is a standby, where CHECKPOINT does not write what was committed on the primary');
    await client.query('CHECKPOINT');
    const { rows: [{ lsn }] } = await client.query('SELECT pg_current_wal_insert_lsn()::text AS lsn');
    return { lsn };
  } finally {
    await client.end().catch(() => undefined);
  }
};
