import { execFile } from 'child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { promisify } from 'util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DRILL_CHECKS, EXPECTED_LSN_VARIABLE, validationName } from '../../../src/documents/restore-drill';
import { drillPrepareScript, drillValidation } from '../../../src/facts/engines/postgres-drill';

const LABEL = 'START WAL LOCATION: 1/2000028 (file 000000010000000100000002)\nCHECKPOINT LOCATION: 1/2000080\nLABEL: orders-db-20261121t160700\n';

describe('the volumes of a backup', () => {
  let root: string;
  const at = (...path: string[]): string => join(root, ...path);

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'drill-'));
    for (const folder of ['data/pg_replslot', 'log', 'restore', 'bin']) mkdirSync(at(folder), { recursive: true });
    writeFileSync(at('data/PG_VERSION'), '17\n');
    writeFileSync(at('log/000000010000000100000002'), '');
    symlinkSync(at('log'), at('data/pg_wal'));
    const files = { backup_label: LABEL, stop_lsn: '1/2000120', system_identifier: '77' };
    for (const [file, text] of Object.entries(files)) writeFileSync(at('restore', file), text);
    control('in production', '1/2000080');
  });

  afterEach(() => rmSync(root, { recursive: true }));

  function control(state: string, checkpoint: string, system: string = '77'): void {
    const lines = [
      `Database system identifier:           ${system}`, `Database cluster state:               ${state}`, `Latest checkpoint location:           ${checkpoint}`,
    ];
    writeFileSync(at('bin/pg_controldata'), `#!/bin/sh\ncat <<'END'\n${lines.join('\n')}\nEND\n`);
    chmodSync(at('bin/pg_controldata'), 0o755);
  }

  async function prepare(): Promise<string> {
    const env = { PATH: `${at('bin')}:${process.env.PATH}`, PGDATA: at('data'), POSTGRES_INITDB_WALDIR: at('log') };
    const { stdout } = await promisify(execFile)('bash', ['-c', drillPrepareScript, 'prepare', at('restore')], { env });
    return stdout;
  }

  test('are given its label', async () => {
    expect(await prepare()).toBe('backup label put in place: orders-db-20261121t160700\n');
    expect(existsSync(at('data/backup_label'))).toBe(true);
  });

  const NOT_FOR = 'refused to start: the backup label is not for this data, which is no copy from during that backup';

  test.each<[string, () => void, string]>([
    ['of a server that has run since', () => control('in production', '1/2000120'), NOT_FOR],
    ['of a server that was stopped', () => control('shut down', '1/2000080'), NOT_FOR],
    ['with nothing in them', () => rmSync(at('data/PG_VERSION')), NOT_FOR],
    ['without the label', () => rmSync(at('restore/backup_label')), NOT_FOR],
    ['with the label of a backup that they already had', () => {
      writeFileSync(at('data/backup_label'), LABEL.replace('orders', 'others'));
      control('shut down', '1/2000080');
    }, NOT_FOR],
    ['of another database', () => control('in production', '1/2000080', '78'), 'refused to start: the backup label is of another database'],
    ['cut before the backup', () => control('in production', '1/2000079'), 'refused to start: the backup label is of a later backup than the data'],
    ['of which the log is empty', () => rmSync(at('log/000000010000000100000002')), 'is empty, and that of the data is not'],
  ])('%s are refused', async (_, arrange, message) => {
    arrange();
    await expect(prepare()).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining(message) });
  });
});

describe('the validator', () => {
  const words = { ...DRILL_CHECKS, validation: validationName, expectedLsn: EXPECTED_LSN_VARIABLE };
  const script = (isBackup: boolean): string => drillValidation(words, 0, isBackup);

  test('asks of a backup how far recovery went, and of one volume not', () => {
    const asked = 'expect_true recovered postgres "select \'$(cat /var/run/postgresql/recovered)\'::pg_lsn >= \'$EXPECTED_LSN\'::pg_lsn"';
    expect(script(true)).toContain(asked);
    expect(script(false)).not.toContain('recovered');
  });

  test.each([true, false])('is a program that bash reads (backup: %s)', async (isBackup) => {
    await promisify(execFile)('bash', ['-n', '-c', script(isBackup)]);
  });
});
