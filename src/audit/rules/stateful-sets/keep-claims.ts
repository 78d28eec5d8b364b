import { DATA_INTENT_ANNOTATION } from '../../../core/vocabulary';
import { mayBeLost } from '../../intent';
import { at } from '../../json';
import { STATEFUL_SET, describe } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

const OCCASIONS = { whenDeleted: 'when it is deleted', whenScaled: 'when it is scaled down' } as const;

export const keepClaims: Rule = {
  id: 'STS-024',
  slug: 'keep-claims',
  title: 'Claims outlive the pods of a StatefulSet',
  checklist: [24],
  severity: 'error',
  why: 'With `persistentVolumeClaimRetentionPolicy` Delete, scaling to zero for an hour, or deleting the set to make it anew, deletes the claims and with them the data.',
  remedy: 'Set `whenDeleted` and `whenScaled` to Retain, or leave them out: that is the default. Or say that the data can be made again: '
    + `\`${DATA_INTENT_ANNOTATION}: rebuildable\` on the set or in the claim template.`,
  links: ['https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention'],
  needs: ['document', 'intent'],
  kinds: [STATEFUL_SET],
  evaluate(object, index) {
    const claims = index.claimsOf(object);
    if (claims.length === 0) return new NotApplicable('it has no claim templates');
    if (claims.every(({ intent }) => mayBeLost(intent))) return new NotApplicable('it says that its data may be lost');
    return Object.entries(OCCASIONS).flatMap(([field, occasion]) => {
      const path = ['spec', 'persistentVolumeClaimRetentionPolicy', field];
      if (at(object, ...path) !== 'Delete') return [];
      return [{ message: `${describe(object)} deletes its claims ${occasion}`, remedy: 'set Retain', path }];
    });
  },
};
