import { keep } from './kept-strings';
import { OpenedDocument } from './opened-document';
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
  /** The line is not shown, since it may hold a secret. */
  readonly isHidden?: boolean;
  /** The template that Helm rendered it from. */
  readonly template?: string;
  /** Where in an object of a cluster, which has no lines; then line and column say nothing. */
  readonly path?: string;
}

/** Where a document begins. */
export interface DocumentStart {
  readonly source: Pick<Source, 'file'>;
  readonly linesBefore: number;
}

/** A document of a file, by where it is. */
export interface DocumentRange extends DocumentStart {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
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
  const opened = open(document);
  if (!opened) return { file: document.source.file, line: document.linesBefore + 1, column: 1, source: CHANGED, length: CHANGED.length };
  let range = opened.locate([...object, ...path]);
  // what an object does not have at all is shown at its kind
  if (range.depth <= object.length) range = opened.locate([...object, 'kind']);
  return placeIn(document, opened.text, range.start, range.end, opened.lineOf(range.start));
}

/** The place of a range of characters of a document, the first of which is on this line of it, counted from 0. */
export function placeIn({ source: { file }, linesBefore }: DocumentStart, text: string, start: number, end: number, line: number): Place {
  const lineStart = start > 0 ? text.lastIndexOf('\n', start - 1) + 1 : 0;
  const lineEnd = text.indexOf('\n', start);
  const source = keep(text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd).replace(/\r$/, ''));
  const column = start - lineStart + 1;
  return { file, line: linesBefore + line + 1, column, source, length: Math.max(1, Math.min(end - start, source.length - column + 1)) };
}

/** The one that was asked about last: findings come object by object. */
let last: { readonly document: DocumentRange; readonly opened: OpenedDocument } | undefined;

function open(document: DocumentRange): OpenedDocument | undefined {
  if (last?.document === document) return last.opened;
  const bytes = document.source.bytes(document.start, document.end);
  if (!bytes) return undefined;
  const opened = new OpenedDocument(textOf(bytes));
  last = { document, opened };
  return opened;
}
