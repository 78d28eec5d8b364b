import { YAMLException, constructFromEvents, parseEvents } from 'js-yaml';
import { KUBERNETES_SCHEMA } from './kubernetes-schema';
import { placeInText } from './place';
import type { Place } from './place';
import { locate } from './positions';
import { splitDocuments } from './split';
import type { Chunk } from './split';
import type { JsonPath, Manifest } from '../../src/audit/finding';
import { isObject, listAt } from '../../src/audit/json';

export type { Place };

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
  for (const chunk of splitDocuments(text)) readChunk(file, chunk, result);
  return result;
}

function readChunk(file: string, chunk: Chunk, result: ReadResult): void {
  let documents: unknown[];
  try {
    documents = constructFromEvents(parseEvents(chunk.text, {}), { source: chunk.text, schema: KUBERNETES_SCHEMA });
  } catch (error) {
    const line = error instanceof YAMLException && error.mark ? chunk.linesBefore + error.mark.line + 1 : chunk.linesBefore + 1;
    result.errors.push({ file, line, reason: error instanceof YAMLException ? error.reason : String(error) });
    return;
  }
  for (const [number, document] of documents.entries()) {
    if (document === null || document === undefined) continue;
    for (const { value, path } of unroll(document)) {
      if (isManifest(value)) result.objects.push({ manifest: value, place: (inside) => placeOf(file, chunk, number, path, inside) });
      else result.skipped.push(`${file}:${placeOf(file, chunk, number, path, []).line}`);
    }
  }
}

/** The items of a List, or the document itself. */
function unroll(document: unknown): { value: unknown; path: JsonPath }[] {
  const isList = isObject(document) && typeof document.kind === 'string' && document.kind.endsWith('List') && Array.isArray(document.items);
  if (!isList) return [{ value: document, path: [] }];
  return listAt(document, 'items').flatMap((value, position) => unroll(value).map((item) => ({ value: item.value, path: ['items', position, ...item.path] })));
}

function isManifest(value: unknown): value is Manifest {
  return isObject(value) && typeof value.apiVersion === 'string' && typeof value.kind === 'string' && isObject(value.metadata);
}

function placeOf(file: string, chunk: Chunk, document: number, object: JsonPath, path: JsonPath): Place {
  let range = locate(chunk.text, document, [...object, ...path]);
  // what an object does not have at all is shown at its kind
  if (range.depth <= object.length) range = locate(chunk.text, document, [...object, 'kind']);
  return placeInText(file, chunk, range);
}
