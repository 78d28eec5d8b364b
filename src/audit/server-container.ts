import { listAt } from './json';
import type { JsonObject } from './json';
import type { EngineFacts } from '../facts/engines/engine-facts';

const SHELLS: readonly string[] = ['sh', 'bash', 'ash', 'dash'];
/** Programs that only start another one. */
const WRAPPERS: readonly string[] = ['tini', 'dumb-init', 'env', 'nice'];

/**
 * Does a container with an engine's image run the engine? The image is also the usual place to find its client programs:
 * a backup, a migration, a shell to look around.
 *
 * Without a command the image's entry point runs the server, or the program that the first argument names. What a script
 * of the user's own does cannot be seen: it is taken for the server.
 */
export function runsServer(container: JsonObject, { serverPrograms }: EngineFacts): boolean {
  return starts([...wordsOf(container, 'command'), ...wordsOf(container, 'args')], serverPrograms.names);
}

function starts([first, ...rest]: readonly string[], programs: readonly string[]): boolean {
  if (first === undefined || first.startsWith('-') || first.endsWith('.conf')) return true;
  const program = baseName(first);
  const words = rest.filter((word) => !word.startsWith('-'));
  if (programs.includes(program)) return true;
  if (WRAPPERS.includes(program)) return starts(words, programs);
  if (isShell(first)) return scriptStarts(words.join(' '), programs);
  return isScript(first);
}

/** Is a program of a command a shell, whose next argument but for options is a script? */
export function isShell(program: string): boolean {
  return SHELLS.includes(baseName(program));
}

function wordsOf(container: JsonObject, field: string): string[] {
  return listAt(container, field).filter((word): word is string => typeof word === 'string');
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function isScript(program: string): boolean {
  return program.endsWith('.sh') || program.startsWith('/');
}

/** Is one of the programs, or a script whose content is unknown, called somewhere in the text of a shell script? */
function scriptStarts(script: string, programs: readonly string[]): boolean {
  const calls = script.split(/[;&|\n(){}]+|\b(?:exec|then|do|else|until|while|if|gosu \S+|su-exec \S+)\s/);
  return calls.some((call) => {
    const called = call.trim().split(/\s+/)[0] ?? '';
    return programs.includes(baseName(called)) || isScript(called);
  });
}
