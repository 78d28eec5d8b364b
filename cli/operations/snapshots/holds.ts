import type { Group } from './group';
import { HOLD_ANNOTATION } from '../../../src/core/vocabulary';
import type { ObjectMetadata } from '../../cluster/cluster';

/** A group that somebody keeps from being pruned. */
export interface HeldGroup {
  readonly group: string;
  /** What the hold says. */
  readonly reason: string;
  /** When it was put there, as far as the API server remembers, as Kubernetes writes times. */
  readonly since?: string;
}

/** https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management */
interface FieldsEntry {
  readonly time?: string;
  readonly fieldsV1?: { readonly 'f:metadata'?: { readonly 'f:annotations'?: { readonly [field: string]: unknown } } };
}

/** What is held of these groups, each reason once. */
export function holdsOf(groups: readonly Group[]): HeldGroup[] {
  return groups.flatMap(({ name, members }) => {
    const reasons = new Map<string, ObjectMetadata>();
    for (const { metadata } of members) {
      const reason = metadata.annotations?.[HOLD_ANNOTATION];
      if (reason !== undefined && !reasons.has(reason)) reasons.set(reason, metadata);
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
