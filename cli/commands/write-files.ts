import { randomUUID } from 'node:crypto';
import { accessSync, constants, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A file to be written, by its absolute path. */
export interface FileToWrite {
  readonly path: string;
  readonly text: string;
}

/** Says before the work whether it could be written down. Throws naming the file and what is in the way. */
export function requireWritable(paths: readonly string[]): void {
  for (const path of paths) {
    explain(path, () => {
      const target = statSync(path, { throwIfNoEntry: false });
      if (target?.isDirectory()) throw new Error('it is a folder');
      if (target && !target.isFile()) accessSync(path, constants.W_OK);
      else accessSync(dirname(realTarget(path)), constants.W_OK);
    });
  }
}

/**
 * Writes files so that each is there whole or not at all: beside its target first, moved when all are written. Pipes and devices
 * take what they are given.
 *
 * @throws naming the file and what is in the way; nothing is left behind.
 */
export function writeFiles(files: readonly FileToWrite[]): void {
  const staged: { path: string; target: string; temporary: string }[] = [];
  try {
    for (const { path, text } of files) {
      explain(path, () => {
        if (isSpecial(path)) {
          writeFileSync(path, text);
          return;
        }
        const target = realTarget(path);
        const temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
        staged.push({ path, target, temporary });
        writeFileSync(temporary, text, { flag: 'wx' });
      });
    }
    for (const { path, target, temporary } of staged) explain(path, () => renameSync(temporary, target));
  } finally {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
  }
}

function isSpecial(path: string): boolean {
  const target = statSync(path, { throwIfNoEntry: false });
  return target !== undefined && !target.isFile() && !target.isDirectory();
}

/** What a link leads to is replaced, not the link. */
function realTarget(path: string): string {
  return statSync(path, { throwIfNoEntry: false }) ? realpathSync(path) : path;
}

function explain(path: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    throw new Error(`cannot write ${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
