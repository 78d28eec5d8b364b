/** Whose a claim of a StatefulSet is. */
export interface PlaceInSet {
  /** Name of the claim template. */
  readonly template: string;
  /** Of the pod, as it stands in the name. */
  readonly ordinal: string;
}

/**
 * Name of the claim that a StatefulSet makes from a template for one of its pods: `data-db-0`.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage
 */
export function claimInSet(template: string, set: string, ordinal: number | string): string {
  return `${template}-${set}-${ordinal}`;
}

/** The other way round: undefined where the set makes no claim of this name from these templates. `data-db-2-0` is of set `db-2`, and not of `db`. */
export function placeInSet(claim: string, set: string, templates: readonly string[]): PlaceInSet | undefined {
  for (const template of templates) {
    const prefix = claimInSet(template, set, '');
    const ordinal = claim.slice(prefix.length);
    if (claim.startsWith(prefix) && /^\d+$/.test(ordinal)) return { template, ordinal };
  }
  return undefined;
}
