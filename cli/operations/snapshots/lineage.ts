import type { Group } from './group';
import { CLAIM_ANNOTATION, CLAIM_UID_ANNOTATION } from '../../../src/core/vocabulary';

/** What a claim of one uid held: a claim that is deleted and made again is another volume. */
export interface Volume {
  readonly claim: string;
  /** Whether it is not in the newest group: its claim was made anew, lost its volume or is no more. */
  readonly earlier: boolean;
  /** Whether its claim is of another volume in a newer group. */
  readonly replaced: boolean;
  /** Groups that have a copy of it, the newest first. */
  readonly groups: readonly Group[];
}

/**
 * The volumes that groups are of. The set makes an empty claim in place of one that was deleted, and snapshots without a claim
 * that has no volume are as complete as any; neither must push out the last ones of the volume that held the data.
 */
export function volumesOf(newestFirst: readonly Group[]): Volume[] {
  const volumes = new Map<string, { readonly claim: string; readonly earlier: boolean; readonly replaced: boolean; readonly groups: Group[] }>();
  const seen = new Set<string>();
  for (const group of newestFirst) {
    for (const [claim, uid] of claimsOf(group)) {
      const volume = volumes.get(`${claim} ${uid}`) ?? { claim, earlier: group !== newestFirst[0], replaced: seen.has(claim), groups: [] };
      volume.groups.push(group);
      volumes.set(`${claim} ${uid}`, volume);
      seen.add(claim);
    }
  }
  return [...volumes.values()];
}

/** Uid by claim, as the members say. */
function claimsOf({ members }: Group): Map<string, string> {
  const pairs = members.map(({ metadata }) => [metadata.annotations?.[CLAIM_ANNOTATION], metadata.annotations?.[CLAIM_UID_ANNOTATION]] as const);
  return new Map(pairs.filter((pair): pair is [string, string] => pair[0] !== undefined && pair[1] !== undefined));
}
