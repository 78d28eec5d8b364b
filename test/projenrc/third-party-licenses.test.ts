import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bundledPackages, licenseTexts } from '../../projenrc/third-party-licenses';

test('the packages of a bundle are those whose code is in it, nested ones too', () => {
  const inputs = Object.fromEntries([
    ['cli/main.ts', 10], ['node_modules/pg/lib/index.js', 5], ['node_modules/pg/lib/client.js', 5], ['node_modules/unused/index.js', 0],
    ['node_modules/@a/b/node_modules/c/index.js', 1],
  ].map(([path, bytesInOutput]) => [path, { bytesInOutput: Number(bytesInOutput) }]));
  expect(bundledPackages({ outputs: { 'index.js': { inputs } } })).toEqual(['node_modules/@a/b/node_modules/c', 'node_modules/pg']);
});

describe('the text of licences', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'licenses-')); });
  afterEach(() => rmSync(folder, { recursive: true }));

  function packageOf(name: string, manifest: object, files: { readonly [file: string]: string } = {}): string {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'package.json'), JSON.stringify({ name, version: '1.2.3', ...manifest }));
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, name, file), text);
    return join(folder, name);
  }

  test('is whole, with notices, for every package', () => {
    const apache = packageOf('apache', { license: 'Apache-2.0' }, { 'LICENSE': 'terms\n', 'NOTICE.txt': 'thanks\n', 'README.md': 'hello' });
    const mit = packageOf('mit', { license: 'MIT' }, { 'license.md': 'do what you like' });
    expect(licenseTexts([apache, mit])).toBe(`apache 1.2.3 (Apache-2.0)\n\nterms\n\nthanks\n\n${'-'.repeat(80)}\n\nmit 1.2.3 (MIT)\n\ndo what you like`);
  });

  test('of a package without a file is what it states, with its author', () => {
    const bare = packageOf('bare', { license: 'ISC', author: { name: 'Ann' }, repository: { url: 'https://example.com/bare' } });
    expect(licenseTexts([bare])).toBe('bare 1.2.3 (ISC)\n\nAuthor: Ann\nRepository: https://example.com/bare');
  });

  test('is an error where there is none', () => {
    expect(() => licenseTexts([packageOf('secret', {})])).toThrow('secret states no license in its package.json');
  });
});
