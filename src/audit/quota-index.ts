import type { Claim } from './claim';
import type { Manifest } from './finding';
import { objectAt } from './json';
import { NAMESPACE, RESOURCE_QUOTA, kindOf, namespaceOf } from './manifests';
import { addTo } from './selector-index';

// https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-for-storage
const REQUESTED_STORAGE = 'requests.storage';
const OF_CLASS = '.storageclass.storage.k8s.io/';

/** How much storage the claims of a namespace may ask for, as far as the input tells. */
export class QuotaIndex {
  private readonly namespaces = new Map<string, Manifest>();
  private readonly quotas = new Map<string, Manifest[]>();
  private readonly limits = new Set<string>();
  private readonly claims = new Map<string, Claim[]>();

  public file(object: Manifest): void {
    switch (kindOf(object)) {
      case NAMESPACE:
        this.namespaces.set(object.metadata.name ?? '', object);
        break;
      case RESOURCE_QUOTA:
        addTo(this.quotas, namespaceOf(object), object);
        for (const resource of Object.keys(objectAt(object, 'spec', 'hard'))) this.limits.add(`${namespaceOf(object)} ${resource}`);
        break;
    }
  }

  public fileClaims(claims: readonly Claim[]): void {
    for (const claim of claims) addTo(this.claims, claim.namespace, claim);
  }

  public claimsIn(namespace: string): readonly Claim[] {
    return this.claims.get(namespace) ?? [];
  }

  /** The object that stands for the quotas of a namespace: itself, or the first of them. */
  public standsFor(namespace: string): Manifest | undefined {
    return this.namespaces.get(namespace) ?? this.quotas.get(namespace)?.[0];
  }

  /** Is the storage limited that claims of a class ask for? Undefined is a class that is not known. */
  public limitsStorage(namespace: string, className: string | undefined): boolean {
    const resources = [REQUESTED_STORAGE, ...className === undefined ? [] : [`${className}${OF_CLASS}${REQUESTED_STORAGE}`]];
    return resources.some((resource) => this.limits.has(`${namespace} ${resource}`));
  }
}
