import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { FakePostgres } from './postgres-server';
import type { Answer } from './postgres-server';
import { postgresCheckpoint } from '../../../cli/databases/postgres-checkpoint';
import type { CheckpointTarget } from '../../../cli/databases/postgres-checkpoint';

const STANDBY = 'SELECT pg_is_in_recovery() AS standby';
const POSITION = 'SELECT pg_current_wal_insert_lsn()::text AS lsn';
const PRIMARY: { readonly [statement: string]: Answer } = { [STANDBY]: { value: 'f' }, CHECKPOINT: 'done', [POSITION]: { value: '0/16B3748' } };

let server: FakePostgres;

afterEach(() => server.stop());

async function checkpointOf(answers: { readonly [statement: string]: Answer }, changes: Partial<CheckpointTarget> = {}): Promise<{ lsn: string }> {
  server = await FakePostgres.start({ ...PRIMARY, ...answers });
  const target = { host: '127.0.0.1', port: server.port, database: 'orders', username: 'snapshotter', password: 'geheim', deadlineSeconds: 30, signal: new AbortController().signal };
  return postgresCheckpoint({ ...target, ...changes });
}

/** A session ends a little after the program has said goodbye. */
async function sessionsEnd(): Promise<void> {
  while (server.sessions > 0) await new Promise(setImmediate);
}

test('a checkpoint is a session of three statements', async () => {
  expect(await checkpointOf({})).toEqual({ lsn: '0/16B3748' });
  expect(server.statements).toEqual([STANDBY, 'CHECKPOINT', POSITION]);
  expect(server.parameters).toMatchObject({ user: 'snapshotter', database: 'orders', application_name: 'cdk8s-stateful snapshot', statement_timeout: '30000' });
  await sessionsEnd();
});

test.each<[string, { [statement: string]: Answer }, Partial<CheckpointTarget>, string, number]>([
  ['on a standby', { [STANDBY]: { value: 't' } }, {}, 'the server is a standby, where CHECKPOINT does not write what was committed on the primary', 1],
  ['with another password', {}, { password: 'other' }, 'password authentication failed', 0],
  ['without the right to', { CHECKPOINT: { error: 'permission denied to execute CHECKPOINT command' } }, {}, 'permission denied to execute CHECKPOINT command', 2],
])('%s there is none', async (_, answers, changes, message, statements) => {
  await expect(checkpointOf(answers, changes)).rejects.toThrow(message);
  expect(server.statements).toHaveLength(statements);
  await sessionsEnd();
});

test('a server that does not listen is told by its address', async () => {
  server = await FakePostgres.start({});
  const { port } = server;
  server.stop();
  await expect(checkpointOf({}, { port })).rejects.toThrow(`connect ECONNREFUSED 127.0.0.1:${port}`);
});

test('one that is at it for long is given up when told to stop', async () => {
  const controller = new AbortController();
  const busy = await FakePostgres.start({ ...PRIMARY, CHECKPOINT: 'silence' });
  const outcome = checkpointOf({}, { port: busy.port, signal: controller.signal }).catch((error: Error) => error.name);
  while (!busy.statements.includes('CHECKPOINT')) await new Promise(setImmediate);
  controller.abort();
  expect(await outcome).toBe('AbortError');
  while (busy.sessions > 0) await new Promise(setImmediate);
  busy.stop();
});

test('one that says nothing at all is given up when told to stop', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const controller = new AbortController();
  silent.on('connection', () => controller.abort());
  const { port } = silent.address() as AddressInfo;
  await expect(checkpointOf({}, { port, signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' });
  silent.close();
});
