import type { ApiObjectMetadata } from 'cdk8s';
import type { Fault } from '../core/faults';
import { dnsSubdomainFaults, metadataFaults } from '../core/names';

/** What is wrong with the metadata of a cluster-scoped class, if anything. */
export function classMetadataFaults(kind: string, metadata: ApiObjectMetadata): Fault[] {
  const { name, namespace } = metadata;
  const faults: Fault[] = [];
  if (name === undefined) {
    faults.push({
      prop: 'metadata.name',
      problem: `is missing: a ${kind} has no namespace, so a generated name collides when two apps use equal ids, and its parameters cannot be changed in place`,
      remedy: 'name it after what it offers, such as "orders-disk"',
    });
  } else {
    faults.push(...dnsSubdomainFaults('metadata.name', name));
  }
  if (namespace !== undefined) faults.push({ prop: 'metadata.namespace', problem: `is set, but a ${kind} has no namespace`, got: namespace, remedy: 'leave it out' });
  return [...faults, ...metadataFaults({ labels: metadata.labels, annotations: metadata.annotations })];
}

/** The metadata with the mark that makes a class the default one of its cluster. */
export function classMetadata(metadata: ApiObjectMetadata, defaultMark: string, isDefault: boolean | undefined): ApiObjectMetadata {
  return isDefault ? { ...metadata, annotations: { ...metadata.annotations, [defaultMark]: 'true' } } : metadata;
}
