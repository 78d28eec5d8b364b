import type { Inventory, KubeObject, ServedKind } from '../../../cli/cluster/cluster';
import { ClusterError } from '../../../cli/cluster/cluster';

const KINDS: { readonly [group: string]: readonly ServedKind[] } = {
  '': [
    { apiVersion: 'v1', kind: 'Service', plural: 'services', namespaced: true },
    { apiVersion: 'v1', kind: 'Pod', plural: 'pods', namespaced: true },
    { apiVersion: 'v1', kind: 'PersistentVolumeClaim', plural: 'persistentvolumeclaims', namespaced: true },
    { apiVersion: 'v1', kind: 'ConfigMap', plural: 'configmaps', namespaced: true },
    { apiVersion: 'v1', kind: 'Secret', plural: 'secrets', namespaced: true },
  ],
  'apps': [{ apiVersion: 'apps/v1', kind: 'StatefulSet', plural: 'statefulsets', namespaced: true }],
  'storage.k8s.io': [{ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', plural: 'storageclasses', namespaced: false }],
  'velero.io': [{ apiVersion: 'velero.io/v1', kind: 'Schedule', plural: 'schedules', namespaced: true }],
};

/** A cluster that holds some objects, for an account that may not list everything. It answers to nothing but lists. */
export class MadeUpInventory implements Inventory {
  /** What was listed, as `services in orders`. */
  readonly asked: string[] = [];

  /** @param forbidden plurals, or `plural in namespace`, as `services in *`. */
  constructor(private readonly objects: readonly KubeObject[], private readonly forbidden: readonly string[] = []) {}

  async servedKinds(group: string): Promise<ServedKind[]> {
    return [...KINDS[group] ?? []];
  }

  async list(kind: ServedKind, namespace: string | undefined): Promise<KubeObject[]> {
    const question = `${kind.plural} in ${namespace ?? '*'}`;
    this.asked.push(question);
    if (this.forbidden.includes(kind.plural) || this.forbidden.includes(question)) throw new ClusterError('Forbidden', `cannot list ${question}`);
    return this.objects.filter((object) => object.kind === kind.kind && (namespace === undefined || object.metadata.namespace === namespace));
  }
}
