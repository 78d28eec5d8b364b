import { STATEFUL_SET, describe } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

export const claimTemplateSizeIsFixed: Rule = {
  id: 'STS-023',
  slug: 'claim-template-size-is-fixed',
  title: 'Claim templates do not change on a StatefulSet that runs',
  checklist: [23],
  severity: 'info',
  why: 'The API server refuses any change of `volumeClaimTemplates` on a StatefulSet that exists, a larger request included. '
    + 'Raising the size in the source renders a manifest that a new cluster accepts and a running one does not. '
    + '`cdk8s-stateful audit --against OLD_RENDER` sees whether something changed (STS-043), and does not repeat this warning.',
  remedy: 'To grow a set that runs: raise `spec.resources.requests.storage` of each of its claims, wait until they have grown, delete the StatefulSet with `--cascade=orphan`, and apply the manifest with the new size.',
  links: ['https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#volume-claim-templates', 'https://github.com/kubernetes/enhancements/issues/4650'],
  needs: ['document'],
  kinds: [STATEFUL_SET],
  evaluate(object, index) {
    const claims = index.claimsOf(object);
    if (claims.length === 0) return new NotApplicable('it has no claim templates');
    return [{
      message: `${describe(object)}: the size of ${claims.map((claim) => claim.name).join(', ')} cannot be raised here once the set runs; the API server refuses a changed claim template`,
      remedy: 'grow the claims themselves, then delete the set with --cascade=orphan and apply it again',
      path: ['spec', 'volumeClaimTemplates'],
    }];
  },
};
