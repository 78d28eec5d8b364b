import { createHash } from 'node:crypto';
import type { DrillEvidence, SnapshotStateDocument } from '../../../src/documents/snapshot-state';

/** Drills whose evidence is kept in the state, besides the last that passed. */
const MOST_DRILLS = 20;

/** The state with the evidence of one more drill, which is chained to the one before it. */
export function withDrill(state: SnapshotStateDocument, evidence: DrillEvidence): SnapshotStateDocument {
  const before = state.drills ?? [];
  const chained = { ...evidence, ...(before.at(-1)?.sha256 !== undefined ? { previousSha256: before.at(-1)!.sha256 } : {}) };
  const drills = [...before, { ...chained, sha256: hashOfEvidence(chained) }];
  const lastPassed = drills.map(({ outcome }) => outcome).lastIndexOf('Passed');
  return { ...state, drills: drills.filter((_, at) => at >= drills.length - MOST_DRILLS || at === lastPassed) };
}

/** Of what an evidence says, without the hash itself: fields in the order of their names, so that it can be made again anywhere. */
export function hashOfEvidence({ sha256: _, ...evidence }: DrillEvidence): string {
  return createHash('sha256').update(JSON.stringify(sorted(evidence))).digest('hex');
}

/** Whether nobody has changed an evidence since. */
export function isUntouched(evidence: DrillEvidence): boolean {
  return evidence.sha256 === hashOfEvidence(evidence);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, sorted(each)]));
}
