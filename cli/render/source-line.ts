import { printable } from './printable';

/** A line of a file, cut to a width, and where in it the caret stands. */
export interface SourceLine {
  readonly text: string;
  readonly caret: string;
}

const ELLIPSIS = '...';

/**
 * The part of a line around what is meant. A line may be a whole file of JSON: it is cut before anything else is done to it.
 *
 * @param column counted from 1.
 */
export function sourceLine(source: string, column: number, length: number, width: number): SourceLine {
  const start = column - 1;
  const room = width - 2 * ELLIPSIS.length;
  if (source.length <= width) return marked('', source, '', start, length);
  const end = Math.min(source.length, Math.max(room, start + Math.ceil(room / 2)));
  const from = Math.max(0, end - room);
  return marked(from > 0 ? ELLIPSIS : '', source.slice(from, end), end < source.length ? ELLIPSIS : '', start - from, length);
}

function marked(before: string, part: string, after: string, start: number, length: number): SourceLine {
  const shown = Math.max(1, Math.min(length, part.length - start));
  return { text: `${before}${printable(part)}${after}`, caret: `${' '.repeat(before.length + start)}${'^'.repeat(shown)}` };
}
