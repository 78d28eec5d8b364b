import { Socket } from 'node:net';
import { Client } from 'pg';

/** A server and who asks it. */
export interface PostgresTarget {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly username: string;
  readonly password: string;
  /** How long a statement may take. */
  readonly deadlineSeconds: number;
  /** Gives the session up, whatever the server is at. */
  readonly signal: AbortSignal;
}

/** A session that is not connected yet. `options` are settings of the session, as `postgres -c` takes them. */
export function postgresClient({ deadlineSeconds, username, signal, ...target }: PostgresTarget, options?: string): Client {
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
    ...(options !== undefined ? { options } : {}),
  });
  // an error that comes between queries would end the program
  client.on('error', () => undefined);
  return client;
}
