import { afterEach, expect, test } from 'vitest';
import { FakePostgres } from './postgres-server';
import type { Answer } from './postgres-server';
import { openPostgresBackup } from '../../../cli/databases/postgres-backup';
import type { BackupSession, BackupTarget } from '../../../cli/databases/postgres-backup';

const STANDBY = 'SELECT pg_is_in_recovery() AS standby';
const START = 'SELECT pg_backup_start(\'orders-db-20261121t160700\', true)::text AS lsn';
const SYSTEM = 'SELECT system_identifier::text AS system FROM pg_control_system()';
const STOP = 'SELECT lsn::text AS lsn, labelfile AS label, spcmapfile AS map FROM pg_backup_stop(false)';
const LOG = 'SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), \'0/2000028\')::text AS written, '
  + '(pg_size_bytes(current_setting(\'wal_keep_size\')) - 2 * pg_size_bytes(current_setting(\'wal_segment_size\')))::text AS kept';
const LABEL = 'START WAL LOCATION: 0/2000028 (file 000000010000000000000002)\nSTART TIMELINE: 1\n';
const SERVER: { readonly [statement: string]: Answer } = {
  [STANDBY]: { value: 'f' },
  [START]: { value: '0/2000028' },
  [SYSTEM]: { value: '7710768747568664620' },
  [STOP]: { row: { lsn: '0/2000120', label: LABEL, map: '' } },
  [LOG]: { row: { written: '16777216', kept: '503316480' } },
};

let server: FakePostgres;

afterEach(() => server.stop());

async function open(answers: { readonly [statement: string]: Answer } = {}, changes: Partial<BackupTarget> = {}): Promise<BackupSession> {
  server = await FakePostgres.start({ ...SERVER, ...answers });
  return openPostgresBackup({
    host: '127.0.0.1',
    port: server.port,
    database: 'postgres',
    username: 'snapshotter',
    password: 'geheim',
    deadlineSeconds: 30,
    signal: new AbortController().signal,
    label: 'orders-db-20261121t160700',
    holdSeconds: 300,
    ...changes,
  });
}

async function sessionsEnd(): Promise<void> {
  while (server.sessions > 0) await new Promise(setImmediate);
}

test('a backup is a session that begins it, ends it and stays', async () => {
  const session = await open();
  expect(session.startLsn).toBe('0/2000028');
  expect(await session.stop()).toEqual({ backup_label: LABEL, stop_lsn: '0/2000120', system_identifier: '7710768747568664620' });
  expect(await session.log()).toEqual({ written: 16_777_216, kept: 503_316_480 });
  expect(server.statements).toEqual([STANDBY, START, SYSTEM, STOP, LOG]);
  expect([server.sessions, session.lost.aborted]).toEqual([1, false]);
  await session.close();
  await sessionsEnd();
});

test('the server is told to end a session that is silent', async () => {
  await (await open()).close();
  expect(server.parameters).toMatchObject({ application_name: 'cdk8s-stateful snapshot', statement_timeout: '30000' });
  expect(server.parameters.options).toBe('-c idle_session_timeout=300s -c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3');
});

test('where there are tablespaces, their map comes with the label', async () => {
  const session = await open({ [STOP]: { row: { lsn: '0/2000120', label: LABEL, map: '16400 /fast\n' } } });
  expect(await session.stop()).toMatchObject({ tablespace_map: '16400 /fast\n' });
  await session.close();
});

test('a session that the server ends is lost, with its reason', async () => {
  const session = await open();
  const lost = new Promise((resolve) => { session.lost.addEventListener('abort', resolve); });
  server.endSessions('terminating connection due to idle-session timeout');
  await lost;
  expect(session.lost.reason).toMatchObject({ message: 'the session with the database was lost: terminating connection due to idle-session timeout' });
  await expect(session.stop()).rejects.toThrow();
  await session.close();
});

test.each<[string, { [statement: string]: Answer }, string]>([
  ['on a standby', { [STANDBY]: { value: 't' } }, 'the server is a standby, whose backup a promotion would break'],
  ['without the right to', { [START]: { error: 'permission denied for function pg_backup_start' } }, 'permission denied for function pg_backup_start'],
])('%s there is none, and no session is left', async (_, answers, message) => {
  await expect(open(answers)).rejects.toThrow(message);
  await sessionsEnd();
});

test('when it is told to stop, the session goes, and the backup with it', async () => {
  const controller = new AbortController();
  const session = await open({}, { signal: controller.signal });
  controller.abort();
  await sessionsEnd();
  expect(session.lost.aborted).toBe(true);
});
