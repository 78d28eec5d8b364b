import { familyOf } from './claim';
import type { Claim } from './claim';
import type { Manifest } from './finding';
import { at, isObject, listAt, objectAt, stringAt, stringsAt } from './json';
import { selects } from './label-selector';
import { matchesPattern } from './name-pattern';

// https://docs.kasten.io/latest/api/policies/
const NAMESPACE_KEY = 'k10.kasten.io/appNamespace';
const ON_DEMAND = '@onDemand';

/** Why a Policy of Kasten copies nothing for now. With a preset, the preset has the frequency. */
export function whyKastenIdles(policy: Manifest): string | undefined {
  if (backupActions(policy).length === 0) return 'it has no backup action';
  if (at(policy, 'spec', 'paused') === true) return 'it is paused';
  if (at(policy, 'spec', 'presetRef') !== undefined) return undefined;
  const frequency = stringAt(policy, 'spec', 'frequency');
  return frequency === undefined || frequency === ON_DEMAND ? 'it runs on demand only' : undefined;
}

/**
 * Does a Policy of Kasten copy a claim? It selects whole applications: namespaces by name, or by a label of the namespace or of a
 * workload in it, of which those that use the claim are looked at. Its filters then leave resources out.
 *
 * @see https://docs.kasten.io/latest/usage/protect/
 */
export function kastenCopies(policy: Manifest, claim: Claim): boolean {
  const selector = objectAt(policy, 'spec').selector;
  if (!isObject(selector)) return false;
  const labels = [claim.labels, ...claim.users.map((user) => stringsAt(user.object, 'metadata', 'labels'))];
  return takesNamespace(selector, claim.namespace)
    && labels.some((each) => selects(withoutNamespaces(selector), each))
    && backupActions(policy).some((action) => takesClaim(objectAt(action, 'backupParameters', 'filters'), claim));
}

function backupActions(policy: Manifest): readonly unknown[] {
  return listAt(policy, 'spec', 'actions').filter((action) => stringAt(action, 'action') === 'backup');
}

// Where a manifest leaves the namespace open, only the one who applies it knows whether it is among those named.
function takesNamespace(selector: unknown, namespace: string): boolean {
  if (namespace === '') return true;
  const named = stringAt(selector, 'matchLabels', NAMESPACE_KEY);
  if (named !== undefined && !matchesPattern(named, namespace)) return false;
  return listAt(selector, 'matchExpressions').filter(isAboutNamespace).every((expression) => {
    const isAmong = listAt(expression, 'values').some((value) => typeof value === 'string' && matchesPattern(value, namespace));
    return stringAt(expression, 'operator') === 'NotIn' ? !isAmong : isAmong;
  });
}

function withoutNamespaces(selector: unknown): unknown {
  const { [NAMESPACE_KEY]: _, ...matchLabels } = stringsAt(selector, 'matchLabels');
  return { matchLabels, matchExpressions: listAt(selector, 'matchExpressions').filter((expression) => !isAboutNamespace(expression)) };
}

function isAboutNamespace(expression: unknown): boolean {
  return stringAt(expression, 'key') === NAMESPACE_KEY;
}

function takesClaim(filters: unknown, claim: Claim): boolean {
  const included = listAt(filters, 'includeResources');
  const isNamed = (filter: unknown) => namesClaim(filter, claim);
  return (included.length === 0 || included.some(isNamed)) && !listAt(filters, 'excludeResources').some(isNamed);
}

/** An entry names by resource, name and labels; what it leaves out may be anything. */
function namesClaim(filter: unknown, claim: Claim): boolean {
  const resource = stringAt(filter, 'resource');
  const name = stringAt(filter, 'name');
  return (resource === undefined || resource === 'persistentvolumeclaims')
    && (name === undefined || [name, familyOf(name)].includes(claim.nameOrFamily))
    && selects(objectAt(filter), claim.labels);
}
