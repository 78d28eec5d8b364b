import { execFileSync } from 'child_process';
import { readdirSync, readFileSync } from 'fs';
import { join, resolve } from 'path';

/** The top of the working copy. */
export const ROOT = resolve(__dirname, '../..');

/** Reads a file by its path from the top. */
export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Every file that git tracks or would add: paths from the top, without what is ignored or deleted. */
export function trackedFiles(): string[] {
  const git = (...args: string[]) => execFileSync('git', ['ls-files', '-z', ...args], { cwd: ROOT, encoding: 'utf8' }).split('\0').filter(Boolean);
  const deleted = new Set(git('--deleted'));
  return git('--cached', '--others', '--exclude-standard').filter((path) => !deleted.has(path)).sort();
}

/** TypeScript files under folders, as paths from the top: what is on disk, committed or not. */
export function sourceFiles(...folders: string[]): string[] {
  return folders.flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .map((path) => `${folder}/${path}`)).sort();
}
