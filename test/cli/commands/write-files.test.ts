import { mkdirSync, mkdtempSync, readFileSync, readdirSync, statSync, symlinkSync, lstatSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { requireWritable, writeFiles } from '../../../cli/commands/write-files';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'write-'));
});

describe('writing', () => {
  test('replaces a file as a whole and leaves nothing else', () => {
    const path = join(folder, 'a.json');
    writeFileSync(path, 'old');
    const before = statSync(path).ino;
    writeFiles([{ path, text: 'new' }]);
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(statSync(path).ino).not.toBe(before);
    expect(readdirSync(folder)).toEqual(['a.json']);
  });

  test('replaces what a link leads to, not the link', () => {
    writeFileSync(join(folder, 'real.json'), 'old');
    const link = join(folder, 'link.json');
    symlinkSync('real.json', link);
    writeFiles([{ path: link, text: 'new' }]);
    expect([readFileSync(join(folder, 'real.json'), 'utf8'), lstatSync(link).isSymbolicLink()]).toEqual(['new', true]);
  });

  test('gives a device what it takes', () => {
    writeFiles([{ path: '/dev/null', text: 'new' }]);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test('writes none of several when one cannot be written', () => {
    const good = join(folder, 'good.json');
    writeFileSync(good, 'old');
    const bad = join(folder, 'missing/bad.json');
    expect(() => writeFiles([{ path: good, text: 'new' }, { path: bad, text: 'new' }])).toThrow(`cannot write ${bad}: ENOENT`);
    expect([readdirSync(folder), readFileSync(good, 'utf8')]).toEqual([['good.json'], 'old']);
  });
});

describe('before the work', () => {
  test('what can be written is let through', () => {
    writeFileSync(join(folder, 'there.json'), '');
    expect(() => requireWritable([join(folder, 'there.json'), join(folder, 'new.json'), '/dev/null'])).not.toThrow();
  });

  test.each([
    ['a folder', 'sub', 'it is a folder'],
    ['below a folder that is missing', 'missing/a.json', 'ENOENT'],
    ['below a file', 'file/a.json', 'ENOTDIR'],
  ])('what is %s is named', (_, name, problem) => {
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'file'), '');
    const path = join(folder, name);
    expect(() => requireWritable([path])).toThrow(new RegExp(`^cannot write ${path}: .*${problem}`));
  });
});
