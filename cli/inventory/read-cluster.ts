import { desired, placed } from './cluster-object';
import { withoutDerived } from './derived';
import type { Manifest } from '../../src/audit/finding';
import { namespaceOf } from '../../src/audit/manifests';
import { ClusterError } from '../cluster/cluster';
import type { Inventory, ServedKind } from '../cluster/cluster';
import type { ReadObject } from '../manifests/document';

export interface ClusterQuery {
  /** As `StatefulSet.apps`. */
  readonly kinds: readonly string[];
  /** Those that also matter where they lie in another namespace. */
  readonly across: readonly string[];
  /** Otherwise all. */
  readonly namespace?: string;
}

/** What a cluster holds of the kinds that were asked for. */
export interface ClusterContent {
  readonly objects: readonly ReadObject[];
  /** Objects of other namespaces, to be looked up and not judged. */
  readonly context: readonly Manifest[];
  /** What the account may not list. */
  readonly forbidden: readonly string[];
  /** Kinds that the cluster does not have. */
  readonly absent: readonly string[];
}

/** Lists the kinds, page by page, and nothing else. Throws a ClusterError when the cluster does not answer. */
export async function readCluster(inventory: Inventory, { kinds, across, namespace }: ClusterQuery): Promise<ClusterContent> {
  const served = await discover(inventory, kinds);
  const found: Manifest[] = [];
  const forbidden: string[] = [];
  for (const [name, kind] of served) {
    const scope = kind.namespaced && !across.includes(name) ? namespace : undefined;
    const read = await list(inventory, kind, scope);
    if (!read) forbidden.push(scope === undefined && kind.namespaced ? `${resource(kind)} in all namespaces` : resource(kind));
    const fallback = !read && kind.namespaced && scope !== namespace ? await list(inventory, kind, namespace) : undefined;
    for (const object of read ?? fallback ?? []) found.push(object);
  }
  const inScope = (object: Manifest): boolean => namespace === undefined || ['', namespace].includes(namespaceOf(object));
  return {
    objects: withoutDerived(found.filter(inScope)).map(placed),
    context: found.filter((object) => !inScope(object)),
    forbidden,
    absent: kinds.filter((kind) => !served.has(kind)),
  };
}

/** The kinds that the cluster has, by their names. */
async function discover(inventory: Inventory, kinds: readonly string[]): Promise<ReadonlyMap<string, ServedKind>> {
  const groups = [...new Set(kinds.map(groupOf))];
  const served = new Map(await Promise.all(groups.map(async (group) => [group, await inventory.servedKinds(group)] as const)));
  return new Map(kinds.flatMap((name) => {
    const kind = served.get(groupOf(name))?.find((each) => each.kind === name.split('.')[0]);
    return kind ? [[name, kind] as const] : [];
  }));
}

/** Undefined when the account may not. */
async function list(inventory: Inventory, kind: ServedKind, namespace: string | undefined): Promise<Manifest[] | undefined> {
  try {
    return (await inventory.list(kind, namespace, {})).map(desired);
  } catch (error) {
    if (error instanceof ClusterError && error.reason === 'Forbidden') return undefined;
    throw error;
  }
}

function groupOf(kind: string): string {
  return kind.split('.').slice(1).join('.');
}

/** As roles name it: `storageclasses.storage.k8s.io`. */
function resource({ plural, apiVersion }: ServedKind): string {
  const [group, version] = apiVersion.split('/');
  return version === undefined ? plural : `${plural}.${group}`;
}
