import { BETA_CLASS_ANNOTATION } from '../../../core/vocabulary';
import { CLAIM, STATEFUL_SET } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

export const noBetaClassAnnotation: Rule = {
  id: 'STO-007',
  slug: 'no-beta-class-annotation',
  title: 'A claim names its class in its spec',
  checklist: [7],
  severity: 'warning',
  why: 'The annotation has been deprecated since Kubernetes 1.8, yet it is still read, and it wins over `storageClassName`: what the spec says may not be what happens.',
  remedy: 'Remove the annotation and set `spec.storageClassName`.',
  links: ['https://kubernetes.io/docs/concepts/storage/persistent-volumes/#class-1'],
  needs: ['document'],
  kinds: [CLAIM, STATEFUL_SET],
  evaluate(object, index) {
    const claims = index.claimsOf(object);
    if (claims.length === 0) return new NotApplicable('it has no claim templates');
    return claims.filter((claim) => BETA_CLASS_ANNOTATION in claim.annotations).map((claim) => ({
      message: `${claim.describe()} names its class with the annotation ${BETA_CLASS_ANNOTATION}`,
      remedy: `set storageClassName: ${claim.annotations[BETA_CLASS_ANNOTATION]} instead`,
      path: [...claim.path, 'metadata', 'annotations', BETA_CLASS_ANNOTATION],
    }));
  },
};
