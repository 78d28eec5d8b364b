import type { ServedKind } from './cluster';

/** https://kubernetes.io/docs/reference/using-api/api-concepts/#discovery-api */
interface ApiGroup {
  readonly versions?: readonly GroupVersion[];
  readonly preferredVersion?: GroupVersion;
}

interface GroupVersion {
  readonly groupVersion: string;
}

interface ApiResourceList {
  readonly resources?: readonly ApiResource[];
}

interface ApiResource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

/**
 * Kinds of a group that can be listed, each in the version that the server prefers of those that have it.
 *
 * @param get the JSON at a path, or undefined where there is none.
 */
export async function servedKinds(group: string, get: (path: string) => Promise<unknown>): Promise<ServedKind[]> {
  const found = new Map<string, ServedKind>();
  for (const groupVersion of await versionsOf(group, get)) {
    const { resources = [] } = (await get(`${group === '' ? '/api' : '/apis'}/${groupVersion}`) ?? {}) as ApiResourceList;
    for (const { name, kind, namespaced, verbs } of resources) {
      // `pods/log` and its like are parts of objects
      if (name.includes('/') || !verbs.includes('list') || found.has(kind)) continue;
      found.set(kind, { apiVersion: groupVersion, kind, plural: name, namespaced });
    }
  }
  return [...found.values()];
}

async function versionsOf(group: string, get: (path: string) => Promise<unknown>): Promise<string[]> {
  if (group === '') return ['v1'];
  const { versions = [], preferredVersion } = (await get(`/apis/${group}`) ?? {}) as ApiGroup;
  const inOrder = [...preferredVersion ? [preferredVersion] : [], ...versions].map(({ groupVersion }) => groupVersion);
  return [...new Set(inOrder)];
}
