import { locateByLines } from './block-lines';
import { keep } from './kept-strings';
import { eventsOf } from './parse';
import type { Events } from './parse';
import { locate } from './positions';
import type { Range } from './positions';
import type { Source } from './source';
import type { JsonPath } from '../../src/audit/finding';

/** Where something lies in a file; counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The line itself, and how many characters of it are meant. */
  readonly source: string;
  readonly length: number;
}

/** A document of a file, by where it is. */
export interface DocumentRange {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
  readonly linesBefore: number;
}

/** What stands for a line of a file that was changed after it was read. */
export const CHANGED = '(changed since it was read)';

const BYTE_ORDER_MARK = '\uFEFF';

/** The text of a document, without the mark with which a file begins; after a marker, where one file was appended to another. */
export function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  const content = text.startsWith('---') ? text.indexOf('\n') + 1 : 0;
  return text.startsWith(BYTE_ORDER_MARK, content) ? text.slice(0, content) + text.slice(content + 1) : text;
}

/**
 * Where a path of an object lies in a document.
 *
 * @param object where the object itself lies in the document: an item of a list.
 */
export function placeOf(document: DocumentRange, object: JsonPath, path: JsonPath): Place {
  const text = open(document);
  if (text === undefined) return { file: document.source.file, line: document.linesBefore + 1, column: 1, source: CHANGED, length: CHANGED.length };
  let range = find(document, text, [...object, ...path]);
  // what an object does not have at all is shown at its kind
  if (range.depth <= object.length) range = find(document, text, [...object, 'kind']);
  return placeIn(document, text, range.start, range.end);
}

function find(document: DocumentRange, text: string, path: JsonPath): Range {
  return locateByLines(text, path) ?? locate(text, parse(document, text), path);
}

/** The place of a range of characters of a document. */
export function placeIn({ source: { file }, linesBefore }: DocumentRange, text: string, start: number, end: number): Place {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', start);
  const source = keep(text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd).replace(/\r$/, ''));
  const column = start - lineStart + 1;
  return { file, line: linesBefore + countLines(text, lineStart) + 1, column, source, length: Math.max(1, Math.min(end - start, source.length - column + 1)) };
}

function countLines(text: string, end: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** The one that was asked about last: findings come object by object. */
let last: { readonly document: DocumentRange; readonly text: string; events?: Events } | undefined;

function open(document: DocumentRange): string | undefined {
  if (last?.document !== document) {
    const bytes = document.source.bytes(document.start, document.end);
    last = bytes && { document, text: textOf(bytes) };
  }
  return last?.text;
}

function parse(document: DocumentRange, text: string): Events {
  if (last?.document !== document) return eventsOf(text);
  last.events ??= eventsOf(text);
  return last.events;
}
