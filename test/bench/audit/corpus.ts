import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMON, manifestsOf, plantedIn } from './shapes';

/** What manifests to make. The same, with the same seed, are the same bytes. */
export interface CorpusOptions {
  readonly documents: number;
  readonly seed: number;
  readonly namespaces: number;
  /** Leave out what guards the databases: every one of them has findings. */
  readonly isFaulty?: boolean;
}

// other tools skip larger ones in silence
const FILE_BYTES = 4_000_000;
const GUARDS = /^kind: (PodDisruptionBudget|NetworkPolicy|SnapshotSchedule)$/m;

/** The documents of a corpus. The last one has the planted fault. */
export function* documentsOf({ documents, seed, namespaces, isFaulty = false }: CorpusOptions): Generator<string> {
  const random = randomNumbers(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  yield COMMON;
  // COMMON is three
  let left = documents - 4;
  for (let number = 0; left > 0; number += 1) {
    const manifests = manifestsOf({
      namespace: `team-${number % namespaces}`,
      name: `db-${number}`,
      chart: `postgres-15.2.${below(9)}`,
      image: `docker.io/library/postgres:16.${below(5)}`,
      checksum: Array.from({ length: 64 }, () => below(16).toString(16)).join(''),
      gibibytes: 10 + below(90),
    });
    const kept = isFaulty ? manifests.filter((manifest) => !GUARDS.test(manifest)) : manifests;
    yield kept.slice(0, left).join('');
    left -= Math.min(left, kept.length);
  }
  yield plantedIn('team-0');
}

/** Writes a corpus into files of a folder; says how many bytes. */
export function writeCorpus(folder: string, options: CorpusOptions): number {
  mkdirSync(folder, { recursive: true });
  let [part, file, bytes] = ['', 0, 0];
  const flush = () => {
    writeFileSync(join(folder, `manifests-${String(file).padStart(4, '0')}.yaml`), part);
    [part, file, bytes] = ['', file + 1, bytes + Buffer.byteLength(part)];
  };
  for (const text of documentsOf(options)) {
    if (part.length + text.length > FILE_BYTES) flush();
    part += text;
  }
  flush();
  return bytes;
}

/** Park and Miller's minimal standard generator: https://doi.org/10.1145/63039.63042 */
function randomNumbers(seed: number): () => number {
  const modulus = 2 ** 31 - 1;
  let state = (seed % (modulus - 1)) + 1;
  return () => {
    state = (state * 48271) % modulus;
    return state / modulus;
  };
}
