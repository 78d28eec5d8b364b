import { postgresClient } from './postgres-client';
import type { PostgresTarget } from './postgres-client';

/** Throws when a server cannot be reached, does not know the login, or is one that cannot be prepared for a snapshot. */
export type ReachServer = (target: PostgresTarget) => Promise<void>;

/** Logs in and asks a question that changes nothing. */
export const reachPostgres: ReachServer = async (target) => {
  const client = postgresClient(target);
  try {
    await client.connect();
    const { rows: [{ standby }] } = await client.query('SELECT pg_is_in_recovery() AS standby');
    if (standby) throw new Error('the server is a standby, and only the one that takes writes can be prepared for a snapshot');
  } finally {
    await client.end().catch(() => undefined);
  }
};
