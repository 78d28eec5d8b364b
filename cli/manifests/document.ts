import { documentsIn } from './document-texts';
import type { DocumentText } from './document-texts';
import { keep } from './kept-strings';
import { itemsOf } from './lists';
import { placeIn, placeOf } from './place';
import type { DocumentRange, Place } from './place';
import { keptSource } from './source';
import type { Source } from './source';
import { MAX_DOCUMENT_BYTES, splitDocuments } from './split';
import type { Piece, Read } from './split';
import type { JsonPath, Manifest } from '../../src/audit/finding';
import { isObject } from '../../src/audit/json';

export type { Place } from './place';

/** An object with the way back to its source. */
export interface ReadObject {
  readonly manifest: Manifest;
  /** Where a path of the object lies. */
  place(path: JsonPath): Place;
}

/** Something that could not be read. */
export interface ReadError {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly reason: string;
}

export interface ReadResult {
  readonly objects: ReadObject[];
  readonly errors: ReadError[];
  /** Documents that are no Kubernetes objects, as `file:line`. */
  readonly skipped: string[];
}

/** Reads all documents of a text. What is broken loses only itself. */
export function readText(file: string, text: string): ReadResult {
  const result: ReadResult = { objects: [], errors: [], skipped: [] };
  const bytes = Buffer.from(text);
  let done = 0;
  const read: Read = (target) => {
    const count = bytes.copy(target, 0, done);
    done += count;
    return count;
  };
  readDocuments(file, read, (piece) => keptSource(file, piece.start, piece.bytes), result);
  return result;
}

/** Reads all documents of a file. What is broken loses only itself. */
export function readDocuments(file: string, read: Read, open: (piece: Piece) => Source, result: ReadResult): void {
  for (const piece of splitDocuments(read)) {
    const { start, linesBefore, bytes, isTooLong } = piece;
    if (isTooLong) {
      result.errors.push({ file, line: linesBefore + 1, column: 1, reason: TOO_LONG });
      continue;
    }
    const range = { source: open(piece), start, end: start + bytes.length, linesBefore };
    for (const document of documentsIn(range, bytes)) fileDocument(document, result);
  }
}

const TOO_LONG = `the document that begins here is longer than ${MAX_DOCUMENT_BYTES / 1024 / 1024} MiB; separate its objects with lines of ---`;
const HELM_SOURCE = /^(?:---.*\n)?(?:\s*#.*\n)*?\s*# Source: *(\S.*?)\s*$/m;
/** Templates are named at the top. */
const TOP = 1000;

function fileDocument({ range, text, value, fault }: DocumentText, result: ReadResult): void {
  if (fault) {
    const lineInText = text.slice(0, fault.position).split('\n').length - 1;
    const { file, line, column } = placeIn(range, text, fault.position, fault.position + 1, lineInText);
    result.errors.push({ file, line, column, reason: fault.reason });
  }
  if (value === undefined || value === null) return;
  const template = templateOf(text);
  for (const item of itemsOf(value)) {
    if (isManifest(item.value)) result.objects.push(new DocumentObject(item.value, range, item.path, template));
    else result.skipped.push(`${range.source.file}:${placeOf(range, item.path, []).line}`);
  }
}

function templateOf(text: string): string | undefined {
  const named = HELM_SOURCE.exec(text.slice(0, TOP))?.[1];
  return named === undefined ? undefined : keep(named);
}

class DocumentObject implements ReadObject {
  constructor(
    public readonly manifest: Manifest,
    private readonly range: DocumentRange,
    private readonly path: JsonPath,
    private readonly template: string | undefined,
  ) {}

  public place(path: JsonPath): Place {
    const place = placeOf(this.range, this.path, path);
    return this.template === undefined ? place : { ...place, template: this.template };
  }
}

function isManifest(value: unknown): value is Manifest {
  return isObject(value) && typeof value.apiVersion === 'string' && typeof value.kind === 'string' && isObject(value.metadata);
}
