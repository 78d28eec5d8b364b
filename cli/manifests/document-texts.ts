import { isUtf8 } from 'node:buffer';
import { jsonTexts } from './json-texts';
import { parseDocument } from './parse';
import type { Fault, Parsed } from './parse';
import { textOf } from './place';
import type { DocumentRange } from './place';

/** A document with what was read of it. */
export interface DocumentText extends Parsed {
  readonly range: DocumentRange;
  readonly text: string;
}

/** A line that says nothing, and one that only begins a document. */
const NOTHING = /[ \t\r]*(?:#.*)?(?:\n|$)/y;
const MARKER_ALONE = /---[ \t\r]*(?:#.*)?(?:\n|$)/y;
/** What follows a marker that is not on a line of its own. */
const FAULTY_MARKER = /^---(?!\s*(?:#|$))/;

/** The document of a piece of a file; several, when it has one object of JSON after the other, as kubectl takes them. */
export function* documentsIn(range: DocumentRange, bytes: Buffer): Generator<DocumentText> {
  const text = textOf(bytes);
  if (isEmpty(text)) return;
  const fault = faultOfBytes(bytes, text) ?? faultOfSize(bytes) ?? faultOfMarker(text);
  const parsed = fault ? { fault } : parseDocument(text);
  const texts = parsed.fault && parsed.value === undefined ? jsonTexts(bytes) : [];
  if (texts.length < 2) return yield { ...parsed, range, text };
  for (const { start, end, linesBefore } of texts) {
    const part = { ...range, start: range.start + start, end: range.start + end, linesBefore: range.linesBefore + linesBefore };
    yield* documentsIn(part, bytes.subarray(start, end));
  }
}

/** A document of comments is not worth a parser, and some files have very many; one of a million lines is more than one expression takes. */
function isEmpty(text: string): boolean {
  let position = endOf(MARKER_ALONE, text, 0) ?? 0;
  while (position < text.length) {
    const end = endOf(NOTHING, text, position);
    if (end === undefined) return false;
    position = end;
  }
  return true;
}

function endOf(line: RegExp, text: string, position: number): number | undefined {
  line.lastIndex = position;
  return line.test(text) ? line.lastIndex : undefined;
}

/** What separates values. A parser takes some 300 bytes for each. */
const SEPARATORS = new Set(Buffer.from(',:\n'));
const MAX_SEPARATORS = 4_000_000;

function faultOfSize(bytes: Buffer): Fault | undefined {
  if (bytes.length <= MAX_SEPARATORS) return undefined;
  let count = 0;
  for (let position = 0; position < bytes.length; position += 1) if (SEPARATORS.has(bytes[position])) count += 1;
  if (count <= MAX_SEPARATORS) return undefined;
  return { position: 0, reason: `the document that begins here has more than ${MAX_SEPARATORS} values and lines; separate its objects with lines of ---` };
}

function faultOfBytes(bytes: Buffer, text: string): Fault | undefined {
  if (isUtf8(bytes)) return undefined;
  // where it stands for what cannot be decoded, unless it is itself in the text before
  return { position: text.indexOf('\uFFFD'), reason: 'this is not UTF-8; save the file as UTF-8' };
}

function faultOfMarker(text: string): Fault | undefined {
  if (!text.startsWith('---')) return undefined;
  const end = text.indexOf('\n');
  if (!FAULTY_MARKER.test(end < 0 ? text : text.slice(0, end))) return undefined;
  return { position: 3, reason: 'only a comment may follow --- on its line; begin the document on the next one' };
}
