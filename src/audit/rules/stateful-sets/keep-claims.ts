import { at } from '../../json';
import { STATEFUL_SET, describe } from '../../manifests';
import type { Rule } from '../../rule';

const OCCASIONS = { whenDeleted: 'when it is deleted', whenScaled: 'when it is scaled down' } as const;

export const keepClaims: Rule = {
  id: 'STS-024',
  slug: 'keep-claims',
  title: 'Claims outlive the pods of a StatefulSet',
  checklist: [24],
  severity: 'error',
  why: 'With `persistentVolumeClaimRetentionPolicy` Delete, scaling to zero for an hour, or deleting the set to make it anew, deletes the claims and with them the data.',
  remedy: 'Set `whenDeleted` and `whenScaled` to Retain, or leave them out: that is the default.',
  links: ['https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention'],
  needs: ['document'],
  kinds: [STATEFUL_SET],
  evaluate(object) {
    return Object.entries(OCCASIONS).flatMap(([field, occasion]) => {
      const path = ['spec', 'persistentVolumeClaimRetentionPolicy', field];
      if (at(object, ...path) !== 'Delete') return [];
      return [{ message: `${describe(object)} deletes its claims ${occasion}`, remedy: 'set Retain', path }];
    });
  },
};
