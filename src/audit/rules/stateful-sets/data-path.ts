import { at, isObject, listAt, stringAt } from '../../json';
import type { JsonObject } from '../../json';
import type { DatabaseContainer, Workload } from '../../workload';

/** Where a database writes its data; undefined when that cannot be read from the manifest. */
export function dataPathOf(database: DatabaseContainer): string | undefined {
  const variable = database.engine.dataPathVariable?.name;
  const set = listAt(database.container, 'env').find((entry) => variable !== undefined && stringAt(entry, 'name') === variable);
  if (!isObject(set)) return database.image.dataPath;
  const value = stringAt(set, 'value');
  return value?.startsWith('/') && !value.includes('$(') ? value : undefined;
}

/** The mount at or above a path that is closest to it: its name and place. */
export function mountOf(database: DatabaseContainer, path: string): { readonly volume: string; readonly position: number } | undefined {
  let best: { volume: string; position: number; depth: number } | undefined;
  for (const [position, mount] of listAt(database.container, 'volumeMounts').entries()) {
    const mountPath = withoutTrailingSlash(stringAt(mount, 'mountPath') ?? '');
    const covers = path === mountPath || path.startsWith(`${mountPath}/`);
    if (covers && mountPath.length >= (best?.depth ?? 0)) best = { volume: stringAt(mount, 'name') ?? '', position, depth: mountPath.length };
  }
  return best;
}

/** What keeps the content of a volume of a pod: `claim` for anything that outlives the pod. */
export function sourceOf(workload: Workload, volume: string): 'claim' | 'emptyDir' | 'ephemeral' | 'missing' {
  if (workload.claimTemplates().some((template) => at(template, 'metadata', 'name') === volume)) return 'claim';
  const found = listAt(workload.podSpec, 'volumes').find((entry): entry is JsonObject => isObject(entry) && entry.name === volume);
  if (!found) return 'missing';
  if ('emptyDir' in found) return 'emptyDir';
  return 'ephemeral' in found ? 'ephemeral' : 'claim';
}

function withoutTrailingSlash(path: string): string {
  return path.replace(/\/+$/, '');
}
