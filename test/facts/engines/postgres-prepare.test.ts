import { execFile } from 'child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { promisify } from 'util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { prepareScript } from '../../../src/facts/engines/postgres-prepare';

const LABEL = 'START WAL LOCATION: 1/2000028 (file 000000010000000100000002)\nCHECKPOINT LOCATION: 1/2000080\nBACKUP METHOD: streamed\nLABEL: orders-db-20261121t160700\nSTART TIMELINE: 1\n';
let root: string;
const at = (...path: string[]): string => join(root, ...path);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'prepare-'));
  for (const folder of ['data/pg_replslot/forgotten', 'log', 'restore', 'bin']) mkdirSync(at(folder), { recursive: true });
  writeFileSync(at('data/PG_VERSION'), '17\n');
  writeFileSync(at('log/000000010000000100000002'), '');
  symlinkSync(at('log'), at('data/pg_wal'));
  control('in production', '1/2000080');
});

afterEach(() => rmSync(root, { recursive: true }));

function control(state: string, checkpoint: string, system: string = '7710768747568664620'): void {
  const lines = [
    `Database system identifier:           ${system}`, `Database cluster state:               ${state}`,
    `Latest checkpoint location:           ${checkpoint}`, 'Latest checkpoint\'s REDO location:    0/1',
  ];
  writeFileSync(at('bin/pg_controldata'), `#!/bin/sh\ncat <<'END'\n${lines.join('\n')}\nEND\n`);
  chmodSync(at('bin/pg_controldata'), 0o755);
}

function restoreFiles(files: { readonly [file: string]: string } = {}): void {
  const all = { backup_label: LABEL, stop_lsn: '1/2000120', system_identifier: '7710768747568664620', ...files };
  for (const [file, text] of Object.entries(all)) writeFileSync(at('restore', file), text);
}

async function prepare(): Promise<string> {
  const env = { PATH: `${at('bin')}:${process.env.PATH}`, PGDATA: at('data'), POSTGRES_INITDB_WALDIR: at('log') };
  const { stdout } = await promisify(execFile)('bash', ['-c', prepareScript, 'prepare', at('restore')], { env });
  return stdout;
}

const label = (): string | undefined => (existsSync(at('data/backup_label')) ? readFileSync(at('data/backup_label'), 'utf8') : undefined);

test('leaves the first start to the image', async () => {
  rmSync(at('data'), { recursive: true });
  mkdirSync(at('data'));
  restoreFiles();
  expect(await prepare()).toBe('');
  expect(readdirSync(at('data'))).toEqual([]);
});

test('does nothing where nothing is restored', async () => {
  expect(await prepare()).toBe('');
  expect(label()).toBeUndefined();
  expect(readdirSync(at('data/pg_replslot'))).toEqual(['forgotten']);
});

test.each<[string, () => void, string]>([
  ['an empty log', () => rmSync(at('log/000000010000000100000002')), 'is empty, and that of the data is not; restore both from one group of snapshots'],
  ['a log in the data directory', () => {
    rmSync(at('data/pg_wal'));
    mkdirSync(at('data/pg_wal'));
  }, 'the log of this data is in the data directory, and the set has a volume for it; walSize is a choice at birth'],
  ['a log elsewhere', () => {
    rmSync(at('data/pg_wal'));
    symlinkSync(at('restore'), at('data/pg_wal'));
  }, 'the log of this data is at'],
  ['the label of another database', () => {
    restoreFiles({ system_identifier: '1' });
  }, 'the backup label is of another database'],
  ['the label of a later backup', () => {
    restoreFiles();
    control('in production', '1/2000079');
  }, 'the backup label is of a later backup than the data; take both from one group of snapshots'],
])('refuses %s', async (_, arrange, message) => {
  arrange();
  await expect(prepare()).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('refused to start: ') });
  await expect(prepare()).rejects.toMatchObject({ stderr: expect.stringContaining(message) });
  expect(label()).toBeUndefined();
});

test.each(['1/2000080', '1/2000100'])('puts the label into data that was cut during its backup, at checkpoint %s', async (checkpoint) => {
  restoreFiles({ tablespace_map: '16400 /var/lib/postgresql/data/fast\n' });
  control('in production', checkpoint);
  expect(await prepare()).toBe('backup label put in place: orders-db-20261121t160700\n');
  expect(label()).toBe(LABEL);
  expect(readFileSync(at('data/tablespace_map'), 'utf8')).toBe('16400 /var/lib/postgresql/data/fast\n');
  expect(readdirSync(at('data/pg_replslot'))).toEqual([]);
  expect(readdirSync(at('data')).filter((file) => file.endsWith('.new'))).toEqual([]);
});

test.each([
  ['is being recovered from it', 'in crash recovery', '1/2000080'],
  ['was stopped', 'shut down', '1/2000080'],
  ['has run since', 'in production', '1/2000120'],
  ['has run long since', 'in production', '2A/0'],
])('never puts it into data of a server that %s', async (_, state, checkpoint) => {
  restoreFiles();
  control(state, checkpoint);
  expect(await prepare()).toBe('');
  expect(label()).toBeUndefined();
});
