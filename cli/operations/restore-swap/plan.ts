import type { SwapFacts } from './facts';
import { moveOf } from './move';
import type { VolumeMove } from './move';
import { setProblems, volumeProblems } from './problems';
import type { SnapshotPolicyDocument } from '../../../src/documents/snapshot-policy';
import { placeInSet } from '../../../src/facts/claims-of-sets';
import type { KubeObject } from '../../cluster/cluster';

/** What two sets exchange. */
export interface SwapPlan {
  readonly policy: SnapshotPolicyDocument;
  /** Name of the set whose volumes the set of the policy gets, and which gets those that it had. */
  readonly workload: string;
  /** Two for each pair of claims. */
  readonly moves: readonly VolumeMove[];
  /** Sizes of the volumes, by name. */
  readonly sizes: { readonly [volume: string]: string };
  /** Pods whose volumes these are. */
  readonly ordinals: readonly number[];
  /** Why nothing is done. */
  readonly refusals: readonly string[];
  /** What an earlier attempt came to: the rest of it is what would be done. */
  readonly earlier?: 'exchanging' | 'done';
}

/** A claim of a set by what it is to its pod: `data 0`. */
interface PlacedClaim {
  readonly place: string;
  readonly ordinal: number;
  readonly template: KubeObject;
  readonly claim: KubeObject;
}

/** What an exchange would do: every volume of the one set under the names of the other. Nothing is in it but names. */
export function planSwap(policy: SnapshotPolicyDocument, workload: string, facts: SwapFacts): SwapPlan {
  const refusals = setProblems(policy, workload, facts);
  const mine = claimsOfSet(facts.kept, facts.claims);
  const theirs = claimsOfSet(facts.restored, facts.claims);
  const moves: VolumeMove[] = [];
  const sizes: { [volume: string]: string } = {};
  if (facts.kept && facts.restored) {
    refusals.push(...unpaired(mine, theirs, workload), ...unpaired(theirs, mine, policy.workload.name));
    if (mine.length + theirs.length === 0) refusals.push(`neither set has a claim in namespace ${policy.namespace}: there is nothing to exchange`);
  }
  for (const [own, other] of pairsOf(mine, theirs)) {
    for (const [from, to] of [[own, other], [other, own]]) {
      const volume = facts.volumes.get(from.claim.spec.volumeName ?? '');
      const problems = volumeProblems(from.claim, volume, to, facts);
      refusals.push(...problems);
      if (!volume || problems.length > 0) continue;
      moves.push(moveOf(volume, from.claim, to.claim));
      sizes[volume.metadata.name] = volume.spec.capacity.storage;
    }
  }
  const ordinals = [...new Set(mine.map(({ ordinal }) => ordinal))].sort((a, b) => a - b);
  return { policy, workload, moves: refusals.length > 0 ? [] : moves, sizes, ordinals, refusals: [...new Set(refusals)] };
}

function claimsOfSet(set: KubeObject | undefined, claims: readonly KubeObject[]): PlacedClaim[] {
  const templates: KubeObject[] = set?.spec?.volumeClaimTemplates ?? [];
  return templates.flatMap((template) => claims.flatMap((claim) => {
    const found = placeInSet(claim.metadata.name, set!.metadata.name, [template.metadata.name]);
    if (!found) return [];
    const ordinal = Number(found.ordinal);
    return [{ place: `${found.template} ${ordinal}`, ordinal, template, claim }];
  }));
}

function unpaired(claims: readonly PlacedClaim[], partners: readonly PlacedClaim[], partner: string): string[] {
  const alone = claims.filter(({ place }) => !partners.some((other) => other.place === place));
  return alone.map(({ claim, place }) => (
    `claim ${claim.metadata.namespace}/${claim.metadata.name} has no counterpart: StatefulSet ${partner} has no claim of ${place}; sets exchange all of their volumes or none`
  ));
}

function pairsOf(mine: readonly PlacedClaim[], theirs: readonly PlacedClaim[]): [PlacedClaim, PlacedClaim][] {
  return mine.flatMap((own): [PlacedClaim, PlacedClaim][] => {
    const other = theirs.find(({ place }) => place === own.place);
    return other ? [[own, other]] : [];
  });
}
