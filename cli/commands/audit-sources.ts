import type { AuditArguments } from './audit-arguments';
import { readClusterInput } from './audit-cluster';
import type { Streams } from './streams';
import type { World } from './world';
import type { Manifest } from '../../src/audit/finding';
import type { ReadResult } from '../manifests/document';
import { readInputs } from '../manifests/files';
import { notAnObject, nothingChecked, nothingToCompare, unreadable } from '../render/messages';

/** What is judged, and what it is compared with. */
export interface AuditSources {
  readonly now: ReadResult;
  readonly before?: ReadResult;
  /** Objects that are looked up and not judged. */
  readonly outside: readonly Manifest[];
  /** Nothing else exists. */
  readonly complete: boolean;
}

/** Reads files, folders and standard input, or a cluster, and says what is not read and why. */
export async function readSources({ inputs, against, cluster }: AuditArguments, streams: Streams, world: World): Promise<AuditSources> {
  if (cluster) {
    const { objects, context, complete } = await readClusterInput(cluster, streams, world);
    if (objects.length === 0) streams.err(nothingChecked(['the cluster']));
    return { now: { objects: [...objects], errors: [], skipped: [] }, outside: context, complete };
  }
  const now = read(inputs, streams);
  const before = against && read(against, streams);
  if (now.objects.length === 0) streams.err(nothingChecked(inputs));
  if (against && before?.objects.length === 0) streams.err(nothingToCompare(against));
  return { now, before, outside: [], complete: false };
}

function read(inputs: readonly string[], streams: Streams): ReadResult {
  const result = readInputs(inputs);
  for (const error of result.errors) streams.err(unreadable(error));
  for (const place of result.skipped) streams.err(notAnObject(place));
  return result;
}
