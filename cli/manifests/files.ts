import { closeSync, openSync, readdirSync, realpathSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_FILES } from './config-files';
import { readDocuments } from './document';
import type { ReadResult } from './document';
import { openInput } from './input';
import { FileSource, keptSource } from './source';

/** The argument that stands for standard input. */
export const STDIN = '-';
/** What standard input is called where a file is named. */
export const STDIN_NAME = '<stdin>';
const MANIFEST = /\.(ya?ml|json)$/i;

/** Reads files, folders with all that is below them, and standard input (`-`). */
export function readInputs(inputs: readonly string[]): ReadResult {
  const result: ReadResult = { objects: [], errors: [], skipped: [] };
  const seen = new Set<string>();
  for (const input of inputs) readInput(input, seen, result);
  return result;
}

function readInput(input: string, seen: Set<string>, result: ReadResult): void {
  try {
    if (input === STDIN) readOpen(STDIN_NAME, 0, result);
    else readPath(input, seen, result);
  } catch (error) {
    result.errors.push({ file: input, reason: error instanceof Error ? error.message : String(error) });
  }
}

function readPath(path: string, seen: Set<string>, result: ReadResult): void {
  const stats = statSync(path);
  // a pipe of a shell, `<(helm template ...)`, has no path of its own
  if (!stats.isDirectory() && !stats.isFile()) {
    readFile(path, result);
    return;
  }
  // what two arguments name, or a link leads back to, is read once
  const real = realpathSync(path);
  if (seen.has(real)) return;
  seen.add(real);
  if (stats.isFile()) {
    readFile(path, result);
    return;
  }
  for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (isNotOurs(entry.name)) continue;
    const child = join(path, entry.name);
    const target = entry.isSymbolicLink() ? targetOf(child) : entry;
    if (MANIFEST.test(entry.name) && target && !target.isFile() && !target.isDirectory()) {
      // to read one may be to wait for ever
      result.errors.push({ file: child, reason: 'is a pipe, a socket or a device; name it as an argument to read it' });
    } else if (MANIFEST.test(entry.name) || target?.isDirectory()) {
      readInput(child, seen, result);
    }
  }
}

/** Packages, hidden folders and our own configuration hold YAML that nobody applies; they can be named as arguments. */
function isNotOurs(name: string): boolean {
  return name === 'node_modules' || name.startsWith('.') || CONFIG_FILES.includes(name);
}

/** What a link leads to; undefined when it leads nowhere, or round in a circle. */
function targetOf(link: string): Stats | undefined {
  try {
    return statSync(link);
  } catch {
    return undefined;
  }
}

function readFile(path: string, result: ReadResult): void {
  const descriptor = openSync(path, 'r');
  try {
    readOpen(path, descriptor, result);
  } finally {
    closeSync(descriptor);
  }
}

function readOpen(name: string, descriptor: number, result: ReadResult): void {
  const { read, isRereadable } = openInput(descriptor);
  const source = isRereadable && name !== STDIN_NAME ? new FileSource(name, descriptor) : undefined;
  readDocuments(name, read, ({ start, bytes }) => source ?? keptSource(name, start, bytes), result);
}
