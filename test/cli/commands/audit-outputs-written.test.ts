import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { outcomeOf } from './outcome';
import type { Outcome } from './outcome';
import { runCommandLine } from '../../../cli/cli';
import type { World } from '../../../cli/commands/world';
import { claimsNamed } from '../../support/audit-report';

const SNAPSHOTS = 'apiVersion: snapshot.storage.k8s.io/v1\nkind: VolumeSnapshotClass\nmetadata:\n  name: snapshots\ndriver: x\ndeletionPolicy: Delete\n';

/** An audit of files touches no cluster; of the world it knows the day. */
const WORLD = { now: () => new Date('2026-11-28T12:00:00Z') } as World;

let folder: string;
let manifest: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outputs-'));
  manifest = join(folder, 'in.yaml');
  writeFileSync(manifest, SNAPSHOTS);
});

async function audit(...args: string[]): Promise<Outcome> {
  return outcomeOf(['audit', ...args], WORLD);
}

function fileOf(name: string): string {
  return join(folder, name);
}

describe('several outputs of one run', () => {
  test('go to their files, and one to standard output', async () => {
    const names = ['json', 'sarif', 'junit', 'markdown', 'table'];
    const { status, out, err } = await audit(...names.flatMap((name) => ['-o', `${name}=${fileOf(name)}`]), '-o', 'table', manifest);
    expect([status, err]).toEqual([0, '']);
    expect(out).toContain('deletionPolicy: Delete');
    expect(readdirSync(folder).sort()).toEqual([...names, 'in.yaml'].sort());
    expect(JSON.parse(readFileSync(fileOf('json'), 'utf8')).findings[0].rule).toBe('BKP-031');
    expect(JSON.parse(readFileSync(fileOf('sarif'), 'utf8')).runs[0].results[0].ruleId).toBe('BKP-031');
    expect(readFileSync(fileOf('junit'), 'utf8')).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites /);
    expect(readFileSync(fileOf('markdown'), 'utf8')).toContain('[BKP-031](');
    expect(readFileSync(fileOf('table'), 'utf8')).toContain('deletionPolicy: Delete');
  });

  test('leave standard output the summary where all are files', async () => {
    expect((await audit('-o', `json=${fileOf('a.json')}`, manifest)).out).toMatch(/^0 errors, 1 warning, 0 info, 1 object, \d+ rules, \d+ ms\n$/);
  });

  test('are not begun where one cannot be written', async () => {
    const { status, out, err } = await audit('-o', `json=${fileOf('a.json')}`, '-o', `sarif=${fileOf('missing/a.sarif')}`, '-o', 'table', manifest);
    expect([status, out, existsSync(fileOf('a.json'))]).toEqual([2, '', false]);
    expect(err).toContain(`cannot write ${fileOf('missing/a.sarif')}: ENOENT`);
  });

  test('are written where the input cannot be read, and the run says 2', async () => {
    writeFileSync(manifest, 'kind: [\n');
    const { status } = await audit('-o', `sarif=${fileOf('a.sarif')}`, '-o', `junit=${fileOf('a.xml')}`, manifest);
    expect(status).toBe(2);
    expect(JSON.parse(readFileSync(fileOf('a.sarif'), 'utf8')).runs[0].invocations[0].executionSuccessful).toBe(false);
    expect(readFileSync(fileOf('a.xml'), 'utf8')).toContain('type="unreadable"');
  });

  test('keep colours out of files', async () => {
    let out = '';
    await runCommandLine(['audit', '-o', `table=${fileOf('a.txt')}`, '-o', 'json', manifest], { out: (text) => { out += text; }, err: () => {}, color: true }, WORLD);
    expect([out, readFileSync(fileOf('a.txt'), 'utf8')].join('')).not.toContain('\u001b');
  });

  test('judge by --fail-on as the exit code does', async () => {
    await audit('--fail-on', 'warning', '-o', `junit=${fileOf('a.xml')}`, manifest);
    expect(readFileSync(fileOf('a.xml'), 'utf8')).toContain('failures="1"');
    await audit('-o', `junit=${fileOf('a.xml')}`, manifest);
    expect(readFileSync(fileOf('a.xml'), 'utf8')).not.toContain('failures="1"');
  });
});

test('escape sequences in names and in what is not read reach no terminal', async () => {
  const name = fileOf('\u001b[2J.yaml');
  writeFileSync(name, 'kind: [\n---\nreplicas: 1\n');
  writeFileSync(manifest, claimsNamed('"a\\u001b[2Jb"'));
  for (const format of ['table', 'json', 'sarif', 'junit', 'markdown']) {
    const { out, err } = await audit('-o', format, name, manifest);
    expect(`${out}${err}`, format).not.toContain('\u001b');
  }
});
