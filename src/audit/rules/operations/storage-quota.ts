import type { Claim } from '../../claim';
import type { ManifestIndex } from '../../index-of-manifests';
import { stringAt } from '../../json';
import { NAMESPACE, RESOURCE_QUOTA, describe, kindOf, namespaceOf } from '../../manifests';
import { NotApplicable } from '../../rule';
import type { Rule } from '../../rule';

export const storageQuota: Rule = {
  id: 'OPS-040',
  slug: 'storage-quota',
  title: 'A namespace cannot ask for storage without end',
  checklist: [40],
  severity: 'info',
  why: 'One namespace that asks for too much, by a slip in a size or in a number of replicas, takes the space of a pool that others share, or writes the bill. Quotas of CPU and memory do not count storage.',
  remedy: 'Add a ResourceQuota with `requests.storage`, or `<class>.storageclass.storage.k8s.io/requests.storage` for each class (`StorageQuota`).',
  links: ['https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-for-storage'],
  needs: ['set'],
  // who makes the namespace makes its quotas: where neither is in the input, they are somebody else's
  kinds: [NAMESPACE, RESOURCE_QUOTA],
  evaluate(object, index) {
    const namespace = kindOf(object) === NAMESPACE ? object.metadata.name ?? '' : namespaceOf(object);
    const claims = index.quotas.claimsIn(namespace);
    if (claims.length === 0) return new NotApplicable('no claim of the input is in the namespace');
    if (index.quotas.standsFor(namespace) !== object) return new NotApplicable('it is judged with its namespace, or with the first quota of it');
    const unlimited = claims.filter((claim) => !index.quotas.limitsStorage(namespace, classNameOf(claim, index)));
    if (unlimited.length === 0) return [];
    const others = unlimited.length > 1 ? ` and ${unlimited.length - 1} more` : '';
    return [{
      message: `${describe(object)}: no ResourceQuota of the input limits the storage of ${unlimited[0].describe()}${others}`,
      remedy: 'add one with requests.storage',
      path: kindOf(object) === NAMESPACE ? ['metadata', 'name'] : ['spec', 'hard'],
      related: unlimited.map((claim) => claim.object),
    }];
  },
};

function classNameOf(claim: Claim, index: ManifestIndex): string | undefined {
  return claim.className ?? stringAt(index.classOf(claim), 'metadata', 'name');
}
