import type { Group } from './group';
import { HOLD_ANNOTATION } from '../../../src/core/vocabulary';
import type { ObjectMetadata } from '../../cluster/cluster';

/** A group that somebody keeps from being pruned. */
export interface HeldGroup {
  readonly group: string;
  /** What the hold says, of several one. */
  readonly reason: string;
  /** When it was put there, as far as the API server remembers, as Kubernetes writes times. */
  readonly since?: string;
}

/** https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management */
interface FieldsEntry {
  readonly time?: string;
  readonly fieldsV1?: { readonly 'f:metadata'?: { readonly 'f:annotations'?: { readonly [field: string]: unknown } } };
}

/** Between the reasons of several: each gives up its own, and the group stays held by the others. */
const SEPARATOR = '; ';

/** Why a member is held: nothing, when nobody holds it. */
export function reasonsOf({ annotations }: Pick<ObjectMetadata, 'annotations'>): string[] {
  return annotations?.[HOLD_ANNOTATION]?.split(SEPARATOR) ?? [];
}

/** What the annotation says of these reasons. */
export function holdBy(reasons: readonly string[]): string {
  return reasons.join(SEPARATOR);
}

/** What is held of these groups, each reason once. */
export function holdsOf(groups: readonly Group[]): HeldGroup[] {
  return groups.flatMap(({ name, members }) => {
    const reasons = new Map<string, ObjectMetadata>();
    for (const { metadata } of members) {
      for (const reason of reasonsOf(metadata)) if (!reasons.has(reason)) reasons.set(reason, metadata);
    }
    return [...reasons].map(([reason, metadata]): HeldGroup => {
      const since = heldSince(metadata);
      return { group: name, reason, ...(since !== undefined ? { since } : {}) };
    });
  });
}

/** Whoever wrote the annotation wrote last at this time. */
function heldSince({ managedFields }: ObjectMetadata): string | undefined {
  const entries = Array.isArray(managedFields) ? managedFields as readonly FieldsEntry[] : [];
  return entries.find(({ fieldsV1 }) => fieldsV1?.['f:metadata']?.['f:annotations']?.[`f:${HOLD_ANNOTATION}`] !== undefined)?.time;
}
