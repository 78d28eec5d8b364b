import { postgresClient } from './postgres-client';
import type { PostgresTarget } from './postgres-client';

export type CheckpointTarget = PostgresTarget;

/** Writes everything committed so far to the data files of a server; answers with the position of its log right after. */
export type Checkpoint = (target: CheckpointTarget) => Promise<{ readonly lsn: string }>;

/**
 * CHECKPOINT with a session that is closed at once: a role needs `pg_checkpoint` and no more.
 *
 * @see https://www.postgresql.org/docs/17/sql-checkpoint.html
 */
export const postgresCheckpoint: Checkpoint = async (target) => {
  const client = postgresClient(target);
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
