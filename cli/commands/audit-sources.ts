import type { Streams } from './streams';
import type { ReadResult } from '../manifests/document';
import { readInputs } from '../manifests/files';
import { notAnObject, nothingChecked, nothingToCompare, unreadable } from '../render/messages';

/** What is judged, and what it is compared with. */
export interface AuditSources {
  readonly now: ReadResult;
  readonly before?: ReadResult;
}

/** Reads files, folders and standard input, and says what is not read and why. */
export function readSources({ inputs, against }: { inputs: readonly string[]; against?: readonly string[] }, streams: Streams): AuditSources {
  const now = read(inputs, streams);
  const before = against && read(against, streams);
  if (now.objects.length === 0) streams.err(nothingChecked(inputs));
  if (against && before?.objects.length === 0) streams.err(nothingToCompare(against));
  return { now, before };
}

function read(inputs: readonly string[], streams: Streams): ReadResult {
  const result = readInputs(inputs);
  for (const error of result.errors) streams.err(unreadable(error));
  for (const place of result.skipped) streams.err(notAnObject(place));
  return result;
}
