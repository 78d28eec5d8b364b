import type { Range } from './positions';
import type { Chunk } from './split';

/** Where something lies in a file; counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The line itself, and how many characters of it are meant. */
  readonly source: string;
  readonly length: number;
  /** Where in an object of a cluster, which has no lines; then line and column say nothing. */
  readonly path?: string;
}

/** The place of characters in a piece of a file. */
export function placeInText(file: string, { text, linesBefore }: Chunk, { start, end }: Pick<Range, 'start' | 'end'>): Place {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', start);
  const source = text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd).replace(/\r$/, '');
  const line = linesBefore + text.slice(0, lineStart).split('\n').length;
  const column = start - lineStart + 1;
  return { file, line, column, source, length: Math.max(1, Math.min(end - start, source.length - column + 1)) };
}
