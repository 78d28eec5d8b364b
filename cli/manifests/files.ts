import { readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_FILES } from './config-files';
import { readText } from './document';
import type { ReadResult } from './document';

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
    if (input === STDIN) readFile(STDIN_NAME, 0, result);
    else readPath(input, seen, result);
  } catch (error) {
    result.errors.push({ file: input, reason: error instanceof Error ? error.message : String(error) });
  }
}

function readPath(path: string, seen: Set<string>, result: ReadResult): void {
  // what two arguments name, or a link leads back to, is read once
  const real = realpathSync(path);
  if (seen.has(real)) return;
  seen.add(real);
  if (!statSync(real).isDirectory()) {
    readFile(path, path, result);
    return;
  }
  for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (isNotOurs(entry.name)) continue;
    const child = join(path, entry.name);
    if (MANIFEST.test(entry.name) || entry.isDirectory() || (entry.isSymbolicLink() && leadsToFolder(child))) readInput(child, seen, result);
  }
}

/** Packages, hidden folders and our own configuration hold YAML that nobody applies; they can be named as arguments. */
function isNotOurs(name: string): boolean {
  return name === 'node_modules' || name.startsWith('.') || CONFIG_FILES.includes(name);
}

function leadsToFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function readFile(name: string, pathOrDescriptor: string | number, result: ReadResult): void {
  const read = readText(name, readFileSync(pathOrDescriptor, 'utf8'));
  // one by one: a call takes only so many arguments
  for (const object of read.objects) result.objects.push(object);
  for (const error of read.errors) result.errors.push(error);
  for (const skipped of read.skipped) result.skipped.push(skipped);
}
