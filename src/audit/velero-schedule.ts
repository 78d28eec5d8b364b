import type { Claim } from './claim';
import type { Manifest } from './finding';
import { at, isObject, listAt, objectAt, stringAt } from './json';
import type { JsonObject } from './json';
import { selects } from './label-selector';
import { matchesParts } from './name-pattern';

const CLAIM_RESOURCES: readonly unknown[] = ['*', 'persistentvolumeclaims', 'persistentvolumeclaim', 'pvc'];

// https://velero.io/docs/v1.18/file-system-backup/
const FILE_SYSTEM_BACKUP_ANNOTATION = 'backup.velero.io/backup-volumes';

/**
 * Does a Schedule of Velero copy the data of a claim? It does when its template takes the claim's namespace, claims at all,
 * this one by label or with its pod, and their volumes.
 *
 * @see https://velero.io/docs/v1.18/resource-filtering/
 */
export function veleroCopies(schedule: Manifest, claim: Claim): boolean {
  const template = objectAt(schedule, 'spec', 'template');
  return takesNamespace(template, claim.namespace) && takesClaims(template) && isSelected(template, claim) && takesVolumes(template, claim);
}

// Where a manifest leaves the namespace open, only the one who applies it knows whether it is among those named.
function takesNamespace(template: JsonObject, namespace: string): boolean {
  const included = listAt(template, 'includedNamespaces');
  const isIn = (list: readonly unknown[]) => list.some((pattern) => typeof pattern === 'string' && matches(pattern, namespace));
  return (namespace === '' || included.length === 0 || isIn(included)) && !isIn(listAt(template, 'excludedNamespaces'));
}

function takesClaims(template: JsonObject): boolean {
  const included = [...listAt(template, 'includedResources'), ...listAt(template, 'includedNamespaceScopedResources')];
  const excluded = [...listAt(template, 'excludedResources'), ...listAt(template, 'excludedNamespaceScopedResources')];
  const isClaims = (resource: unknown) => CLAIM_RESOURCES.includes(resource);
  return (included.length === 0 || included.some(isClaims)) && !excluded.some(isClaims);
}

// a claim comes along with a pod that is selected
function isSelected(template: JsonObject, claim: Claim): boolean {
  const selectors = [at(template, 'labelSelector'), ...listAt(template, 'orLabelSelectors')].filter(isObject);
  const labels = [claim.labels, ...claim.users.map((user) => user.labels)];
  return selectors.length === 0 || selectors.some((selector) => labels.some((each) => selects(selector, each)));
}

function takesVolumes(template: JsonObject, claim: Claim): boolean {
  if (template.snapshotVolumes !== false || template.defaultVolumesToFsBackup === true) return true;
  return claim.users.some(({ object, podSpecPath }) => (
    stringAt(object, ...podSpecPath.slice(0, -1), 'metadata', 'annotations', FILE_SYSTEM_BACKUP_ANNOTATION) !== undefined
  ));
}

/** The patterns of names that Velero knows: `*`, `?` and `[abc]`. */
function matches(pattern: string, name: string): boolean {
  const parts = pattern.match(/\[[a-z0-9]+\]|[^]/g) ?? [];
  return matchesParts(parts.map((part) => (part.length > 1 ? part.slice(1, -1) : part)), name);
}
