import type { Group } from './group';
import { AT_REST_ANNOTATION } from '../../../src/core/vocabulary';

/**
 * Is this the copy that an exchange of volumes took before it touched them? It holds what was swapped out, so that who wants the newest of
 * the data does not want this one, though no other is as new. Its members say so for ever, its hold only until it is released.
 */
export function isSwappedOut({ members }: Pick<Group, 'members'>): boolean {
  return members.length > 0 && members.every(({ metadata }) => metadata.annotations?.[AT_REST_ANNOTATION] !== undefined);
}
