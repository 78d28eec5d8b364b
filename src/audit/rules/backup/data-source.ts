import type { Claim } from '../../claim';
import type { JsonPath } from '../../finding';
import { at, stringAt } from '../../json';

/** What a claim begins with: the content of a snapshot or of another claim. */
export interface DataSource {
  readonly kind: 'VolumeSnapshot' | 'PersistentVolumeClaim';
  readonly namespace: string;
  readonly name: string;
  /** Where its object says so. */
  readonly path: JsonPath;
}

/**
 * The snapshot or claim that a claim is made from, if any. Either field says it; the API server copies one to the other.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#data-source-references
 */
export function dataSourceOf(claim: Claim): DataSource | undefined {
  const field = ['dataSourceRef', 'dataSource'].find((each) => stringAt(claim.spec, each, 'name') !== undefined);
  if (field === undefined) return undefined;
  const source = at(claim.spec, field);
  const kind = stringAt(source, 'kind');
  if (kind !== 'VolumeSnapshot' && kind !== 'PersistentVolumeClaim') return undefined;
  return {
    kind,
    namespace: stringAt(source, 'namespace') ?? claim.namespace,
    name: stringAt(source, 'name') ?? '',
    path: [...claim.path, 'spec', field],
  };
}
