import * as ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { readText, sourceFiles, trackedFiles } from '../support/repository';

const FILES = trackedFiles();

/** What a newcomer sees first. Every entry has to earn its place here. */
const TOP_LEVEL = [
  // what it is made of
  'src', 'cli', 'test', 'examples', 'docs',
  // what people read
  'README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'API.md', 'LICENSE',
  // what others run: GitHub looks for an action at the top of its repository
  'action.yml',
  // how it is built
  '.projenrc.ts', '.projen', 'projenrc', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.dev.json', 'vitest.config.ts',
  'vitest.e2e.config.ts', 'Dockerfile', '.dockerignore', '.ci', '.github', '.eslintrc.json', '.gitattributes', '.gitignore', '.npmignore', '.npmrc',
];

test('the top level holds only what is expected; move a new file into a folder, or add it to TOP_LEVEL with a reason', () => {
  const entries = new Set(FILES.map((path) => path.split('/')[0]));
  expect([...entries].filter((entry) => !TOP_LEVEL.includes(entry))).toEqual([]);
});

test('src/index.ts is the only file at its level; move others into a folder of src', () => {
  expect(sourceFiles('src').filter((path) => path.split('/').length === 2)).toEqual(['src/index.ts']);
});

test('src/index.ts holds nothing but `export ... from`; move other code into a folder of src', () => {
  const index = ts.createSourceFile('index.ts', readText('src/index.ts'), ts.ScriptTarget.Latest, true);
  const others = index.statements.filter((statement) => !ts.isExportDeclaration(statement) || !statement.moduleSpecifier);
  expect(others.map((statement) => statement.getText())).toEqual([]);
});

// Folders of somebody's machine. Spelled in parts, so that this file does not name them itself.
const MACHINE_PATH = new RegExp(`(?<![\\w.~-])/(${['root', 'home/\\w+', 'Users/\\w+', 'private/var'].join('|')})/`);

describe('machine paths', () => {
  test.each(['cd /home/ann/x', 'file:///Users/ann/x', 'PATH=/home/ann/bin'])('"%s" has one', (text) => {
    expect(text).toMatch(MACHINE_PATH);
  });

  test.each(['https://example.com/home/x', '../home/x/y', '~/home/x/y', 'src/workloads/x'])('"%s" has none', (text) => {
    expect(text).not.toMatch(MACHINE_PATH);
  });

  test('no file names one; a clone lies elsewhere', () => {
    const own = 'test/architecture/top-level.test.ts';
    const found = FILES.filter((path) => path !== own).flatMap((path) => readText(path).split('\n')
      .flatMap((line, index) => (MACHINE_PATH.test(line) ? [`${path}:${index + 1} ${line.trim().slice(0, 100)}`] : [])));
    expect(found).toEqual([]);
  });
});

test('package-lock.json holds no download addresses; run npm install with omit-lockfile-registry-resolved=true', () => {
  const { packages } = JSON.parse(readText('package-lock.json')) as { packages: { [path: string]: { resolved?: string } } };
  expect(Object.keys(packages).length).toBeGreaterThan(1);
  expect(Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
});

test('package-lock.json holds every optional dependency, as `npm ci` demands; override the package in .projenrc.ts with a version whose parts are all published', () => {
  const { packages } = JSON.parse(readText('package-lock.json')) as { packages: { [path: string]: { optionalDependencies?: object } } };
  const locked = Object.keys(packages);
  const lacking = Object.values(packages)
    .flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies))
    .filter((name) => !locked.some((path) => path.endsWith(`node_modules/${name}`)));
  expect(lacking).toEqual([]);
});
