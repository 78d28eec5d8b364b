import { afterEach, expect, test } from 'vitest';
import { FakePostgres } from './postgres-server';
import type { Answer } from './postgres-server';
import { reachPostgres } from '../../../cli/databases/postgres-reach';

const STANDBY = 'SELECT pg_is_in_recovery() AS standby';

let server: FakePostgres;

afterEach(() => server.stop());

async function reach(answer: Answer, password: string = 'geheim'): Promise<void> {
  server = await FakePostgres.start({ [STANDBY]: answer });
  return reachPostgres({
    host: '127.0.0.1', port: server.port, database: 'orders', username: 'snapshotter', password, deadlineSeconds: 30, signal: new AbortController().signal,
  });
}

test('a server that takes writes is asked one question', async () => {
  await reach({ value: 'f' });
  expect(server.statements).toEqual([STANDBY]);
  while (server.sessions > 0) await new Promise(setImmediate);
});

test.each<[string, Answer, string, string]>([
  ['a standby', { value: 't' }, 'geheim', 'the server is a standby, and only the one that takes writes can be prepared for a snapshot'],
  ['one with another password', { value: 'f' }, 'other', 'password authentication failed'],
])('%s is refused', async (_, answer, password, message) => {
  await expect(reach(answer, password)).rejects.toThrow(message);
});
