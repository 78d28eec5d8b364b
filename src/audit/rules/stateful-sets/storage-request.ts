import { CLAIM, STATEFUL_SET } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

export const storageRequest: Rule = {
  id: 'STS-022',
  slug: 'storage-request',
  title: 'A claim says how large it is',
  checklist: [22],
  severity: 'error',
  notAcknowledgeable: 'Every API server refuses the claim.',
  why: 'The API server refuses a claim without `resources.requests.storage`. In a claim template nobody notices before the controller tries to make the claim: the StatefulSet is accepted and no pod starts.',
  remedy: 'Set `spec.resources.requests.storage`.',
  links: ['https://kubernetes.io/docs/concepts/storage/persistent-volumes/#resources'],
  needs: ['document'],
  kinds: [CLAIM, STATEFUL_SET],
  evaluate(object, index) {
    const claims = index.claimsOf(object);
    if (claims.length === 0) return new NotApplicable('it has no claim templates');
    return claims.filter((claim) => !claim.size?.isPositive()).map((claim) => ({
      message: claim.sizeText === '' ? `${claim.describe()} requests no storage` : `${claim.describe()} requests "${claim.sizeText}" of storage, which is no size`,
      remedy: 'set resources.requests.storage, as 100Gi',
      path: [...claim.path, 'spec', 'resources', 'requests', 'storage'],
    }));
  },
};
